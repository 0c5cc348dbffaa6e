import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { withPostgres } from '#scripts/set-up/throwaway-postgres.mjs';
import type { App } from '#server/app.ts';
import {
  type AnswerResult,
  type ArrivedAnswer,
  answerTogether,
} from '#server/features/presence-checks/answer-check.service.ts';
import { GatheredActs } from '#server/features/presence-checks/gathered-acts.ts';
import { Factories } from '#tests/support/factories.ts';
import { ask } from '#tests/support/presence-checks.ts';
import { startBenchApp } from './support/bench-app.ts';
import { percentile, round } from './support/statistics.ts';

/**
 * A class of a thousand answers one presence check within five seconds, each with its link of the record: how long somebody waits for the commit of their own
 * answer, in how many transactions, and what an answer costs in CPU of the process. First on the embedded database, whose work is in that figure, then on
 * PostgreSQL with every commit on disk (the one in DATABASE_URL, or one made for this run). Goal: p95 ≤ 1 s.
 */
const PEOPLE = 1_000;
const WITHIN_MS = 5_000;
const GATHERED_MS = 100;
const ROUNDS = 3;

async function main(): Promise<void> {
  const { DATABASE_URL: given, ...rest } = process.env;
  process.env = rest;
  const embedded = await measure({});
  const postgres = given
    ? await measure({ DATABASE_URL: given })
    : await withPostgres((url: string) => measure({ DATABASE_URL: url }), { isDurable: true });
  console.log(JSON.stringify({ bench: 'checks', answers: PEOPLE, goalP95Ms: 1_000, embedded, postgres }));
}

/** The middle one of some rounds, by its p95. */
async function measure(env: Record<string, string>): Promise<Round | undefined> {
  const app = await startBenchApp(env);
  const make = new Factories(app);
  const rounds: Round[] = [];
  for (let index = 0; index < ROUNDS; index += 1) {
    const round = await play(app, make);
    rounds.push(round);
    console.log(`${env.DATABASE_URL ? 'PostgreSQL' : 'embedded'}, round ${index + 1}:`, round);
  }
  await app.close();
  return rounds.toSorted((left, right) => left.p95Ms - right.p95Ms)[Math.floor(ROUNDS / 2)];
}

interface Round {
  transactions: number;
  p50Ms: number;
  p95Ms: number;
  maxMs: number;
  cpuMsPerAnswer: number;
}

async function play({ context: { db, clock } }: App, make: Factories): Promise<Round> {
  const series = await make.makeSeries();
  const session = await make.makeSession({ series });
  const staff = await (await make.makeTrainer(series.seriesId)).client.join(session.code);
  const personIds = Array.from({ length: PEOPLE }, () => randomUUID());
  await db.person.createMany({
    data: personIds.map((id, index) => ({
      id,
      name: `Học viên ${index}`,
      nameFolded: `hoc vien ${index}`,
    })),
  });
  const { checkId } = await ask(staff);

  let transactions = 0;
  const answers = new GatheredActs<ArrivedAnswer, AnswerResult>({
    gatherMs: GATHERED_MS,
    act: (id, arrived) => {
      transactions += 1;
      return answerTogether(db, id, arrived);
    },
  });
  const before = process.cpuUsage();
  const waitsMs = await Promise.all(
    personIds.map(async (personId) => {
      await delay(Math.random() * WITHIN_MS);
      const fromMs = performance.now();
      const written = { clientId: randomUUID(), word: null, writtenAgo: undefined };
      const result = await answers.put(checkId, {
        sessionId: session.sessionId,
        personId,
        ...written,
        arrivedAt: clock.now(),
      });
      if ('error' in result) throw result.error;
      return performance.now() - fromMs;
    }),
  );
  const { user, system } = process.cpuUsage(before);
  const kept = await db.presenceCheckAnswer.count({ where: { checkId, outcome: 'ANSWERED' } });
  if (kept !== PEOPLE) throw new Error(`only ${kept} answers were kept`);
  staff.close();
  return {
    transactions,
    p50Ms: round(percentile(waitsMs, 0.5), 0),
    p95Ms: round(percentile(waitsMs, 0.95), 0),
    maxMs: round(Math.max(...waitsMs), 0),
    cpuMsPerAnswer: round((user + system) / 1_000 / PEOPLE, 2),
  };
}

await main();
process.exit(0);
