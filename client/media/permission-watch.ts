import type { Capture } from './devices.ts';

export type Permissions = Record<Capture, PermissionState>;

const captures = ['camera', 'microphone'] as const;

/**
 * Tells when the person, or the system, gives or takes the permission for a device. Where a browser cannot say, nothing is told: the
 * device itself then ends. Returns how to stop watching.
 */
export function watchPermissions(listener: (capture: Capture, state: PermissionState) => void): () => void {
  const stops: (() => void)[] = [];
  let isStopped = false;
  const watch = async (name: Capture): Promise<void> => {
    // TypeScript's list of names is as old as the standard's; browsers that do not know one refuse it.
    const status = await navigator.permissions?.query({ name: name as PermissionName });
    if (!status || isStopped) return;
    const tell = (): void => listener(name, status.state);
    tell();
    status.addEventListener('change', tell);
    stops.push(() => status.removeEventListener('change', tell));
  };
  for (const capture of captures) watch(capture).catch(() => {});
  return () => {
    isStopped = true;
    for (const stop of stops) stop();
  };
}
