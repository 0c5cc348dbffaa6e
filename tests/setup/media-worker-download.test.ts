import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { downloadWorker, nameArchive } from '#scripts/set-up/media-worker-download.mjs';

const version = '3.27.1';
let folder: string;
let mirror: Server | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-download-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  mirror?.close();
  mirror?.closeAllConnections();
  mirror = undefined;
  await rm(folder, { recursive: true });
});

/** A mirror of mediasoup's releases on this machine. */
async function startMirror(answer: RequestListener): Promise<void> {
  mirror = createServer(answer).listen(0, '127.0.0.1');
  await once(mirror, 'listening');
  const { port } = mirror.address() as AddressInfo;
  vi.stubEnv('MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL', `http://127.0.0.1:${port}/releases`);
}

async function makeArchive(member: string, write: (file: string) => Promise<void>): Promise<Buffer> {
  await write(path.join(folder, member));
  spawnSync('tar', ['-czf', 'archive.tgz', member], { cwd: folder });
  return readFile(path.join(folder, 'archive.tgz'));
}

const place = () => path.join(folder, 'cache', 'prebuilt', 'mediasoup-worker');
const download = () => downloadWorker({ version, file: place() });

/** What lies in the cache after an attempt that failed: nothing, not even a half of it. */
async function leftInCache(): Promise<string[]> {
  return readdir(path.join(folder, 'cache')).catch(() => []);
}

describe('a ready-made media worker', () => {
  test('is taken from where mediasoup keeps it, tried, and kept', async () => {
    const archive = await makeArchive('mediasoup-worker', (file) =>
      copyFile(process.env.MEDIASOUP_WORKER_BIN ?? '', file),
    );
    const asked: (string | undefined)[] = [];
    await startMirror((request, response) => {
      asked.push(request.url);
      response.end(archive);
    });

    expect(await download()).toBeUndefined();
    expect(asked).toEqual([`/releases/${version}/${nameArchive(version)}`]);
    await access(place(), constants.X_OK);
    expect(await leftInCache()).toEqual(['prebuilt']);
  });

  test('is not taken when there is none for this system', async () => {
    await startMirror((_request, response) => response.writeHead(404).end());

    expect(await download()).toMatch(/^127\.0\.0\.1:\d+ answered 404$/u);
    expect(await leftInCache()).toEqual([]);
  });

  test('is not kept when it does not start here', async () => {
    const archive = await makeArchive('mediasoup-worker', (file) => writeFile(file, '#!/bin/sh\nexit 1\n'));
    await startMirror((_request, response) => response.end(archive));

    expect(await download()).toBe('it does not work on this machine');
    expect(await leftInCache()).toEqual([]);
  });

  test('is not kept when it starts but does not speak with the installed mediasoup', async () => {
    const archive = await makeArchive('mediasoup-worker', (file) => writeFile(file, '#!/bin/sh\nexit 41\n'));
    await startMirror((_request, response) => response.end(archive));

    expect(await download()).toBe('it does not work on this machine');
  });

  test('is not kept when the archive is cut off or holds something else', async () => {
    const archive = await makeArchive('something-else', (file) => writeFile(file, 'hello'));
    await startMirror((_request, response) => response.end(archive));
    expect(await download()).toBe('the archive holds none');

    await startMirror((_request, response) => response.end(archive.subarray(0, 20)));
    expect(await download()).toBe('the archive holds none');
  });

  test('is given up where nobody answers', async () => {
    await startMirror((request) => request.socket.destroy());

    expect(await download()).toMatch(/cannot be reached$/u);
  });

  test('is given up when it has not arrived ten seconds after it was asked for, however it trickles', async () => {
    await startMirror((_request, response) => {
      const timer = setInterval(() => response.write('.'), 100);
      response.on('close', () => clearInterval(timer));
    });
    const startedMs = performance.now();

    expect(await download()).toBe('it did not arrive within 10 s');
    expect(performance.now() - startedMs).toBeLessThan(12_000);
  });
});
