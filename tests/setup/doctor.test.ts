import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';
import { TurnServer } from '#tests/support/turn-server.ts';

const doctorFile = fileURLToPath(new URL('../../scripts/doctor.ts', import.meta.url));

/** What the doctor says with these settings, and its exit code. */
async function askDoctor(env: Record<string, string>) {
  const doctor = spawn(process.execPath, [doctorFile], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN,
      LECTERN_HOST: '127.0.0.1',
      LECTERN_PORT: '0',
      LECTERN_MEDIA_PORT: '0',
      LECTERN_DATA_DIR: path.join(await makeTemporaryFolder(), 'data'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [doctor.stdout, doctor.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const [code] = await once(doctor, 'close');
  return { code, said };
}

async function takePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

describe('npm run doctor', () => {
  test('finds a machine in order', async () => {
    const { code, said } = await askDoctor({});

    expect(said).toContain('✓ The settings can be read');
    expect(said).toContain('✓ The media worker starts and fits the installed mediasoup');
    expect(said).toContain('✓ There is no database yet; the first start makes it');
    expect(said).toContain('Lectern can run here.');
    expect(code).toBe(0);
  });

  test('names a port that is taken, and what to do', async () => {
    const port = await takePort();
    const { code, said } = await askDoctor({ LECTERN_PORT: String(port) });

    expect(said).toContain(`✗ Port ${port} cannot be used for the pages: is in use`);
    expect(said).toContain('or set LECTERN_PORT');
    expect(said).toContain('1 to mend before Lectern can run here.');
    expect(code).toBe(1);
  });

  test('names a media port that is taken', async () => {
    const port = await takePort();
    const { code, said } = await askDoctor({ LECTERN_MEDIA_PORT: String(port), LECTERN_MEDIA_WORKERS: '1' });

    expect(said).toContain(`✗ Media ports cannot be used: TCP ${port} is in use`);
    expect(code).toBe(1);
  });

  test('says that cameras elsewhere need HTTPS, until there is some', async () => {
    const without = await askDoctor({});
    expect(without.said).toContain(
      '! Without HTTPS, browsers give camera and microphone to pages on this machine only',
    );
    expect(without.code).toBe(0);

    expect((await askDoctor({ LECTERN_TLS: 'self-signed' })).said).toContain(
      '✓ HTTPS with a certificate made here',
    );
    const proxied = await askDoctor({ LECTERN_PUBLIC_URL: 'https://learn.example.vn' });
    expect(proxied.said).toContain('✓ A proxy in front serves HTTPS as https://learn.example.vn');
  });

  test('says what is wrong with a certificate', async () => {
    const { code, said } = await askDoctor({
      LECTERN_TLS_CERT: '/nowhere/cert.pem',
      LECTERN_TLS_KEY: '/nowhere/key.pem',
    });

    expect(said).toContain('✗ LECTERN_TLS_CERT: /nowhere/cert.pem cannot be read');
    expect(code).toBe(1);
  });

  test('lists every setting that cannot be read', async () => {
    const { code, said } = await askDoctor({ LECTERN_TLS: 'yes', LECTERN_PROT: '80' });

    expect(said).toContain('✗ LECTERN_TLS: read "yes"');
    expect(said).toContain('✗ LECTERN_PROT: read "80", expected no such variable');
    expect(code).toBe(1);
  });

  test('says that a database cannot be reached, without its password', async () => {
    const { code, said } = await askDoctor({
      DATABASE_URL: 'postgresql://lectern:hunter2@127.0.0.1:1/lectern',
    });

    expect(said).toMatch(
      /✗ PostgreSQL at 127\.0\.0\.1:1, database "lectern" cannot be used: nothing listens there/u,
    );
    expect(said).not.toContain('hunter2');
    expect(code).toBe(1);
  });

  test('warns when only this machine could receive media', async () => {
    expect((await askDoctor({ LECTERN_ANNOUNCED_ADDRESS: '127.0.0.1' })).said).toContain(
      '! Browsers send sound and picture to 127.0.0.1',
    );
    expect((await askDoctor({ LECTERN_ANNOUNCED_ADDRESS: '203.0.113.7' })).said).toContain(
      'whatever has it must hand the media ports on to here',
    );
  });

  test('refuses a media worker that does not start', async () => {
    const { code, said } = await askDoctor({ MEDIASOUP_WORKER_BIN: '/bin/true' });

    expect(said).toContain('✗ There is no media worker that starts');
    expect(code).toBe(1);
  });
});

describe('npm run doctor, about the detour over TURN', () => {
  test('says what is missing without one', async () => {
    const { code, said } = await askDoctor({});

    expect(said).toContain('! Networks that let out nothing but port 443 get no sound and picture');
    expect(code).toBe(0);
  });

  test('finds a TURN server in order, and one that knows another secret or relays elsewhere not', async () => {
    const turn = await TurnServer.start({ mediaAddress: '127.0.0.3' });
    onTestFinished(() => turn.close());
    const ca = path.join(await makeTemporaryFolder(), 'ca.pem');
    await writeFile(ca, turn.ca);
    const ask = (change: Record<string, string> = {}) =>
      askDoctor({
        LECTERN_TURN_URLS: turn.url,
        LECTERN_TURN_SECRET: turn.secret,
        LECTERN_ANNOUNCED_ADDRESS: '127.0.0.3',
        NODE_EXTRA_CA_CERTS: ca,
        ...change,
      });

    const good = await ask();
    expect(good.said).toContain(
      `✓ The TURN server ${turn.url} relays to 127.0.0.3, and not into your network`,
    );
    expect(good.code).toBe(0);
    expect((await ask({ LECTERN_TURN_SECRET: 'x'.repeat(40) })).said).toContain('knows another secret');
    expect((await ask({ LECTERN_ANNOUNCED_ADDRESS: '127.0.0.7' })).said).toContain(
      'does not relay to 127.0.0.7',
    );
    const stranger = await ask({ NODE_EXTRA_CA_CERTS: '' });
    expect(stranger.said).toContain(
      `✗ The TURN server ${turn.url} cannot be reached: self-signed certificate`,
    );
    expect(stranger.code).toBe(1);
  });
});
