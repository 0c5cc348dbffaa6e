import { createHash } from 'node:crypto';
import type { Database } from '#server/core/db/open-database.ts';

/** A hash of every row of every table: equal before and after means that nothing was written. */
export async function fingerprintDatabase({ pool }: Database): Promise<Record<string, string>> {
  const tables = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`,
  );
  const prints: Record<string, string> = {};
  for (const { name } of tables.rows) {
    const { rows } = await pool.query<{ line: string }>(
      `SELECT "${name}"::text AS line FROM "${name}" ORDER BY "${name}"::text`,
    );
    const hash = createHash('sha256').update(rows.map(({ line }) => line).join('\n'));
    prints[name] = `${rows.length} rows ${hash.digest('hex').slice(0, 16)}`;
  }
  return prints;
}

/**
 * For whoever looks often: every row is read again only after something was written, which PostgreSQL itself says,
 * because whatever changes a row takes the next number of a transaction.
 */
export class Fingerprints {
  readonly #database: Database;
  #last: { transaction: string | undefined; prints: Record<string, string> } | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  async take(): Promise<Record<string, string>> {
    const { rows } = await this.#database.pool.query<{ next: string }>(
      'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next',
    );
    const transaction = rows[0]?.next;
    if (!this.#last || this.#last.transaction !== transaction) {
      this.#last = { transaction, prints: await fingerprintDatabase(this.#database) };
    }
    return this.#last.prints;
  }
}
