import type { Log } from '#server/core/log.ts';
import { AppError, type AppErrorCode } from '#shared/errors.ts';
import type { Materials } from './materials.service.ts';
import type { RenderLimits } from './render-limits.ts';
import { renderPages } from './render-process.ts';
import type { RenderedPage } from './render-protocol.ts';
import type { MaterialMediaType } from './sniff.ts';

/** The first page is shown at once, the others in such handfuls: each is a transaction and a message to the staff. */
const SHOW_EVERY_MS = 1_000;
/** What one statement of the embedded database takes without keeping others waiting. */
const ROWS_PER_STATEMENT_MAX = 200;

export type MaterialRendering = Pick<Materials, 'db' | 'events' | 'files'> & {
  log: Log;
  limits: RenderLimits;
};

/**
 * Renders one material that is PROCESSING and makes it READY or FAILED. An aborted one stays as it is: it was deleted, or
 * the server is stopping and begins it again at its next start. Never rejects.
 */
export async function renderMaterial(
  rendering: MaterialRendering,
  materialId: string,
  signal: AbortSignal,
): Promise<void> {
  const { log } = rendering;
  try {
    await render(rendering, materialId, signal);
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof AppError)
      log.info({ materialId, code: error.code, reason: error.message }, 'a material cannot be shown');
    else log.error({ err: error, materialId }, 'a material could not be rendered');
    const failure = error instanceof AppError ? error.code : 'internal';
    await markFailed(rendering, materialId, failure).catch((err: unknown) => {
      log.error(
        { err, materialId },
        'a failed material could not be marked; it is tried again at the next start',
      );
    });
  }
}

/** What a stop or crash left in the middle is begun again; folders that no row knows are thrown away. */
export async function recoverMaterials({
  db,
  files,
  queue,
}: Pick<Materials, 'db' | 'files' | 'queue'>): Promise<void> {
  const [onDisk, rows] = await Promise.all([
    files.listIds(),
    db.material.findMany({ orderBy: { id: 'asc' }, select: { id: true, state: true } }),
  ]);
  const known = new Set(rows.map((row) => row.id));
  for (const id of onDisk) if (!known.has(id)) await files.remove(id);
  for (const row of rows) if (row.state === 'PROCESSING') queue.add(row.id);
}

async function render(rendering: MaterialRendering, materialId: string, signal: AbortSignal): Promise<void> {
  const { db, events, files, log, limits } = rendering;
  const material = await db.material.findUnique({
    where: { id: materialId },
    select: { topicId: true, state: true, sizeBytes: true, mediaType: true },
  });
  if (material?.state !== 'PROCESSING') return;
  const { topicId } = material;

  await db.materialPage.deleteMany({ where: { materialId } });
  const folder = await files.clearPages(materialId);
  const startedAtMs = performance.now();
  // A page that cannot be written (its material went with its topic) ends the rendering.
  const unwritable = new AbortController();
  const shown = new ShownPages({
    write: async (pages) => {
      await db.materialPage.createMany({ data: pages.map((page) => ({ materialId, ...page })) });
      events.emit('material.changed', { materialId, topicId });
    },
    onFailure: (error) => unwritable.abort(error),
  });
  const result = await renderPages({
    file: files.originalPath(materialId),
    sizeBytes: material.sizeBytes,
    mediaType: material.mediaType as MaterialMediaType,
    folder,
    limits,
    signal: AbortSignal.any([signal, unwritable.signal]),
    onPage: (page) => shown.add(page),
  });
  await shown.finish();
  unwritable.signal.throwIfAborted();

  const { count } = await db.material.updateMany({
    where: { id: materialId, state: 'PROCESSING' },
    data: { state: 'READY' },
  });
  log.info(
    { materialId, ...result, durationMs: Math.round(performance.now() - startedAtMs) },
    'a material is ready',
  );
  if (count > 0) events.emit('material.changed', { materialId, topicId });
}

async function markFailed(
  { db, events, files }: MaterialRendering,
  materialId: string,
  failure: AppErrorCode,
): Promise<void> {
  const material = await db.$transaction(async (tx) => {
    await tx.material.updateMany({
      where: { id: materialId, state: 'PROCESSING' },
      data: { state: 'FAILED', failure },
    });
    await tx.materialPage.deleteMany({ where: { materialId, material: { state: 'FAILED' } } });
    return tx.material.findUnique({ where: { id: materialId }, select: { topicId: true, state: true } });
  });
  // What cannot be shown is not kept: its owner has it, and a hostile file has no business here.
  if (material?.state !== 'READY') await files.remove(materialId);
  if (material) events.emit('material.changed', { materialId, topicId: material.topicId });
}

interface ShownPagesOptions {
  write: (pages: RenderedPage[]) => Promise<void>;
  onFailure: (error: unknown) => void;
}

/** Writes pages down in handfuls while the next ones are drawn. */
class ShownPages {
  readonly #options: ShownPagesOptions;
  #waiting: RenderedPage[] = [];
  #writing: Promise<void> | undefined;
  #nextAtMs = 0;

  constructor(options: ShownPagesOptions) {
    this.#options = options;
  }

  add(page: RenderedPage): void {
    this.#waiting.push(page);
    if (this.#writing || performance.now() < this.#nextAtMs) return;
    this.#nextAtMs = performance.now() + SHOW_EVERY_MS;
    this.#writing = this.#writeWaiting().finally(() => {
      this.#writing = undefined;
    });
  }

  async finish(): Promise<void> {
    await this.#writing;
    await this.#writeWaiting();
  }

  async #writeWaiting(): Promise<void> {
    const { write, onFailure } = this.#options;
    try {
      while (this.#waiting.length > 0) await write(this.#waiting.splice(0, ROWS_PER_STATEMENT_MAX));
    } catch (error) {
      onFailure(error);
    }
  }
}
