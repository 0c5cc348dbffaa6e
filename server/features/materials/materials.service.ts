import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import type { DomainEvents } from '#server/core/domain-events.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { lockSeries } from '#server/features/catalog/catalog.locks.ts';
import { appError } from '#shared/errors.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { toFileName } from './file-names.ts';
import type { MaterialFiles } from './material-files.ts';
import type { MaterialShelf } from './material-shelf.ts';
import { toMaterialDto, withPages } from './materials.mapper.ts';
import type { UploadBounds } from './receive-upload.ts';
import type { RenderQueue } from './render-queue.ts';

/** What the acts of this feature share. */
export interface Materials {
  db: PrismaClient;
  clock: Pick<Clock, 'now'>;
  events: DomainEvents;
  files: MaterialFiles;
  shelf: MaterialShelf;
  queue: RenderQueue;
  uploadBounds: UploadBounds;
  /** Those that are coming in just now. */
  uploads: Set<string>;
}

/** Who acts, and the series whose right to do so the gateway has found. */
export interface Who {
  personId: string;
  seriesId: string;
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
    await lockSeries(tx, seriesId);
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
  { db, clock, events, files, queue }: Materials,
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
      await lockSeries(tx, seriesId);
      // Material before session, as whoever leads a slide takes them: in the other order the two could wait for each other.
      await tx.$queryRaw`SELECT 1 FROM "Material" WHERE id = ${materialId}::uuid FOR UPDATE`;
      // The key clears the material by itself; the page that belongs to it does not go along.
      const shownIn = await tx.session.updateManyAndReturn({
        where: { slideMaterialId: materialId },
        data: { slideMaterialId: null, slidePage: 1 },
        select: { id: true },
      });
      const at = clock.now();
      await tx.slideTurn.createMany({ data: shownIn.map(({ id }) => ({ sessionId: id, at })) });
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
  { topicId, seriesId, materialIds }: { topicId: string; seriesId: string; materialIds: string[] },
): Promise<readonly MaterialDto[]> {
  const moved = await db.$transaction(async (tx) => {
    await lockTopic(tx, { topicId, seriesId });
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

/** Holds the topic's series, so that it stays as it is and its materials are placed one after the other. */
export async function lockTopic(
  tx: Db,
  { topicId, seriesId }: { topicId: string; seriesId: string },
): Promise<void> {
  await lockSeries(tx, seriesId);
  const topic = await tx.topic.findFirst({ where: { id: topicId, seriesId }, select: { id: true } });
  if (!topic) throw appError('not_found');
}
