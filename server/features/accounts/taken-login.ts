import { Prisma } from '#prisma/generated/client.ts';
import { appError } from '#shared/errors.ts';

/** Two people cannot have one e-mail address or phone number; only the database knows for certain, at the last moment. */
export async function refuseTakenLogin<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (isUniqueViolation(error)) throw appError('already_taken');
    throw error;
  }
}

export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
