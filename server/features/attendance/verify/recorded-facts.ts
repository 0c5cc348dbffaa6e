import { findHallPeople, type TopicAttestation } from '#shared/hall-evidence.ts';
import { bridge, clip } from '../presence-intervals.ts';
import type { RecordedRun } from '../record/read-run.ts';
import { countTopic, type PersonFacts, type TopicFacts } from '../results/topic-facts.ts';
import type { RecordedSession } from './recorded-session.ts';

/** What the rule is asked about, of everybody in one topic, from the events of all sessions that taught it and nothing else. */
export function countRecorded(
  sessions: readonly RecordedSession[],
  topicId: string,
  gapMs: number,
): TopicFacts {
  const stays = new Map(sessions.map(({ sessionId, run }) => [sessionId, toStays(run, gapMs)]));
  const { topicSeconds, seconds } = countTopic(
    {
      topicId,
      sessions: sessions.map(({ sessionId, run }) => ({ sessionId, windows: windowsOf(run, topicId) })),
    },
    (sessionId) => stays.get(sessionId) ?? [],
  );
  const people = new Map<string, PersonFacts>();
  const factsOf = (personId: string): PersonFacts => {
    const facts = people.get(personId) ?? {
      personId,
      seconds: 0,
      checksDelivered: 0,
      checksAnswered: 0,
      inHall: false,
      codesEntered: 0,
    };
    people.set(personId, facts);
    return facts;
  };
  for (const [personId, present] of seconds) factsOf(personId).seconds = present;

  let checksShown = 0;
  for (const check of sessions.flatMap(({ checks }) => [...checks.values()])) {
    if (check.topicId !== topicId || check.closedMs === null) continue;
    // One that was cut short was asked of nobody, and helps whoever had answered it.
    if (check.ending === 'time') checksShown += 1;
    for (const [personId, { outcome }] of check.people) {
      if (outcome !== 'answered' && outcome !== 'expired') continue;
      factsOf(personId).checksDelivered += 1;
      if (outcome === 'answered') factsOf(personId).checksAnswered += 1;
    }
  }

  const named = findHallPeople(
    sessions.flatMap((session) => attestationsThatCount(session, topicId)),
    () => topicSeconds,
  );
  for (const personId of named.get(topicId) ?? []) factsOf(personId).inHall = true;

  const codes = sessions
    .flatMap(({ elsewhere }) => [...elsewhere.codes.values()])
    .filter((code) => code.topicId === topicId);
  for (const { entries } of codes) for (const personId of entries.keys()) factsOf(personId).codesEntered += 1;

  return { topicId, topicSeconds, checksShown, codesShown: codes.length, people: [...people.values()] };
}

/** Halls that nobody confirmed, refused ones, and withdrawn lists are left out, as in `elsewhere.queries.ts`. */
function attestationsThatCount({ elsewhere }: RecordedSession, topicId: string): TopicAttestation[] {
  return [...elsewhere.attestations.values()].flatMap((attestation) => {
    const hall = elsewhere.halls.get(attestation.hallId);
    const stands = hall !== undefined && hall.confirmedMs !== null && hall.refusedMs === null;
    if (attestation.topicId !== topicId || attestation.withdrawnMs !== null || !stands) return [];
    return [{ topicId, atMs: attestation.atMs, personIds: attestation.personIds }];
  });
}

export function toStays({ connections }: RecordedRun, gapMs: number) {
  const learners = connections.filter(({ role }) => role === 'learner');
  return [...Map.groupBy(learners, ({ personId }) => personId)].map(([personId, own]) => ({
    personId,
    stays: bridge(
      own.map(({ startedMs, lastProofMs }) => ({ startMs: startedMs, endMs: lastProofMs })),
      gapMs,
    ),
  }));
}

export function windowsOf(run: RecordedRun | undefined, topicId: string) {
  if (run?.startedMs == null || run.endedMs === null) return [];
  const { startedMs: startMs, endedMs: endMs } = run;
  return clip(
    run.windows
      .filter((window) => window.topicId === topicId)
      .map((window) => ({ startMs: window.startMs, endMs: window.endMs ?? endMs })),
    [{ startMs, endMs }],
  );
}
