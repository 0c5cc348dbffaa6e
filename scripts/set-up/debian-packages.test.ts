import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { explainMissing, findMissingPackages } from './debian-packages.mjs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lectern-dpkg-'));
});

afterEach(() => rm(folder, { recursive: true }));

test('a package counts as there only when it is installed whole', async () => {
  const file = path.join(folder, 'status');
  await writeFile(
    file,
    [
      'Package: g++\nStatus: install ok installed\nVersion: 4:12.2.0-3\n',
      'Package: libuv1-dev\nStatus: deinstall ok config-files\n',
      'Package: meson\nStatus: install ok half-configured\n',
    ].join('\n'),
  );

  expect(findMissingPackages(['g++', 'libuv1-dev', 'meson', 'ninja-build'], file)).toEqual([
    'libuv1-dev',
    'meson',
    'ninja-build',
  ]);
});

test('on a system without dpkg everything counts as missing', () => {
  expect(findMissingPackages(['g++'], path.join(folder, 'none'))).toEqual(['g++']);
});

test('who is not root gets the command to type', () => {
  expect(explainMissing(['meson', 'g++'], 'build the media worker')).toContain(
    '\n  sudo apt-get install -y meson g++\n',
  );
});
