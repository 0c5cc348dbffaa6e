import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Direction, Traffic } from './traffic.ts';

/** About what a window holds on a slow line; beyond it the sender is made to wait, as TCP would. */
const UNDER_WAY_BYTES_MAX = 128 * 1_024;

export class TcpRelay {
  readonly #traffic: Traffic;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  #isCut = false;

  private constructor(traffic: Traffic, server: Server) {
    this.#traffic = traffic;
    this.#server = server;
    server.on('connection', (near) => this.#take(near));
  }

  static async open(
    traffic: Traffic,
    { host, port = 0 }: { host: string; port?: number },
  ): Promise<TcpRelay> {
    // A half that ends leaves the other half open, as on a real line.
    const server = createServer({ allowHalfOpen: true });
    server.listen(port, host);
    await once(server, 'listening');
    return new TcpRelay(traffic, server);
  }

  get address(): AddressInfo {
    return this.#server.address() as AddressInfo;
  }

  setCut(isCut: boolean): void {
    this.#isCut = isCut;
    for (const connection of this.#connections) connection.setHeld(isCut);
  }

  /** Those that are open now; they stay so, and carry nothing more. */
  blackhole(): void {
    for (const connection of this.#connections) connection.blackhole();
  }

  reset(): void {
    for (const connection of [...this.#connections]) connection.reset();
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const connection of [...this.#connections]) connection.destroy();
    await closed;
  }

  #take(near: Socket): void {
    const { admits, paths } = this.#traffic;
    if (!admits(near.remoteAddress ?? '')) {
      // Swallowed: the other side waits for an answer that never comes.
      paths.up.lost += 1;
      const swallowed = new Connection(near, undefined, this.#traffic);
      this.#keep(swallowed);
      return;
    }
    const far = connect({ ...this.#traffic.to, allowHalfOpen: true });
    const connection = new Connection(near, far, this.#traffic);
    connection.setHeld(this.#isCut);
    this.#keep(connection);
  }

  #keep(connection: Connection): void {
    this.#connections.add(connection);
    connection.onGone = () => this.#connections.delete(connection);
  }
}

/** One stream in each direction. */
class Connection {
  onGone: () => void = () => {};
  /** Nothing gets through, not even that one side is gone. */
  #isHeld = false;
  #isSwallowed = false;
  #hasEnded = false;
  readonly #near: Socket;
  readonly #far: Socket | undefined;
  readonly #streams: Stream[];

  constructor(near: Socket, far: Socket | undefined, traffic: Traffic) {
    this.#near = near;
    this.#far = far;
    for (const end of this.#ends) {
      end.setNoDelay(true);
      // Followed by `close`, which says the same.
      end.on('error', () => {});
      end.on('close', () => this.#takeEnd());
    }
    this.#streams = far ? [new Stream('up', near, far, traffic), new Stream('down', far, near, traffic)] : [];
    this.#isSwallowed = !far;
    if (!far) near.resume();
  }

  setHeld(isHeld: boolean): void {
    this.#isHeld = isHeld;
    for (const stream of this.#streams) stream.setHeld(isHeld);
    if (!isHeld && this.#hasEnded) this.#takeEnd();
  }

  blackhole(): void {
    this.#isSwallowed = true;
    for (const stream of this.#streams) stream.swallow();
  }

  reset(): void {
    for (const end of this.#ends) end.resetAndDestroy();
  }

  destroy(): void {
    for (const stream of this.#streams) stream.stop();
    for (const end of this.#ends) end.destroy();
    this.onGone();
  }

  #takeEnd(): void {
    this.#hasEnded = true;
    if (!this.#isHeld && !this.#isSwallowed) this.destroy();
  }

  get #ends(): Socket[] {
    return this.#far ? [this.#near, this.#far] : [this.#near];
  }
}

interface Piece {
  /** Null: the end of the stream. */
  bytes: Buffer | null;
  atMs: number;
}

/** Bytes in their order, each no earlier than the line allows. */
class Stream {
  readonly #direction: Direction;
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #traffic: Traffic;
  readonly #underWay: Piece[] = [];
  #underWayBytes = 0;
  #lastAtMs: number;
  #timer: NodeJS.Timeout | undefined;
  #isHeld = false;
  #isSwallowed = false;

  constructor(direction: Direction, from: Socket, to: Socket, traffic: Traffic) {
    this.#direction = direction;
    this.#from = from;
    this.#to = to;
    this.#traffic = traffic;
    const { up, down } = traffic.paths;
    // The handshake costs a round trip before the first byte may leave.
    const handshakeMs = direction === 'up' ? up.line.conditions.delayMs + down.line.conditions.delayMs : 0;
    this.#lastAtMs = performance.now() + handshakeMs;
    from.on('data', (bytes) => this.#take(bytes));
    from.on('end', () => this.#take(null));
  }

  setHeld(isHeld: boolean): void {
    this.#isHeld = isHeld;
    this.#deliverDue();
  }

  swallow(): void {
    this.#isSwallowed = true;
    this.stop();
    this.#underWay.length = 0;
    this.#from.resume();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #take(bytes: Buffer | null): void {
    if (this.#isSwallowed) return;
    const path = this.#traffic.paths[this.#direction];
    path.packets += 1;
    this.#lastAtMs = path.line.planStream(performance.now(), bytes?.length ?? 0, this.#lastAtMs);
    this.#underWay.push({ bytes, atMs: this.#lastAtMs });
    this.#underWayBytes += bytes?.length ?? 0;
    if (this.#underWayBytes > UNDER_WAY_BYTES_MAX) this.#from.pause();
    this.#deliverDue();
  }

  #deliverDue(): void {
    this.stop();
    if (this.#isHeld) return;
    for (;;) {
      const next = this.#underWay[0];
      if (!next) break;
      const waitMs = next.atMs - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#deliverDue(), waitMs);
        break;
      }
      this.#underWay.shift();
      this.#deliver(next.bytes);
    }
    if (this.#underWayBytes <= UNDER_WAY_BYTES_MAX) this.#from.resume();
  }

  #deliver(bytes: Buffer | null): void {
    if (bytes === null) {
      this.#to.end();
      return;
    }
    this.#underWayBytes -= bytes.length;
    this.#traffic.paths[this.#direction].bytes += bytes.length;
    this.#to.write(bytes);
  }
}
