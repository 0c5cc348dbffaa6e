import type { AttendanceEvent } from '#shared/attendance-events.ts';
import {
  CHECK_EASE_MS,
  type CheckEnding,
  type CheckKind,
  type CheckOutcome,
} from '#shared/presence-checks.ts';

/** A presence check, as the record has it. */
export interface RecordedCheck {
  checkId: string;
  topicId: string;
  kind: CheckKind;
  askedById: string | null;
  word: string | null;
  shownMs: number;
  closesMs: number;
  closedMs: number | null;
  ending: CheckEnding | null;
  people: Map<string, RecordedResponse>;
}

/** What became of it for one person. */
export interface RecordedResponse {
  outcome: CheckOutcome;
  deliveredMs: number | null;
  seenMs: number | null;
  answeredMs: number | null;
  writtenMs: number | null;
  rough: boolean;
  wrongWords: number;
}

interface RecordedChecks {
  checks: Map<string, RecordedCheck>;
  /** Events that contradict those before them. */
  faults: CheckFault[];
}

interface CheckFault {
  seq: number;
  says: string;
  /** No fault where this person was removed from the installation meanwhile. */
  unlessForgotten?: string;
}

/** Every check of a session and what became of it, from its events alone. */
export function readChecks(events: Iterable<AttendanceEvent>): RecordedChecks {
  const checks = new Map<string, RecordedCheck>();
  const faults: RecordedChecks['faults'] = [];
  const lines = new Map<number, Line>();
  for (const event of events) {
    const { kind, seq, data } = event;
    if (kind === 'connection.joined')
      lines.set(data.connection, { personId: event.personId, fromMs: event.at.getTime(), untilMs: null });
    if (kind === 'connection.left') {
      const line = lines.get(data.connection);
      if (line) line.untilMs = Date.parse(data.lastProofAt);
    }
    if (kind === 'check.shown') {
      if (checks.has(data.checkId)) faults.push({ seq, says: `shows check ${data.checkId} a second time` });
      else checks.set(data.checkId, toCheck(event));
      continue;
    }
    if (
      kind !== 'check.extended' &&
      kind !== 'check.delivered' &&
      kind !== 'check.answered' &&
      kind !== 'check.closed'
    )
      continue;
    const check = checks.get(data.checkId);
    if (!check) {
      faults.push({ seq, says: `tells of check ${data.checkId}, which was never shown` });
      continue;
    }
    const fault: Fault = (says, unlessForgotten) =>
      void faults.push({
        seq,
        says: `${says} check ${data.checkId}`,
        ...(unlessForgotten && { unlessForgotten }),
      });
    if (kind === 'check.extended') extend(check, data.closesAt, fault);
    else if (kind === 'check.delivered') {
      if (data.byLine) findLines(data.people, lines, fault);
      deliver(check, data.people);
    } else if (kind === 'check.answered') answer(check, data.answers, fault);
    else close(check, { ...data, closedMs: event.at.getTime() }, fault);
  }
  return { checks, faults };
}

function toCheck({ at, data }: AttendanceEvent<'check.shown'>): RecordedCheck {
  return {
    checkId: data.checkId,
    topicId: data.topicId,
    kind: data.check,
    askedById: data.askedById,
    word: data.word,
    shownMs: at.getTime(),
    closesMs: Date.parse(data.closesAt),
    closedMs: null,
    ending: null,
    people: new Map(),
  };
}

type Fault = (says: string, unlessForgotten?: string) => void;
type Told<Kind extends 'check.delivered' | 'check.answered' | 'check.closed'> = AttendanceEvent<Kind>['data'];

/** Time is given, never taken; and one that has closed has none left. */
function extend(check: RecordedCheck, closesAt: string, fault: Fault): void {
  const closesMs = Date.parse(closesAt);
  if (check.closedMs !== null) fault('gives more time to the closed');
  else if (closesMs <= check.closesMs) fault('takes time from');
  check.closesMs = closesMs;
}

/** A connection, as far as the record has told of it; `untilMs` null: it has not ended. */
interface Line {
  personId: string | null;
  fromMs: number;
  untilMs: number | null;
}

