import { createHmac } from 'node:crypto';
import type { Clock } from '#server/core/clock.ts';
import type { Config } from '#server/core/config.ts';
import type { IceServersDto } from '#shared/features/media.ts';

/**
 * Most sessions are over by then. A page gets new ones with each transport and each restart of ICE: where a way fails because they have run
 * out, that is the first thing tried, and a matter of seconds. They cannot be called back, so whoever was sent away has what is left of
 * theirs, for nothing but this installation's media ports: two hours of it at the most, not a day.
 */
export const TURN_CREDENTIALS_HOLD_MS = 2 * 60 * 60_000;

/**
 * Credentials for the organiser's TURN server, as its REST API wants them: the name says until when they hold and for whom, the
 * password is its signature with the secret that both know. Nothing is kept.
 */
export class TurnCredentials {
  readonly #turn: Config['turn'];
  readonly #clock: Clock;

  constructor(turn: Config['turn'], clock: Clock) {
    this.#turn = turn;
    this.#clock = clock;
  }

  /** To be spread into an answer; nothing where there is no TURN server. */
  give({ personId }: { personId: string }): { iceServers?: IceServersDto } {
    if (!this.#turn) return {};
    const { urls, secret } = this.#turn;
    const expiresAtMs = this.#clock.now().getTime() + TURN_CREDENTIALS_HOLD_MS;
    return { iceServers: [{ urls, ...signTurnName({ name: personId, secret, expiresAtMs }) }] };
  }
}

/** SHA-1 because the TURN server computes the same, and in an HMAC nothing is known against it. */
export function signTurnName({
  name,
  secret,
  expiresAtMs,
}: {
  name: string;
  secret: string;
  expiresAtMs: number;
}): { username: string; credential: string } {
  const username = `${Math.floor(expiresAtMs / 1_000)}:${name}`;
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}
