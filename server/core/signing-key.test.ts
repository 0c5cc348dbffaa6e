import { createPublicKey, verify } from 'node:crypto';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';
import { ConfigError } from './config.ts';
import { loadSigningKey } from './signing-key.ts';

const content = Buffer.from('Danh sách điểm danh');

test('is made once and readable by its owner alone', async () => {
  const dataDir = await makeTemporaryFolder();
  const made = await Promise.all([loadSigningKey({ dataDir }), loadSigningKey({ dataDir })]);
  const again = await loadSigningKey({ dataDir });
  const file = path.join(dataDir, 'signing-key.pem');

  expect(new Set([...made, again].map(({ current }) => current.keyId)).size).toBe(1);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/u);
});

test('signs what anybody can verify with the published key', async () => {
  const key = await loadSigningKey({ dataDir: await makeTemporaryFolder() });
  const signature = key.sign(content);

  expect(verify(null, content, createPublicKey(key.current.pem), signature.bytes)).toBe(true);
  expect(key.verify(content, signature)).toBe(true);
  expect(key.verify(Buffer.from('Danh sách khác'), signature)).toBe(false);
  expect(Buffer.from(key.current.publicKey, 'base64')).toHaveLength(32);
});

test('what a retired key signed stays verifiable, and a new key signs from then on', async () => {
  const dataDir = await makeTemporaryFolder();
  const old = await loadSigningKey({ dataDir });
  const signature = old.sign(content);
  await rename(path.join(dataDir, 'signing-key.pem'), path.join(dataDir, 'signing-key.retired-2026-11.pem'));
  const renewed = await loadSigningKey({ dataDir });

  expect(renewed.current.keyId).not.toBe(old.current.keyId);
  expect(renewed.retired.map(({ keyId }) => keyId)).toEqual([old.current.keyId]);
  expect(renewed.verify(content, signature)).toBe(true);
  expect(renewed.verify(content, { ...signature, keyId: renewed.current.keyId })).toBe(false);
});

test('a damaged file stops the start instead of being replaced', async () => {
  const dataDir = await makeTemporaryFolder();
  await writeFile(path.join(dataDir, 'signing-key.pem'), 'not a key');

  await expect(loadSigningKey({ dataDir })).rejects.toThrow(ConfigError);
  expect(await readFile(path.join(dataDir, 'signing-key.pem'), 'utf8')).toBe('not a key');
});
