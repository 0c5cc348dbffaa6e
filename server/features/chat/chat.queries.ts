import type { Prisma } from '#prisma/generated/client.ts';
import type { Db } from '#server/core/context.ts';
import { toDbName } from '#server/core/enum-names.ts';
import type { SnapshotPart } from '#server/features/live/snapshot-part.ts';
import type { ChatChannel } from '#shared/chat-channels.ts';
import type { ChatPageDto, StaffChatPageDto } from '#shared/features/chat.ts';
import type { SnapshotDto } from '#shared/features/live.ts';
import { limits } from '#shared/limits.ts';
import { isStaff } from '#shared/roles.ts';
import { type ChatRow, toChatMessageDto, toStaffChatMessageDto, withNames } from './chat.mapper.ts';

/** Messages without their answers. A phone shows eight at a time; every page of a class asks for these when it joins. */
const PAGE = 50;

const undeleted = { deletedAt: null } as const;

interface Rows {
  rows: ChatRow[];
  hasEarlier: boolean;
}

interface PageReader {
  sessionId: string;
  personId: string;
  /** The place of the earliest message that the page has; none: the newest. */
  before?: number | undefined;
}

/** A joining page's part: learners get the class's chat, staff their own beside it. */
export function chatPart(db: Db): SnapshotPart<SnapshotDto['chat'], { ofClass: Rows; ofStaff: Rows }> {
  return {
    shared: async ({ sessionId, isStaff }) => {
      const [ofClass, ofStaff] = await Promise.all([
        readRows(db, 'class', { sessionId }, isStaff ? {} : undeleted),
        isStaff ? readRows(db, 'staff', { sessionId }, {}) : { rows: [], hasEarlier: false },
      ]);
      return { ofClass, ofStaff };
    },
    own: ({ ofClass, ofStaff }, readers) =>
      readers.map(({ personId, role }) =>
        isStaff(role)
          ? { class: toStaffPage(ofClass, personId), staff: toStaffPage(ofStaff, personId) }
          : { class: toLearnersPage(ofClass, personId) },
      ),
  };
}

/** What was deleted is not read at all, and neither is what answered it. */
export async function readLearnersPage(db: Db, reader: PageReader): Promise<ChatPageDto> {
  return toLearnersPage(await readRows(db, 'class', reader, undeleted), reader.personId);
}

export async function readStaffPage(
  db: Db,
  channel: ChatChannel,
  reader: PageReader,
): Promise<StaffChatPageDto> {
  return toStaffPage(await readRows(db, channel, reader, {}), reader.personId);
}

function toLearnersPage({ rows, hasEarlier }: Rows, personId: string): ChatPageDto {
  return { messages: rows.map(toChatMessageDto), hasEarlier, ownIds: ownIdsOf(rows, personId) };
}

function toStaffPage({ rows, hasEarlier }: Rows, personId: string): StaffChatPageDto {
  return { messages: rows.map(toStaffChatMessageDto), hasEarlier, ownIds: ownIdsOf(rows, personId) };
}

async function readRows(
  db: Db,
  channel: ChatChannel,
  { sessionId, before }: Omit<PageReader, 'personId'>,
  only: Prisma.ChatMessageWhereInput,
): Promise<Rows> {
  const newest = await db.chatMessage.findMany({
    where: {
      sessionId,
      channel: toDbName(channel),
      answersId: null,
      ...only,
      ...(before === undefined ? {} : { place: { lt: before } }),
    },
    orderBy: { place: 'desc' },
    take: PAGE + 1,
    include: {
      ...withNames,
      answers: {
        where: only,
        orderBy: { place: 'asc' },
        take: limits.answersPerChatMessage,
        include: withNames,
      },
    },
  });
  const page = newest.slice(0, PAGE).reverse();
  return { rows: page.flatMap((row) => [row, ...row.answers]), hasEarlier: newest.length > PAGE };
}

function ownIdsOf(rows: readonly ChatRow[], personId: string): string[] {
  return rows.filter((row) => row.authorId === personId).map((row) => row.id);
}
