import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Db } from '#server/core/context.ts';
import { toDbName, toWireName } from '#server/core/enum-names.ts';
import { toWrittenColumns } from '#server/core/written-time.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { assertUnlocked } from '#server/features/catalog/room-settings.service.ts';
import type { ChatChannel } from '#shared/chat-channels.ts';
import { appError } from '#shared/errors.ts';
import { type RoomRole, roomRole } from '#shared/features/enrolment.ts';
import { limits } from '#shared/limits.ts';
import { isStaff } from '#shared/roles.ts';
import { isRoomOpen } from '#shared/session-lifecycle.ts';
import type { WrittenAgo } from '#shared/written-time.ts';
import { type ChatRow, withNames } from './chat.mapper.ts';

interface Act {
  db: PrismaClient;
  sessionId: string;
  personId: string;
  role: RoomRole;
}

export interface SendChatOptions extends Act {
  clock: Clock;
  channel: ChatChannel;
  clientId: string;
  body: string;
  /** The message to stand under; null: one of its own. */
  answersId: string | null;
  writtenAgo?: WrittenAgo | undefined;
}

/**
 * Writes a message. The client's id makes it happen once: the same message again gets the row of the first time, the same id
 * with other words is a `conflict`.
 */
export async function sendChat({
  db,
  clock,
  sessionId,
  personId,
  role,
  channel,
  clientId,
  body,
  answersId,
  writtenAgo,
}: SendChatOptions): Promise<{ message: ChatRow; repeated: boolean }> {
  const author_client = { authorId: personId, clientId };
  const toRepeat = (known: ChatRow): { message: ChatRow; repeated: true } => {
    const isSame =
      known.sessionId === sessionId &&
      known.channel === toDbName(channel) &&
      known.answersId === answersId &&
      known.body === body;
    if (!isSame) throw appError('conflict');
    return { message: known, repeated: true };
  };
  return db.$transaction(async (tx) => {
    const known = await tx.chatMessage.findUnique({
      where: { authorId_clientId: author_client },
      include: withNames,
    });
    if (known) return toRepeat(known);
    const { state, slowModeSeconds, lobbyOpenedAt } = await tx.session.findUniqueOrThrow({
      where: { id: sessionId },
      select: { state: true, slowModeSeconds: true, lobbyOpenedAt: true },
    });
    // Staff talk before the doors open and after they close.
    if (channel === 'class' && !isRoomOpen(toWireName(state))) throw appError('wrong_state');
    await assertUnlocked(tx, { sessionId, role, feature: 'chat' });
    const sentAt = clock.now();
    if (!isStaff(role))
      await assertPace(tx, { sessionId, personId, waitMs: slowModeSeconds * 1_000, sentAt });
    if (answersId) await assertAnswerable(tx, { sessionId, messageId: answersId });
    // Two repeats at once meet here: the second waits for the first, inserts nothing and reads what the first wrote.
    const { count } = await tx.chatMessage.createMany({
      data: {
        ...author_client,
        ...toWrittenColumns(writtenAgo, { arrivedAt: sentAt, since: lobbyOpenedAt }),
        sessionId,
        channel: toDbName(channel),
        authorRole: role,
        answersId,
        body,
        sentAt,
      },
      skipDuplicates: true,
    });
    const message = await tx.chatMessage.findUniqueOrThrow({
      where: { authorId_clientId: author_client },
      include: withNames,
    });
    return count === 0 ? toRepeat(message) : { message, repeated: false };
  });
}

/**
 * Slow mode: the time since this learner's last message, deleted or not.
 * @throws AppError `too_many_requests` with the time to wait
 */
async function assertPace(
  tx: Db,
  {
    sessionId,
    personId,
    waitMs,
    sentAt,
  }: { sessionId: string; personId: string; waitMs: number; sentAt: Date },
): Promise<void> {
  if (waitMs === 0) return;
  // Of two messages from two phones at once, the second waits here and then finds the first.
  await tx.$queryRaw`SELECT "id" FROM "Person" WHERE "id" = ${personId}::uuid FOR NO KEY UPDATE`;
  const last = await tx.chatMessage.findFirst({
    where: { authorId: personId, sessionId, channel: 'CLASS' },
    orderBy: { place: 'desc' },
    select: { sentAt: true },
  });
  const retryAfterMs = last ? last.sentAt.getTime() + waitMs - sentAt.getTime() : 0;
  if (retryAfterMs > 0) throw appError('too_many_requests', { retryAfterMs });
}

