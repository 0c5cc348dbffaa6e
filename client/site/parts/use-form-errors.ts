import { useState } from 'react';
import { AppError } from '#shared/errors.ts';

interface FormErrorsOptions<Field extends string> {
  /** What is wrong with each field as it stands, in words; nothing where it is right. */
  problems: Partial<Record<Field, string | false | undefined>>;
  /** What to say at a field that the server found malformed. */
  refused?: Partial<Record<Field, string>>;
  /** Of the last attempt. */
  error: unknown;
}

/**
 * Tells at each field what is wrong with it, after the first attempt to send; `rest` is the failure that
 * belongs to no field. Nobody is told of an empty field before they had the chance to fill it in.
 */
export function useFormErrors<Field extends string>({ problems, refused, error }: FormErrorsOptions<Field>) {
  const [attempted, setAttempted] = useState(false);
  const refusedFields = malformedFields(error);
  const refusedTexts: Partial<Record<string, string>> = refused ?? {};
  const explained = (field: string) => refusedTexts[lastName(field)] !== undefined;

  return {
    of(field: Field): string | undefined {
      const problem = attempted ? problems[field] : undefined;
      if (problem) return problem;
      return refusedFields.some((name) => lastName(name) === field) ? refusedTexts[field] : undefined;
    },
    rest: refusedFields.length > 0 && refusedFields.every(explained) ? undefined : (error ?? undefined),
    /** Sends what is right; what is wrong is shown instead. The failure itself is kept by the mutation that `send` runs. */
    async submit(send: () => Promise<unknown>): Promise<void> {
      setAttempted(true);
      if (Object.values(problems).some(Boolean)) return;
      await send().catch(() => undefined);
    },
    /** The form was sent and is empty again. */
    reset(): void {
      setAttempted(false);
    },
  };
}

function malformedFields(error: unknown): string[] {
  return error instanceof AppError && error.code === 'malformed' ? (error.details?.fields ?? []) : [];
}

/** `email` of `account.email`. */
function lastName(field: string): string {
  return field.split('.').at(-1) ?? field;
}
