import type { IconName } from '#client/ui/icon-paths.ts';
import type { ReactionKind } from '#shared/reaction-kinds.ts';

/** Drawn, not taken from the device's font: old phones and bare computers show empty boxes. */
export const reactionIcons: Record<ReactionKind, IconName> = {
  clap: 'clap',
  heart: 'heart',
  understood: 'thumb-up',
  lost: 'puzzled',
  laugh: 'laugh',
};
