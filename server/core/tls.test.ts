import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { type AddressInfo, isIP } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listOwnAddresses } from './network-address.ts';
import { loadTlsCredentials, type TlsCredentials } from './tls.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'lectern-tls-'));
});

afterEach(() => rm(dataDir, { recursive: true }));

function load(over: Partial<Parameters<typeof loadTlsCredentials>[0]> = {}, now?: Date) {
  const settings = {
    tls: { mode: 'self-signed' as const },
    dataDir,
    publicUrl: undefined,
    announcedAddress: '127.0.0.1',
    ...over,
  };
  return loadTlsCredentials(settings, now);
}

/** Makes a pair or fails: the tests below need one. */
async function loadPair(...from: Parameters<typeof load>): Promise<TlsCredentials> {
  const pair = await load(...from);
  if (!pair) throw new Error('TLS is off');
  return pair;
}

/** What a client gets that believes the server's own certificate and checks its name. */
async function get(credentials: TlsCredentials, host: string): Promise<string> {
  const server = https.createServer(credentials, (_request, response) => response.end('hello'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const request = https.get({
      host: '127.0.0.1',
      port,
      // A server name in the handshake must not be an address; the certificate is then checked against `host`.
      ...(isIP(host) ? {} : { servername: host }),
      ca: new X509Certificate(credentials.cert).toString(),
    });
    const [response] = await once(request, 'response');
    const parts = await response.toArray();
    return Buffer.concat(parts).toString();
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

describe('a self-made certificate', () => {
  test('serves HTTPS under localhost and under an address', async () => {
    const pair = await loadPair();

    expect(await get(pair, 'localhost')).toBe('hello');
    expect(await get(pair, '127.0.0.1')).toBe('hello');
    await expect(get(pair, 'elsewhere.example')).rejects.toThrow('does not match');
  });

  test("covers every address of this machine and the public address's host", async () => {
    const certificate = new X509Certificate((await loadPair({ publicUrl: 'https://learn.example.vn' })).cert);

    expect(certificate.checkHost('learn.example.vn')).toBe('learn.example.vn');
    expect(listOwnAddresses().filter((address) => !certificate.checkIP(address))).toEqual([]);
  });

  test('is kept over restarts, readable by its owner alone', async () => {
    const first = await loadPair();

    expect(await loadPair()).toEqual(first);
    expect((await stat(path.join(dataDir, 'tls/self-signed.pem'))).mode & 0o777).toBe(0o600);
  });

  test('is made anew thirty days before it expires', async () => {
    const first = await loadPair();
    const dayMs = 24 * 60 * 60 * 1000;

    expect(await loadPair({}, new Date(Date.now() + 334 * dayMs))).toEqual(first);
    expect(await loadPair({}, new Date(Date.now() + 336 * dayMs))).not.toEqual(first);
  });

  test('is made anew when the machine is reached under a new address', async () => {
    const first = await loadPair();
    const second = await loadPair({ announcedAddress: '203.0.113.7' });

    expect(second).not.toEqual(first);
    expect(new X509Certificate(second.cert).checkIP('203.0.113.7')).toBe('203.0.113.7');
  });

  test('is made anew when its file was cut off', async () => {
    const first = await loadPair();
    const file = path.join(dataDir, 'tls/self-signed.pem');
    await writeFile(file, first.cert.slice(0, 300));

    expect(await get(await loadPair(), 'localhost')).toBe('hello');
    expect((await readFile(file, 'utf8')).length).toBeGreaterThan(300);
  });
});

describe('a certificate in files', () => {
  async function files(from: { key: TlsCredentials; cert: TlsCredentials }) {
    const certFile = path.join(dataDir, 'cert.pem');
    const keyFile = path.join(dataDir, 'key.pem');
    await writeFile(certFile, from.cert.cert);
    await writeFile(keyFile, from.key.key);
    return { tls: { mode: 'files' as const, certFile, keyFile } };
  }

  test('is served as it is', async () => {
    const pair = await loadPair();

    expect(await get(await loadPair(await files({ key: pair, cert: pair })), 'localhost')).toBe('hello');
  });

  test("is refused with another certificate's key", async () => {
    const pair = await loadPair();
    const other = await loadPair({ announcedAddress: '203.0.113.7' });

    await expect(load(await files({ key: other, cert: pair }))).rejects.toThrow(
      'is not the key of the certificate',
    );
  });

  test('is refused once it has expired', async () => {
    const old = await loadPair({}, new Date('2020-01-01'));

    await expect(load(await files({ key: old, cert: old }))).rejects.toThrow('expired on Dec 31');
  });

  test('is refused with the name of the variable when a file is missing or is no PEM', async () => {
    const pair = await loadPair();
    const good = await files({ key: pair, cert: pair });
    await writeFile(good.tls.certFile, 'not a certificate');

    await expect(load(good)).rejects.toThrow('LECTERN_TLS_CERT');
    await rm(good.tls.keyFile);
    await expect(load(good)).rejects.toThrow(/LECTERN_TLS_KEY: .* cannot be read/u);
  });
});

test('TLS that is off needs no certificate', async () => {
  expect(await load({ tls: { mode: 'off' } })).toBeUndefined();
});
