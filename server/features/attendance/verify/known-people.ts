import type { Db } from '#server/core/context.ts';

/**
 * Whom the installation still knows. Whoever was removed from it took their rows along, and is named nowhere but in the record, under an id of nobody: that their rows are
 * missing is no fault.
 */
export class KnownPeople {
  readonly #ids: ReadonlySet<string>;

  private constructor(ids: Iterable<string>) {
    this.#ids = new Set(ids);
  }

  static async read(db: Db): Promise<KnownPeople> {
    const people = await db.person.findMany({ select: { id: true } });
    return new KnownPeople(people.map(({ id }) => id));
  }

  has(personId: string): boolean {
    return this.#ids.has(personId);
  }

  /** For a reference that a removal empties: what the record names, where emptying is what is to be expected. */
  orNull(personId: string | null): string | null {
    return personId !== null && this.has(personId) ? null : personId;
  }
}
