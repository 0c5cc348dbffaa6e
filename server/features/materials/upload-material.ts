import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Prisma, type PrismaClient } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { AppError, appError } from '#shared/errors.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { limits } from '#shared/limits.ts';
import { toFileName } from './file-names.ts';
import { toMaterialDto, withPages } from './materials.mapper.ts';
import { lockTopic, type Materials, type Who } from './materials.service.ts';
import { receiveUpload } from './receive-upload.ts';
import { type MaterialMediaType, sniffFile } from './sniff.ts';

/** Streams to the disk at once, a few kilobytes of memory each: two trainers with a folder of files. */
const UPLOADS_AT_ONCE_MAX = 8;
/** A deck takes seconds, so this is some minutes of waiting; a longer queue would only look like a hang. */
const RENDERS_WAITING_MAX = 100;
/** The embedded database lies on the same disk and must never find it full. */
const FREE_BYTES_MIN = 500_000_000;

export interface UploadOptions extends Who {
  topicId: string;
  clientId: string;
  /** As typed or as the browser says it. */
  fileName: string;
  request: IncomingMessage;
  /** Throws where the person may no longer upload: a slow upload outlasts a role. */
  assertStillAllowed: () => Promise<void>;
}

interface Received {
  part: string;
  fileName: string;
  mediaType: MaterialMediaType;
  sizeBytes: number;
  sha256: Uint8Array<ArrayBuffer>;
}

/**
 * Takes a file in and has it rendered. The same bytes with the same client id get the first answer again.
 * @throws AppError `too_large`, `upload_interrupted`, `file_broken`, `file_disguised`, `file_type_unsupported`, `limit_reached`,
 *   `conflict`, `unavailable`, `wrong_state` (the series is archived)
 */
export async function uploadMaterial(materials: Materials, options: UploadOptions): Promise<MaterialDto> {
  const { files, uploads, uploadBounds, queue, events } = materials;
  const fileName = toFileName(options.fileName);
  if (uploads.size >= UPLOADS_AT_ONCE_MAX) throw appError('unavailable', { retryAfterMs: 5_000 });

  const part = files.createPartPath();
  uploads.add(part);
  try {
    await assertRoomForOne(materials);
    const { sizeBytes, sha256 } = await receiveUpload({
      request: options.request,
      file: part,
      bounds: uploadBounds,
    });
    const mediaType = await sniffFile({ file: part, fileName });
    await options.assertStillAllowed();

    const received: Received = { part, fileName, mediaType, sizeBytes, sha256 };
    const material = await createOrFind(materials, options, received);
    const { materialId, topicId, state } = material;
    // Also for a repeat: the first may have been cut off between its commit and here, and the queue takes nothing twice.
    if (state === 'processing') {
      events.emit('material.changed', { materialId, topicId });
      queue.add(materialId);
    }
    return material;
  } finally {
    uploads.delete(part);
    await rm(part, { force: true });
  }
}

async function assertRoomForOne({ queue, files }: Materials): Promise<void> {
  if (queue.waitingCount >= RENDERS_WAITING_MAX) throw appError('unavailable', { retryAfterMs: 60_000 });
  if ((await files.freeBytes()) < FREE_BYTES_MIN) {
    throw appError('unavailable', { retryAfterMs: 60_000 }, 'uploads are refused: the disk is almost full');
  }
}

async function createOrFind(
  { db, files }: Materials,
  options: UploadOptions,
  received: Received,
): Promise<MaterialDto> {
  const earlier = await findEarlier(db, options, received);
  if (earlier) return earlier;

  // The file first, the row second: a row always has its file, and a folder without a row is swept at the next start.
  const materialId = createMaterialId();
  await files.keep({ part: received.part, materialId });
  try {
    return await createMaterial(db, { materialId, ...options }, received);
  } catch (error) {
    const isRepeat = isUniqueViolation(error);
    // Of any other failure it is not known whether the row was stored, so the file stays.
    if (isRepeat || error instanceof AppError) await files.remove(materialId);
    // Two repeats at once: the other was first.
    const first = isRepeat ? await findEarlier(db, options, received) : undefined;
    if (!first) throw error;
    return first;
  }
}

async function findEarlier(
  db: Db,
  { personId, clientId, topicId }: UploadOptions,
  { sha256 }: Received,
): Promise<MaterialDto | undefined> {
  const row = await db.material.findUnique({
    where: { uploadedById_clientId: { uploadedById: personId, clientId } },
    include: withPages,
  });
  if (!row) return undefined;
  if (row.topicId !== topicId || Buffer.compare(row.sha256, sha256) !== 0) throw appError('conflict');
  return toMaterialDto(row);
}

async function createMaterial(
  db: PrismaClient,
  { materialId, personId, seriesId, topicId, clientId }: UploadOptions & { materialId: string },
  { fileName, mediaType, sizeBytes, sha256 }: Received,
): Promise<MaterialDto> {
  return db.$transaction(async (tx) => {
    // Uploads stand in line here, so that the bound holds and no place is given twice.
    await lockTopic(tx, { topicId, seriesId });
    const placed = await tx.material.aggregate({
      where: { topicId },
      _count: true,
      _max: { position: true },
    });
    if (placed._count >= limits.materialsPerTopic)
      throw appError('limit_reached', { max: limits.materialsPerTopic });

    const position = (placed._max.position ?? 0) + 1;
    const data = {
      id: materialId,
      topicId,
      uploadedById: personId,
      clientId,
      position,
      fileName,
      mediaType,
      sizeBytes,
      sha256,
    };
    const row = await tx.material.create({ data, include: withPages });
    await writeAudit(tx, {
      actorId: personId,
      action: 'material.uploaded',
      seriesId,
      details: { materialId, topicId, fileName, sizeBytes },
    });
    return toMaterialDto(row);
  });
}

/** UUIDv7, as the database's own ids: the time in milliseconds, then chance. Needed before the row is there. */
function createMaterialId(): string {
  const bytes = Buffer.concat([Buffer.alloc(6), randomBytes(10)]);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
