import pg from 'pg';
import type { DatabaseLog } from './database-log.ts';

/** Bounds the log that is replayed after a crash, and the disk it takes: 3 million rows without one left 900 MB. */
const checkpointEveryMs = 60_000;
const vacuumEveryMs = 24 * 60 * 60_000;
/** So that a server which is restarted every day is vacuumed too, but not while everybody comes back. */
const firstVacuumAfterMs = 10 * 60_000;

export type StartMaintenanceOptions = {
  pool: pg.Pool;
  log: DatabaseLog;
  intervals?: { checkpointEveryMs: number; vacuumEveryMs: number; firstVacuumAfterMs: number };
};

/**
 * Does what PostgreSQL's background processes do: the embedded one has none.
 *
 * `stop` resolves when nothing of it runs any more.
 */
export function startMaintenance({
  pool,
  log,
  intervals = { checkpointEveryMs, vacuumEveryMs, firstVacuumAfterMs },
}: StartMaintenanceOptions): { stop(): Promise<void> } {
  const checkpoints = repeat({
    task: () => checkpoint(pool),
    firstAfterMs: intervals.checkpointEveryMs,
    everyMs: intervals.checkpointEveryMs,
    onError: (err) => log.warn({ err }, 'The checkpoint of the embedded database failed'),
  });
  const vacuums = repeat({
    task: () => vacuum(pool),
    firstAfterMs: intervals.firstVacuumAfterMs,
    everyMs: intervals.vacuumEveryMs,
    onError: (err) => log.warn({ err }, 'Vacuuming the embedded database failed'),
  });
  return {
    stop: async () => {
      await Promise.all([checkpoints.stop(), vacuums.stop()]);
    },
  };
}

async function checkpoint(pool: pg.Pool): Promise<void> {
  await pool.query('CHECKPOINT');
}

/** Table by table, so that others get their turn in between: there is one connection for all. */
async function vacuum(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  for (const { name } of rows) await pool.query(`VACUUM (ANALYZE) public.${pg.escapeIdentifier(name)}`);
}

type RepeatOptions = {
  task: () => Promise<void>;
  firstAfterMs: number;
  everyMs: number;
  onError(error: unknown): void;
};

/** Counts from the end of one run to the next, so that a slow one never has a second on its heels. */
function repeat({ task, firstAfterMs, everyMs, onError }: RepeatOptions): { stop(): Promise<void> } {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer = plan(firstAfterMs);

  function plan(afterMs: number): NodeJS.Timeout {
    return setTimeout(() => {
      running = task()
        .catch(onError)
        .then(() => {
          if (!stopped) timer = plan(everyMs);
        });
    }, afterMs).unref();
  }

  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
