import express, { type Express, type Request, type Response } from 'express';
import type { z } from 'zod';
import type { RouteContract } from '#shared/contract.ts';
import { appError, errorStatus } from '#shared/errors.ts';
import { type RouteName, type Routes, routes } from '#shared/protocol.ts';
import { can } from '#shared/roles.ts';
import type { Access } from './access.ts';
import type { Caller } from './actor.ts';
import type { SignInCookie } from './cookies.ts';
import { fromZod, toErrorDto } from './errors.ts';
import type { InFlight } from './in-flight.ts';
import type { Log } from './log.ts';
import type { RateLimits } from './rate-limits.ts';
import { sendJson } from './send-json.ts';

/** Names, lists and forms; the largest is a pasted list of 500 learners. */
const JSON_BODY_MAX_BYTES = 256 * 1024;

// A contract's fields are optional; what it does not have stands there as `z.ZodUndefined`.
type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : never;
type Answer<Schema> =
  NonNullable<Schema> extends z.ZodUndefined ? unknown : Schema extends z.ZodType ? z.input<Schema> : never;

/** What a route's handler gets: parsed input, who is asking, and the raw pair for files and cookies. */
export interface RouteCall<Contract extends RouteContract> extends Caller {
  params: Parsed<Contract['params']>;
  query: Parsed<Contract['query']>;
  body: Parsed<Contract['body']>;
  request: Request;
  response: Response;
}

export type RouteHandler<Contract extends RouteContract> = (
  call: RouteCall<Contract>,
) => Promise<Answer<Contract['output']>>;

export interface HttpGatewayOptions {
  access: Access;
  cookie: SignInCookie;
  rateLimits: RateLimits;
  log: Log;
  inFlight: InFlight;
}

/**
 * The one way in over HTTP: parse → actor → rule → rate → act → answer. Handlers throw `AppError`s or return data;
 * nothing else decides what a failure looks like.
 */
export class HttpGateway {
  readonly #router = express.Router();
  readonly #served = new Set<string>();
  readonly #options: HttpGatewayOptions;

  constructor(options: HttpGatewayOptions) {
    this.#options = options;
  }

  serve<Name extends RouteName>(name: Name, handler: RouteHandler<Routes[Name]>): void {
    if (this.#served.has(name)) throw new Error(`route ${name} is served twice`);
    this.#served.add(name);
    const contract: RouteContract = routes[name];
    const method = contract.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    const readBody = contract.body ? [express.json({ limit: JSON_BODY_MAX_BYTES, strict: true })] : [];
    if (contract.takesText) readBody.push(express.text({ limit: JSON_BODY_MAX_BYTES }));
    this.#router[method](contract.path, ...readBody, (request, response) =>
      this.#options.inFlight.add(
        this.#handle(name, contract, handler as RouteHandler<RouteContract>, request, response),
      ),
    );
  }

  /** To be called last: a contract without a handler stops the start, a path without a contract is `not_found`. */
  mount(app: Express): void {
    const missing = Object.keys(routes).filter((name) => !this.#served.has(name));
    if (missing.length > 0) throw new Error(`no handler for: ${missing.join(', ')}`);
    app.use(this.#router);
    app.use(['/api', '/files', '/port'], (request, response) =>
      this.#refuse('unknown', request, response, appError('not_found')),
    );
  }

  /** For failures that happen before a handler: a body that is no JSON or too long. */
  refuseUnreadable(request: Request, response: Response, thrown: unknown): void {
    const type = thrown instanceof Error && 'type' in thrown ? thrown.type : undefined;
    this.#refuse('unreadable', request, response, toUnreadable(type, thrown));
  }

  async #handle(
    name: string,
    contract: RouteContract,
    handler: RouteHandler<RouteContract>,
    request: Request,
    response: Response,
  ): Promise<void> {
    try {
      const { access, cookie, rateLimits } = this.#options;
      const address = request.ip ?? 'unknown';
      // A machine's door knows tokens only: a browser that is led there must not act for whoever is signed in.
      const token = contract.path.startsWith('/port/') ? undefined : cookie.read(request.headers.cookie);
      const actor = token ? await access.findActor(token) : null;
      await rateLimits.take({ rate: contract.rate, address, personId: actor?.personId ?? null });

      // Whoever may never do it is told so before anything is looked up: what exists stays unknown to them.
      if (!actor && !can('guest', contract.may)) throw appError('not_signed_in');
      const params = parse(contract.params, request.params);
      const scope = await access.scopeOf(isRecord(params) ? params : {});
      const role = await access.roleOf(actor, scope.seriesId);
      if (!can(role, contract.may))
        throw appError(role === 'member' && scope.seriesId ? 'not_found' : 'not_allowed');
      // What strangers may see, those whom staff have shown out may see as well; entrances look by themselves.
      if (actor && !can('guest', contract.may)) await access.assertNotExcluded(actor.personId, role, scope);

      const query = parse(contract.query, request.query);
      const body = parse(contract.body, request.body);
      const answer = await handler({ actor, role, scope, address, params, query, body, request, response });
      if (contract.output) await sendJson(request, response, answer);
    } catch (thrown) {
      this.#refuse(name, request, response, thrown);
    }
  }

  #refuse(route: string, request: Request, response: Response, thrown: unknown): void {
    const { dto, expected } = toErrorDto(thrown);
    if (!expected)
      this.#options.log.error({ err: thrown, route, method: request.method }, 'a request failed');
    // An upload that was refused halfway: what still comes is not read, so the connection cannot be kept.
    if (!request.complete) response.setHeader('Connection', 'close');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (dto.details?.retryAfterMs)
      response.setHeader('Retry-After', Math.ceil(dto.details.retryAfterMs / 1000));
    response.status(errorStatus[dto.code]).json({ error: dto });
  }
}

function parse(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value ?? {});
  if (!result.success) throw fromZod(result.error);
  return result.data;
}

/** By the names that Express's body parser gives. */
function toUnreadable(type: unknown, thrown: unknown): unknown {
  if (type === 'entity.too.large') return appError('too_large', { maxBytes: JSON_BODY_MAX_BYTES });
  if (typeof type === 'string' || thrown instanceof URIError) return appError('malformed');
  return thrown;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
