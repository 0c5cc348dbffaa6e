import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  groupVerificationCode,
  readVerificationCode,
  verificationAlphabet,
  verificationCodeLength,
} from './verification-code.ts';

const codes = fc.string({
  unit: fc.constantFrom(...verificationAlphabet),
  minLength: verificationCodeLength,
  maxLength: verificationCodeLength,
});

it('a code is read as it is printed, in small letters, with spaces, and with letters that look like digits', () => {
  fc.assert(
    fc.property(codes, (code) => {
      const printed = groupVerificationCode(code);
      expect(printed).toMatch(/^.{4}-.{4}-.{4}-.{4}$/u);
      for (const typed of [
        printed,
        printed.toLowerCase(),
        printed.replaceAll('-', ' – '),
        code.replaceAll('0', 'O').replaceAll('1', 'l'),
      ])
        expect(readVerificationCode(typed)).toBe(code);
    }),
  );
});

it.each([
  '',
  '7K3M',
  '7K3M-9QWX-2HDT-5RB',
  '7K3M-9QWX-2HDT-5RBEE',
  '7K3M-9QWX-2HDT-5RBU',
  '7K3M-9QWX-2HDT-5RB!',
])('%j is no code', (typed) => {
  expect(readVerificationCode(typed)).toBeUndefined();
});
