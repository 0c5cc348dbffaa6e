import { appError } from '#shared/errors.ts';
import type { Role } from '#shared/roles.ts';

/** Who is asking. Comes from the cookie alone. */
export interface Actor {
  personId: string;
  signInId: string;
  name: string;
  platformRole: 'none' | 'organiser' | 'admin';
}

/** What a request is about; each id was looked up and belongs to the ones above it. */
export interface Scope {
  seriesId: string | null;
  sessionId: string | null;
  topicId: string | null;
  materialId: string | null;
  pollId: string | null;
}

/** Somebody in a scope: what a handler gets. */
export interface Caller {
  /** Null for a guest. */
  actor: Actor | null;
  role: Role;
  scope: Scope;
  /** The client's network address, for limits; never stored. */
  address: string;
}

/** For handlers of routes whose rule lets no guest in: the gateway has made sure of it. */
export function requireActor(actor: Actor | null): Actor {
  if (!actor) throw new Error('a rule let a guest in where somebody signed in is needed');
  return actor;
}

/** For handlers of routes whose path speaks of a series. */
export function requireSeries({ seriesId }: Pick<Scope, 'seriesId'>): string {
  if (!seriesId) throw appError('not_found');
  return seriesId;
}
