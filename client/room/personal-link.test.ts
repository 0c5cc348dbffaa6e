import { expect, test } from 'vitest';
import { readLinkToken } from './personal-link.ts';

const token = 'Zm9vYmFyYmF6cXV4MTIzNA';

test('a personal link carries its token in the fragment', () => {
  expect(readLinkToken(`#k=${token}`)).toBe(token);
});

test.each(['', '#', '#k=', '#k=short', `#other=${token}`, `#k=${token}&x=1`])(
  '%s is no personal link',
  (hash) => {
    expect(readLinkToken(hash)).toBeNull();
  },
);
