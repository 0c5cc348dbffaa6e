import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError } from './config.ts';

const secretBytes = 32;

/**
 * The secret that signs what only this installation may make: the operator's own, or one made at the
 * first start and kept in the data folder, readable by its owner alone.
 */
export async function loadSecret(config: { secret: string | undefined; dataDir: string }): Promise<string> {
  if (config.secret) return config.secret;

  const file = path.join(config.dataDir, 'secret');
  const kept = await readKept(file);
  if (kept) return kept;

  await mkdir(config.dataDir, { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${randomBytes(secretBytes).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    // A link appears whole or not at all and never replaces: of two first starts, both get the first's secret.
    await link(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }

  const made = await readKept(file);
  if (!made)
    throw new ConfigError([`${file} is empty: put at least 32 random characters into it, or delete it`]);
  return made;
}

async function readKept(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim() || undefined;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
