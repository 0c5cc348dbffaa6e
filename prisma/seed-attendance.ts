import type { SeedRandom } from './seed-random.ts';
import type { SessionTimes } from './seed-times.ts';

const MINUTE_MS = 60_000;

export interface Stay {
  startedAt: Date;
  endedAt: Date;
}

/**
 * One learner's connections in one session, as they really come about: early or late, with lines that break for seconds or
 * minutes, a phone beside the computer, some who leave before the end. Null: never came.
 */
export function planStays(random: SeedRandom, times: SessionTimes, now: Date): Stay[] | null {
  const { lobbyOpenedAt, startedAt, endedAt } = times;
  if (!lobbyOpenedAt || !startedAt || random.chance(0.14)) return null;

  const startMs = startedAt.getTime();
  const endMs = (endedAt ?? now).getTime();
  const lengthMs = endMs - startMs;
  const lateMinutes = random.chance(0.12) ? random.between(15, 50) : random.between(-22, 9);
  const cameMs = Math.max(lobbyOpenedAt.getTime(), startMs + lateMinutes * MINUTE_MS);
  const leftMs = random.chance(0.1)
    ? startMs + lengthMs * random.between(0.45, 0.85)
    : endMs - (endedAt ? random.between(-2, 4) * MINUTE_MS : random.between(0, 4_000));
  if (leftMs <= cameMs) return null;

  const stays = breakLine(random, { cameMs, leftMs });
  if (random.chance(0.08)) {
    // The phone was there as well for a while.
    const fromMs = random.between(cameMs, (cameMs + leftMs) / 2);
    stays.push({ fromMs, toMs: random.between(fromMs + MINUTE_MS / 2, leftMs) });
  }
  return stays.map(({ fromMs, toMs }) => ({
    startedAt: new Date(fromMs),
    endedAt: new Date(Math.min(toMs, now.getTime())),
  }));
}

/** Staff are there from the opening of the doors to the end. */
export function planStaffStay(random: SeedRandom, times: SessionTimes, now: Date): Stay | null {
  if (!times.lobbyOpenedAt) return null;
  return {
    startedAt: new Date(times.lobbyOpenedAt.getTime() + random.between(0, 6) * MINUTE_MS),
    endedAt: times.endedAt ?? now,
  };
}

interface Span {
  fromMs: number;
  toMs: number;
}

function breakLine(random: SeedRandom, { cameMs, leftMs }: { cameMs: number; leftMs: number }): Span[] {
  const breaks = random.chance(0.35) ? Math.floor(random.between(1, 4)) : 0;
  const spans: Span[] = [];
  let fromMs = cameMs;
  for (let index = 0; index < breaks; index += 1) {
    const toMs = fromMs + (leftMs - fromMs) * random.between(0.2, 0.7);
    // Most come back within seconds; some have to look for the network first.
    const awayMs = random.chance(0.75) ? random.between(4_000, 50_000) : random.between(150_000, 500_000);
    if (toMs + awayMs >= leftMs) break;
    spans.push({ fromMs, toMs });
    fromMs = toMs + awayMs;
  }
  return [...spans, { fromMs, toMs: leftMs }];
}
