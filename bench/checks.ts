import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
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
 * A class of a thousand answers one presence check within five seconds, each with its link of the record, on the embedded database: how long somebody
 * waits for the commit of their own answer, in how many transactions, and what an answer costs in CPU of the process, the database in it included.
 */
const PEOPLE = 1_000;
const WITHIN_MS = 5_000;
const GATHERED_MS = 100;

const app = await startBenchApp();
const make = new Factories(app);
const { db, clock } = app.context;
const series = await make.makeSeries();
const session = await make.makeSession({ series });
const staff = await (await make.makeTrainer(series.seriesId)).client.join(session.code);
const personIds = Array.from({ length: PEOPLE }, () => randomUUID());
await db.person.createMany({
  data: personIds.map((id, index) => ({ id, name: `Học viên ${index}`, nameFolded: `hoc vien ${index}` })),
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
await app.close();
console.log(
  JSON.stringify({
    bench: 'checks',
    answers: PEOPLE,
    kept,
    transactions,
    p50Ms: round(percentile(waitsMs, 0.5), 0),
    p95Ms: round(percentile(waitsMs, 0.95), 0),
    cpuMsPerAnswer: round((user + system) / 1_000 / PEOPLE, 2),
  }),
);
process.exit(0);
