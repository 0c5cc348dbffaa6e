import { expect, it } from 'vitest';
import { toInitials } from './initials.ts';

it.each([
  ['Nguyễn Thị Hoà', 'N. T. H.'],
  ['đặng văn an', 'Đ. V. A.'],
  ['Y Bhĭu Niê', 'Y. B. N.'],
  ['  Lò   Ẵ ', 'L. Ẵ.'],
])('%s is shown as %s', (name, initials) => {
  expect(toInitials(name)).toBe(initials);
});
