import { afterAll, beforeAll, it } from 'vitest';
import { pagesWithTestsOfTheirOwn, StorySite, sitePages } from '../support/site-pages.ts';

let site: StorySite;
beforeAll(async () => {
  site = await StorySite.start();
});
afterAll(() => site?.close());

it.each([...sitePages, ...pagesWithTestsOfTheirOwn])(
  'axe finds nothing on $name, on a phone in the light and on a desk in the dark',
  (one) => site.check(one, ['phone', 'desk']),
);
