import { expect, test } from 'vitest';
import { compareCounts, type LineCounts } from './line-sample.ts';

const start: LineCounts = {
  atMs: 10_000,
  packetsReceived: 1_000,
  packetsLost: 10,
  samplesReceived: 480_000,
  samplesConcealed: 4_800,
  framesDecoded: 200,
  frozenMs: 500,
  roundTripMs: 40,
  availableKbps: null,
};
const after = (change: Partial<LineCounts>): LineCounts => {
  const now = { ...start, atMs: start.atMs + 2_000 };
  for (const [name, by] of Object.entries(change)) {
    const key = name as keyof LineCounts;
    now[key] = (start[key] ?? 0) + (by ?? 0);
  }
  return now;
};

test('judges by what was lost since the last look, not ever', () => {
  expect(compareCounts(start, after({ packetsReceived: 190, packetsLost: 10 })).loss).toBe(0.05);
  expect(compareCounts(start, after({ packetsReceived: 200 })).loss).toBe(0);
});

test('says nothing where hardly anything was sent', () => {
  const quiet = compareCounts(start, after({ packetsReceived: 2, packetsLost: 1 }));
  expect(quiet).toMatchObject({ loss: null, concealment: null, freeze: null, roundTripMs: 40 });
});

test('packets that arrive late after all are no loss', () => {
  expect(compareCounts(start, after({ packetsReceived: 200, packetsLost: -5 })).loss).toBe(0);
});

test('sound that was made up, and a picture that stood still, are shares of what there was', () => {
  const poor = after({
    samplesReceived: 96_000,
    samplesConcealed: 9_600,
    framesDecoded: 20,
    frozenMs: 1_000,
  });
  expect(compareCounts(start, poor)).toMatchObject({ concealment: 0.1, freeze: 0.5 });
});

test('a stream that ended in between leaves nothing to compare', () => {
  const fewer = after({
    packetsReceived: -900,
    packetsLost: -10,
    samplesReceived: -480_000,
    framesDecoded: -200,
  });
  expect(compareCounts(start, fewer)).toMatchObject({ loss: null, concealment: null, freeze: null });
});

test('a picture that does not come is the line’s doing only where the line is strained', () => {
  const nothing = { packetsReceived: 100, samplesReceived: 96_000 };
  expect(compareCounts(start, after(nothing), true).freeze).toBeNull();
  expect(compareCounts(start, after({ ...nothing, packetsLost: 5 }), true).freeze).toBe(1);
  expect(compareCounts(start, after({ ...nothing, packetsLost: 5 }), false).freeze).toBeNull();
});
