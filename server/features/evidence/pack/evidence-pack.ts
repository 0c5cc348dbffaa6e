import { createHash } from 'node:crypto';
import { writeZip, type ZipEntry } from '#server/core/zip.ts';
import packageJson from '../../../../package.json' with { type: 'json' };
import { listPackFiles, type PackFile, type PackOptions } from './pack-files.ts';
import { toReadme } from './pack-readme.ts';
import { listMissing } from './pack-uploads.ts';
import { makeVerifiers } from './verifier-files.ts';

/** Raised when an earlier verifier could misunderstand; docs/evidence-pack.md describes it. */
const FORMAT = 'lectern evidence pack 1';

interface WrittenFile {
  path: string;
  bytes: number;
  sha256: string;
}

export interface WritePackOptions extends PackOptions {
  /** Where this installation is reached, for whoever looks for its key. */
  origin: string;
  onFile?: (written: number) => void;
}

/** One signed archive, made while it travels: checksums are taken as the files go by, and the manifest that holds them comes last. */
export function writeEvidencePack(options: WritePackOptions): AsyncGenerator<Uint8Array> {
  return writeZip(listEntries(options));
}

async function* listEntries(options: WritePackOptions): AsyncGenerator<ZipEntry> {
  const { context, scope, list, uploads, origin, onFile } = options;
  const keysAt = `${origin}/.well-known/lectern-key.json`;
  const { current } = context.signingKey;
  const verifiers = makeVerifiers();
  const written: WrittenFile[] = [];

  async function* allFiles(): AsyncGenerator<PackFile> {
    yield {
      path: 'README.txt',
      pieces: [toReadme({ scope, missing: listMissing(uploads), keysAt, keyId: current.keyId })],
    };
    yield { path: 'verify.html', pieces: [verifiers.page] };
    yield { path: 'verify.mjs', pieces: [verifiers.command] };
    yield* listPackFiles(options);
  }

  for await (const { path, pieces } of allFiles()) {
    yield { path, pieces: measure(path, pieces) };
    onFile?.(written.length);
  }

  const manifest = Buffer.from(
    `${JSON.stringify(
      {
        format: FORMAT,
        software: `Lectern ${packageJson.version}`,
        madeAt: context.clock.now().toISOString(),
        asOf: list.asOf.toISOString(),
        timeZone: scope.series.timeZone,
        title: scope.title,
        scope: {
          seriesId: scope.series.id,
          sessionId: scope.part.sessionId ?? null,
          topicId: scope.part.topicId ?? null,
        },
        chains: list.heads,
        files: written,
      },
      null,
      1,
    )}\n`,
  );
  yield { path: 'manifest.json', pieces: [manifest] };
  const { keyId, bytes } = context.signingKey.sign(manifest);
  const signature = {
    algorithm: 'Ed25519',
    signed: 'manifest.json',
    keyId,
    publicKey: current.publicKey,
    signature: bytes.toString('base64'),
    keysAt,
  };
  yield { path: 'manifest.sig', pieces: [`${JSON.stringify(signature, null, 1)}\n`] };

  async function* measure(path: string, pieces: PackFile['pieces']): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of pieces) {
      const content = typeof piece === 'string' ? Buffer.from(piece) : piece;
      hash.update(content);
      bytes += content.length;
      yield content;
    }
    written.push({ path, bytes, sha256: hash.digest('hex') });
  }
}
