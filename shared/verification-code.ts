/**
 * The code by which anybody checks a certificate: 16 signs of 32, 80 random bits. Crockford's alphabet, so that a code read from
 * paper or over the telephone is found however it was typed: in small letters, with O for 0 and I or L for 1, with or without dashes.
 */
export const verificationAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const verificationCodeLength = 16;
const groupLength = 4;

/** As it is printed: `7K3M-9QWX-2HDT-5RBE`. */
export function groupVerificationCode(code: string): string {
  return (code.match(new RegExp(`.{1,${groupLength}}`, 'gu')) ?? []).join('-');
}

/** As it is kept; undefined for what cannot be a code. */
export function readVerificationCode(typed: string): string | undefined {
  const code = typed
    .toUpperCase()
    .replace(/[\s\-–—.]/gu, '')
    .replace(/O/gu, '0')
    .replace(/[IL]/gu, '1');
  const isCode =
    code.length === verificationCodeLength && [...code].every((sign) => verificationAlphabet.includes(sign));
  return isCode ? code : undefined;
}
