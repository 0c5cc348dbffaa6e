import { createHash } from 'node:crypto';
import type { NewAttendanceEvent } from '#shared/attendance-events.ts';
import { type Json, toCanonicalJson } from '#shared/canonical-json.ts';

/** One event as it is kept: its text, and the hash that ties it to all before it. */
export interface Link {
  seq: number;
  body: string;
  hash: Uint8Array;
}

export interface ChainHead {
  seq: number;
  hash: Uint8Array;
}

/** The head of a chain without events; a record can so not pass for that of another session. */
export function startOfChain(sessionId: string): ChainHead {
  return { seq: 0, hash: createHash('sha256').update(`lectern attendance 1 ${sessionId}`).digest() };
}

export function hashLink(before: Uint8Array, body: string): Uint8Array {
  return createHash('sha256').update(before).update(body, 'utf8').digest();
}

/** The text of an event at its place: nothing about it, the place included, stands outside of what is hashed. */
export function writeBody(sessionId: string, seq: number, event: NewAttendanceEvent): string {
  const { kind, at, personId, data } = event;
  return toCanonicalJson({ at: at.toISOString(), data: data as Json, kind, personId, seq, sessionId });
}

export function forge(sessionId: string, head: ChainHead, events: readonly NewAttendanceEvent[]): Link[] {
  const links: Link[] = [];
  let { seq, hash } = head;
  for (const event of events) {
    seq += 1;
    const body = writeBody(sessionId, seq, event);
    hash = hashLink(hash, body);
    links.push({ seq, body, hash });
  }
  return links;
}

/** `hole`: a place is missing or twice. `body`: the text is not that of this place. `hash`: it, or one before it, is not what was hashed. `head`: events are missing at the end. */
export type ChainFault = 'hole' | 'body' | 'hash' | 'head';

export type ChainVerdict = { ok: true; head: ChainHead } | { ok: false; seq: number; fault: ChainFault };

/**
 * Whether these are all events of the session's record, in order and as they were written. `head` is the one that is known from elsewhere, if one is: without it a
 * record that was cut off at its end looks whole.
 */
export function verifyChain({
  sessionId,
  links,
  head,
}: {
  sessionId: string;
  links: Iterable<Link>;
  head?: ChainHead;
}): ChainVerdict {
  let { seq, hash } = startOfChain(sessionId);
  for (const link of links) {
    seq += 1;
    if (link.seq !== seq) return { ok: false, seq, fault: 'hole' };
    if (!isBodyOf(link.body, sessionId, seq)) return { ok: false, seq, fault: 'body' };
    hash = hashLink(hash, link.body);
    if (!isSame(hash, link.hash)) return { ok: false, seq, fault: 'hash' };
  }
  if (head && (head.seq !== seq || !isSame(head.hash, hash))) {
    return { ok: false, seq: Math.min(head.seq, seq) + 1, fault: 'head' };
  }
  return { ok: true, head: { seq, hash } };
}

function isBodyOf(body: string, sessionId: string, seq: number): boolean {
  try {
    const event = JSON.parse(body) as Json;
    if (typeof event !== 'object' || event === null || Array.isArray(event)) return false;
    const { seq: ownSeq, sessionId: ownSession } = event as { seq?: Json; sessionId?: Json };
    return ownSeq === seq && ownSession === sessionId && toCanonicalJson(event) === body;
  } catch {
    return false;
  }
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.from(left).equals(right);
}
