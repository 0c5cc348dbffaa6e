import { createHash } from 'node:crypto';
import type { PrismaClient } from '#prisma/generated/client.ts';
import { appError } from '#shared/errors.ts';
import type { CertificateFiles } from './certificate-files.ts';
import { toState } from './certificates.mapper.ts';
import { toSheet } from './facts.ts';
import { drawPicture } from './picture.ts';
import { type Press, readImages } from './press/press.ts';
import { imageIdsOf } from './template.service.ts';

export interface FileAccess {
  db: PrismaClient;
  files: CertificateFiles;
  press: Press;
}

export interface CertificateFile {
  certificateId: string;
  serial: string;
  name: string;
  issuedOn: string;
  bytes: Buffer;
  pageCount: number;
}

/**
 * The file as it was made. One that is gone from the disk is drawn anew, and given out only if it is the same to the last bit.
 * @throws AppError `not_found` (none, erased), `wrong_state` (not made yet), `file_lost` (gone, and today's fonts or drawing give
 * another one: what the register and its page vouch for is the first)
 */
export async function readCertificateFile(
  { db, files, press }: FileAccess,
  where: { id: string; seriesId?: string; personId?: string },
): Promise<CertificateFile> {
  const row = await db.certificate.findFirst({ where, include: { template: { select: { design: true } } } });
  if (!row || toState(row) === 'erased') throw appError('not_found');
  if (!row.readyAt || !row.fileSha256) throw appError('wrong_state');
  const sheet = toSheet(row, row.template.design);
  const place = files.filePath(row.id);
  let bytes = await files.read(place);
  if (!bytes || !isSame(bytes, row.fileSha256)) {
    const images = await readImages(db, imageIdsOf(sheet.design));
    const drawn = await press.process.draw(sheet, images);
    if (!isSame(drawn.bytes, row.fileSha256)) {
      throw appError('file_lost');
    }
    bytes = drawn.bytes;
    await files.keep(place, bytes);
  }
  return {
    certificateId: row.id,
    serial: row.serial,
    name: sheet.facts.name,
    issuedOn: sheet.issuedOn,
    bytes,
    pageCount: row.pageCount ?? 1,
  };
}

/** Made when first asked for. */
export async function readCertificatePicture(
  access: FileAccess,
  where: { id: string; personId: string },
  page: number,
): Promise<Buffer> {
  const { files } = access;
  const { certificateId, bytes, pageCount } = await readCertificateFile(access, where);
  if (page > pageCount) throw appError('not_found');
  const place = files.picturePath({ certificateId, page });
  const kept = await files.read(place);
  if (kept) return kept;
  const picture = await drawPicture(files, { bytes, page });
  await files.keep(place, picture);
  return picture;
}

function isSame(bytes: Uint8Array, sha256: Uint8Array): boolean {
  return Buffer.compare(createHash('sha256').update(bytes).digest(), sha256) === 0;
}
