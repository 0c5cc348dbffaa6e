import { expect } from 'vitest';
import type { AppErrorDto } from '#shared/errors.ts';
import type { HttpAnswer } from './test-client.ts';

/** The data of a good answer; a refusal fails the test by its name. */
export async function dataOf<Data>(answer: Promise<HttpAnswer<unknown>>): Promise<Data> {
  const { status, body } = await answer;
  expect({ status, error: (body as { error?: AppErrorDto }).error }).toEqual({
    status: 200,
    error: undefined,
  });
  return body as Data;
}

/** The named error of a refusal; a good answer fails the test. */
export async function errorOf(answer: Promise<HttpAnswer<unknown>>): Promise<AppErrorDto> {
  const { status, body } = await answer;
  const error = (body as { error?: AppErrorDto }).error;
  if (!error) throw new Error(`expected a refusal, got ${status}`);
  return error;
}

export async function codeOf(answer: Promise<HttpAnswer<unknown>>): Promise<string> {
  return (await errorOf(answer)).code;
}
