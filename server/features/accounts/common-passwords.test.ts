import { describe, expect, test } from 'vitest';
import { isCommonPassword } from './common-passwords.ts';

describe('isCommonPassword', () => {
  test.each([
    'password',
    'P@ssw0rd2024!',
    'matkhau123',
    'Mật Khẩu 2026',
    'anhyeuem99',
    'Anh yêu em!!!',
    'vietnam1945',
    'matkhaumatkhau',
    'qwertyuiop',
    'poiuytrewq',
    '1q1q1q1q',
    'aaaaaaaa1',
    '28092021',
    '0912 345 678',
    'abcdefghij',
  ])('refuses %s, which is tried first', (password) => {
    expect(isCommonPassword(password, [])).toBe(true);
  });

  test.each(['Nguyễn Văn An', 'nguyenvanan2021', 'an.nguyen 1985', 'Văn An 2026', '0912345678', 'annguyen!'])(
    'refuses %s, which anybody knows who knows the person',
    (password) => {
      expect(isCommonPassword(password, ['Nguyễn Văn An', 'an.nguyen@example.vn', '+84912345678'])).toBe(
        true,
      );
    },
  );

  test.each([
    'ruộng bậc thang tháng chín',
    'con trâu đi trước cái cày',
    'tY7#kpLq',
    'correct horse battery staple',
    '271828182845904',
  ])('accepts %s', (password) => {
    expect(isCommonPassword(password, ['Nguyễn Văn An', 'an.nguyen@example.vn', null])).toBe(false);
  });

  test('takes no time over the longest password', () => {
    const startedAt = performance.now();
    for (let round = 0; round < 100; round += 1) isCommonPassword(`${'1'.repeat(64)}${'a!'.repeat(32)}`, []);

    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
