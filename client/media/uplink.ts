/** What a send transport has counted since it was made, and what it says of now. */
export interface UplinkCounts {
  atMs: number;
  bytesSent: number;
  /** Of the largest picture that leaves; null where none does. */
  frameHeight: number | null;
  /** Share of packets that the server missed lately, of the stream that misses most. */
  loss: number | null;
  roundTripMs: number | null;
  availableKbps: number | null;
  /** The encoder lowers the picture because this machine cannot keep up. */
  isCpuLimited: boolean;
}

/** What leaves this page, in figures that a person can read. */
export interface Uplink {
  kbps: number;
  frameHeight: number | null;
  loss: number | null;
  roundTripMs: number | null;
  availableKbps: number | null;
}

/** `lossy`: what leaves gets lost; `narrow`: too little can leave; `busy`: the machine cannot encode it. */
export type UplinkTrouble = 'lossy' | 'narrow' | 'busy';

/** In-band FEC mends this much for a learner with a good line of their own; one with a weak one hears it already. */
const LOSS_MAX = 0.04;
/** The middle picture and a voice: with less, everybody sees the smallest. */
const NEEDED_KBPS = 600;
const ROUND_TRIP_MAX_MS = 1_000;

export function readUplink(report: RTCStatsReport): UplinkCounts {
  const counts: UplinkCounts = {
    atMs: 0,
    bytesSent: 0,
    frameHeight: null,
    loss: null,
    roundTripMs: null,
    availableKbps: null,
    isCpuLimited: false,
  };
  for (const entry of report.values()) {
    counts.atMs = Math.max(counts.atMs, Number(entry.timestamp));
    if (entry.type === 'outbound-rtp') {
      counts.bytesSent += Number(entry.bytesSent ?? 0);
      counts.isCpuLimited ||= entry.qualityLimitationReason === 'cpu';
      const isLeaving = entry.active !== false && Number(entry.framesPerSecond ?? 0) > 0;
      if (isLeaving) counts.frameHeight = Math.max(counts.frameHeight ?? 0, Number(entry.frameHeight ?? 0));
    }
    if (entry.type === 'remote-inbound-rtp' && entry.fractionLost !== undefined) {
      counts.loss = Math.max(counts.loss ?? 0, Number(entry.fractionLost));
    }
    if (entry.type === 'candidate-pair' && entry.nominated) {
      if (entry.currentRoundTripTime !== undefined)
        counts.roundTripMs = Number(entry.currentRoundTripTime) * 1_000;
      if (entry.availableOutgoingBitrate !== undefined)
        counts.availableKbps = Number(entry.availableOutgoingBitrate) / 1_000;
    }
  }
  return counts;
}

export function toUplink(before: UplinkCounts, now: UplinkCounts): Uplink {
  const { frameHeight, loss, roundTripMs, availableKbps } = now;
  const elapsedMs = now.atMs - before.atMs;
  const bits = Math.max(0, now.bytesSent - before.bytesSent) * 8;
  return { kbps: elapsedMs > 0 ? bits / elapsedMs : 0, frameHeight, loss, roundTripMs, availableKbps };
}

/** The first thing that is wrong, in the order in which a class would notice it. */
export function judgeUplink(now: UplinkCounts): UplinkTrouble | null {
  const { loss, roundTripMs, availableKbps, frameHeight, isCpuLimited } = now;
  if ((loss ?? 0) > LOSS_MAX || (roundTripMs ?? 0) > ROUND_TRIP_MAX_MS) return 'lossy';
  if (frameHeight !== null && availableKbps !== null && availableKbps < NEEDED_KBPS) return 'narrow';
  return isCpuLimited ? 'busy' : null;
}

/** What is believed of the line, and what was seen against it. */
export interface TroubleState {
  trouble: UplinkTrouble | null;
  candidate: UplinkTrouble | null;
  looks: number;
}

export const noTrouble: TroubleState = { trouble: null, candidate: null, looks: 0 };
/** Four seconds of trouble are no hiccup; a class notices after about ten. */
const LOOKS_TO_WARN = 2;
/** A warning that comes and goes is worse than one that stays a little long. */
const LOOKS_TO_CALM = 5;

export function stepTrouble(state: TroubleState, seen: UplinkTrouble | null): TroubleState {
  const looks = seen === state.candidate ? state.looks + 1 : 1;
  const needed = seen === null ? LOOKS_TO_CALM : LOOKS_TO_WARN;
  return { trouble: looks >= needed ? seen : state.trouble, candidate: seen, looks };
}
