import type { z } from 'zod';
import { AppError, type AppErrorDetails, appError, isAppErrorCode } from '#shared/errors.ts';
// Types only: the schemas, and zod with them, stay on the server's side of the wire.
import type { Routes } from '#shared/protocol.ts';

/** An answer that has not begun by then is not coming: a phone that changed networks keeps dead connections open. */
const ANSWER_TIMEOUT_MS = 20_000;

/** Every route by what is written on its door: `GET /api/series/:seriesId`. */
type Doors = {
  [Name in keyof Routes as `${Routes[Name]['method']} ${Routes[Name]['path']}`]: Routes[Name];
};
export type Door = keyof Doors;

type Part<Name extends string, Schema> = [Schema] extends [z.ZodUndefined]
  ? unknown
  : Schema extends z.ZodType
    ? { [Key in Name]: z.input<Schema> }
    : unknown;

export type HttpInput<At extends Door> = Part<'params', NonNullable<Doors[At]['params']>> &
  Part<'query', NonNullable<Doors[At]['query']>> &
  Part<'body', NonNullable<Doors[At]['body']>> & { signal?: AbortSignal };

export type HttpOutput<At extends Door> = z.output<NonNullable<Doors[At]['output']>>;

/** What `http` and `addressOf` see of their input once the types have done their work. */
interface LooseInput {
  params?: Record<string, string | number>;
  query?: Record<string, string | undefined>;
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * Calls one route of `shared/protocol.ts`: `http('GET /api/series/:seriesId', { params: { seriesId } })`. The contract
 * gives input and output their types. Every failure is an `AppError`: the server's own, `offline` where no answer came,
 * `unavailable` where a proxy answered in the server's place. A call that was aborted throws the signal's reason.
 */
export async function http<At extends Door>(door: At, input: HttpInput<At>): Promise<HttpOutput<At>> {
  const { body, signal, ...parts }: LooseInput = input;
  const [method = 'GET', path = ''] = door.split(' ');
  const response = await fetchInTime(addressOf(path, parts), signal, {
    method,
    credentials: 'same-origin',
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const answer = await readJson(response, signal);
  if (!response.ok) throw refusalFrom(response.status, answer);
  return answer as HttpOutput<At>;
}

/** `/api/series/:seriesId` with its parameters filled in and its query behind it. */
export function addressOf(path: string, { params = {}, query = {} }: LooseInput): string {
  const filled = path.replace(/:(\w+)/gu, (_whole, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${path} needs ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, value);
  }
  const behind = search.toString();
  return behind === '' ? filled : `${filled}?${behind}`;
}

/** The server's refusal as an error; `answer` is the parsed body, if it was JSON. */
export function refusalFrom(status: number, answer: unknown): AppError {
  const error = isRecord(answer) && isRecord(answer.error) ? answer.error : undefined;
  if (error && isAppErrorCode(error.code)) return new AppError(error.code, detailsFrom(error.details));
  // 502, 503, 504 without our shape come from a proxy whose Lectern is restarting.
  return appError(status >= 502 && status <= 504 ? 'unavailable' : 'internal');
}

async function fetchInTime(
  address: string,
  signal: AbortSignal | undefined,
  request: RequestInit,
): Promise<Response> {
  // AbortSignal.timeout and .any are younger than the oldest engine we serve.
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), ANSWER_TIMEOUT_MS);
  const abort = () => deadline.abort();
  signal?.addEventListener('abort', abort);
  try {
    return await fetch(address, { ...request, signal: deadline.signal });
  } catch {
    throw noAnswer(signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

async function readJson(response: Response, signal: AbortSignal | undefined): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch {
    throw noAnswer(signal);
  }
  try {
    return JSON.parse(text);
  } catch {
    if (response.ok) throw appError('unavailable');
    return undefined;
  }
}

function noAnswer(signal: AbortSignal | undefined): unknown {
  return signal?.aborted ? (signal.reason ?? new DOMException('aborted', 'AbortError')) : appError('offline');
}

function detailsFrom(details: unknown): AppErrorDetails | undefined {
  return isRecord(details) ? details : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
