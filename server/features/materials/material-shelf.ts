import type { PrismaClient } from '#prisma/generated/client.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { toMaterialDto, withPages } from './materials.mapper.ts';

/** Topics of the sessions that are on and a few that people read up on; 50 materials of 500 pages are 2 MB. */
const TOPICS_MAX = 100;

/**
 * What each topic has, kept until it changes: a turned page makes every learner in the room ask for a picture within the
 * same second, and each asks whether it may be seen.
 */
export class MaterialShelf {
  readonly #db: PrismaClient;
  readonly #topics = new Map<string, Promise<readonly MaterialDto[]>>();

  constructor(db: PrismaClient) {
    this.#db = db;
  }

  /** In the trainer's order. */
  async list(topicId: string): Promise<readonly MaterialDto[]> {
    const known = this.#topics.get(topicId);
    if (known) return known;

    // The promise is kept, not its answer, so that a thousand who ask at once make one query.
    const loading = this.#load(topicId);
    this.#topics.set(topicId, loading);
    loading.catch(() => this.#forgetIf(topicId, loading));
    const oldest = this.#topics.keys().next();
    if (this.#topics.size > TOPICS_MAX && !oldest.done) this.#topics.delete(oldest.value);
    return loading;
  }

  async find({
    topicId,
    materialId,
  }: {
    topicId: string;
    materialId: string;
  }): Promise<MaterialDto | undefined> {
    return (await this.list(topicId)).find((material) => material.materialId === materialId);
  }

  /** To be called after the commit: a reading that began before it is handed to those who wait, and not kept. */
  forget(topicId: string): void {
    this.#topics.delete(topicId);
  }

  #forgetIf(topicId: string, loading: Promise<readonly MaterialDto[]>): void {
    if (this.#topics.get(topicId) === loading) this.#topics.delete(topicId);
  }

  async #load(topicId: string): Promise<readonly MaterialDto[]> {
    const rows = await this.#db.material.findMany({
      where: { topicId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      include: withPages,
    });
    return rows.map(toMaterialDto);
  }
}
