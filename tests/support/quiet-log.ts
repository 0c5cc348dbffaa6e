import type { DatabaseLog } from '#server/core/db/database-log.ts';

/** Says nothing about the ordinary; a warning or an error that a test did not expect is printed. */
export const quietLog: DatabaseLog = {
  info: () => {},
  warn: (...args: unknown[]) => console.warn(...args),
  error: (...args: unknown[]) => console.error(...args),
};
