import { http } from '#client/lib/http.ts';
import type { SessionDto } from '#shared/features/catalog.ts';
import type { ExclusionDto } from '#shared/features/order.ts';
import type { RoomFeature } from '#shared/room-features.ts';
import type { Admission, ExclusionKind, ExclusionReason } from '#shared/session-door.ts';

/** What staff do at the door of one session; each throws an `AppError` where it cannot be done. */
export class OrderActs {
  readonly #params: { sessionId: string };

  constructor(sessionId: string) {
    this.#params = { sessionId };
  }

  setDoor(door: { locked?: boolean; admission?: Admission }): Promise<SessionDto> {
    return http('POST /api/sessions/:sessionId/door', { params: this.#params, body: door });
  }

  lockFeature(feature: RoomFeature, locked: boolean): Promise<SessionDto> {
    return http('POST /api/sessions/:sessionId/feature-locks', {
      params: this.#params,
      body: { feature, locked },
    });
  }

  async admit(personIds?: string[]): Promise<number> {
    const body = personIds ? { personIds } : {};
    const { admitted } = await http('POST /api/sessions/:sessionId/admit', { params: this.#params, body });
    return admitted;
  }

  exclude(body: {
    personId: string;
    kind: ExclusionKind;
    reason: ExclusionReason;
    note: string;
  }): Promise<ExclusionDto> {
    return http('POST /api/sessions/:sessionId/exclusions', { params: this.#params, body });
  }

  async letReturn(exclusionId: string): Promise<void> {
    await http('DELETE /api/sessions/:sessionId/exclusions/:exclusionId', {
      params: { ...this.#params, exclusionId },
    });
  }
}
