/** A part of a text: the parts joined are the text again, whatever it is. */
export type TextPart =
  | { kind: 'text'; text: string }
  | {
      kind: 'link';
      text: string;
      href: string;
      /** Where it really leads, wherever that is not plainly what the text says: lookalike letters, numbers written oddly. */
      host: string | null;
    };

/** One class of characters repeated: the time it takes grows with the text and no faster. */
const candidate = /(?:https?:\/\/|www\.)[^\s\p{C}<>"'`{}|\\^]+/giu;
/** Behind these it is the rest of something else. Not a part of the pattern: Safari learned to look behind in 2023. */
const continuing = /[\p{L}\p{N}@.:/]/u;
/** What ends a sentence, not an address. */
const trailing = '.,;:!?…*_~”’»]';

/**
 * The parts of a text that are addresses of pages: only http and https, and only what the browser's own parser reads as an address
 * with a real host and nobody's name before it (`https://bank.vn@evil.example` leads to the latter, so it stays a text).
 */
export function findLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  const addText = (upTo: number): void => {
    if (upTo > end) parts.push({ kind: 'text', text: text.slice(end, upTo) });
    end = upTo;
  };
  for (const { 0: found, index } of text.matchAll(candidate)) {
    if (continuing.test(text.charAt(index - 1))) continue;
    const shown = withoutTrailing(found);
    const link = toLink(shown);
    if (!link) continue;
    addText(index);
    parts.push({ kind: 'link', text: shown, ...link });
    end = index + shown.length;
  }
  addText(text.length);
  return parts;
}

function toLink(shown: string): { href: string; host: string | null } | undefined {
  const url = parse(/^www\./iu.test(shown) ? `https://${shown}` : shown);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
  const written = shown.replace(/^https?:\/\//iu, '').split(/[/?#]/u, 1)[0] ?? '';
  if (written.includes('@')) return undefined;
  // A name without a dot is a machine in the reader's own network.
  if (!url.hostname.includes('.') || url.hostname.endsWith('.')) return undefined;
  return { href: url.href, host: written.toLowerCase() === url.host ? null : url.host };
}

/** Its host comes out as the network knows it: lower case, letters beyond ASCII as `xn--`. */
function parse(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

/** Without the sentence's own signs behind it, and without a bracket that was opened before it. */
function withoutTrailing(found: string): string {
  let unclosed = 0;
  for (const sign of found) {
    if (sign === '(') unclosed += 1;
    else if (sign === ')') unclosed -= 1;
  }
  let end = found.length;
  while (end > 0) {
    const last = found.charAt(end - 1);
    if (last === ')' && unclosed < 0) unclosed += 1;
    else if (!trailing.includes(last)) break;
    end -= 1;
  }
  return found.slice(0, end);
}
