import { expect, test } from 'vitest';
import { nextAttestation } from './next-attestation.ts';

const MINUTE_MS = 60_000;
const at = (nowMinute: number, ...attested: number[]) =>
  nextAttestation({
    startedAtMs: 0,
    attestedAtMs: attested.map((minute) => minute * MINUTE_MS),
    nowMs: nowMinute * MINUTE_MS,
  });

test('an attester is asked when a topic begins, in its middle and towards its end', () => {
  expect(at(1)).toMatchObject({ isDue: true, moment: 'start', lastAtMs: null });
  expect(at(10, 5)).toMatchObject({ isDue: false, moment: 'middle', dueAtMs: 40 * MINUTE_MS });
  expect(at(40, 5)).toMatchObject({ isDue: true, moment: 'middle' });
  expect(at(80, 5, 41)).toMatchObject({ isDue: true, moment: 'end' });
  expect(at(81, 5, 41, 80)).toMatchObject({ isDue: false, moment: 'end' });
});
