import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import type { Room } from '#server/features/live/room.ts';
import type { Materials } from './materials.service.ts';
import { getSlide } from './slides.service.ts';
import type { Turns } from './turns.ts';

/** Rooms hear of what happens to the materials of their topics, and joining pages get them. */
export function listenForMaterials(
  { db, events }: AppContext,
  { rooms, snapshots }: Live,
  { shelf }: Materials,
  turns: Turns,
): void {
  snapshots.addShared('slide', ({ sessionId }) => getSlide(db, sessionId));
  snapshots.addShared('materials', async ({ sessionId, isStaff }) => {
    const topics = await db.sessionTopic.findMany({
      where: { sessionId },
      orderBy: { position: 'asc' },
      select: { topicId: true },
    });
    const lists = await Promise.all(topics.map(({ topicId }) => shelf.list(topicId)));
    return lists.flat().filter((material) => isStaff || material.state === 'ready');
  });

  events.on('material.changed', async ({ materialId, topicId }) => {
    shelf.forget(topicId);
    await turns.run(topicId, async () => {
      const concerned = await findRooms(topicId);
      const material = concerned.length > 0 ? await shelf.find({ topicId, materialId }) : undefined;
      if (!material) return;
      for (const room of concerned) {
        room.tellStaff('material:changed', { material });
        if (material.state === 'ready') room.tellLearners('material:changed', { material });
      }
    });
  });

  events.on('material.removed', async ({ materialId, topicId }) => {
    shelf.forget(topicId);
    await turns.run(topicId, async () => {
      for (const room of await findRooms(topicId)) {
        // First the page goes, then the material it belonged to: nobody looks at a page of nothing.
        await turns.run(room.sessionId, async () => {
          const slide = await getSlide(db, room.sessionId);
          if (!slide) room.tellEverybody('slide:led', { slide }, { urgent: true });
        });
        room.tellEverybody('material:removed', { materialId });
      }
    });
  });

  /** Rooms in memory whose session carries the topic. */
  async function findRooms(topicId: string): Promise<Room[]> {
    const open = [...rooms.rooms].map((room) => room.sessionId);
    if (open.length === 0) return [];
    const carrying = await db.sessionTopic.findMany({
      where: { topicId, sessionId: { in: open } },
      select: { sessionId: true },
    });
    return carrying.flatMap(({ sessionId }) => rooms.find(sessionId) ?? []);
  }
}
