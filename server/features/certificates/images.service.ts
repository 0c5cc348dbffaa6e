import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import sharp from 'sharp';
import { Prisma, type PrismaClient } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { toDbName, toWireName } from '#server/core/enum-names.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockAnySeries } from '#server/features/catalog/catalog.locks.ts';
import { receiveUpload, uploadTimeouts } from '#server/features/materials/receive-upload.ts';
import { renderLimits } from '#server/features/materials/render-limits.ts';
import { renderPages } from '#server/features/materials/render-process.ts';
import { sniffFile } from '#server/features/materials/sniff.ts';
import { appError } from '#shared/errors.ts';
import type { CertificateImageDto, CertificateImageKind } from '#shared/features/certificate-template.ts';
import { limits } from '#shared/limits.ts';
import type { CertificateFiles } from './certificate-files.ts';

/** A photograph of a signature from a phone; what is kept of it is far smaller. */
const UPLOAD_MAX_BYTES = 10_000_000;
/** 46 pt at 600 dots an inch are 384; wide emblems more. */
const KEPT_WIDTH_PX = 800;
const KEPT_HEIGHT_PX = 500;

export interface UploadImageOptions {
  db: PrismaClient;
  files: CertificateFiles;
  seriesId: string;
  personId: string;
  clientId: string;
  kind: CertificateImageKind;
  fileName: string;
  request: IncomingMessage;
}

/**
 * Takes a stranger's picture: its decoders run in the renderer's process, and what is kept is drawn anew, on white.
 * @throws AppError those of an upload, and `limit_reached`
 */
export async function uploadImage(options: UploadImageOptions): Promise<CertificateImageDto> {
  const { db, files, seriesId, personId, clientId, kind, fileName, request } = options;
  const folder = await files.makeDraftFolder();
  const file = path.join(folder, 'original');
  try {
    const bounds = { maxBytes: UPLOAD_MAX_BYTES, ...uploadTimeouts };
    const { sizeBytes, sha256 } = await receiveUpload({ request, file, bounds });
    const mediaType = await sniffFile({ file, fileName });
    if (mediaType === 'application/pdf') throw appError('file_type_unsupported');
    const earlier = await findEarlier(db, { personId, clientId, seriesId, kind, sha256 });
    if (earlier) return earlier;

    const drawn = path.join(folder, 'drawn');
    await mkdir(drawn);
    let widest = 0;
    await renderPages({
      file,
      sizeBytes,
      mediaType,
      folder: drawn,
      limits: renderLimits,
      signal: AbortSignal.timeout(renderLimits.pageTimeoutMs),
      onPage: ({ widths }) => {
        widest = Math.max(...widths);
      },
    });
    // Our own renderer's picture, no stranger's any more. Its edges of paper are cut off, so that a logo is as large as its place.
    const { data, info } = await sharp(path.join(drawn, '1', `${widest}.webp`))
      .trim({ background: 'white', threshold: 12 })
      .resize({ width: KEPT_WIDTH_PX, height: KEPT_HEIGHT_PX, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .removeAlpha()
      .png({ compressionLevel: 9, palette: false })
      .toBuffer({ resolveWithObject: true });
    return await createImage(options, {
      sha256,
      png: new Uint8Array(data),
      width: info.width,
      height: info.height,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface DrawnImage {
  sha256: Uint8Array<ArrayBuffer>;
  png: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
}

async function createImage(options: UploadImageOptions, image: DrawnImage): Promise<CertificateImageDto> {
  const { db, seriesId, personId, clientId, kind } = options;
  try {
    return await db.$transaction(async (tx) => {
      await lockAnySeries(tx, seriesId);
      const count = await tx.certificateImage.count({ where: { seriesId } });
      if (count >= limits.certificateImages)
        throw appError('limit_reached', { max: limits.certificateImages });
      const row = await tx.certificateImage.create({
        data: { seriesId, kind: toDbName(kind), uploadedById: personId, clientId, ...image },
        select: dtoFields,
      });
      await writeAudit(tx, {
        actorId: personId,
        action: 'certificate_image.uploaded',
        seriesId,
        details: { imageId: row.id, kind },
      });
      return toImageDto(row);
    });
  } catch (error) {
    // Two repeats at once: the other was first.
    const isRepeat = error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
    const first = isRepeat
      ? await findEarlier(db, { personId, clientId, seriesId, kind, sha256: image.sha256 })
      : undefined;
    if (!first) throw error;
    return first;
  }
}

async function findEarlier(
  db: Db,
  {
    personId,
    clientId,
    seriesId,
    kind,
    sha256,
  }: Pick<UploadImageOptions, 'personId' | 'clientId' | 'seriesId' | 'kind'> & { sha256: Uint8Array },
): Promise<CertificateImageDto | undefined> {
  const row = await db.certificateImage.findUnique({
    where: { uploadedById_clientId: { uploadedById: personId, clientId } },
    select: { ...dtoFields, seriesId: true, sha256: true },
  });
  if (!row) return undefined;
  const isSame =
    row.seriesId === seriesId && row.kind === toDbName(kind) && Buffer.compare(row.sha256, sha256) === 0;
  if (!isSame) throw appError('conflict');
  return toImageDto(row);
}

const dtoFields = { id: true, kind: true, width: true, height: true } as const;

export async function listImages(db: Db, seriesId: string): Promise<CertificateImageDto[]> {
  const rows = await db.certificateImage.findMany({
    where: { seriesId },
    orderBy: { uploadedAt: 'asc' },
    select: dtoFields,
  });
  return rows.map(toImageDto);
}

function toImageDto(row: {
  id: string;
  kind: 'LOGO' | 'SIGNATURE';
  width: number;
  height: number;
}): CertificateImageDto {
  return { imageId: row.id, kind: toWireName(row.kind), width: row.width, height: row.height };
}