/** Nobody is held to a check by a line that was not there for as long as it takes to answer at ease. */
function findLines(
  told: Told<'check.delivered'>['people'],
  lines: ReadonlyMap<number, Line>,
  fault: Fault,
): void {
  const byPerson = Map.groupBy(lines.values(), ({ personId }) => personId);
  for (const { personId, at } of told) {
    const atMs = Date.parse(at);
    const lasted = byPerson
      .get(personId)
      ?.some(
        ({ fromMs, untilMs }) => fromMs <= atMs && (untilMs === null || untilMs >= atMs + CHECK_EASE_MS),
      );
    if (!lasted) fault(`says that a line of person ${personId} brought them, which it has not had,`);
  }
}

/** What was still on its way when the check closed reached nobody in time to answer at ease. */
function deliver({ people, closedMs }: RecordedCheck, told: Told<'check.delivered'>['people']): void {
  for (const { personId, at, seen } of told) {
    const own = people.get(personId) ?? nothing(closedMs === null ? 'pending' : 'excused');
    people.set(personId, own);
    if (own.outcome === 'not_delivered') own.outcome = 'excused';
    own.deliveredMs ??= Date.parse(at);
    if (seen) own.seenMs ??= Date.parse(at);
  }
}

/** An answer proves that the check has reached its writer; of several that came together, the last. */
function answer(
  { people, closedMs, kind }: RecordedCheck,
  told: Told<'check.answered'>['answers'],
  fault: Fault,
): void {
  const last = new Map(told.map((each) => [each.personId, each]));
  for (const { personId, right, at, writtenAt, rough } of told) {
    const own = people.get(personId) ?? nothing(closedMs === null ? 'pending' : 'excused');
    people.set(personId, own);
    if (own.answeredMs !== null) fault(`has person ${personId} answer again`);
    if (!right && kind === 'tap') fault(`has person ${personId} write a wrong word for`);
    if (!right) own.wrongWords += 1;
    else {
      own.outcome = 'answered';
      own.answeredMs = Date.parse(at);
      own.writtenMs = writtenAt === null ? null : Date.parse(writtenAt);
      own.rough = rough;
    }
  }
  for (const [personId, { at, writtenAt }] of last) {
    const own = people.get(personId);
    if (!own) continue;
    own.deliveredMs ??= Date.parse(writtenAt ?? at);
    own.seenMs ??= Date.parse(writtenAt ?? at);
  }
}

/** The three lists say what the times before them come to; where they do not, somebody else wrote them. */
function close(
  check: RecordedCheck,
  { closedMs, ending, ...lists }: Told<'check.closed'> & { closedMs: number },
  fault: Fault,
): void {
  if (check.closedMs !== null) {
    fault('closes again');
    return;
  }
  if (ending === 'time' && closedMs < check.closesMs) fault('says that time was up, which it was not, for');
  Object.assign(check, { closedMs, ending });
  const told: [CheckOutcome, readonly string[]][] = [
    ['expired', lists.unanswered],
    ['excused', lists.excused],
    ['not_delivered', lists.notDelivered],
  ];
  for (const [outcome, personIds] of told) {
    for (const personId of personIds) {
      const own = check.people.get(personId) ?? nothing('pending');
      check.people.set(personId, own);
      const expected = own.outcome === 'pending' ? outcomeOf(own, closedMs, ending) : own.outcome;
      if (expected !== outcome)
        fault(`calls person ${personId} ${outcome}, who is ${expected} by what was told before, in`);
      own.outcome = outcome;
    }
  }
  for (const [personId, { outcome }] of check.people)
    if (outcome === 'pending') fault(`says nothing of person ${personId}, whom it had reached, in`, personId);
}

/** As `presence-checks/check-outcome.ts`, which stands above the record. */
function outcomeOf({ deliveredMs }: RecordedResponse, closedMs: number, ending: CheckEnding): CheckOutcome {
  if (deliveredMs === null || deliveredMs > closedMs) return 'not_delivered';
  return ending === 'time' && closedMs - deliveredMs >= CHECK_EASE_MS ? 'expired' : 'excused';
}

function nothing(outcome: CheckOutcome): RecordedResponse {
  return {
    outcome,
    deliveredMs: null,
    seenMs: null,
    answeredMs: null,
    writtenMs: null,
    rough: false,
    wrongWords: 0,
  };
}
