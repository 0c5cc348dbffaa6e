// @ts-check
// Bytes, text, JSON and checksums: what a browser and Node both have.

/** As many as somebody reads; the count is told beside them. */
export const DETAILS_MAX = 20;

/** English has two ways to say it; Vietnamese has one, except for what is said of all. @param {number} count @param {string} one @param {string} many */
export function byCount(count, one, many) {
  return count === 1 ? one : many;
}

export const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @param {Uint8Array | undefined} bytes @returns {any} */
export function readJson(bytes) {
  try {
    return bytes && JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}

/** A line that is no JSON is handed on as nothing, and missed where it should be. @param {Uint8Array | undefined} bytes @returns {any[]} */
export function readLines(bytes) {
  if (!bytes) return [];
  const text = new TextDecoder().decode(bytes);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => readJson(new TextEncoder().encode(line)) ?? {});
}

/** @param {any} value */
export function sortKeys(value) {
  return Object.fromEntries(Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export function fromBase64(text) {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** No memory here is shared. @param {Uint8Array} bytes @returns {Uint8Array<ArrayBuffer>} */
export function asSource(bytes) {
  return /** @type {Uint8Array<ArrayBuffer>} */ (bytes);
}

/** @param {Uint8Array} bytes */
export async function digest(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', asSource(bytes)));
}

/** @param {Uint8Array} bytes */
export async function sha256(bytes) {
  return toHex(await digest(bytes));
}

/** @param {Uint8Array} bytes */
export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
