import type { Server, Socket } from 'socket.io';
import type { z } from 'zod';
import type { Ack, RequestContract } from '#shared/contract.ts';
import { appError } from '#shared/errors.ts';
import { type RequestName, type Requests, requests } from '#shared/protocol.ts';
import { can, type Role } from '#shared/roles.ts';
import type { Access } from './access.ts';
import type { Actor } from './actor.ts';
import type { SignInCookie } from './cookies.ts';
import { fromZod, toErrorDto } from './errors.ts';
import type { InFlight } from './in-flight.ts';
import type { Log } from './log.ts';
import type { RateLimits } from './rate-limits.ts';

/** Packets that no page of ours sends (unknown names, no ack, wrong shape) before the connection is ended. */
const STRIKES_MAX = 20;

/** What is known of a connection from its handshake. */
export interface Connection {
  actor: Actor;
  address: string;
  /** Asked again where much depends on it: a connection can wait long between its handshake and its join. */
  isSignedIn(): Promise<boolean>;
}

/** Where a connection has joined; given by the room feature, so that the gateway knows no rooms. */
export interface Membership {
  role: Role;
}

export interface RequestCall<Name extends RequestName, Member extends Membership> {
  input: z.output<Requests[Name]['input']>;
  connection: Connection;
  socket: Socket;
  /** The room this connection has joined. Undefined only for `room:join`. */
  member: Member;
}

export type RequestHandler<Name extends RequestName, Member extends Membership> = (
  call: RequestCall<Name, Member>,
) => Promise<z.input<Requests[Name]['output']>>;

type AnyHandler<Member extends Membership> = (call: {
  input: unknown;
  connection: Connection;
  socket: Socket;
  member: Member;
}) => Promise<unknown>;

export interface SocketGatewayOptions<Member extends Membership> {
  io: Server;
  access: Access;
  cookie: SignInCookie;
  rateLimits: RateLimits;
  log: Log;
  inFlight: InFlight;
  trustProxyHops: number;
  findMember(socketId: string): Member | undefined;
}

/** The one way in over the socket: parse → member → rule → rate → act → ack. Every request gets exactly one ack. */
export class SocketGateway<Member extends Membership> {
  readonly #handlers = new Map<string, AnyHandler<Member>>();
  readonly #options: SocketGatewayOptions<Member>;

  constructor(options: SocketGatewayOptions<Member>) {
    this.#options = options;
  }

  serve<Name extends RequestName>(name: Name, handler: RequestHandler<Name, Member>): void {
    if (this.#handlers.has(name)) throw new Error(`request ${name} is served twice`);
    this.#handlers.set(name, handler as AnyHandler<Member>);
  }

  /** To be called once, after all features have registered. */
  open(onConnection: (socket: Socket, connection: Connection) => void): void {
    const missing = Object.keys(requests).filter((name) => !this.#handlers.has(name));
    if (missing.length > 0) throw new Error(`no handler for: ${missing.join(', ')}`);

    const { io } = this.#options;
    io.use((socket, next) => {
      this.#authenticate(socket).then(
        () => next(),
        (thrown: unknown) => next(toConnectError(thrown)),
      );
    });
    io.on('connection', (socket) => {
      const connection = socket.data as Connection;
      const strike = this.#listen(socket, connection);
      onConnection(socket, connection);
      // Sent along with the handshake, the join costs no round trip of its own.
      const { join } = socket.handshake.auth;
      if (join === undefined) return;
      void this.#answer('room:join', join, socket, connection, strike).then((ack) =>
        socket.emit('room:joined', ack),
      );
    });
  }

  async #authenticate(socket: Socket): Promise<void> {
    const { access, cookie, rateLimits, trustProxyHops } = this.#options;
    const address = clientAddress(socket, trustProxyHops);
    const token = cookie.read(socket.request.headers.cookie);
    const actor = token ? await access.findActor(token) : null;
    await rateLimits.take({ rate: 'read', address, personId: actor?.personId ?? null });
    if (!actor || !token) throw appError('not_signed_in');
    const isSignedIn = async (): Promise<boolean> => (await access.findActor(token)) !== null;
    socket.data = { actor, address, isSignedIn } satisfies Connection;
  }

  #listen(socket: Socket, connection: Connection): () => void {
    let strikes = 0;
    const strike = (): void => {
      strikes += 1;
      if (strikes >= STRIKES_MAX) socket.disconnect(true);
    };

    socket.onAny((name: string, ...args: unknown[]) => {
      const [input, ack] = args;
      // Without a function to answer through there is nobody to tell: it is no page of ours.
      if (args.length !== 2 || typeof ack !== 'function') return strike();
      const tell = ack as (ack: Ack<unknown>) => void;
      void this.#answer(name, input, socket, connection, strike).then(tell);
    });
    socket.on('error', (error) => this.#options.log.warn({ err: error }, 'a socket failed'));
    return strike;
  }

  async #answer(
    name: string,
    input: unknown,
    socket: Socket,
    connection: Connection,
    strike: () => void,
  ): Promise<Ack<unknown>> {
    try {
      const acting = this.#options.inFlight.add(this.#act(name, input, socket, connection));
      return { ok: true, data: await acting };
    } catch (thrown) {
      const { dto, expected } = toErrorDto(thrown);
      if (!expected) this.#options.log.error({ err: thrown, request: name }, 'a request failed');
      if (dto.code === 'malformed') strike();
      return { ok: false, error: dto };
    }
  }

  async #act(name: string, input: unknown, socket: Socket, connection: Connection): Promise<unknown> {
    const handler = this.#handlers.get(name);
    if (!handler || !isRequestName(name)) throw appError('malformed', { fields: ['name'] });
    const contract: RequestContract = requests[name];
    const { address, actor } = connection;
    await this.#options.rateLimits.take({ rate: contract.rate, address, personId: actor.personId });

    const member = this.#options.findMember(socket.id);
    if (name !== 'room:join') {
      if (!member) throw appError('not_joined');
      if (!can(member.role, contract.may)) throw appError('not_allowed');
    }
    const parsed = contract.input.safeParse(input);
    if (!parsed.success) throw fromZod(parsed.error);
    // `room:join` is the one request that comes from no member yet, and it never reads this field.
    return handler({ input: parsed.data, connection, socket, member: member as Member });
  }
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}

/** As Express's `trust proxy` does it: the entry that our own outermost proxy wrote, and none before it. */
function clientAddress(socket: Socket, trustProxyHops: number): string {
  const forwarded = String(socket.request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  const trusted = trustProxyHops > 0 ? forwarded.at(-trustProxyHops) : undefined;
  return trusted ?? socket.request.socket.remoteAddress ?? 'unknown';
}

/** Socket.IO hands `data` of the error to the page's `connect_error`. */
function toConnectError(thrown: unknown): Error {
  const { dto } = toErrorDto(thrown);
  return Object.assign(new Error(dto.code), { data: dto });
}
