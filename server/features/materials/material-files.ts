import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises';
import path from 'node:path';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
/** Only the server's own user reads what people uploaded. */
const folderMode = 0o700;

/** For whoever only reads what was uploaded. */
export function findOriginal(dataDir: string, materialId: string): string {
  return toOriginalPath(path.join(dataDir, 'materials'), materialId);
}

function toOriginalPath(folder: string, materialId: string): string {
  if (!uuid.test(materialId)) throw new Error('this is no id of a material');
  return path.join(folder, materialId, 'original');
}

/**
 * Where materials lie. No part of any path comes from a person: folders are named by the material's id, pictures by numbers.
 *
 *     <dataDir>/uploads/<random>.part              on its way in
 *     <dataDir>/materials/<id>/original            the uploaded bytes
 *     <dataDir>/materials/<id>/pages/<n>/<w>.webp  page n, w pixels wide
 */
export class MaterialFiles {
  readonly materialsFolder: string;
  readonly #uploads: string;

  private constructor(dataDir: string) {
    this.materialsFolder = path.join(dataDir, 'materials');
    this.#uploads = path.join(dataDir, 'uploads');
  }

  /** Makes the folders and throws away uploads that a stop or crash cut off: their senders begin again. */
  static async open(dataDir: string): Promise<MaterialFiles> {
    const files = new MaterialFiles(dataDir);
    await mkdir(files.materialsFolder, { recursive: true, mode: folderMode });
    await rm(files.#uploads, { recursive: true, force: true });
    await mkdir(files.#uploads, { recursive: true, mode: folderMode });
    return files;
  }

  createPartPath(): string {
    return path.join(this.#uploads, `${randomUUID()}.part`);
  }

  originalPath(materialId: string): string {
    return toOriginalPath(this.materialsFolder, materialId);
  }

  pagesFolder(materialId: string): string {
    return path.join(this.#folder(materialId), 'pages');
  }

  picturePath({ materialId, page, width }: { materialId: string; page: number; width: number }): string {
    return path.join(this.pagesFolder(materialId), String(page), `${width}.webp`);
  }

  /** Makes an upload the material's own, for good: after this, a power cut does not lose it. */
  async keep({ part, materialId }: { part: string; materialId: string }): Promise<void> {
    const folder = this.#folder(materialId);
    await mkdir(folder, { recursive: true, mode: folderMode });
    await rename(part, this.originalPath(materialId));
    await syncFolder(folder);
    await syncFolder(this.materialsFolder);
  }

  async clearPages(materialId: string): Promise<string> {
    const folder = this.pagesFolder(materialId);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: folderMode });
    return folder;
  }

  async remove(materialId: string): Promise<void> {
    await rm(this.#folder(materialId), { recursive: true, force: true });
  }

  /** Of all materials that have a folder, known to the database or not. */
  async listIds(): Promise<string[]> {
    return (await readdir(this.materialsFolder)).filter((name) => uuid.test(name));
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.materialsFolder);
    return bavail * bsize;
  }

  /** Ids are checked at the door already; a path is no place to rely on it. */
  #folder(materialId: string): string {
    if (!uuid.test(materialId)) throw new Error('a material id is no UUID');
    return path.join(this.materialsFolder, materialId);
  }
}

/** A rename is on the disk only when its folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
