import type { Db } from '#server/core/context.ts';
import type { ChainFault, ChainHead } from '../record/chain.ts';
import { joinDecisions } from '../record/read-decisions.ts';
import type { EventPlace, RecordedEvent } from '../record/read-record.ts';
import type { RecordedRun } from '../record/read-run.ts';
import { readCourse } from '../results/series-course.ts';
import { KnownPeople } from './known-people.ts';
import { type RecordedSession, readRecordedSession } from './recorded-session.ts';
import { findCheckFaults } from './verify-checks.ts';
import { findCorrectionFaults, findRuleFaults } from './verify-decisions.ts';
import { findCodeFaults, findHallFaults } from './verify-elsewhere.ts';
import { findLeaseFaults } from './verify-leases.ts';
import { compareResults } from './verify-results.ts';

/** One thing that does not agree, in words. */
export interface Disagreement {
  /** `chain`: the record itself was changed. `events`: they contradict each other. Else what the record says and what is kept beside it differ. */
  in:
    | 'chain'
    | 'events'
    | 'session'
    | 'leases'
    | 'checks'
    | 'halls'
    | 'codes'
    | 'rule'
    | 'corrections'
    | 'results';
  says: string;
}

export interface SessionVerdict {
  sessionId: string;
  title: string;
  head: ChainHead | null;
  events: number;
  connections: number;
  people: number;
  checks: number;
  /** How many seconds of how many learners and topics were computed again and compared. */
  comparedResults: number;
  /** What could not be looked at, and why. */
  notes: string[];
  disagreements: Disagreement[];
}

/**
 * Computes everything about a session again, from its events alone, and compares it with all that is kept beside them. Changes nothing. `earlierHead`: the one that a paper
 * or a pack of that time tells of; a record that was cut off together with its head is whole by itself.
 */
export async function verifySession(
  db: Db,
  sessionId: string,
  { earlierHead }: { earlierHead?: ChainHead | undefined } = {},
): Promise<SessionVerdict> {
  const session = await db.session.findUniqueOrThrow({
    where: { id: sessionId },
    select: { title: true, seriesId: true, startedAt: true, endedAt: true },
  });
  const { seriesId } = session;
  const known = await KnownPeople.read(db);
  const own = await readRecordedSession(db, sessionId, known);
  const { events, head, run } = own;
  const notes: string[] = [];
  const disagreements: Disagreement[] = [];
  const say = (where: Disagreement['in'], all: Iterable<string>): void => {
    for (const says of all) disagreements.push({ in: where, says });
  };

  if (!own.chain.ok) say('chain', [describeFault(own.chain, events)]);
  say('chain', own.strays.map(describeStray));
  if (earlierHead) say('chain', findHeadFaults(own, earlierHead));
  say('chain', await findColumnFaults(db, sessionId, events));
  say(
    'events',
    own.faults.map(({ seq, says }) => `event ${seq} ${says}`),
  );
  say('session', await findCourseFaults(db, { sessionId, ...session }, run));
  say('leases', await findLeaseFaults(db, { sessionId, run, known }));
  say('checks', await findCheckFaults(db, { sessionId, recorded: own.checks, known }));
  say('halls', await findHallFaults(db, { sessionId, recorded: own.elsewhere, known }));
  say('codes', await findCodeFaults(db, { sessionId, recorded: own.elsewhere, known }));
  say('rule', await findRuleFaults(db, { seriesId, applied: own.decisions.rules }));

  const imported = events.find(({ kind }) => kind === 'record.imported');
  if (imported)
    notes.push(
      `Part of it is from before there was a record, and was imported on ${imported.at.toISOString()}: that part was not chained when it happened.`,
    );
  if (!head) notes.push('Nothing was ever recorded of this session.');
  // The other sessions of the series: topics go on in them, and decisions about this session's topics may stand in their records.
  const records = await readOthers(db, { seriesId, own, known }, (says) => say('chain', [says]));
  const topicIds = new Set(run.windows.map(({ topicId }) => topicId));
  const recorded = joinDecisions([...records.values()].map(({ decisions }) => decisions));
  say('corrections', await findCorrectionFaults(db, { seriesId, topicIds, recorded, known }));
  let comparedResults = 0;
  if (session.endedAt) {
    const course = await readCourse(db, { seriesId, now: () => new Date() });
    const results = await compareResults(db, { sessionId, course, records, known });
    comparedResults = results.compared;
    notes.push(...results.notes);
    say('results', results.faults);
  } else {
    notes.push('The session is not over: its results still grow and were not compared.');
  }
  return {
    sessionId,
    title: session.title,
    head,
    events: events.length,
    connections: run.connections.length,
    people: new Set(run.connections.map(({ personId }) => personId)).size,
    checks: own.checks.size,
    comparedResults,
    notes,
    disagreements,
  };
}

