import { randomUUID } from 'node:crypto';
import type { CheckDeskDto, StaffCheckDto } from '#shared/features/presence-checks.ts';
import type { CheckKind } from '#shared/presence-checks.ts';
import type { RequestInput } from '#shared/protocol.ts';
import type { Classroom } from './classroom.ts';
import type { World } from './factories.ts';
import type { TestApp } from './test-app.ts';
import type { TestPage } from './test-client.ts';

/** Asked by staff; the newest of what staff then see. */
export async function ask(
  staff: TestPage,
  kind: CheckKind = 'tap',
  clientId = randomUUID(),
): Promise<StaffCheckDto> {
  const { desk } = await staff.request('check:ask', { clientId, kind });
  return newest(desk);
}

export function newest({ checks: [check] }: CheckDeskDto): StaffCheckDto {
  if (!check) throw new Error('no check was shown');
  return check;
}

export function toAnswer(
  checkId: string,
  change: Partial<RequestInput<'check:answer'>> = {},
): RequestInput<'check:answer'> {
  return { clientId: randomUUID(), checkId, word: null, ...change };
}

/** What a page says by itself as soon as it has drawn it. */
export function sayDelivered(page: TestPage, checkId: string, seen = true) {
  return page.request('check:deliver', { checkId, seen });
}

/**
 * For an hour none comes by itself, as staff may decide. The factory's topics have run for ten minutes, so one is due: it would come, and be told,
 * between what a test is about.
 */
export async function holdChecks(
  { context: { db } }: Pick<World, 'context'>,
  { session: { sessionId }, trainer: { personId } }: Pick<Classroom, 'session' | 'trainer'>,
): Promise<void> {
  const until = new Date(Date.now() + 3_600_000);
  await db.presenceCheckHold.create({ data: { sessionId, until, heldById: personId } });
}

/** Lets the planned check of the running topic be due now. */
export async function letBeDue({ context }: TestApp, sessionId: string): Promise<string> {
  const planned = await context.db.presenceCheck.findFirstOrThrow({ where: { sessionId, state: 'PLANNED' } });
  await context.db.presenceCheck.update({ where: { id: planned.id }, data: { dueAfterMs: 0 } });
  context.events.emit('session.changed', { sessionId });
  return planned.id;
}

/** Lets the time of the open check be over now, or so long ago. */
export async function letBeOver({ context }: TestApp, sessionId: string, agoMs = 0): Promise<void> {
  const { db, clock, events } = context;
  const open = await db.presenceCheck.findFirstOrThrow({ where: { sessionId, state: 'OPEN' } });
  const nowMs = clock.now().getTime();
  await db.presenceCheck.update({ where: { id: open.id }, data: { closesAt: new Date(nowMs - agoMs) } });
  events.emit('session.changed', { sessionId });
}

/** As if it had been shown, had reached whom it reached, and who is there had come before it, so long ago. */
export async function letBeShownAgo(
  { context: { db } }: TestApp,
  checkId: string,
  agoMs: number,
): Promise<void> {
  const seconds = agoMs / 1_000;
  await db.$executeRaw`
    UPDATE "PresenceCheck" SET "shownAt" = "shownAt" - make_interval(secs => ${seconds}) WHERE "id" = ${checkId}::uuid`;
  await db.$executeRaw`
    UPDATE "PresenceCheckAnswer" SET "deliveredAt" = "deliveredAt" - make_interval(secs => ${seconds})
    WHERE "checkId" = ${checkId}::uuid`;
  await db.$executeRaw`
    UPDATE "PresenceInterval" SET "startedAt" = "startedAt" - make_interval(secs => ${seconds})
    WHERE "sessionId" = (SELECT "sessionId" FROM "PresenceCheck" WHERE "id" = ${checkId}::uuid)`;
}
