import type { z } from 'zod';
import type { AppErrorDto } from './errors.ts';
import type { Action } from './roles.ts';

/** How often one person or address may do it; the figures stand in `server/core/rate-limits.ts`. */
export type RateClass =
  /** Reading: pages, lists, snapshots. */
  | 'read'
  /** Pictures of pages: light, and a whole hall asks for the same one in the same second. */
  | 'picture'
  /** Writing something that others see. */
  | 'write'
  /** A line of the chat. */
  | 'chat'
  /** A tap of applause. */
  | 'reaction'
  /** Media signalling: a page that rebuilds its room makes dozens at once. */
  | 'media'
  /** Guessable secrets: passwords, links, codes. */
  | 'guess'
  /** Large bodies. */
  | 'upload';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/**
 * `/port/` is for machines: they carry no cookie and prove themselves by a token of their own. `/q/` and `/v` are pages that anybody
 * reads who has their address; `/.well-known/` is what programs look for there.
 */
export type RoutePath =
  | `/api/${string}`
  | `/files/${string}`
  | `/port/${string}`
  | `/q/${string}`
  | '/v'
  | `/v/${string}`
  | `/.well-known/${string}`;

/**
 * One HTTP route. Path parameters with these names settle the scope in which the role is looked up:
 * `seriesId`, `topicId`, `sessionId`, `code` (a session's), `materialId`, `pollId`. Without any, the scope is the installation.
 */
export interface RouteContract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Method extends HttpMethod = HttpMethod,
  Path extends RoutePath = RoutePath,
> {
  kind: 'route';
  method: Method;
  path: Path;
  may: Action;
  rate: RateClass;
  params?: Params;
  query?: Query;
  body?: Body;
  /** The body may also come as `text/plain`, and is then a string. */
  takesText?: true;
  /** Absent where the answer is a file or a stream. */
  output?: Output;
}

/** One request over the socket, answered by exactly one ack. The scope is the room the socket has joined. */
export interface RequestContract<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> {
  kind: 'request';
  name: Name;
  may: Action;
  rate: RateClass;
  input: Input;
  output: Output;
}

/** One piece of news from the server; which audience gets it is the sender's choice, its shape is the same. */
export interface NewsContract<Name extends string = string, Data extends z.ZodType = z.ZodType> {
  kind: 'news';
  name: Name;
  data: Data;
}

export function defineRoute<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Output extends z.ZodType = z.ZodUndefined,
  Method extends HttpMethod = HttpMethod,
  Path extends RoutePath = RoutePath,
>(
  route: Omit<RouteContract<Params, Query, Body, Output, Method, Path>, 'kind'>,
): RouteContract<Params, Query, Body, Output, Method, Path> {
  return { kind: 'route', ...route };
}

export function defineRequest<Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  request: Omit<RequestContract<Name, Input, Output>, 'kind'>,
): RequestContract<Name, Input, Output> {
  return { kind: 'request', ...request };
}

export function defineNews<Name extends string, Data extends z.ZodType>(
  name: Name,
  data: Data,
): NewsContract<Name, Data> {
  return { kind: 'news', name, data };
}

/** Every request is answered: data, or a named error. */
export type Ack<Output> = { ok: true; data: Output } | { ok: false; error: AppErrorDto };

/** Changes whenever an older page could misunderstand a newer server; a page that differs reloads. */
export const protocolVersion = 1;
