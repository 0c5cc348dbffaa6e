import type { AttendanceEvent } from '#shared/attendance-events.ts';

/** What an attester said at one moment. */
export interface RecordedAttestation {
  attestationId: string;
  hallId: string;
  topicId: string | null;
  byId: string;
  atMs: number;
  personIds: readonly string[];
  confirmedIds: readonly string[];
  withdrawnMs: number | null;
}

export interface RecordedHall {
  hallId: string;
  /** Staff know it and its attester; null: what it says counts for nothing yet. */
  confirmedMs: number | null;
  refusedMs: number | null;
}

export interface RecordedCode {
  codeId: string;
  topicId: string;
  byId: string | null;
  shownMs: number;
  closesMs: number;
  /** By person, when. */
  entries: Map<string, number>;
}

export interface RecordedElsewhere {
  /** Those of which the record tells: one that never attested anything is in no event, unless it was confirmed or refused. */
  halls: Map<string, RecordedHall>;
  attestations: Map<string, RecordedAttestation>;
  codes: Map<string, RecordedCode>;
  /** Events that contradict those before them. */
  faults: { seq: number; says: string }[];
}

/** Who attended without a connection of their own, from a session's events alone. */
export function readElsewhere(events: Iterable<AttendanceEvent>): RecordedElsewhere {
  const halls = new Map<string, RecordedHall>();
  const attestations = new Map<string, RecordedAttestation>();
  const codes = new Map<string, RecordedCode>();
  const faults: RecordedElsewhere['faults'] = [];
  const hallOf = (hallId: string): RecordedHall => {
    const hall = halls.get(hallId) ?? { hallId, confirmedMs: null, refusedMs: null };
    halls.set(hallId, hall);
    return hall;
  };

  for (const { kind, seq, at, personId, data } of events) {
    const fault = (says: string): void => void faults.push({ seq, says });
    const atMs = at.getTime();
    switch (kind) {
      case 'hall.attested': {
        if (attestations.has(data.attestationId)) fault(`repeats attestation ${data.attestationId}`);
        if (hallOf(data.hallId).refusedMs !== null)
          fault(`attests for hall ${data.hallId}, which was refused`);
        const stranger = data.confirmedIds.find((confirmed) => !data.personIds.includes(confirmed));
        if (stranger) fault(`has person ${stranger} confirm a list without them`);
        attestations.set(data.attestationId, { ...data, atMs, withdrawnMs: null });
        break;
      }
      case 'hall.confirmed':
        hallOf(data.hallId).confirmedMs ??= atMs;
        break;
      case 'hall.withdrawn': {
        if (data.attestationId === null) {
          hallOf(data.hallId).refusedMs ??= atMs;
          break;
        }
        const attestation = attestations.get(data.attestationId);
        if (attestation?.hallId !== data.hallId)
          fault(`withdraws attestation ${data.attestationId}, which hall ${data.hallId} never made`);
        else attestation.withdrawnMs ??= atMs;
        break;
      }
      case 'viewer_code.shown':
        if (codes.has(data.codeId)) fault(`shows code ${data.codeId} a second time`);
        codes.set(data.codeId, {
          codeId: data.codeId,
          topicId: data.topicId,
          byId: data.byId,
          shownMs: atMs,
          closesMs: Date.parse(data.closesAt),
          entries: new Map(),
        });
        break;
      case 'viewer_code.entered': {
        const code = codes.get(data.codeId);
        if (!code || code.topicId !== data.topicId)
          fault(`enters code ${data.codeId}, which was never shown`);
        else if (!personId) fault(`enters code ${data.codeId} for nobody`);
        else if (code.entries.has(personId))
          fault(`enters code ${data.codeId} for ${personId} a second time`);
        else {
          if (atMs >= code.closesMs) fault(`enters code ${data.codeId}, which had closed`);
          code.entries.set(personId, atMs);
        }
        break;
      }
      default:
        break;
    }
  }
  return { halls, attestations, codes, faults };
}
