import type { World } from './factories.ts';
import { Relay } from './relay/relay.ts';
import { ServerProcess } from './server-process.ts';

/** Loopback addresses: the server's own, and the two that browsers are told. */
const SERVER = '127.0.0.1';
const PAGES = '127.0.0.2';
const MEDIA = '127.0.0.3';

export interface FarServerOptions {
  prepare: (world: World) => Promise<void>;
  env?: Record<string, string>;
  seed?: number;
  /** See `RelayOptions`; of the media alone. */
  admits?: (address: string) => boolean;
}

/**
 * A server at the far end of a network that can fail. Pages and their live connection come through one relay, sound and picture
 * through another: the server announces that one's address, under its own media port.
 */
export class FarServer {
  /** Where sound and picture are sent to. */
  static readonly mediaAddress = MEDIA;
  readonly server: ServerProcess;
  readonly pages: Relay;
  readonly media: Relay;

  private constructor(server: ServerProcess, pages: Relay, media: Relay) {
    this.server = server;
    this.pages = pages;
    this.media = media;
  }

  static async start({ prepare, env = {}, seed = 1, admits }: FarServerOptions): Promise<FarServer> {
    const media = await Relay.open({
      to: { host: SERVER },
      at: { host: MEDIA },
      seed,
      ...(admits && { admits }),
    });
    const server = await ServerProcess.start({
      prepare,
      env: { LECTERN_MEDIA_PORT: String(media.port), LECTERN_ANNOUNCED_ADDRESS: MEDIA, ...env },
    });
    const pages = await Relay.open({
      to: { host: SERVER, port: server.port },
      at: { host: PAGES },
      protocols: ['tcp'],
      seed: seed + 2,
    });
    return new FarServer(server, pages, media);
  }

  get url(): string {
    return this.pages.url;
  }

  /** What happens to a device happens to both. */
  get relays(): readonly Relay[] {
    return [this.pages, this.media];
  }

  async close(): Promise<void> {
    await Promise.all(this.relays.map((relay) => relay.close()));
    await this.server.close();
  }
}
