import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrailSessionDto } from '#shared/features/insight.ts';
import { listTrail, placeConnections } from './trail.ts';

const at = (minutes: number) => new Date(Date.UTC(2021, 8, 28, 1, minutes)).toISOString();
const span = (from: number, to: number | null) => ({ from: at(from), to: to === null ? null : at(to) });

test('everything of a session is listed in the order in which it began', () => {
  const session: TrailSessionDto = {
    sessionId: 'session',
    title: 'Buổi 1',
    startedAt: at(0),
    endedAt: at(120),
    windows: [{ topicId: 'one', ...span(0, 100) }],
    connections: [
      { role: 'learner', ...span(0, 30) },
      { role: 'learner', ...span(31, 60) },
    ],
    present: [span(0, 60)],
    gaps: [{ from: at(30), to: at(31), bridged: true }],
    seconds: 3_600,
    checks: [{ checkId: 'check', topicId: 'one', outcome: 'answered', answeredAt: at(20), ...span(18, 22) }],
    events: [],
  };
  expect(listTrail(session).map(({ kind }) => kind)).toEqual([
    'topic',
    'merged',
    'connection',
    'check',
    'bridged',
    'connection',
  ]);
});

test('one device after the other is one lane, two at once are two', () => {
  expect(placeConnections([span(0, 30), span(30, 60), span(61, null)])).toEqual([0, 0, 0]);
  expect(placeConnections([span(0, 60), span(20, 40), span(45, 90), span(65, 70)])).toEqual([0, 1, 1, 0]);
});

test('no two connections of a lane overlap', () => {
  const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 90 })), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(spans, (pairs) => {
      const inOrder = pairs.sort(([a], [b]) => a - b).map(([from, length]) => span(from, from + length));
      const lanes = placeConnections(inOrder);
      for (const [first, lane] of lanes.entries()) {
        const next = lanes.indexOf(lane, first + 1);
        if (next < 0) continue;
        expect(Date.parse(inOrder[next]?.from ?? '')).toBeGreaterThanOrEqual(
          Date.parse(inOrder[first]?.to ?? ''),
        );
      }
    }),
  );
});
