import process from 'node:process';
import { protocolVersion } from '#shared/contract.ts';
import type { Frame } from '#shared/features/live.ts';
import { RawPage } from './raw-page.ts';

/** Thousands of learners who only listen. What all of them get alike is parsed once; that it came, and in what order, is checked for each. */
export type ToListeners =
  | { do: 'join'; port: number; code: string; cookies: string[]; joins: boolean }
  | { do: 'begin' }
  | { do: 'end' };
export type FromListeners = { did: 'joined' | 'begun' } | { did: 'ended'; heard: Heard } | { failed: string };

export interface Heard {
  /** From the moment that the event carries to its arrival: how many learners and events took 0, 1, 2 … milliseconds. */
  byMs: number[];
  /** Learners who missed an event, or had one twice or out of order. */
  wrong: number;
  deliveries: number;
}

interface Listener {
  page: RawPage;
  /** The last heard of each kind. */
  sequence: Record<Kind, number>;
  wrong: boolean;
}

/** `q`: a question asked by a page and kept in SQL; `e`: told straight to the room. */
type Kind = 'e' | 'q';

interface HeardEvent {
  kind: Kind;
  sequence: number;
  atUs: number;
}

/** Every event bears its place among those of its kind and the time when it was made. */
const event = /([eq]) (\d+) (\d+)/gu;
const JOINS_AT_ONCE = 20;

const listeners: Listener[] = [];
let heard: Heard = { byMs: [], wrong: 0, deliveries: 0 };
let last: { text: Buffer; events: HeardEvent[] } | undefined;

function send(message: FromListeners): void {
  process.send?.(message);
}

function take(listener: Listener, text: Buffer): void {
  if (!last?.text.equals(text)) {
    const events = [...readEvents(text)];
    last = { text: Buffer.from(text), events };
  }
  const nowUs = Math.round((performance.timeOrigin + performance.now()) * 1_000);
  for (const { kind, sequence, atUs } of last.events) {
    if (sequence !== listener.sequence[kind] + 1) listener.wrong = true;
    listener.sequence[kind] = sequence;
    const ms = Math.max(0, Math.round((nowUs - atUs) / 1_000));
    heard.byMs[ms] = (heard.byMs[ms] ?? 0) + 1;
    heard.deliveries += 1;
  }
}

function* readEvents(text: Buffer): Iterable<HeardEvent> {
  const [name, data] = JSON.parse(text.toString()) as [string, unknown];
  const bodies = name === 'frame' ? newQuestionsOf(data as Frame) : [data];
  for (const body of bodies) {
    for (const [, kind, sequence, atUs] of JSON.stringify(body).matchAll(event)) {
      yield { kind: kind === 'q' ? 'q' : 'e', sequence: Number(sequence), atUs: Number(atUs) };
    }
  }
}

function newQuestionsOf({ news }: Frame): unknown[] {
  return news.filter(([name]) => name === 'question:changed').map(([, data]) => data);
}

async function join({ port, code, cookies, joins }: Extract<ToListeners, { do: 'join' }>): Promise<void> {
  for (let from = 0; from < cookies.length; from += JOINS_AT_ONCE) {
    await Promise.all(
      cookies.slice(from, from + JOINS_AT_ONCE).map(async (cookie) => {
        let listener: Listener | undefined;
        const page = await RawPage.open({
          port,
          cookie,
          onMessage: (text) => listener && take(listener, text),
        });
        listener = { page, sequence: { e: 0, q: 0 }, wrong: false };
        listeners.push(listener);
        if (!joins) return;
        const input = { protocolVersion, code, position: null, pageId: crypto.randomUUID() };
        const ack = await page.request('room:join', input);
        if (!ack.ok) throw new Error(JSON.stringify(ack.error));
      }),
    );
  }
}

async function act(message: ToListeners): Promise<FromListeners> {
  if (message.do === 'join') {
    await join(message);
    return { did: 'joined' };
  }
  if (message.do === 'begin') {
    heard = { byMs: [], wrong: 0, deliveries: 0 };
    for (const listener of listeners) listener.wrong = false;
    return { did: 'begun' };
  }
  const furthest = (kind: Kind) => Math.max(...listeners.map(({ sequence }) => sequence[kind]));
  const [e, q] = [furthest('e'), furthest('q')];
  heard.wrong = listeners.filter(
    ({ wrong, sequence }) => wrong || sequence.e !== e || sequence.q !== q,
  ).length;
  return { did: 'ended', heard };
}

process.on('message', (message: ToListeners) => {
  act(message).then(send, (error: unknown) => send({ failed: String(error) }));
});
process.on('disconnect', () => process.exit());
