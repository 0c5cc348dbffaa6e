/** Why a camera, microphone or screen could not be had; the words and what to do stand in `room-staff` under `deviceError`. */
export type DeviceErrorName =
  /** The page is not served over HTTPS: browsers then hide devices altogether. */
  | 'insecure'
  /** This browser, often one inside another app, has none to offer. */
  | 'unsupported'
  /** The person, an earlier choice or the system's settings said no. */
  | 'denied'
  /** The system does not let the browser have it, whatever the page's permission (macOS, Windows privacy settings). */
  | 'denied_by_system'
  | 'not_found'
  /** Another program is using it, or its driver failed. */
  | 'busy'
  /** The chosen one is no longer there. */
  | 'gone'
  /** The dialog was closed without choosing. */
  | 'cancelled'
  | 'unknown';

/** Names one of the many ways in which browsers say no. */
export function nameDeviceError(
  thrown: unknown,
  { isSecure, isScreen = false }: { isSecure: boolean; isScreen?: boolean },
): DeviceErrorName {
  const name = thrown instanceof Error || isNamed(thrown) ? thrown.name : '';
  const message = thrown instanceof Error ? thrown.message : '';
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      if (!isSecure) return 'insecure';
      if (/system/iu.test(message)) return 'denied_by_system';
      // Closing the picker of screens and forbidding it look the same.
      return isScreen ? 'cancelled' : 'denied';
    case 'SecurityError':
      return isSecure ? 'denied_by_system' : 'insecure';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return 'not_found';
    case 'NotReadableError':
    case 'TrackStartError':
      return 'busy';
    case 'OverconstrainedError':
    case 'ConstraintNotSatisfiedError':
      return 'gone';
    case 'AbortError':
      return 'busy';
    case 'NotSupportedError':
      return 'unsupported';
    case 'TypeError':
      return isSecure ? 'unsupported' : 'insecure';
    default:
      return 'unknown';
  }
}

function isNamed(thrown: unknown): thrown is { name: string } {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown && typeof thrown.name === 'string';
}
