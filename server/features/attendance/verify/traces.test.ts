import fc from 'fast-check';
import { it } from 'vitest';
import type { AttendanceEvent } from '#shared/attendance-events.ts';
import { writeRanges } from '#shared/number-ranges.ts';
import { readRun } from '../record/read-run.ts';
import { countTopic } from '../results/topic-facts.ts';
import { toStays, windowsOf } from './recorded-facts.ts';

/** A million, all of which hold, are played with `LECTERN_TRACES=1000000`; here, as many as take up to a minute on a machine with other work. */
const TRACES = Number(process.env.LECTERN_TRACES ?? 400_000);
/** Times are few, so that edges meet, and no whole seconds, so that rounding is seen. */
const TICK_MS = 250;
const TICKS = 80;
const EPOCH_MS = Date.UTC(2021, 8, 28, 1);
const LONG_RUN_MS = 3_600_000;

const at = (tick: number): Date => new Date(EPOCH_MS + tick * TICK_MS);
const text = (tick: number): string => at(tick).toISOString();

interface Stay {
  person: number;
  connection: number;
  start: number;
  /** The latest tick that anything vouches for. */
  end: number;
}

interface Trace {
  events: AttendanceEvent[];
  stays: Stay[];
  session: { start: number; end: number };
  windows: { topic: number; start: number; end: number }[];
  gap: number;
}

/** A session of a few people as it may come about: reconnects, tabs, connections without an end, clocks set back. One number makes one trace. */
function makeTrace(seed: number): Trace {
  const random = mulberry(seed);
  const upTo = (max: number): number => Math.floor(random() * (max + 1));
  const events: AttendanceEvent[] = [];
  const add = (event: Omit<AttendanceEvent, 'seq'>): void =>
    void events.push({ ...event, seq: events.length + 1 } as AttendanceEvent);

  const start = upTo(TICKS / 2);
  const end = start + upTo(TICKS / 2);
  const windows: Trace['windows'] = [];
  for (let from = start; windows.length < 3 && from < end; ) {
    const to = from + 1 + upTo(20);
    windows.push({ topic: upTo(1), start: from, end: to });
    from = to + upTo(6);
  }
  const personal = { personId: null };
  add({ kind: 'session.started', at: at(start), ...personal, data: {} });
  for (const window of windows) {
    const data = { topicId: `topic ${window.topic}` };
    add({ kind: 'topic.opened', at: at(window.start), ...personal, data });
    // The last one may never be closed by itself.
    add({ kind: 'topic.closed', at: at(window.end), ...personal, data });
  }

  const stays: Stay[] = [];
  const own: Omit<AttendanceEvent, 'seq'>[][] = [];
  const count = upTo(5);
  for (let connection = 1; connection <= count; connection += 1) {
    const person = upTo(2);
    const from = upTo(TICKS);
    const stay: Stay = { person, connection, start: from, end: from };
    const story: Omit<AttendanceEvent, 'seq'>[] = [];
    const personId = `person ${person}`;
    const joined = { connection, leaseId: `lease ${connection}`, role: 'learner' as const };
    story.push({ kind: 'connection.joined', at: at(from), personId, data: joined });
    for (let beats = upTo(2); beats > 0; beats -= 1) {
      const since = Math.min(TICKS, from + upTo(20));
      stay.end = Math.max(stay.end, since);
      const alive = { since: text(since), connections: writeRanges([connection]) };
      story.push({ kind: 'connection.alive', at: at(since + upTo(10)), ...personal, data: alive });
    }
    if (upTo(4) > 0) {
      // Now and then before it began: the clock was set back in between.
      const last = upTo(9) === 0 ? upTo(TICKS) : Math.min(TICKS, stay.end + upTo(30));
      stay.end = Math.max(stay.end, last);
      const left = { connection, reason: 'lost' as const, lastProofAt: text(last) };
      const event = { kind: 'connection.left' as const, at: at(last + upTo(60)), personId, data: left };
      story.push(event);
      // An answer was lost, and it was written again.
      if (upTo(9) === 0) story.push(event);
    }
    own.push(story);
    stays.push(stay);
  }
  // What different connections do is written in any order.
  while (own.some((story) => story.length > 0)) {
    const story = own[upTo(own.length - 1)];
    const event = story?.shift();
    if (event) add(event);
  }
  add({ kind: 'session.ended', at: at(end), ...personal, data: {} });
  return { events, stays, session: { start, end }, windows, gap: upTo(12) };
}

/** The same by painting: every tick, and every edge between two, is a cell; nothing of the product's arithmetic is in it. */
function paint({ stays, session, windows, gap }: Trace, person: number, topic: number): number {
  const cells = new Uint8Array(2 * TICKS + 2);
  for (const stay of stays) {
    if (stay.person !== person) continue;
    for (let cell = 2 * stay.start; cell <= 2 * stay.end; cell += 1) cells[cell] = 1;
  }
  let last = -1;
  for (let cell = 0; cell < cells.length; cell += 1) {
    if (!cells[cell]) continue;
    if (last >= 0 && cell - last <= 2 * gap) cells.fill(1, last, cell);
    last = cell;
  }
  let ticks = 0;
  for (let tick = session.start; tick < session.end; tick += 1) {
    const isTaught = windows.some(
      (window) => window.topic === topic && window.start <= tick && tick < window.end,
    );
    if (isTaught && cells[2 * tick + 1]) ticks += 1;
  }
  return Math.floor((ticks * TICK_MS) / 1_000);
}

function count(events: AttendanceEvent[], gap: number, topic: number): Map<string, number> {
  const run = readRun(events);
  const stays = toStays(run, gap * TICK_MS);
  const topicId = `topic ${topic}`;
  const sessions = [{ sessionId: '', windows: windowsOf(run, topicId) }];
  return countTopic({ topicId, sessions }, () => stays).seconds;
}

it(
  'what is counted from a record is what a brush would paint, whatever happened, and the same again when it is told again',
  () => {
    const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(seed, (number) => {
        const trace = makeTrace(number);
        for (const topic of [0, 1]) {
          const seconds = count(trace.events, trace.gap, topic);
          for (const person of [0, 1, 2]) {
            const counted = seconds.get(`person ${person}`) ?? 0;
            if (counted !== paint(trace, person, topic)) return false;
            if (counted * 1_000 > (trace.session.end - trace.session.start) * TICK_MS) return false;
          }
          // Told twice, proofs of life are the same facts.
          const again = trace.events.flatMap((event): AttendanceEvent[] =>
            event.kind === 'connection.alive' || event.kind === 'connection.left' ? [event, event] : [event],
          );
          for (const [person, counted] of count(again, trace.gap, topic)) {
            if (seconds.get(person) !== counted) return false;
          }
        }
        return true;
      }),
      { numRuns: TRACES },
    );
  },
  LONG_RUN_MS,
);

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
