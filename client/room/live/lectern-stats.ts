import type { Transport } from 'mediasoup-client/types';
import { type FirstTimes, firstTimes } from '#client/media/first-times.ts';
import type { RoomClient } from '../room-client.ts';

/** What really arrives on this page, read from the browser's own counters. */
export interface LecternStats extends FirstTimes {
  /** Over all pictures and since the transport was made: growing means that video is being shown. */
  framesDecoded: number;
  /** Of the largest picture received now. */
  frameHeight: number | null;
  /** Of the loudest track received now, from 0 to 1. */
  audioLevel: number;
  bytesReceived: number;
  srtpCipher: string | null;
  /** How sound and picture come here: `udp`, `tcp`, or over the detour, `turn-tls`; null before they do. */
  way: string | null;
  connection: string;
  receiving: string;
}

export async function readStats(room: RoomClient): Promise<LecternStats> {
  const { subscriber } = room.media;
  const stats: LecternStats = {
    ...firstTimes(),
    framesDecoded: 0,
    frameHeight: null,
    audioLevel: 0,
    bytesReceived: 0,
    srtpCipher: null,
    way: null,
    connection: room.connection.state.get().name,
    receiving: subscriber.state.get(),
  };
  const report = await reportOf(subscriber.transport);
  for (const entry of report.values()) {
    if (entry.type === 'transport') {
      stats.srtpCipher = entry.srtpCipher ?? null;
      stats.way = findWay(report, entry.selectedCandidatePairId);
    }
    if (entry.type !== 'inbound-rtp') continue;
    stats.bytesReceived += entry.bytesReceived ?? 0;
    if (entry.kind === 'audio') stats.audioLevel = Math.max(stats.audioLevel, entry.audioLevel ?? 0);
    if (entry.kind === 'video') {
      stats.framesDecoded += entry.framesDecoded ?? 0;
      stats.frameHeight = Math.max(stats.frameHeight ?? 0, entry.frameHeight ?? 0);
    }
  }
  return stats;
}

function findWay(report: ReadonlyMap<string, StatsEntry>, pairId: string | undefined): string | null {
  const local = report.get(report.get(pairId ?? '')?.localCandidateId ?? '');
  if (!local) return null;
  return local.candidateType === 'relay' ? `turn-${local.relayProtocol}` : (local.protocol ?? null);
}

interface StatsEntry {
  type: string;
  selectedCandidatePairId?: string;
  localCandidateId?: string;
  candidateType?: string;
  protocol?: string;
  relayProtocol?: string;
  kind?: string;
  srtpCipher?: string;
  bytesReceived?: number;
  audioLevel?: number;
  framesDecoded?: number;
  frameHeight?: number;
}

async function reportOf(transport: Transport | undefined): Promise<ReadonlyMap<string, StatsEntry>> {
  return !transport || transport.closed ? new Map() : transport.getStats();
}
