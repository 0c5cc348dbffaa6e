import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory, SqlQuery, Transaction } from '@prisma/driver-adapter-utils';
import type { Pool } from 'pg';
import { Turns } from '../turns.ts';
import { TransactionNotCommittedError } from './database-errors.ts';

/**
 * Prisma's adapter for pg, with a commit that keeps its word, and with one statement at a time in a transaction.
 *
 * When a statement in a transaction fails and the code swallows the error, PostgreSQL answers COMMIT by rolling
 * back, and Prisma reports success: acknowledged, and nothing stored. Here such a commit rejects.
 *
 * Prisma reads the relations of a row side by side. A transaction has one connection, which carries them one after the other anyway;
 * pg warns whoever leaves the waiting to it, and will refuse.
 */
export function createPrismaAdapter(pool: Pool): SqlDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect();
      const startTransaction = adapter.startTransaction.bind(adapter);
      adapter.startTransaction = async (isolationLevel) =>
        refuseToCommitAfterFailure(oneAfterAnother(await startTransaction(isolationLevel)));
      return adapter;
    },
  };
}

function oneAfterAnother(transaction: Transaction): Transaction {
  const turns = new Turns();
  const queryRaw = transaction.queryRaw.bind(transaction);
  const executeRaw = transaction.executeRaw.bind(transaction);
  transaction.queryRaw = (query) => turns.run('its connection', () => queryRaw(query));
  transaction.executeRaw = (query) => turns.run('its connection', () => executeRaw(query));
  return transaction;
}

function refuseToCommitAfterFailure(transaction: Transaction): Transaction {
  let failure: { error: unknown } | undefined;
  const queryRaw = transaction.queryRaw.bind(transaction);
  const executeRaw = transaction.executeRaw.bind(transaction);
  const remember = (error: unknown): never => {
    failure ??= { error };
    throw error;
  };

  transaction.queryRaw = (query) => queryRaw(query).catch(remember);
  transaction.executeRaw = async (query) => {
    if (query.sql === 'COMMIT' && failure) {
      await executeRaw({ ...query, sql: 'ROLLBACK' });
      throw new TransactionNotCommittedError(
        'A statement in this transaction failed and its error was swallowed: nothing of the transaction was stored',
        { cause: failure.error },
      );
    }
    const affected = await executeRaw(query).catch(remember);
    if (isReturnToSavepoint(query)) failure = undefined;
    return affected;
  };
  return transaction;
}

/** What failed after the savepoint is undone, and the transaction is whole again. */
function isReturnToSavepoint({ sql }: SqlQuery): boolean {
  return /^\s*ROLLBACK\s+(WORK\s+|TRANSACTION\s+)?TO\b/iu.test(sql);
}
