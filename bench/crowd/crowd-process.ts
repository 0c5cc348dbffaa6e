import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { protocolVersion } from '#shared/contract.ts';
import type { RequestOutput } from '#shared/protocol.ts';
import type { Expected, FromCrowd, JoinTimes, ToCrowd } from './protocol.ts';
import { RawPage } from './raw-page.ts';

/** The crowd in a process of its own: those who sit in the room already, and the herd that comes in. */
const INNOCENT_ASKS_EVERY_MS = 5_000;
const CALM_MS = 10_000;
const GIVE_UP_MS = 60_000;

const innocents: RawPage[] = [];
let isAsking = false;

function send(message: FromCrowd): void {
  process.send?.(message);
}

function joinInput(code: string) {
  return { protocolVersion, code, position: null, pageId: randomUUID() };
}

async function settle({ port, code, cookies }: Extract<ToCrowd, { do: 'settle' }>): Promise<void> {
  for (const cookie of cookies) {
    const page = await RawPage.open({ port, cookie });
    const ack = await page.request('room:join', joinInput(code));
    if (!ack.ok) throw new Error(JSON.stringify(ack.error));
    innocents.push(page);
  }
}

/** Each of those inside writes every five seconds; the milliseconds until each answer. */
async function measureInnocents(questionId: string): Promise<number[]> {
  const ms: number[] = [];
  isAsking = true;
  await Promise.all(
    innocents.map(async (page, index) => {
      await delay((index / innocents.length) * INNOCENT_ASKS_EVERY_MS);
      for (let voted = true; isAsking; voted = !voted) {
        const startedAt = performance.now();
        const ack = await page.request('question:vote', { questionId, voted });
        if (!ack.ok) throw new Error(`an innocent was refused: ${JSON.stringify(ack.error)}`);
        ms.push(performance.now() - startedAt);
        await delay(Math.max(0, INNOCENT_ASKS_EVERY_MS - (performance.now() - startedAt)));
      }
    }),
  );
  return ms;
}

async function joinOne(
  { port, code, expected }: Extract<ToCrowd, { do: 'storm' }>,
  cookie: string,
  times: JoinTimes,
): Promise<void> {
  const startedAt = performance.now();
  let wasQueued = false;
  const input = joinInput(code);
  const page = await RawPage.open({ port, cookie });
  for (;;) {
    const ack = await page.request('room:join', input);
    if (ack.ok) {
      assertRight(ack.data as RequestOutput<'room:join'>, expected);
      break;
    }
    const { code: error, details } = ack.error;
    if (error !== 'room_busy' || performance.now() - startedAt > GIVE_UP_MS)
      throw new Error(JSON.stringify(ack.error));
    wasQueued = true;
    await delay(details?.retryAfterMs ?? 1_000);
  }
  times.ms.push(performance.now() - startedAt);
  if (wasQueued) times.queued += 1;
}

function assertRight({ snapshot, you }: RequestOutput<'room:join'>, expected: Expected): void {
  if (!snapshot || you.role !== 'learner') throw new Error('no snapshot of a learner');
  const ids = new Set(snapshot.questions.questions.map(({ questionId }) => questionId));
  if (!expected.questionIds.every((id) => ids.has(id))) throw new Error('questions are missing');
  if (snapshot.session.state !== 'live') throw new Error(`the session is ${snapshot.session.state}`);
  if (snapshot.presence.learners < expected.learnersAtLeast) throw new Error('learners are missing');
}

async function storm(message: Extract<ToCrowd, { do: 'storm' }>): Promise<void> {
  const { cookies, withinMs, expected } = message;
  const [questionId = ''] = expected.questionIds;
  const calm = measureInnocents(questionId);
  await delay(CALM_MS);
  isAsking = false;
  const before = await calm;

  const times: JoinTimes = { ms: [], queued: 0, failures: [] };
  const busy = measureInnocents(questionId);
  await Promise.all(
    cookies.map(async (cookie, index) => {
      await delay((index / cookies.length) * withinMs);
      await joinOne(message, cookie, times).catch((error: unknown) => times.failures.push(String(error)));
    }),
  );
  isAsking = false;
  send({ did: 'stormed', joins: times, innocents: { before, during: await busy } });
}

process.on('message', (message: ToCrowd) => {
  const act = message.do === 'settle' ? settle(message).then(() => send({ did: 'settled' })) : storm(message);
  act.catch((error: unknown) =>
    send({ failed: error instanceof Error ? (error.stack ?? '') : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
