import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderLimits } from '#server/features/materials/render-limits.ts';
import { renderPages } from '#server/features/materials/render-process.ts';
import type { CertificateFiles } from './certificate-files.ts';

/** Dot for dot on the commonest phones, and sharp enough beside a form on a desk. */
const WIDTH_PX = 1_080;

/** One page of a certificate's file as a WebP picture, drawn by the same renderer as materials are. */
export async function drawPicture(
  files: CertificateFiles,
  { bytes, page }: { bytes: Uint8Array; page: number },
): Promise<Buffer> {
  const folder = await files.makeDraftFolder();
  const file = path.join(folder, 'original');
  const pages = path.join(folder, 'pages');
  const enough = new AbortController();
  try {
    await writeFile(file, bytes, { mode: 0o600 });
    await mkdir(pages);
    let isDrawn = false;
    await renderPages({
      file,
      sizeBytes: bytes.length,
      mediaType: 'application/pdf',
      folder: pages,
      limits: renderLimits,
      signal: enough.signal,
      onPage: (rendered) => {
        if (rendered.page !== page) return;
        isDrawn = true;
        enough.abort();
      },
    }).catch((error: unknown) => {
      if (!isDrawn) throw error;
    });
    return await readFile(path.join(pages, String(page), `${WIDTH_PX}.webp`));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
