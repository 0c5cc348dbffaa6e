import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { isStaff } from '#shared/roles.ts';
import { assertMayRead } from './ask-at-door.ts';
import { Doorstep } from './doorstep.ts';
import { listenForOrder } from './order.listener.ts';
import { toPeopleHere } from './order.mapper.ts';
import { readExclusions, readWaiting } from './order.queries.ts';
import { registerOrderRoutes } from './order.routes.ts';
import { PeopleNews } from './people.news.ts';

/** Keeping order: who may come in, who waits, who was shown out, and who is here. Returns what closes it. */
export function registerOrder(context: AppContext, live: Live): () => Promise<void> {
  const { db, events } = context;
  const doorstep = new Doorstep(context, live);
  live.door.guardBy({ keep: doorstep.keep, assertMayRead: (reader) => assertMayRead(context, reader) });
  registerOrderRoutes(context, live, doorstep);
  listenForOrder(context, live, doorstep);
  const people = new PeopleNews(events, live);
  live.snapshots.add('order', async ({ sessionId, seriesId, role }) => {
    if (!isStaff(role)) return null;
    const waiting = await readWaiting(db, { sessionId, here: doorstep.peopleAt(sessionId) });
    const exclusions = await readExclusions(db, { sessionId, seriesId });
    // Last, and without a pause before the answer is put together: nobody who came meanwhile is left out.
    const here = toPeopleHere(live.rooms.find(sessionId)?.peers ?? []);
    return { people: [...here.values()], waiting, exclusions };
  });
  return async () => {
    people.close();
    await doorstep.close();
  };
}
