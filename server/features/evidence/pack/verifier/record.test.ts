import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forge, startOfChain } from '#server/features/attendance/record/chain.ts';
import { readChecks } from '#server/features/attendance/record/read-checks.ts';
import { readElsewhere } from '#server/features/attendance/record/read-elsewhere.ts';
import { readLink } from '#server/features/attendance/record/read-record.ts';
import { readRun } from '#server/features/attendance/record/read-run.ts';
import type { NewAttendanceEvent } from '#shared/attendance-events.ts';
import { writeRanges } from '#shared/number-ranges.ts';
import { readRun as readInPack } from './record.mjs';
import { checkChains } from './seal.mjs';

const sessionId = '0198f3a2-0000-7000-8000-000000000000';
const at = (tick: number): Date => new Date(Date.UTC(2021, 8, 28, 1) + tick * 250);
const text = (tick: number): string => at(tick).toISOString();
const personId = fc.constantFrom('hoa', 'lan', 'mai');
const tick = fc.nat({ max: 2_000 });
const connection = fc.integer({ min: 1, max: 4 });
const people = fc.uniqueArray(personId, { maxLength: 3 });
const id = fc.constantFrom('one', 'two');

/** Any event, of any kind that the verifier of a pack follows, whether it makes sense where it comes or not. */
const anyEvent: fc.Arbitrary<NewAttendanceEvent> = fc.oneof(
  fc.record({ tick, topicId: id, opens: fc.boolean() }).map(
    ({ tick: when, topicId, opens }): NewAttendanceEvent => ({
      kind: opens ? 'topic.opened' : 'topic.closed',
      at: at(when),
      data: { topicId },
    }),
  ),
  fc.record({ tick, connections: fc.uniqueArray(connection) }).map(
    ({ tick: when, connections }): NewAttendanceEvent => ({
      kind: 'connection.alive',
      at: at(when + 50),
      data: { since: text(when), connections: writeRanges(connections) },
    }),
  ),
  fc.record({ tick, connection, personId }).map(
    ({ tick: when, connection: number, personId: who }): NewAttendanceEvent => ({
      kind: 'connection.left',
      at: at(when),
      personId: who,
      data: { connection: number, reason: 'lost', lastProofAt: text(when) },
    }),
  ),
  fc.record({ tick, checkId: id, people, seen: fc.boolean() }).map(
    ({ tick: when, checkId, people: whom, seen }): NewAttendanceEvent => ({
      kind: 'check.delivered',
      at: at(when),
      data: { checkId, people: whom.map((who) => ({ personId: who, at: text(when), seen })) },
    }),
  ),
  fc.record({ tick, checkId: id, personId, right: fc.boolean() }).map(
    ({ tick: when, checkId, personId: who, right }): NewAttendanceEvent => ({
      kind: 'check.answered',
      at: at(when),
      data: {
        checkId,
        answers: [{ personId: who, at: text(when), writtenAt: null, rough: false, right }],
      },
    }),
  ),
  fc.record({ tick, attestationId: id, hallId: id, personIds: people }).map(
    ({ tick: when, personIds, ...ids }): NewAttendanceEvent => ({
      kind: 'hall.attested',
      at: at(when),
      data: { ...ids, topicId: 'one', byId: 'mai', personIds, confirmedIds: [] },
    }),
  ),
  fc.record({ tick, hallId: id, attestationId: fc.option(id) }).map(
    ({ tick: when, ...data }): NewAttendanceEvent => ({
      kind: 'hall.withdrawn',
      at: at(when),
      data: { ...data, byId: 'mai' },
    }),
  ),
  fc.record({ tick, codeId: id, personId }).map(
    ({ tick: when, codeId, personId: who }): NewAttendanceEvent => ({
      kind: 'viewer_code.entered',
      at: at(when),
      personId: who,
      data: { codeId, topicId: 'one' },
    }),
  ),
);

