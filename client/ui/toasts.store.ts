import type { Tone } from './tone.ts';

export interface Toast {
  text: string;
  tone?: Extract<Tone, 'neutral' | 'success' | 'warning' | 'danger'>;
  actionLabel?: string;
  onAction?: () => void;
  /** How long it stays; `Infinity` until it is dismissed. */
  durationMs?: number;
}

export interface ShownToast extends Toast {
  id: number;
}

/** Long enough to read two lines twice. */
const defaultDurationMs = 7_000;
/** What offers an act or says that something failed waits longer. */
const importantDurationMs = 15_000;
/** More would cover a phone. */
const shownMax = 3;

const listeners = new Set<() => void>();
const timers = new Map<number, ReturnType<typeof setTimeout>>();
let shown: readonly ShownToast[] = [];
let lastId = 0;

/** Says something in passing; what must not be missed belongs in a banner. Returns the id for `dismissToast`. */
export function showToast(toast: Toast): number {
  // The same words again restart the clock instead of piling up.
  const same = shown.find((other) => other.text === toast.text);
  if (same) dismissToast(same.id);

  lastId += 1;
  const id = lastId;
  change([...shown, { ...toast, id }]);
  while (shown.length > shownMax && shown[0]) dismissToast(shown[0].id);
  startTimer(id);
  return id;
}

export function dismissToast(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  change(shown.filter((toast) => toast.id !== id));
}

/** While somebody reads or is on a button of one, none goes away. */
export function pauseToasts(): void {
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
}

export function resumeToasts(): void {
  for (const { id } of shown) startTimer(id);
}

export function shownToasts(): readonly ShownToast[] {
  return shown;
}

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function startTimer(id: number): void {
  const toast = shown.find((other) => other.id === id);
  if (!toast || timers.has(id)) return;
  const isImportant = toast.onAction !== undefined || toast.tone === 'danger';
  const durationMs = toast.durationMs ?? (isImportant ? importantDurationMs : defaultDurationMs);
  if (durationMs === Number.POSITIVE_INFINITY) return;
  timers.set(
    id,
    setTimeout(() => dismissToast(id), durationMs),
  );
}

function change(next: readonly ShownToast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}
