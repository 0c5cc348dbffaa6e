/** A session's life: scheduled → lobby → live → ended → archived. Server and page ask the same table. */
export const sessionStates = ['scheduled', 'lobby', 'live', 'ended', 'archived'] as const;
export type SessionState = (typeof sessionStates)[number];

export const sessionMoves = ['open_lobby', 'close_lobby', 'start', 'end', 'archive', 'restore'] as const;
export type SessionMove = (typeof sessionMoves)[number];

const moves: Record<SessionMove, { from: SessionState; to: SessionState }> = {
  open_lobby: { from: 'scheduled', to: 'lobby' },
  /** Doors opened by mistake, or on the wrong day. */
  close_lobby: { from: 'lobby', to: 'scheduled' },
  start: { from: 'lobby', to: 'live' },
  end: { from: 'live', to: 'ended' },
  archive: { from: 'ended', to: 'archived' },
  restore: { from: 'archived', to: 'ended' },
};

/** The state after the move, or undefined where the table does not know it. */
export function findNextState(state: SessionState, move: SessionMove): SessionState | undefined {
  return moves[move].from === state ? moves[move].to : undefined;
}

export function legalMoves(state: SessionState): SessionMove[] {
  return sessionMoves.filter((move) => moves[move].from === state);
}

/** It has been, and nobody waits for it any more. */
export function isOver(state: SessionState): boolean {
  return state === 'ended' || state === 'archived';
}

/** People may be in the room; presence is recorded. */
export function isRoomOpen(state: SessionState): boolean {
  return state === 'lobby' || state === 'live';
}
