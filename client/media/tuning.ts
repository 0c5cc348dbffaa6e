import type { Request } from '#client/lib/socket.ts';
import type { SpatialLayer } from './layer-choice.ts';

/** Whether something is sent to this page just now, and how large. */
export interface Tuning {
  paused: boolean;
  spatialLayer?: SpatialLayer | undefined;
}

export interface TuningChange {
  consumerId: string;
  tuning: Tuning;
}

/** How large it would be makes no difference while it is not sent. */
export function isSameTuning(left: Tuning, right: Tuning): boolean {
  return left.paused === right.paused && (left.paused || left.spatialLayer === right.spatialLayer);
}

export async function tellTunings(
  request: Request,
  epoch: number,
  changes: readonly TuningChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const consumers = changes.map(({ consumerId, tuning: { paused, spatialLayer } }) =>
    spatialLayer === undefined ? { consumerId, paused } : { consumerId, paused, spatialLayer },
  );
  await request('media:tune', { epoch, consumers });
}