async function assertAnswerable(
  tx: Db,
  { sessionId, messageId }: { sessionId: string; messageId: string },
): Promise<void> {
  // Whoever deletes it at this moment waits for the answer, or the answer for them: none is left under what is gone.
  await tx.$queryRaw`SELECT "id" FROM "ChatMessage" WHERE "id" = ${messageId}::uuid FOR SHARE`;
  const message = await getInClass(tx, { sessionId, messageId });
  if (message.deletedAt || message.answersId) throw appError('wrong_state');
  const answers = await tx.chatMessage.count({ where: { answersId: messageId, deletedAt: null } });
  if (answers >= limits.answersPerChatMessage) {
    throw appError('limit_reached', { max: limits.answersPerChatMessage });
  }
}

/** One's own message, or any for staff. A repeat changes nothing, and the first who deleted it stays the one who did. */
export async function deleteChat({
  db,
  clock,
  sessionId,
  seriesId,
  personId,
  role,
  messageId,
}: Act & { clock: Clock; seriesId: string; messageId: string }): Promise<{
  message: ChatRow;
  changed: boolean;
}> {
  return db.$transaction(async (tx) => {
    const before = await tx.chatMessage.findFirst({
      where: { id: messageId, sessionId, ...(isStaff(role) ? {} : { channel: 'CLASS' }) },
      select: { authorId: true, channel: true },
    });
    if (!before) throw appError('not_found');
    if (!isStaff(role) && before.authorId !== personId) throw appError('not_allowed');
    const { count } = await tx.chatMessage.updateMany({
      where: { id: messageId, deletedAt: null },
      data: { deletedAt: clock.now(), deletedById: personId },
    });
    if (count > 0) {
      await writeAudit(tx, {
        actorId: personId,
        action: 'chat.deleted',
        seriesId,
        sessionId,
        details: { messageId, personId: before.authorId, channel: toWireName(before.channel) },
      });
    }
    const message = await tx.chatMessage.findUniqueOrThrow({ where: { id: messageId }, include: withNames });
    return { message, changed: count > 0 };
  });
}

/** What of a message a question takes over. */
export interface ChatLine {
  messageId: string;
  sessionId: string;
  authorId: string;
  body: string;
  /** When its author wrote it. */
  writtenAt: Date;
}

/** Makes a question of a learner's message, in the same transaction; told to the room after it. */
export type AskFromChat<Asked extends { questionId: string }> = (tx: Db, line: ChatLine) => Promise<Asked>;

/** Puts a learner's message among the questions. A repeat gets the question of the first time. */
export async function turnIntoQuestion<Asked extends { questionId: string }>({
  db,
  sessionId,
  seriesId,
  personId,
  messageId,
  ask,
}: Omit<Act, 'role'> & { seriesId: string; messageId: string; ask: AskFromChat<Asked> }): Promise<{
  message: ChatRow;
  /** Undefined where it was a question already. */
  asked: Asked | undefined;
}> {
  return db.$transaction(async (tx) => {
    // Of two moderators at once, the second waits here and then finds the question of the first.
    await tx.$queryRaw`SELECT "id" FROM "ChatMessage" WHERE "id" = ${messageId}::uuid FOR UPDATE`;
    const before = await getInClass(tx, { sessionId, messageId });
    if (before.questionId) return { message: before, asked: undefined };
    if (before.deletedAt || before.answersId || isStaff(roomRole.parse(before.authorRole))) {
      throw appError('wrong_state');
    }
    const { authorId, body } = before;
    const writtenAt = before.writtenAt ?? before.sentAt;
    const asked = await ask(tx, { messageId, sessionId, authorId, body, writtenAt });
    const message = await tx.chatMessage.update({
      where: { id: messageId },
      data: { questionId: asked.questionId },
      include: withNames,
    });
    await writeAudit(tx, {
      actorId: personId,
      action: 'chat.turned_into_question',
      seriesId,
      sessionId,
      details: { messageId, questionId: asked.questionId, personId: authorId },
    });
    return { message, asked };
  });
}

async function getInClass(
  tx: Db,
  { sessionId, messageId }: { sessionId: string; messageId: string },
): Promise<ChatRow> {
  const row = await tx.chatMessage.findFirst({
    where: { id: messageId, sessionId, channel: 'CLASS' },
    include: withNames,
  });
  if (!row) throw appError('not_found');
  return row;
}
