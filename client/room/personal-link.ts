/** The token of a personal link stands in the fragment (`/s/CODE#k=TOKEN`), which browsers never send anywhere. */
const pattern = /^#k=([A-Za-z0-9_-]{22,64})$/u;

export function readLinkToken(hash: string): string | null {
  return pattern.exec(hash)?.[1] ?? null;
}

/** Puts the token into the address bar, so that a bookmark or a copy of it brings the same person back. */
export function showLinkToken(token: string): void {
  history.replaceState(history.state, '', `${location.pathname}${location.search}#k=${token}`);
}

export function hideLinkToken(): void {
  history.replaceState(history.state, '', `${location.pathname}${location.search}`);
}

export function personalUrl(token: string): string {
  return `${publicUrl()}#k=${token}`;
}

/** The session's address as it may be passed on. */
export function publicUrl(): string {
  return `${location.origin}${location.pathname}`;
}
