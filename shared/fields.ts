import { z } from 'zod';
import { limits } from './limits.ts';
import { isPhoneNumber, toInternational } from './phone-number.ts';

/** Characters that hide, reorder or fake text: controls, bidi overrides and isolates, zero-width, tags. */
const invisible =
  /[\p{Cc}\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
const invisibleButLines =
  /(?![\n\t])[\p{Cc}\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

export const codePointLength = (text: string): number => [...text].length;

/** One line of text: NFC, no invisible characters, single spaces, between `min` and `max` code points. */
export function line(max: number, min = 1) {
  return (
    z
      .string()
      // A code point is at most 4 bytes; what is longer than that is refused before any work is done on it.
      .max(max * 4)
      .transform((text) => text.normalize('NFC').replace(invisible, ' ').replace(/\s+/gu, ' ').trim())
      .refine((text) => codePointLength(text) >= min && codePointLength(text) <= max)
  );
}

/** Several lines of text, cleaned in the same way but for line ends. */
export function paragraph(max: number, min = 0) {
  return z
    .string()
    .max(max * 4)
    .transform((text) =>
      text
        .normalize('NFC')
        .replace(/\r\n?/gu, '\n')
        .replace(invisibleButLines, '')
        .replace(/\n{3,}/gu, '\n\n')
        .trim(),
    )
    .refine((text) => codePointLength(text) >= min && codePointLength(text) <= max);
}

export const id = z.uuid();
/** Made by the client for a write, so that a repeat of it changes nothing. */
export const clientId = z.uuid();
export const personName = line(limits.nameMax);
export const isoTime = z.iso.datetime({ offset: true });
export const email = z.string().trim().toLowerCase().pipe(z.email().max(254));

/** Typed as its owner writes it, kept in international form. */
export const phone = z.string().max(32).transform(toInternational).refine(isPhoneNumber);

export const password = z
  .string()
  .max(limits.passwordMax * 4)
  .refine(
    (text) => codePointLength(text) >= limits.passwordMin && codePointLength(text) <= limits.passwordMax,
  );

/** A token in a link: base64url, 128 bits or more. */
export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{22,64}$/u);
export const sessionCode = z.string().regex(/^[a-z0-9]{6,16}$/u);
export const nothing = z.strictObject({});
