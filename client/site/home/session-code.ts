/** The code in what somebody typed or pasted: the bare code, spaced or in capitals, or a link that contains it. */
export function findSessionCode(typed: string): string | undefined {
  const fromLink = /\/s\/([A-Za-z0-9]+)/u.exec(typed)?.[1];
  const code = (fromLink ?? typed.replace(/[\s-]/gu, '')).toLowerCase();
  return /^[a-z0-9]{6,16}$/u.test(code) ? code : undefined;
}

/** A pasted personal link keeps its secret, so that whoever pastes it comes in as themselves. */
export function findLinkToken(typed: string): string | undefined {
  return /\/s\/[A-Za-z0-9]+#k=([A-Za-z0-9_-]{22,64})$/u.exec(typed.trim())?.[1];
}
