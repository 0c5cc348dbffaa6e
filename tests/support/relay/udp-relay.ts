import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Path, Traffic } from './traffic.ts';

/** A socket of its own towards the server for each sender: the server tells them apart by their addresses. */
export class UdpRelay {
  readonly #traffic: Traffic;
  readonly #near: Socket;
  readonly #far = new Map<string, Socket>();
  readonly #underWay = new Set<NodeJS.Timeout>();
  #isCut = false;
  #isClosed = false;

  private constructor(traffic: Traffic, near: Socket) {
    this.#traffic = traffic;
    this.#near = near;
    near.on('message', (packet, from) => this.#takeUp(packet, from));
  }

  static async open(
    traffic: Traffic,
    { host, port = 0 }: { host: string; port?: number },
  ): Promise<UdpRelay> {
    const near = createSocket('udp4');
    near.bind(port, host);
    await once(near, 'listening');
    return new UdpRelay(traffic, near);
  }

  get address(): AddressInfo {
    return this.#near.address();
  }

  setCut(isCut: boolean): void {
    this.#isCut = isCut;
  }

  forget(): void {
    for (const far of this.#far.values()) far.close();
    this.#far.clear();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#underWay) clearTimeout(timer);
    this.forget();
    const closed = once(this.#near, 'close');
    this.#near.close();
    await closed;
  }

  #takeUp(packet: Buffer, from: RemoteInfo): void {
    const { to, admits } = this.#traffic;
    if (!admits(from.address)) {
      this.#lose(this.#traffic.paths.up);
      return;
    }
    const name = `${from.address}:${from.port}`;
    const far = this.#far.get(name) ?? this.#openFar(name, from);
    this.#carry('up', packet, () => {
      // Under way while the address changed: gone with it.
      if (this.#far.get(name) === far) far.send(packet, to.port, to.host);
    });
  }

  #openFar(name: string, { address, port }: Pick<RemoteInfo, 'address' | 'port'>): Socket {
    const far = createSocket('udp4');
    far.on('message', (packet) => {
      this.#carry('down', packet, () => this.#near.send(packet, port, address));
    });
    // Nobody listens there at the moment: a lost packet, as far as packets go.
    far.on('error', () => {});
    this.#far.set(name, far);
    return far;
  }

  #carry(direction: 'up' | 'down', packet: Buffer, deliver: () => void): void {
    const path = this.#traffic.paths[direction];
    const nowMs = performance.now();
    const arrivals = this.#isCut ? [] : path.line.planPacket(nowMs, packet.length);
    if (arrivals.length === 0) {
      this.#lose(path);
      return;
    }
    path.packets += 1;
    for (const atMs of arrivals) {
      if (atMs <= nowMs) this.#deliver(path, packet, deliver);
      else {
        const timer = setTimeout(() => {
          this.#underWay.delete(timer);
          this.#deliver(path, packet, deliver);
        }, atMs - nowMs);
        this.#underWay.add(timer);
      }
    }
  }

  #deliver(path: Path, packet: Buffer, deliver: () => void): void {
    if (this.#isCut || this.#isClosed) return;
    path.bytes += packet.length;
    deliver();
  }

  #lose(path: Path): void {
    path.packets += 1;
    path.lost += 1;
  }
}
