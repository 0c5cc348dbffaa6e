import { lookup } from 'node:dns/promises';
import type { Config } from '#server/core/config.ts';
import { signTurnName } from '#server/features/live/media/turn-credentials.ts';
import { type Finding, fine, hint, problem } from './finding.ts';
import { parseTurnUrl, TurnClient } from './turn-client.ts';

/** Places that a relay must never lead to; whatever answers there trusts its neighbours. */
const forbidden = ['127.0.0.1', '10.0.0.1', '172.16.0.1', '192.168.0.1', '169.254.169.254'];
const holdsMs = 60_000;

/** Whether the detour for networks with nothing but port 443 leads to the media ports, and nowhere else. */
export async function* checkTurn({ turn, announcedAddress }: Config): AsyncGenerator<Finding> {
  if (!turn) {
    yield hint(
      'Networks that let out nothing but port 443 get no sound and picture',
      'A TURN server mends that: LECTERN_TURN_URLS; docs/self-hosting.md says how to set one up.',
    );
    return;
  }
  for (const url of turn.urls) yield await checkUrl(url, turn.secret, announcedAddress);
}

async function checkUrl(url: string, secret: string, announcedAddress: string): Promise<Finding> {
  const { isUdp, ...place } = parseTurnUrl(url);
  if (isUdp) return hint(`${url} was not tried: it speaks UDP`, 'Only what speaks TLS or TCP is tried here.');
  try {
    const signed = signTurnName({ name: 'doctor', secret, expiresAtMs: Date.now() + holdsMs });
    const client = await TurnClient.connect(place, signed);
    try {
      return await askAbout(url, client, announcedAddress);
    } finally {
      await client.close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return problem(
      `The TURN server ${url} cannot be reached: ${reason}`,
      'Is it running, is its port open, is its certificate one that browsers trust?',
    );
  }
}

async function askAbout(url: string, client: TurnClient, announcedAddress: string): Promise<Finding> {
  const refusal = await client.allocate();
  if (refusal === 401)
    return problem(
      `The TURN server ${url} knows another secret`,
      'LECTERN_TURN_SECRET is its static-auth-secret.',
    );
  if (refusal !== undefined) return problem(`The TURN server ${url} refuses to relay (${refusal})`);

  const { address, family } = await lookup(announcedAddress);
  if (family === 4 && (await client.permit(address)) !== undefined) {
    return problem(
      `The TURN server ${url} does not relay to ${announcedAddress}`,
      'Its allowed-peer-ip must be LECTERN_ANNOUNCED_ADDRESS.',
    );
  }
  for (const place of forbidden) {
    if (place !== address && (await client.permit(place)) === undefined) {
      return problem(
        `The TURN server ${url} relays to ${place}: whoever is in a class could reach machines inside your network`,
        'Give it the denied-peer-ip lines of docs/turnserver.conf.',
      );
    }
  }
  return fine(`The TURN server ${url} relays to ${announcedAddress}, and not into your network`);
}
