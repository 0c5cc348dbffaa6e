import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import type { MaterialDto } from '#shared/features/materials.ts';

/** The materials of the session's topics. */
export class MaterialsStore {
  readonly #store = createStore<ReadonlyMap<string, MaterialDto>>(new Map());

  get state(): ReadOnlyStore<ReadonlyMap<string, MaterialDto>> {
    return this.#store;
  }

  takeSnapshot({ materials }: SnapshotDto): void {
    this.#store.set(new Map(materials.map((material) => [material.materialId, material])));
  }

  readonly news = {
    'material:changed': ({ material }) => {
      this.#store.set((last) => new Map(last).set(material.materialId, material));
    },
    'material:removed': ({ materialId }) => {
      this.#store.set((last) => {
        const next = new Map(last);
        next.delete(materialId);
        return next;
      });
    },
  } satisfies NewsHandlers;
}

/** As a list: in the order of the session's topics, and within a topic as the trainer put them. */
export function listMaterials(
  materials: ReadonlyMap<string, MaterialDto>,
  topicIds: readonly string[],
): MaterialDto[] {
  return [...materials.values()].sort(
    (a, b) => topicIds.indexOf(a.topicId) - topicIds.indexOf(b.topicId) || a.position - b.position,
  );
}
