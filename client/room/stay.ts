/** Whether this tab is in the room, so that a reload leads back into it. Another tab, or tomorrow, begins at the door. */
export function wasHere(code: string): boolean {
  try {
    return sessionStorage.getItem(keyOf(code)) !== null;
  } catch {
    return false;
  }
}

export function rememberStay(code: string, isHere: boolean): void {
  try {
    if (isHere) sessionStorage.setItem(keyOf(code), '1');
    else sessionStorage.removeItem(keyOf(code));
  } catch {
    // Refused by an in-app browser: then a reload begins at the door.
  }
}

const keyOf = (code: string): string => `lectern.inside.${code}`;