/** What comes first in any session, so that what follows finds something: each connection joins once, each check and code is shown. */
const opening: NewAttendanceEvent[] = [
  { kind: 'session.started', at: at(0), data: {} },
  ...[1, 2, 3].map(
    (number): NewAttendanceEvent => ({
      kind: 'connection.joined',
      at: at(number),
      personId: number === 1 ? 'hoa' : 'lan',
      data: { connection: number, leaseId: `lease ${number}`, role: number === 3 ? 'trainer' : 'learner' },
    }),
  ),
  ...['one', 'two'].flatMap((each): NewAttendanceEvent[] => [
    {
      kind: 'check.shown',
      at: at(5),
      data: {
        checkId: each,
        topicId: 'one',
        check: 'code_word',
        askedById: null,
        word: 'lúa',
        closesAt: text(999),
      },
    },
    {
      kind: 'viewer_code.shown',
      at: at(6),
      data: { codeId: each, topicId: 'one', byId: null, closesAt: text(999) },
    },
  ]),
];

function write(events: NewAttendanceEvent[]) {
  const links = forge(sessionId, startOfChain(sessionId), [...opening, ...events]);
  const lines = links.map(({ seq, hash, body }) => ({ seq, hash: Buffer.from(hash).toString('hex'), body }));
  return { links, lines, files: toFiles(lines) };
}

function toFiles(lines: object[]): Map<string, Uint8Array> {
  const content = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  return new Map([[`record/${sessionId}.jsonl`, Buffer.from(content)]]);
}

it('whatever was recorded, the verifier of a pack reads it as the server does', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 25 }), (events) => {
      const { links, files } = write(events);
      const ours = links.map(readLink);
      const theirs = readInPack(files, sessionId);
      const run = readRun(ours);
      expect(theirs.windows).toEqual(run.windows);
      expect(
        [...theirs.stays].map(([lease, { startMs, lastProofMs, role, ended }]) => [
          lease,
          startMs,
          lastProofMs,
          role,
          ended,
        ]),
      ).toEqual(
        run.connections.map((each) => [
          each.leaseId,
          each.startedMs,
          each.lastProofMs,
          each.role,
          each.ended !== null,
        ]),
      );
      const outcomes = (
        checks: Map<string, { people: Map<string, { outcome: string; wrongWords: number }> }>,
      ) =>
        [...checks].map(([check, { people: all }]) => [
          check,
          [...all].map(([who, { outcome, wrongWords }]) => [who, outcome, wrongWords]),
        ]);
      expect(outcomes(theirs.checks)).toEqual(outcomes(readChecks(ours).checks));
      const elsewhere = readElsewhere(ours);
      expect([...theirs.codes].map(([code, { people: all }]) => [code, [...all]])).toEqual(
        [...elsewhere.codes].map(([code, { entries }]) => [code, [...entries.keys()]]),
      );
      const refused = [...elsewhere.halls.values()].filter(({ refusedMs }) => refusedMs !== null);
      expect(new Set(theirs.refusals.keys())).toEqual(new Set(refused.map(({ hallId }) => hallId)));
    }),
    { numRuns: 300 },
  );
});

it('an event that was changed, taken out, put in or moved is found, whatever it tells of', async () => {
  const change = fc.constantFrom('letter', 'out', 'twice', 'swapped');
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyEvent, { maxLength: 12 }),
      fc.nat(),
      fc.nat(),
      change,
      async (events, where, place, how) => {
        const { lines } = write(events);
        const head = lines.at(-1);
        const at = where % (lines.length - 1);
        const [line, next] = [lines[at], lines[at + 1]];
        if (!line || !next) return;
        const changed = [...lines];
        if (how === 'out') changed.splice(at, 1);
        if (how === 'twice') changed.splice(at, 0, line);
        if (how === 'swapped') changed.splice(at, 2, next, line);
        if (how === 'letter') {
          const from = place % line.body.length;
          const letter = line.body[from] === 'x' ? 'y' : 'x';
          changed[at] = { ...line, body: `${line.body.slice(0, from)}${letter}${line.body.slice(from + 1)}` };
        }
        const chains = [{ sessionId, title: '', seq: head?.seq, hash: head?.hash }];
        const told: (boolean | null)[] = [];
        const tell = (ok: boolean | null): boolean | null => {
          told.push(ok);
          return ok;
        };
        await checkChains({ files: toFiles(lines), manifest: { chains }, tell });
        await checkChains({ files: toFiles(changed), manifest: { chains }, tell });
        expect(told).toEqual([true, false]);
      },
    ),
    { numRuns: 200 },
  );
});

it('the chain begins with the session, so that no session’s passes for another’s', () => {
  const begun = createHash('sha256').update(`lectern attendance 1 ${sessionId}`).digest();
  expect(Buffer.from(startOfChain(sessionId).hash)).toEqual(begun);
});
