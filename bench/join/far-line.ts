import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { type End, type Hop, Hops } from './hops.ts';

/** Loopback addresses of the far ends of the two lines; the server itself is on 127.0.0.1. */
export const PAGES_HOST = '127.0.0.5';
export const MEDIA_HOST = '127.0.0.6';
const SERVER_HOST = '127.0.0.1';

interface Crossing {
  toSound: Hop;
  toPicture: Hop;
}

/** From the open WebSocket until the first packet of sound, and the last one of the first picture, reached the learner. */
export interface JoinLog {
  soundHops: number | null;
  soundMs: number | null;
  pictureHops: number | null;
  pictureMs: number | null;
}

/**
 * Lines of one length between the server and everybody: the learner's pages over TCP, media of learner and trainer over UDP. They only delay; what crosses
 * them is logged, so that the round trips of a join can be counted.
 */
export class FarLine {
  readonly #delayMs: number;
  /** Of sound, which is on its way to the server all the time: what crosses to the trainer has no part in it. */
  readonly #toSound = new Hops();
  /** Of a picture, which has to be asked of the trainer. */
  readonly #toPicture = new Hops();
  readonly #udp: UdpSocket;
  readonly #far = new Map<string, { socket: UdpSocket; end: End }>();
  #tcp: Server | undefined;
  /** By payload type; in clear in the header of every packet. */
  #kinds = new Map<number, 'audio' | 'video'>();
  #startedAtMs = 0;
  #log: JoinLog = emptyLog();
  #newcomer: End = 'trainer';
  #lastSound: { sequence: number; clock: number } | undefined;
  #soundFrameMs = Number.POSITIVE_INFINITY;

  private constructor(udp: UdpSocket, delayMs: number) {
    this.#udp = udp;
    this.#delayMs = delayMs;
    udp.on('message', (packet, from) => this.#takeUp(packet, from));
  }

  static async open(roundTripMs: number): Promise<FarLine> {
    const udp = createSocket('udp4');
    udp.bind(0, MEDIA_HOST);
    await once(udp, 'listening');
    return new FarLine(udp, roundTripMs / 2);
  }

  /** The server's own media port has to be the same. */
  get mediaPort(): number {
    return this.#udp.address().port;
  }

  get log(): JoinLog {
    return this.#log;
  }

  get soundFrameMs(): number {
    return this.#soundFrameMs;
  }

  /** Opens the way to the pages, and returns the address to open them at. */
  async leadTo(serverPort: number, kinds: ReadonlyMap<number, 'audio' | 'video'>): Promise<string> {
    this.#kinds = new Map(kinds);
    const server = createServer((near) => this.#takeConnection(near, serverPort));
    server.listen(0, PAGES_HOST);
    await once(server, 'listening');
    this.#tcp = server;
    return `http://${PAGES_HOST}:${(server.address() as AddressInfo).port}`;
  }

  /** Whoever sends media for the first time from now on is the learner of the next run. */
  expectLearner(): void {
    this.#newcomer = 'learner';
    this.#log = emptyLog();
  }

  close(): void {
    this.#udp.close();
    this.#tcp?.close();
    for (const { socket } of this.#far.values()) socket.close();
  }

  #later(act: () => void): void {
    setTimeout(act, this.#delayMs);
  }

  #takeConnection(near: Socket, port: number): void {
    const far = connect({ host: SERVER_HOST, port });
    let isLive = false;
    let hasOpened = false;
    for (const end of [near, far]) {
      end.setNoDelay(true);
      end.on('error', () => {});
    }
    near.on('data', (bytes) => {
      isLive ||= /^GET \/socket\.io\/.*transport=websocket/u.test(bytes.toString('latin1', 0, 400));
      const hop = this.#depart('learner');
      this.#later(() => {
        if (isLive && hasOpened) this.#arrive('server', hop);
        far.write(bytes);
      });
    });
    far.on('data', (bytes) => {
      const hop = this.#depart('server');
      this.#later(() => {
        near.write(bytes);
        if (!isLive) return;
        if (hasOpened) this.#arrive('learner', hop);
        else this.#start();
        hasOpened = true;
      });
    });
    near.on('close', () => this.#later(() => far.destroy()));
    far.on('close', () => this.#later(() => near.destroy()));
  }

  /** The answer to the upgrade is there: the WebSocket is open. */
  #start(): void {
    this.#toSound.restart();
    this.#toPicture.restart();
    this.#startedAtMs = performance.now();
    this.#log = emptyLog();
  }

  #takeUp(packet: Buffer, from: RemoteInfo): void {
    const name = `${from.address}:${from.port}`;
    const far = this.#far.get(name) ?? this.#openFar(name, from);
    const hop = this.#depart(far.end);
    this.#later(() => {
      this.#arrive('server', hop, far.end);
      far.socket.send(packet, this.mediaPort, SERVER_HOST);
    });
  }

  #openFar(name: string, { address, port }: RemoteInfo): { socket: UdpSocket; end: End } {
    const far = { socket: createSocket('udp4'), end: this.#newcomer };
    far.socket.on('message', (packet) => {
      const hop = this.#depart('server');
      this.#later(() => {
        const isOfThisRun = this.#arrive(far.end, hop, far.end);
        this.#udp.send(packet, port, address);
        if (far.end === 'learner' && isOfThisRun) this.#note(packet, hop);
      });
    });
    this.#far.set(name, far);
    return far;
  }

  #depart(from: End): Crossing {
    return { toSound: this.#toSound.depart(from), toPicture: this.#toPicture.depart(from) };
  }

  /** @param line whose: by default the learner's */
  #arrive(to: End, { toSound, toPicture }: Crossing, line: End = 'learner'): boolean {
    if (line === 'learner') this.#toSound.arrive(to, toSound);
    return this.#toPicture.arrive(to, toPicture) !== undefined;
  }

  #note(packet: Buffer, { toSound, toPicture }: Crossing): void {
    const [first = 0, second = 0] = packet;
    // RFC 7983 tells media from the rest by the first byte; the second is the marker and the payload type.
    if (first < 128 || first > 191) return;
    const kind = this.#kinds.get(second & 0x7f);
    const ms = performance.now() - this.#startedAtMs;
    if (kind === 'audio') this.#measureFrame(packet);
    if (kind === 'audio' && this.#log.soundHops === null) {
      this.#log = { ...this.#log, soundHops: toSound.depth, soundMs: ms };
    }
    const isLastOfPicture = (second & 0x80) !== 0;
    if (kind === 'video' && isLastOfPicture && this.#log.pictureHops === null) {
      this.#log = { ...this.#log, pictureHops: toPicture.depth, pictureMs: ms };
    }
  }

  /** How much sound a packet carries is how far apart the clocks of two that follow each other are; silence leaves gaps. */
  #measureFrame(packet: Buffer): void {
    const last = this.#lastSound;
    const now = { sequence: packet.readUInt16BE(2), clock: packet.readUInt32BE(4) };
    this.#lastSound = now;
    if (!last || now.sequence !== (last.sequence + 1) % 65_536) return;
    const frameMs = (now.clock - last.clock) / 48;
    if (frameMs > 0) this.#soundFrameMs = Math.min(frameMs, this.#soundFrameMs);
  }
}

function emptyLog(): JoinLog {
  return { soundHops: null, soundMs: null, pictureHops: null, pictureMs: null };
}
