import type { Pool } from 'pg';

/** Ends a pool after it has served its queue: what still waits when a pool ends is never answered, not even refused. */
export async function endPool(pool: Pool): Promise<void> {
  while (pool.waitingCount > 0) {
    // Served in order, so this comes behind everything that waits now.
    const last = await pool.connect().catch(() => undefined);
    last?.release();
  }
  await pool.end();
}
