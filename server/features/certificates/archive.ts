import { writeZip, type ZipEntry } from '#server/core/zip.ts';
import { AppError } from '#shared/errors.ts';
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
    select: { id: true, number: true, serial: true, nameFolded: true },
  });
  const lost: string[] = [];
  for (const { id, number, serial, nameFolded } of rows) {
    const bytes = await readUnlessLost(access, id);
    if (!bytes) {
      lost.push(serial);
      continue;
    }
    const name = foldForSearch(nameFolded).replace(/[^a-z0-9]+/gu, '-');
    yield { path: `${String(number).padStart(4, '0')}-${name}.pdf`, pieces: [bytes] };
  }
  if (lost.length > 0) yield { path: '0000-THIEU-MISSING.txt', pieces: [toNote(lost)] };
}

/** One whose file is gone for good does not take the others with it. */
async function readUnlessLost(access: FileAccess, id: string): Promise<Buffer | undefined> {
  try {
    return (await readCertificateFile(access, { id })).bytes;
  } catch (error) {
    if (error instanceof AppError && error.code === 'file_lost') return undefined;
    throw error;
  }
}

function toNote(serials: readonly string[]): string {
  const lines = [
    'Tệp của các giấy sau không còn trên máy chủ và không in lại được y như cũ. Hãy chép lại từ bản sao lưu, hoặc cấp lại giấy.',
    'The files of these are no longer on the server and cannot be made again as they were. Restore them from a backup, or replace the certificates.',
    '',
    ...serials,
  ];
  // For editors of Windows, that know no other end of a line.
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