/** What their events come to; the events themselves are let go of one session after the other, for together they are more than a small machine has. */
async function readOthers(
  db: Db,
  { seriesId, own, known }: { seriesId: string; own: RecordedSession; known: KnownPeople },
  say: (fault: string) => void,
): Promise<Map<string, RecordedSession>> {
  const sessions = await db.session.findMany({
    where: { seriesId },
    orderBy: [{ plannedStartsAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  const records = new Map<string, RecordedSession>();
  for (const { id } of sessions) {
    const record = id === own.sessionId ? own : await readRecordedSession(db, id, known);
    const { chain, events, strays } = record;
    const faults = [
      ...(chain.ok ? [] : [describeFault(chain, events)]),
      ...strays.map((stray) => describeStray(stray)),
    ];
    if (record !== own)
      for (const fault of faults) say(`in the record of session ${id} of the same series, ${fault}`);
    records.set(id, { ...record, events: [] });
  }
  return records;
}

const faultWords: Record<ChainFault, string> = {
  hole: 'is missing, or stands in another place',
  body: 'is not the text of this place in this session',
  hash: 'is not what was hashed when it was written',
  head: 'is missing at the end: the head of the chain knows more events, or others',
};

function describeFault({ seq, fault }: { seq: number; fault: ChainFault }, events: RecordedEvent[]): string {
  const event = events[seq - 1];
  const which = event ? ` (${event.kind}, ${event.at.toISOString()})` : '';
  return `event ${seq}${which} ${faultWords[fault]}`;
}

function describeStray({ seq, kind, at }: EventPlace): string {
  return `event ${seq} (${kind}, ${at.toISOString()}) is no part of the chain: the head does not reach it, so it was put in past the record, or the head was moved back`;
}

/** Whether the present record goes on from where that head left it. */
function findHeadFaults({ events, head }: RecordedSession, earlier: ChainHead): string[] {
  const last = head?.seq ?? 0;
  if (last < earlier.seq)
    return [
      `the record ends at event ${last}, and had ${earlier.seq} when that head was told: its end was cut off, and its head moved back`,
    ];
  const event = events[earlier.seq - 1];
  if (event && Buffer.from(event.hash).equals(earlier.hash)) return [];
  return [
    `event ${earlier.seq} has another hash than that head: up to there this is another record than the one it was told of`,
  ];
}

/** What is searched by stands outside of what is hashed, and has to say the same. */
async function findColumnFaults(db: Db, sessionId: string, events: RecordedEvent[]): Promise<string[]> {
  const rows = await db.attendanceEvent.findMany({
    where: { sessionId },
    select: { seq: true, at: true, kind: true, personId: true },
  });
  const byPlace = new Map(rows.map((row) => [row.seq, row]));
  return events.flatMap(({ seq, at, kind, personId }) => {
    const row = byPlace.get(seq);
    const isSame = row && row.kind === kind && row.personId === personId && +row.at === +at;
    return isSame ? [] : [`event ${seq} is filed under another time, kind or person than its text says`];
  });
}

async function findCourseFaults(
  db: Db,
  { sessionId, startedAt, endedAt }: { sessionId: string; startedAt: Date | null; endedAt: Date | null },
  run: RecordedRun,
): Promise<string[]> {
  const faults: string[] = [];
  const show = (time: number | Date | null): string =>
    time === null ? 'never' : new Date(time).toISOString();
  if (show(startedAt) !== show(run.startedMs))
    faults.push(`it began ${show(startedAt)}, and by the record ${show(run.startedMs)}`);
  if (show(endedAt) !== show(run.endedMs))
    faults.push(`it ended ${show(endedAt)}, and by the record ${show(run.endedMs)}`);
  const windows = await db.topicWindow.findMany({ where: { sessionId } });
  const write = (topicId: string, from: number | Date, to: number | Date | null): string =>
    `topic ${topicId} from ${show(from)} to ${show(to)}`;
  const kept = new Set(windows.map(({ topicId, startedAt: from, endedAt: to }) => write(topicId, from, to)));
  const recorded = new Set(run.windows.map(({ topicId, startMs, endMs }) => write(topicId, startMs, endMs)));
  for (const window of kept) if (!recorded.has(window)) faults.push(`${window} is not in the record`);
  for (const window of recorded)
    if (!kept.has(window)) faults.push(`the record has ${window}, and nothing else does`);
  return faults;
}
