const key = 'lectern.reloaded';
/** A second new version within this time is a fault that reloading does not mend. */
const AGAIN_AFTER_MS = 10 * 60_000;

/** A page older than the server fetches the new one, once: a proxy that keeps serving the old page must not make a circle. */
export function reloadOnce(): void {
  try {
    const last = Number(sessionStorage.getItem(key) ?? 0);
    if (Date.now() - last < AGAIN_AFTER_MS) return;
    sessionStorage.setItem(key, String(Date.now()));
  } catch {
    // Without memory there is no telling a circle from a first time: the person presses the button.
    return;
  }
  location.reload();
}
