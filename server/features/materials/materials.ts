import { availableParallelism } from 'node:os';
import type { AppContext } from '#server/core/context.ts';
import type { Live } from '#server/features/live/live.ts';
import { MaterialFiles } from './material-files.ts';
import { MaterialShelf } from './material-shelf.ts';
import { listenForMaterials } from './materials.listener.ts';
import { registerMaterialsRoutes } from './materials.routes.ts';
import type { Materials } from './materials.service.ts';
import { uploadTimeouts } from './receive-upload.ts';
import { renderLimits } from './render-limits.ts';
import { recoverMaterials, renderMaterial } from './render-material.ts';
import { RenderQueue } from './render-queue.ts';
import { registerSlidesSocket } from './slides.socket.ts';
import { Turns } from './turns.ts';

/**
 * The materials feature: files, their pages, and which page a room is on. Goes on with what the last stop interrupted.
 * @returns what ends the renderers; to be called before the database is closed
 */
export async function registerMaterials(context: AppContext, live: Live): Promise<() => Promise<void>> {
  const { config, db, clock, events, log } = context;
  const files = await MaterialFiles.open(config.dataDir);
  const queue = new RenderQueue({
    // One core is always left to the room.
    concurrency: Math.max(1, availableParallelism() - 1),
    render: (materialId, signal) =>
      renderMaterial({ db, events, files, log, limits: renderLimits }, materialId, signal),
  });
  const materials: Materials = {
    db,
    clock,
    events,
    files,
    shelf: new MaterialShelf(db),
    queue,
    uploadBounds: { maxBytes: config.uploadMaxBytes, ...uploadTimeouts },
    uploads: new Set(),
  };
  const turns = new Turns();

  registerMaterialsRoutes(context, materials);
  registerSlidesSocket(context, live, turns);
  listenForMaterials(context, live, materials, turns);
  await recoverMaterials(materials);
  return () => queue.stop();
}
