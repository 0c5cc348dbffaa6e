import { ZodError } from 'zod';
import { AppError, type AppErrorDto, appError } from '#shared/errors.ts';

/** Turns anything thrown into what may travel. The only place that does. */
export function toErrorDto(thrown: unknown): { dto: AppErrorDto; expected: boolean } {
  if (thrown instanceof AppError) return { dto: thrown.toDto(), expected: thrown.code !== 'internal' };
  if (thrown instanceof ZodError) return { dto: fromZod(thrown).toDto(), expected: true };
  if (isTooManyWaiting(thrown))
    return { dto: { code: 'unavailable', details: { retryAfterMs: 2_000 } }, expected: false };
  // Its text may hold rows or paths: it goes to the log and no further.
  return { dto: { code: 'internal' }, expected: false };
}

/** Names the fields that are wrong, never their values. */
export function fromZod(error: ZodError): AppError {
  const fields = [...new Set(error.issues.map((issue) => issue.path.join('.')))].slice(0, 20);
  return appError('malformed', { fields }, `malformed: ${fields.join(', ')}`);
}

/** P2024: no database connection within the time; P2028: a transaction could not start or took too long. */
function isTooManyWaiting(thrown: unknown): boolean {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return code === 'P2024' || code === 'P2028';
}
