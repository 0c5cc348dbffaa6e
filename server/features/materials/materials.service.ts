import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { Prisma, type PrismaClient } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import type { DomainEvents } from '#server/core/domain-events.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { limits } from '#shared/limits.ts';
import { toFileName } from './file-names.ts';
import type { MaterialFiles } from './material-files.ts';
import type { MaterialShelf } from './material-shelf.ts';
import { toMaterialDto, withPages } from './materials.mapper.ts';
import { receiveUpload, type UploadBounds } from './receive-upload.ts';
import type { RenderQueue } from './render-queue.ts';
import { type MaterialMediaType, sniffFile } from './sniff.ts';

/** Streams to the disk at once, a few kilobytes of memory each: two trainers with a folder of files. */
const UPLOADS_AT_ONCE_MAX = 8;
/** A deck takes seconds, so this is some minutes of waiting; a longer queue would only look like a hang. */
const RENDERS_WAITING_MAX = 100;
/** The embedded database lies on the same disk and must never find it full. */
const FREE_BYTES_MIN = 500_000_000;

/** What the acts of this feature share. */
export interface Materials {
  db: PrismaClient;
  events: DomainEvents;
  files: MaterialFiles;
  shelf: MaterialShelf;
  queue: RenderQueue;
  uploadBounds: UploadBounds;
  /** Those that are coming in just now. */
  uploads: Set<string>;
}

interface Who {
  personId: string;
  seriesId: string;
}

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
 *   `conflict`, `unavailable`
 */
export async function uploadMaterial(materials: Materials, options: UploadOptions): Promise<MaterialDto> {
  const { files, uploads, uploadBounds, queue, events } = materials;
  const fileName = toFileName(options.fileName);
  await assertRoomForOne(materials);

  const part = files.createPartPath();
  uploads.add(part);
  try {
    const { sizeBytes, sha256 } = await receiveUpload({
      request: options.request,
      file: part,
      bounds: uploadBounds,
    });
    const mediaType = await sniffFile({ file: part, fileName });
    await options.assertStillAllowed();

    const received: Received = { part, fileName, mediaType, sizeBytes, sha256 };
    const { material, repeated } = await createOrFind(materials, options, received);
    if (!repeated) {
      events.emit('material.changed', { materialId: material.materialId, topicId: material.topicId });
      queue.add(material.materialId);
    }
    return material;
  } finally {
    uploads.delete(part);
    await rm(part, { force: true });
  }
}

async function assertRoomForOne({ uploads, queue, files }: Materials): Promise<void> {
  if (uploads.size >= UPLOADS_AT_ONCE_MAX) throw appError('unavailable', { retryAfterMs: 5_000 });
  if (queue.waitingCount >= RENDERS_WAITING_MAX) throw appError('unavailable', { retryAfterMs: 60_000 });
  if ((await files.freeBytes()) < FREE_BYTES_MIN) {
    throw appError('unavailable', { retryAfterMs: 60_000 }, 'uploads are refused: the disk is almost full');
  }
}

async function createOrFind(
  materials: Materials,
  options: UploadOptions,
  received: Received,
): Promise<{ material: MaterialDto; repeated: boolean }> {
  const { db, files } = materials;
  const earlier = await findEarlier(db, options, received);
  if (earlier) return { material: earlier, repeated: true };

  // The file first, the row second: a row always has its file, and a folder without a row is swept at the next start.
  const materialId = createMaterialId();
  try {
    await files.keep({ part: received.part, materialId });
    return { material: await createMaterial(db, { materialId, ...options }, received), repeated: false };
  } catch (error) {
    await files.remove(materialId);
    if (!isUniqueViolation(error)) throw error;
    // Two repeats at once: the other was first.
    const first = await findEarlier(db, options, received);
    if (!first) throw error;
    return { material: first, repeated: true };
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
    // Uploads to one topic stand in line here, so that the bound holds and no place is given twice.
    await lockTopic(tx, topicId);
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

export async function changeMaterial(
  { db, events }: Materials,
  {
    materialId,
    personId,
    seriesId,
    downloadable,
    fileName,
  }: Who & {
    materialId: string;
    downloadable?: boolean | undefined;
    fileName?: string | undefined;
  },
): Promise<MaterialDto> {
  const change = {
    ...(downloadable === undefined ? {} : { downloadable }),
    ...(fileName === undefined ? {} : { fileName: toFileName(fileName) }),
  };
  const material = await db.$transaction(async (tx) => {
    const { count } = await tx.material.updateMany({ where: { id: materialId }, data: change });
    if (count === 0) throw appError('not_found');
    await writeAudit(tx, {
      actorId: personId,
      action: 'material.changed',
      seriesId,
      details: { materialId, ...change },
    });
    return toMaterialDto(
      await tx.material.findUniqueOrThrow({ where: { id: materialId }, include: withPages }),
    );
  });
  events.emit('material.changed', { materialId, topicId: material.topicId });
  return material;
}

/** Rooms that show it are told by the listeners of `material.removed`. */
export async function deleteMaterial(
  { db, events, files, queue }: Materials,
  { materialId, personId, seriesId }: Who & { materialId: string },
): Promise<void> {
  await queue.cancel(materialId);
  const topicId = await removeRow().catch((error: unknown) => {
    // It stays, so it must get its pages after all; the queue passes over what needs none.
    queue.add(materialId);
    throw error;
  });
  events.emit('material.removed', { materialId, topicId });
  await files.remove(materialId);

  function removeRow(): Promise<string> {
    return db.$transaction(async (tx) => {
      // The key clears the material by itself; the page that belongs to it does not go along.
      await tx.session.updateMany({
        where: { slideMaterialId: materialId },
        data: { slideMaterialId: null, slidePage: 1 },
      });
      const material = await tx.material.findUnique({
        where: { id: materialId },
        select: { topicId: true, fileName: true },
      });
      if (!material) throw appError('not_found');
      await tx.material.delete({ where: { id: materialId }, select: { id: true } });
      await writeAudit(tx, {
        actorId: personId,
        action: 'material.deleted',
        seriesId,
        details: { materialId, fileName: material.fileName },
      });
      return material.topicId;
    });
  }
}

/** The named ones first, in this order; others, as one that was uploaded a moment ago, keep their order behind them. */
export async function orderMaterials(
  { db, events, shelf }: Materials,
  { topicId, materialIds }: { topicId: string; materialIds: string[] },
): Promise<readonly MaterialDto[]> {
  const moved = await db.$transaction(async (tx) => {
    await lockTopic(tx, topicId);
    const rows = await tx.material.findMany({
      where: { topicId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, position: true },
    });
    const known = new Set(rows.map((row) => row.id));
    if (materialIds.some((id) => !known.has(id))) throw appError('not_found');

    const order = [...new Set([...materialIds, ...known])];
    const before = new Map(rows.map((row) => [row.id, row.position]));
    const changes = order.flatMap((id, index) =>
      before.get(id) === index + 1 ? [] : [{ id, position: index + 1 }],
    );
    for (const { id, position } of changes)
      await tx.material.update({ where: { id }, data: { position }, select: { id: true } });
    return changes.map(({ id }) => id);
  });
  for (const materialId of moved) events.emit('material.changed', { materialId, topicId });
  return shelf.list(topicId);
}

async function lockTopic(tx: Db, topicId: string): Promise<void> {
  const found = await tx.$queryRaw<unknown[]>`SELECT 1 FROM "Topic" WHERE id = ${topicId}::uuid FOR UPDATE`;
  if (found.length === 0) throw appError('not_found');
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
