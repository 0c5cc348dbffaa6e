import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { appError } from '#shared/errors.ts';
import type { SlideDto } from '#shared/features/materials.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';

/** Where the one who leads is; null where nothing is shown. */
export async function getSlide(db: Db, sessionId: string): Promise<SlideDto> {
  const session = await db.session.findUniqueOrThrow({
    where: { id: sessionId },
    select: { slideMaterialId: true, slidePage: true },
  });
  return session.slideMaterialId ? { materialId: session.slideMaterialId, page: session.slidePage } : null;
}

/**
 * Turns the room to a page of a material of its session's topics, or to none.
 * @throws AppError `wrong_state` while the doors are shut, `not_found` for a page that is not there for this session
 */
export async function leadSlide(
  { db, clock }: { db: PrismaClient; clock: Pick<Clock, 'now'> },
  { sessionId, slide }: { sessionId: string; slide: SlideDto },
): Promise<SlideDto> {
  await db.$transaction(async (tx) => {
    const session = await tx.session.findUniqueOrThrow({ where: { id: sessionId }, select: { state: true } });
    if (!isRoomOpen(toWireName(session.state))) throw appError('wrong_state');
    const fileName = slide ? await getShowable(tx, { sessionId, slide }) : null;
    await tx.slideTurn.create({
      data: {
        sessionId,
        at: clock.now(),
        materialId: slide?.materialId ?? null,
        fileName,
        page: slide?.page ?? null,
      },
      select: { id: true },
    });
    await tx.session.update({
      where: { id: sessionId },
      data: { slideMaterialId: slide?.materialId ?? null, slidePage: slide?.page ?? 1 },
      select: { id: true },
    });
  });
  return slide;
}

/** What the material is called. */
async function getShowable(
  tx: Db,
  { sessionId, slide }: { sessionId: string; slide: NonNullable<SlideDto> },
): Promise<string> {
  // Held until the commit, so that it cannot be deleted between this look and the row that points to it.
  await tx.$queryRaw`SELECT 1 FROM "Material" WHERE id = ${slide.materialId}::uuid FOR KEY SHARE`;
  const page = await tx.materialPage.findFirst({
    where: {
      materialId: slide.materialId,
      page: slide.page,
      material: { state: 'READY', topic: { sessions: { some: { sessionId } } } },
    },
    select: { material: { select: { fileName: true } } },
  });
  if (!page) throw appError('not_found');
  return page.material.fileName;
}
