import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { TestClient } from './test-client.ts';

/**
 * A network between browser and server that can fail as real ones do: without a word to either side.
 *
 *     const line = await CuttableLine.open(app.url);
 *     const page = await line.lead(hoa.client).join(session.code);
 *     line.cut();
 */
export class CuttableLine {
  readonly url: string;
  readonly #ends = new Set<Socket>();
  readonly #stop: () => void;

  private constructor(url: string, ends: Set<Socket>, stop: () => void) {
    this.url = url;
    this.#ends = ends;
    this.#stop = stop;
  }

  static async open(serverUrl: string): Promise<CuttableLine> {
    const ends = new Set<Socket>();
    const server = createServer((near) => {
      const far = connect({ host: '127.0.0.1', port: Number(new URL(serverUrl).port) });
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        ends.add(from);
        from.pipe(to);
        from.on('close', () => to.destroy());
        from.on('error', () => to.destroy());
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return new CuttableLine(`http://127.0.0.1:${port}`, ends, () => server.close());
  }

  /** The same browser, whose pages go through this line from now on. */
  lead(client: TestClient): TestClient {
    return new TestClient(this.url, client.cookieHeader);
  }

  /** What is under way gets lost, and nothing arrives any more; both sides believe the connection to be open. */
  cut(): void {
    for (const end of this.#ends) {
      end.unpipe();
      end.pause();
    }
  }

  close(): void {
    for (const end of this.#ends) end.destroy();
    this.#stop();
  }
}
