export type AttestationMoment = 'start' | 'middle' | 'end';

export interface NextAttestation {
  /** Now is the time. */
  isDue: boolean;
  moment: AttestationMoment;
  /** When the last one of this topic was made. */
  lastAtMs: number | null;
  dueAtMs: number;
}

/** Start, middle and end of a topic of an hour and a half; a longer one is asked about once more. */
const EVERY_MS = 35 * 60_000;

/** When an attester is asked next, topic by topic: at once when it begins, and then again and again. */
export function nextAttestation({
  startedAtMs,
  attestedAtMs,
  nowMs,
}: {
  startedAtMs: number;
  /** Of this topic, those that hold. */
  attestedAtMs: readonly number[];
  nowMs: number;
}): NextAttestation {
  const lastAtMs = attestedAtMs.length > 0 ? Math.max(...attestedAtMs) : null;
  const dueAtMs = lastAtMs === null ? startedAtMs : lastAtMs + EVERY_MS;
  return { isDue: nowMs >= dueAtMs, moment: momentOf(attestedAtMs.length), lastAtMs, dueAtMs };
}

function momentOf(made: number): AttestationMoment {
  if (made === 0) return 'start';
  return made === 1 ? 'middle' : 'end';
}
