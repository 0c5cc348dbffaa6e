import { type Conditions, Line } from './line.ts';
import { TcpRelay } from './tcp-relay.ts';
import type { Direction, Path } from './traffic.ts';
import { UdpRelay } from './udp-relay.ts';

export type Protocol = 'udp' | 'tcp';

export interface RelayOptions {
  /** Where everything goes; without a port, under the relay's own. */
  to: { host: string; port?: number };
  /** Where it is listened: every 127.x.y.z is this machine's own, so a relay may have the very port that it leads to. */
  at?: { host: string; port?: number };
  protocols?: readonly Protocol[];
  seed?: number;
  /** Whose traffic is let through, by address; what others send is swallowed, as by a firewall. */
  admits?: (address: string) => boolean;
}

const directions: readonly Direction[] = ['up', 'down'];

/**
 * A network between a browser and a server, in user space, for kernels without netem: it delays, loses, doubles and throttles by a
 * seed, and fails as real ones do.
 *
 *     const relay = await Relay.open({ to: { host: '127.0.0.1', port }, at: { host: '127.0.0.3', port }, seed: 1 });
 *     relay.set({ delayMs: 150, jitterMs: 50, lossShare: 0.1 });
 *     relay.cut();
 *     relay.restore();
 *
 * `up` is from the browser to the server. Between a browser and the media ports it stands on another loopback address, which the
 * server announces (`LECTERN_ANNOUNCED_ADDRESS`), under the same port number.
 */
export class Relay {
  readonly host: string;
  readonly port: number;
  readonly #paths: Record<Direction, Path>;
  readonly #udp: UdpRelay | undefined;
  readonly #tcp: TcpRelay | undefined;
  readonly #cut = new Set<Protocol>();

  private constructor(options: {
    host: string;
    port: number;
    paths: Record<Direction, Path>;
    udp: UdpRelay | undefined;
    tcp: TcpRelay | undefined;
  }) {
    this.host = options.host;
    this.port = options.port;
    this.#paths = options.paths;
    this.#udp = options.udp;
    this.#tcp = options.tcp;
  }

  static async open({
    to,
    at = { host: '127.0.0.1' },
    protocols = ['udp', 'tcp'],
    seed = 1,
    admits = () => true,
  }: RelayOptions): Promise<Relay> {
    const paths: Record<Direction, Path> = {
      up: { line: new Line(seed), bytes: 0, packets: 0, lost: 0 },
      down: { line: new Line(seed + 1), bytes: 0, packets: 0, lost: 0 },
    };
    const shared = { to: { host: to.host, port: to.port ?? 0 }, paths, admits };
    const tcp = protocols.includes('tcp') ? await TcpRelay.open(shared, at) : undefined;
    const port = tcp?.address.port ?? at.port ?? 0;
    shared.to.port ||= port;
    const udp = protocols.includes('udp') ? await UdpRelay.open(shared, { ...at, port }) : undefined;
    return new Relay({ host: at.host, port: udp?.address.port ?? port, paths, udp, tcp });
  }

  /** As pages are opened through it. */
  get url(): string {
    return `http://${this.host}:${this.port}`;
  }

  /** What was put in, how much of it was lost, and the bytes that arrived. */
  count(direction: Direction): { packets: number; lost: number; bytes: number } {
    const { packets, lost, bytes } = this.#paths[direction];
    return { packets, lost, bytes };
  }

  /** From now on, in one direction or both; what is not named is perfect. */
  set(conditions: Partial<Conditions>, only?: Direction): void {
    for (const direction of directions) {
      if (only === undefined || only === direction) this.#paths[direction].line.set(conditions);
    }
  }

  /** Nothing arrives any more, without a word to either side. Packets are lost; streams wait, as their sender sends again. */
  cut(only?: Protocol): void {
    this.#changeCut(only, true);
  }

  restore(only?: Protocol): void {
    this.#changeCut(only, false);
  }

  /** Connections that are open lead nowhere for ever and nobody is told; new ones work. What a change of address does to a stream. */
  blackhole(): void {
    this.#tcp?.blackhole();
  }

  /** The server sees further packets come from elsewhere: what a change of address does to a packet. */
  changeAddress(): void {
    this.#udp?.forget();
    this.#tcp?.blackhole();
  }

  /** Every open connection breaks at once, and both sides are told. */
  reset(): void {
    this.#tcp?.reset();
  }

  async close(): Promise<void> {
    await Promise.all([this.#udp?.close(), this.#tcp?.close()]);
  }

  #changeCut(only: Protocol | undefined, isCut: boolean): void {
    for (const protocol of ['udp', 'tcp'] as const) {
      if (only !== undefined && only !== protocol) continue;
      if (isCut) this.#cut.add(protocol);
      else this.#cut.delete(protocol);
    }
    this.#udp?.setCut(this.#cut.has('udp'));
    this.#tcp?.setCut(this.#cut.has('tcp'));
  }
}
