import { io, type Socket } from 'socket.io-client';
import type { Ack } from '#shared/contract.ts';
import { AppError, type AppErrorDto, appError, isAppErrorCode } from '#shared/errors.ts';
import type { DoorOpened, Frame, RoomClosed } from '#shared/features/live.ts';
import type { RequestInput, RequestName, RequestOutput } from '#shared/protocol.ts';

/** Two round trips over a poor 3G line are 1.4 s; a connection that is not open by then is tried another way. */
const CONNECT_TIMEOUT_MS = 8_000;
/** No answer by then: on a line that works, the slowest request (a join) takes well under a second. */
const ANSWER_TIMEOUT_MS = 10_000;

/** One request, one answer: the output, or a thrown `AppError` (`offline` where no answer came). */
export type Request = <Name extends RequestName>(
  name: Name,
  input: RequestInput<Name>,
) => Promise<RequestOutput<Name>>;

export interface SocketHandlers {
  /** What to join, sent along with the handshake: asking for it afterwards would cost a round trip of its own. */
  greet(): Promise<RequestInput<'room:join'>>;
  onConnect(joining: Promise<RequestOutput<'room:join'>>): void;
  /** The attempt failed; `error` is what the server said, or null where nothing answered. */
  onConnectError(error: AppErrorDto | null): void;
  onDisconnect(): void;
  onFrame(frame: Frame): void;
  /** The server is about to end this connection, and why. */
  onClosed(closed: RoomClosed): void;
  /** Whoever waits at the door may try again. */
  onDoorOpened(opened: DoorOpened): void;
}

export interface LiveSocket {
  /** Begins one attempt; its outcome comes as `onConnect` or `onConnectError`. Nothing is retried here. */
  connect(): void;
  disconnect(): void;
  request: Request;
}

/** Our end of the live connection. When to come back is `RoomConnection`'s business, so Socket.IO's own retries are off. */
export function createSocket(handlers: SocketHandlers): LiveSocket {
  let transports = ['websocket', 'polling'];
  const socket: Socket = io({
    autoConnect: false,
    reconnection: false,
    timeout: CONNECT_TIMEOUT_MS,
    transports,
    tryAllTransports: true,
    auth: (give) => void handlers.greet().then((join) => give({ join })),
  });
  let takeGreeting: ((ack: Ack<unknown>) => void) | undefined;

  socket.on('connect', () => {
    const answered = new Promise<Ack<unknown>>((resolve, reject) => {
      takeGreeting = resolve;
      setTimeout(() => reject(appError('offline')), ANSWER_TIMEOUT_MS);
    });
    handlers.onConnect(answered.then((ack) => open<'room:join'>(ack)));
  });
  socket.on('room:joined', (ack: Ack<unknown>) => takeGreeting?.(ack));
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    // Some proxies swallow the upgrade without a word: the next attempt begins with the other way in.
    if (error.message === 'timeout') {
      transports = [...transports].reverse();
      socket.io.opts.transports = transports;
    }
    handlers.onConnectError(toErrorDto(error.data));
  });
  socket.on('disconnect', (reason) => {
    // What we ended ourselves is no news.
    if (reason !== 'io client disconnect') handlers.onDisconnect();
  });
  socket.on('frame', (frame: Frame) => handlers.onFrame(frame));
  socket.on('room:closed', (closed: RoomClosed) => handlers.onClosed(closed));
  socket.on('door:opened', (opened: DoorOpened) => handlers.onDoorOpened(opened));

  return {
    connect: () => socket.connect(),
    disconnect: () => socket.disconnect(),
    request: async (name, input) => {
      // Socket.IO would keep it and send it after the next connect, before that has joined the room.
      if (!socket.connected) throw appError('offline');
      return open<typeof name>(await ask(socket, name, input));
    },
  };
}

function open<Name extends RequestName>(ack: Ack<unknown>): RequestOutput<Name> {
  if (!ack.ok) throw new AppError(ack.error.code, ack.error.details);
  return ack.data as RequestOutput<Name>;
}

async function ask(socket: Socket, name: string, input: unknown): Promise<Ack<unknown>> {
  try {
    return await socket.timeout(ANSWER_TIMEOUT_MS).emitWithAck(name, input);
  } catch {
    throw appError('offline');
  }
}

function toErrorDto(data: unknown): AppErrorDto | null {
  if (typeof data !== 'object' || data === null || !('code' in data) || !isAppErrorCode(data.code))
    return null;
  return data as AppErrorDto;
}
