import { type Logger, pino } from 'pino';

export type Log = Logger;

/** What must never stand in a log line, wherever in an object it turns up: secrets and personal data. */
const redacted = [
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'linkToken',
  'cookie',
  'authorization',
  'name',
  'email',
  'phone',
  'login',
  'body',
  'answer',
];

/** JSON lines, or coloured ones on a terminal. */
export function createLog({ level, pretty }: { level: string; pretty: boolean }): Log {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: redacted.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
      censor: '[hidden]',
    },
    ...(pretty
      ? {
          transport: {
            target: 'pino-pretty',
            options: { translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname' },
          },
        }
      : {}),
  });
}
