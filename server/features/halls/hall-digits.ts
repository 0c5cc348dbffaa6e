import { createHmac, timingSafeEqual } from 'node:crypto';

/** Long enough to read it across a room and type it, short enough that a picture of it is of no use at home. */
const STEP_MS = 60_000;

/** What stands on the hall's screen now, and until when. */
export function digitsAt(secret: Uint8Array, now: Date): { digits: string; endsAt: Date } {
  const step = Math.floor(now.getTime() / STEP_MS);
  return { digits: digitsOf(secret, step), endsAt: new Date((step + 1) * STEP_MS) };
}

/** Whoever began to type just before the digits changed is right, too. */
export function areDigitsRight(secret: Uint8Array, now: Date, typed: string): boolean {
  const step = Math.floor(now.getTime() / STEP_MS);
  return [step, step - 1].some((at) => {
    const digits = Buffer.from(digitsOf(secret, at));
    const given = Buffer.from(typed);
    return digits.length === given.length && timingSafeEqual(digits, given);
  });
}

function digitsOf(secret: Uint8Array, step: number): string {
  const mac = createHmac('sha256', secret).update(`hall ${step}`).digest();
  // Of 2^32 the remainder modulo 10,000 is as good as even.
  return String(mac.readUInt32BE(0) % 10_000).padStart(4, '0');
}
