import { createHash } from 'node:crypto';
import { loadSigningKey } from '#server/core/signing-key.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** As a forger would: with changed files, a manifest that fits them, and a signature of their own. */
export async function sealAgain(
  files: ReadonlyMap<string, Buffer>,
  changes: Record<string, string>,
): Promise<Map<string, Buffer>> {
  const changed = new Map(files);
  for (const [name, content] of Object.entries(changes)) changed.set(name, Buffer.from(content));
  const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '');
  for (const file of manifest.files) {
    const content = changed.get(file.path) ?? Buffer.alloc(0);
    Object.assign(file, {
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
  }
  const sealed = Buffer.from(JSON.stringify(manifest));
  const key = await loadSigningKey({ dataDir: await makeTemporaryFolder() });
  const { keyId, bytes } = key.sign(sealed);
  const signature = { keyId, publicKey: key.current.publicKey, signature: bytes.toString('base64') };
  return changed.set('manifest.json', sealed).set('manifest.sig', Buffer.from(JSON.stringify(signature)));
}
