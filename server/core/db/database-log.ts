import type { BaseLogger } from 'pino';

/** What the database layer says on its own account; pino's loggers fit. */
export type DatabaseLog = Pick<BaseLogger, 'info' | 'warn' | 'error'>;
