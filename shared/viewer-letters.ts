/**
 * Consonants that nobody mistakes for another in the picture of a telephone across a room. Without vowels no code is a word, and a Vietnamese keyboard
 * makes nothing of it: after a vowel it would take S for a tone; it takes W for Ư and two D for Đ anywhere, so these are left out, too.
 */
export const VIEWER_ALPHABET = 'BCFGHJKLMNPQRSTVXZ';
/** 1.9 million codes, of which one is open for minutes: a hundred wrong guesses of an address in ten minutes find it once in ten thousand sessions. */
export const VIEWER_LETTERS = 5;

/** As typed: in small letters, with spaces or dashes between. */
export function viewerLetters(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z]/gu, '');
}
