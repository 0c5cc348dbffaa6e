import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from 'selfsigned';
import { parseTurnUrl, TurnClient } from '#scripts/doctor/turn-client.ts';
import { signTurnName } from '#server/features/live/media/turn-credentials.ts';

const configFile = fileURLToPath(new URL('../../docs/turnserver.conf', import.meta.url));
/** Its own, so that whoever sees a packet can tell whether it came over the detour. */
const HOST = '127.0.0.5';
const START_MS = 20_000;
const HOUR_MS = 3_600_000;

/**
 * The real coturn with the configuration that the documents give, which relays to one address only:
 *
 *     const turn = await TurnServer.start({ mediaAddress: '127.0.0.3' });
 *     LECTERN_TURN_URLS: turn.url, LECTERN_TURN_SECRET: turn.secret
 */
export class TurnServer {
  /** Where relayed packets come from. */
  readonly host = HOST;
  readonly url: string;
  readonly secret: string;
  /** Its certificate, for clients that are to trust it. */
  readonly ca: string;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(options: {
    url: string;
    secret: string;
    ca: string;
    child: ChildProcess;
    folder: string;
  }) {
    this.url = options.url;
    this.secret = options.secret;
    this.ca = options.ca;
    this.#child = options.child;
    this.#folder = options.folder;
  }

  static async start({ mediaAddress }: { mediaAddress: string }): Promise<TurnServer> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'lectern-turn-'));
    const { cert, private: key } = await generate([{ name: 'commonName', value: HOST }], {
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: HOST }] }],
    });
    const secret = createHash('sha256').update(folder).digest('hex');
    const port = await findFreePort();
    const written = await readFile(configFile, 'utf8');
    const config = changeLines(written, {
      'listening-ip': HOST,
      'tls-listening-port': String(port),
      'relay-ip': HOST,
      realm: 'turn.test',
      cert: path.join(folder, 'turn.pem'),
      pkey: path.join(folder, 'turn.key'),
      'static-auth-secret': secret,
      'allowed-peer-ip': mediaAddress,
    });
    await writeFile(path.join(folder, 'turn.pem'), cert);
    await writeFile(path.join(folder, 'turn.key'), key);
    await writeFile(path.join(folder, 'turnserver.conf'), config);
    const child = spawn(
      'turnserver',
      [
        ...['-c', path.join(folder, 'turnserver.conf'), '--pidfile', path.join(folder, 'pid')],
        // The whole test happens on loopback addresses, which coturn forbids on top of its lists.
        '--allow-loopback-peers',
      ],
      { stdio: 'ignore' },
    );
    const server = new TurnServer({
      url: `turns:${HOST}:${port}?transport=tcp`,
      secret,
      ca: cert,
      child,
      folder,
    });
    await server.#waitUntilUp();
    return server;
  }

  /** For Chromium's `--ignore-certificate-errors-spki-list`: this one certificate is as good as a real one. */
  get certificateHash(): string {
    const { publicKey } = new X509Certificate(this.ca);
    const bytes = publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(bytes).digest('base64');
  }

  /** A client with credentials that hold for an hour, unless said otherwise. */
  connect({ expiresInMs = HOUR_MS, secret = this.secret } = {}): Promise<TurnClient> {
    const signed = signTurnName({ name: 'a-learner', secret, expiresAtMs: Date.now() + expiresInMs });
    return TurnClient.connect(parseTurnUrl(this.url), signed, { ca: this.ca });
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null) {
      const gone = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await gone;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #waitUntilUp(): Promise<void> {
    const deadline = performance.now() + START_MS;
    for (;;) {
      if (this.#child.exitCode !== null) throw new Error('coturn ended: is the package `coturn` installed?');
      try {
        const client = await this.connect();
        return await client.close();
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
}

/** @throws where the file has no such line: then the documents and the test have come apart */
function changeLines(config: string, values: Record<string, string>): string {
  return Object.entries(values).reduce((text, [name, value]) => {
    const line = new RegExp(`^${name}=.*$`, 'mu');
    if (!line.test(text)) throw new Error(`docs/turnserver.conf has no line for ${name}`);
    return text.replace(line, () => `${name}=${value}`);
  }, config);
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
