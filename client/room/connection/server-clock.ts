/** The server's clock as far as this page can tell; the device's own may be an hour off. For showing only. */
export class ServerClock {
  #offsetMs = 0;

  /** @param now what the server said; the answer was on its way for a moment, which nobody sees in minutes and seconds */
  set(now: string): void {
    this.#offsetMs = Date.parse(now) - Date.now();
  }

  /** Bound, so that components can hold on to it. */
  readonly nowMs = (): number => Date.now() + this.#offsetMs;
}
