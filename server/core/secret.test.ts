import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadSecret } from './secret.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'lectern-secret-'));
});

afterEach(() => rm(dataDir, { recursive: true }));

describe('loadSecret', () => {
  test('keeps the one it made, readable by its owner alone', async () => {
    const made = await loadSecret({ secret: undefined, dataDir });
    const file = path.join(dataDir, 'secret');

    expect(Buffer.from(made, 'base64url')).toHaveLength(32);
    expect((await readFile(file, 'utf8')).trim()).toBe(made);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await loadSecret({ secret: undefined, dataDir })).toBe(made);
  });

  test('gives two first starts at the same moment the same one', async () => {
    const folder = path.join(dataDir, 'new');
    const both = await Promise.all([
      loadSecret({ secret: undefined, dataDir: folder }),
      loadSecret({ secret: undefined, dataDir: folder }),
    ]);

    expect(new Set(both).size).toBe(1);
  });

  test("uses the operator's own and writes nothing", async () => {
    const secret = 'an operator chose this long secret';

    expect(await loadSecret({ secret, dataDir })).toBe(secret);
    await expect(stat(path.join(dataDir, 'secret'))).rejects.toThrow('ENOENT');
  });
});
