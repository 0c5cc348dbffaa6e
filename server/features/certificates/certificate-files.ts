import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const UUID_LENGTH = 36;
/** Names and signatures: only the server's own user reads them. */
const folderMode = 0o700;

/**
 * Where the files of certificates lie. A file is there whole or not at all: it is written beside its place and moved there.
 *
 *     <dataDir>/certificates/<id>.pdf
 *     <dataDir>/certificates/pictures/<id>-<page>.webp   made when first asked for; may be thrown away
 *     <dataDir>/certificates/drafts/                     what is being written
 */
export class CertificateFiles {
  readonly folder: string;
  readonly #drafts: string;
  readonly #pictures: string;

  private constructor(dataDir: string) {
    this.folder = path.join(dataDir, 'certificates');
    this.#drafts = path.join(this.folder, 'drafts');
    this.#pictures = path.join(this.folder, 'pictures');
  }

  /** Makes the folders, and throws away what a stop or crash left half written. */
  static async open(dataDir: string): Promise<CertificateFiles> {
    const files = new CertificateFiles(dataDir);
    await mkdir(files.#pictures, { recursive: true, mode: folderMode });
    await rm(files.#drafts, { recursive: true, force: true });
    await mkdir(files.#drafts, { recursive: true, mode: folderMode });
    return files;
  }

  filePath(certificateId: string): string {
    return path.join(this.folder, `${checked(certificateId)}.pdf`);
  }

  picturePath({ certificateId, page }: { certificateId: string; page: number }): string {
    return path.join(this.#pictures, `${checked(certificateId)}-${page}.webp`);
  }

  /** An empty folder for a renderer; the caller removes it. */
  async makeDraftFolder(): Promise<string> {
    const folder = path.join(this.#drafts, randomUUID());
    await mkdir(folder, { recursive: true, mode: folderMode });
    return folder;
  }

  /** After this, a power cut does not lose it. */
  async keep(place: string, bytes: Uint8Array): Promise<void> {
    const draft = path.join(this.#drafts, randomUUID());
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, place);
  }

  /** A move is on the disk only when its folder is; once for many. */
  async settle(): Promise<void> {
    const handle = await open(this.folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** Undefined where there is none. */
  async read(place: string): Promise<Buffer | undefined> {
    try {
      return await readFile(place);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** The certificates that have a file or a picture. */
  async list(): Promise<string[]> {
    const names = [...(await readdir(this.folder)), ...(await readdir(this.#pictures))];
    return [...new Set(names.map((name) => name.slice(0, UUID_LENGTH)).filter((name) => uuid.test(name)))];
  }

  /** With its pictures. */
  async remove(certificateId: string): Promise<void> {
    await rm(this.filePath(certificateId), { force: true });
    for (const name of await readdir(this.#pictures)) {
      if (name.startsWith(certificateId)) await rm(path.join(this.#pictures, name), { force: true });
    }
  }
}

/** Ids are checked at the door already; a path is no place to rely on it. */
function checked(certificateId: string): string {
  if (!uuid.test(certificateId)) throw new Error('a certificate id is no UUID');
  return certificateId;
}
