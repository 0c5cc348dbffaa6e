import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { withPostgres } from '#scripts/set-up/throwaway-postgres.mjs';
import { type Database, openDatabase } from '#server/core/db/open-database.ts';
import { Hall } from './heartbeats/hall.ts';
import { median, round } from './support/statistics.ts';

/**
 * What it costs to keep proofs of life: the server's own recorder (leases in SQL, and each session's chained record) against one Prisma upsert for each beat, ten of
 * them at a time, and against a loop of nothing but `pg` and `UNNEST`. The same PostgreSQL, the same table, every commit on disk. In turn, A B C C B A …. Then
 * 50,000 learners, written every second as the server does, for what Node has to do for them: with one beat each in fifteen seconds, which the goal is for, and in
 * three, as the server's heartbeat comes. Goals: vsUpsert ≥ 15, vsPg ≥ 0.6, cpuShare ≤ 0.1.
 *
 * DATABASE_URL names a server to measure on; without it one is started for this run.
 */
const PEOPLE = 10_000;
const SESSIONS = 20;
const ROUNDS = 9;
/** A round of upserts would take a minute with all of them. */
const UPSERTS = 1_000;
const UPSERTS_AT_ONCE = 10;
const ROWS_PER_STATEMENT = 1_000;

const MANY = 50_000;
const MANY_SESSIONS = 50;
const BEAT_EVERY_MS = 15_000;
/** See `PING_EVERY_MS` in server/app.ts. */
const OWN_BEAT_EVERY_MS = 3_000;
const CPU_WINDOW_MS = 45_000;

type Measure = () => Promise<number>;

async function main(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const name = `lectern_bench_${randomBytes(4).toString('hex')}`;
  await admin.query(`CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const log = { info() {}, warn: console.warn, error: console.error };
  const database = await openDatabase({ url: own.href, log });
  try {
    const rates = await compare(database, own.href);
    const cpuShare = await measureCpu(database, BEAT_EVERY_MS);
    const cpuShareAtOwnPace = await measureCpu(database, OWN_BEAT_EVERY_MS);
    console.log(
      JSON.stringify({
        bench: 'heartbeats',
        vsUpsert: round(median(rates.ours) / median(rates.upsert), 1),
        goalVsUpsert: 15,
        vsPg: round(median(rates.ours) / median(rates.bare)),
        goalVsPg: 0.6,
        cpuShare: round(cpuShare, 4),
        goalCpuShare: 0.1,
        cpuShareAtOwnPace: round(cpuShareAtOwnPace, 4),
        beatsPerSecond: Math.round(median(rates.ours)),
        upsertsPerSecond: Math.round(median(rates.upsert)),
        bareBeatsPerSecond: Math.round(median(rates.bare)),
        ratiosVsPg: rates.ours.map((rate, index) => round(rate / (rates.bare[index] ?? Number.NaN), 2)),
        synchronousCommit: await readSetting(database, 'synchronous_commit'),
        fsync: await readSetting(database, 'fsync'),
        people: PEOPLE,
        learnersForCpu: MANY,
      }),
    );
  } finally {
    await database.close();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  }
}

/** Beats a second of each, round by round. */
async function compare(database: Database, url: string) {
  const hall = await Hall.fill(database, { people: PEOPLE, sessions: SESSIONS });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const rows = await database.prisma.presenceInterval.findMany({ orderBy: { id: 'asc' } });
  const ids = rows.map(({ id }) => id);
  let bareAtMs = Date.UTC(2021, 8, 29);

  const ours: Measure = async () => {
    hall.beatAll();
    const ms = await time(() => hall.recorder.beat());
    hall.assertWritten();
    return PEOPLE / (ms / 1_000);
  };
  const upsert: Measure = async () => {
    const some = rows.slice(0, UPSERTS);
    const ms = await time(async () => {
      for (let from = 0; from < some.length; from += UPSERTS_AT_ONCE) {
        await Promise.all(
          some.slice(from, from + UPSERTS_AT_ONCE).map((row) => {
            const lastProofAt = new Date(row.lastProofAt.getTime() + 1);
            return database.prisma.presenceInterval.upsert({
              where: { id: row.id },
              create: { ...row, lastProofAt },
              update: { lastProofAt },
              select: { id: true },
            });
          }),
        );
      }
    });
    return UPSERTS / (ms / 1_000);
  };
  const bare: Measure = async () => {
    bareAtMs += 15_000;
    const at = new Date(bareAtMs).toISOString();
    const ms = await time(async () => {
      for (let from = 0; from < ids.length; from += ROWS_PER_STATEMENT) {
        const part = ids.slice(from, from + ROWS_PER_STATEMENT);
        await client.query(
          `UPDATE "PresenceInterval" SET "lastProofAt" = "new"."at"
           FROM unnest($1::uuid[], $2::timestamptz[]) AS "new" ("id", "at") WHERE "PresenceInterval"."id" = "new"."id"`,
          [part, part.map(() => at)],
        );
      }
    });
    return ids.length / (ms / 1_000);
  };

  const rates = { ours: [] as number[], upsert: [] as number[], bare: [] as number[] };
  for (let index = 0; index < ROUNDS; index += 1) {
    const turn: [keyof typeof rates, Measure][] = [
      ['ours', ours],
      ['bare', bare],
      ['upsert', upsert],
    ];
    if (index % 2 === 1) turn.reverse();
    const found = new Map<keyof typeof rates, number>();
    for (const [who, measure] of turn) found.set(who, await measure());
    console.log(
      `round ${index + 1}: ${[...found].map(([who, rate]) => `${who} ${Math.round(rate)}`).join(', ')} beats a second`,
    );
    // The first warms up.
    if (index > 0) for (const [who, rate] of found) rates[who].push(rate);
  }
  await client.end();
  await hall.recorder.stop();
  return rates;
}

/** Of one core, for everything that Node does: beats are spread evenly, as they come. */
async function measureCpu(database: Database, beatEveryMs: number): Promise<number> {
  const hall = await Hall.fill(database, { people: MANY, sessions: MANY_SESSIONS, now: () => new Date() });
  let next = 0;
  let shown = 0;
  const startedMs = performance.now();
  const beating = setInterval(() => {
    const due = Math.floor(((performance.now() - startedMs) / beatEveryMs) * MANY);
    const at = new Date();
    for (; shown < due; shown += 1, next = (next + 1) % MANY) {
      const connection = hall.connections[next];
      if (connection) hall.beat(connection, at);
    }
  }, 50);
  await delay(BEAT_EVERY_MS);
  const before = process.cpuUsage();
  const fromMs = performance.now();
  await delay(CPU_WINDOW_MS);
  const { user, system } = process.cpuUsage(before);
  const share = (user + system) / 1_000 / (performance.now() - fromMs);
  clearInterval(beating);
  hall.assertWritten();
  console.log(
    `${MANY} learners, one beat in ${beatEveryMs / 1_000} s, ${shown} beats: ${round(share * 100, 1)} % of a core`,
  );
  await hall.recorder.stop();
  return share;
}

async function time(act: () => Promise<void>): Promise<number> {
  const fromMs = performance.now();
  await act();
  return performance.now() - fromMs;
}

async function readSetting({ pool }: Database, name: string): Promise<string> {
  const { rows } = await pool.query<{ setting: string }>('SELECT current_setting($1) AS setting', [name]);
  return rows[0]?.setting ?? '';
}

const given = process.env.DATABASE_URL;
process.exitCode = given
  ? await main(given).then(() => 0)
  : await withPostgres(
      async (url: string) => {
        await main(url);
        return 0;
      },
      { isDurable: true },
    );
process.exit();
