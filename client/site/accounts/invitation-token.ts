/**
 * The token of an invitation stands in the link's fragment. It is read once and taken out of the address bar, so that it does
 * not stay in screenshots and bookmarks; a reload and a detour over the sign-in page still find it.
 */
let remembered: string | null = null;

const historyKey = 'invitationToken';

export function takeInvitationToken(): string | null {
  const fromFragment = decodeURIComponent(location.hash.slice(1));
  if (fromFragment !== '') {
    remembered = fromFragment;
    history.replaceState({ ...history.state, [historyKey]: fromFragment }, '', location.pathname);
  }
  remembered ??= tokenInHistory();
  return remembered;
}

export function forgetInvitationToken(): void {
  remembered = null;
  history.replaceState({ ...history.state, [historyKey]: undefined }, '');
}

function tokenInHistory(): string | null {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !(historyKey in state)) return null;
  return typeof state[historyKey] === 'string' ? state[historyKey] : null;
}
