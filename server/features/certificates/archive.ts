import { writeZip, type ZipEntry } from '#server/core/zip.ts';
import { foldForSearch } from '#shared/names.ts';
import { type FileAccess, readCertificateFile } from './file.service.ts';

/** Every file of a series that is ready and holds, one after the other while it travels: never more than one in memory. */
export function certificateArchive(access: FileAccess, seriesId: string): AsyncGenerator<Uint8Array> {
  return writeZip(entries(access, seriesId));
}

async function* entries(access: FileAccess, seriesId: string): AsyncGenerator<ZipEntry> {
  const rows = await access.db.certificate.findMany({
    where: {
      seriesId,
      readyAt: { not: null },
      revokedAt: null,
      replacedById: null,
      erasedAt: null,
      personId: { not: null },
    },
    orderBy: { number: 'asc' },
    select: { id: true, number: true, nameFolded: true },
  });
  for (const { id, number, nameFolded } of rows) {
    const { bytes } = await readCertificateFile(access, { id });
    const name = foldForSearch(nameFolded).replace(/[^a-z0-9]+/gu, '-');
    yield { path: `${String(number).padStart(4, '0')}-${name}.pdf`, pieces: [bytes] };
  }
}
