import type { Prisma } from '#prisma/generated/client.ts';
import { SeedRandom } from './seed-random.ts';

const MINUTE_MS = 60_000;
/** A stream of its own, so that the rest of the story keeps its ids. */
const SEED = 1209;

interface SeedLine {
  /** A learner by number, or one of staff. */
  by: number | 'moderator' | 'trainer';
  body: string;
  channel?: 'STAFF';
  /** What the moderator writes under it. */
  answer?: string;
}

/** What a class says beside the questions, the earliest first. */
const lines: readonly SeedLine[] = [
  {
    by: 'moderator',
    body: 'Chào mừng cô bác, anh chị. Câu hỏi cho thầy thì gửi ở mục Hỏi đáp để không bị trôi nhé.',
  },
  { by: 2, body: 'Em chào thầy và cả lớp, em ở hợp tác xã chè Suối Giàng ạ.' },
  { by: 5, body: 'Chào cả lớp, bên em làm mật ong bạc hà.' },
  {
    by: 7,
    body: 'Tiếng bên tôi hơi nhỏ, có ai bị vậy không?',
    answer: 'Bác bấm nút tăng âm lượng ở cạnh máy giúp em, rồi thử tai nghe nhé.',
  },
  {
    by: 'moderator',
    channel: 'STAFF',
    body: 'Thầy nói gần micro thêm một chút giúp em, có học viên nghe nhỏ.',
  },
  { by: 'trainer', channel: 'STAFF', body: 'Tôi chỉnh rồi, em nghe lại xem được chưa.' },
  { by: 7, body: 'Nghe rõ rồi, cảm ơn cô.' },
  {
    by: 4,
    body: 'Mẫu phiếu đánh giá tải ở đâu ạ?',
    answer: 'Trong mục Tài liệu của lớp, chị kéo xuống tệp thứ hai nhé.',
  },
  { by: 9, body: 'Ví dụ vừa rồi đúng chuyện của nhà em luôn.' },
];

/** The chat of a session that is on: a few lines over its last minutes. */
export function planChat(options: {
  sessionId: string;
  cast: { moderatorId: string; trainerIds: [string, string]; learnerIds: string[] };
  now: Date;
}): Prisma.ChatMessageCreateManyInput[] {
  const { sessionId, cast, now } = options;
  const random = new SeedRandom(SEED);
  const rows: Prisma.ChatMessageCreateManyInput[] = [];

  for (const [index, { by, body, channel = 'CLASS', answer }] of lines.entries()) {
    const [authorId, authorRole] = authorOf(by, cast);
    const id = random.uuid();
    const sentAt = new Date(now.getTime() - (lines.length - index) * 2 * MINUTE_MS);
    const common = { sessionId, channel } satisfies Partial<Prisma.ChatMessageCreateManyInput>;
    rows.push({ ...common, id, clientId: random.uuid(), authorId, authorRole, body, sentAt });
    if (answer === undefined) continue;
    rows.push({
      ...common,
      id: random.uuid(),
      clientId: random.uuid(),
      authorId: cast.moderatorId,
      authorRole: 'moderator',
      answersId: id,
      body: answer,
      sentAt: new Date(sentAt.getTime() + MINUTE_MS),
    });
  }
  return rows;
}

function authorOf(
  by: SeedLine['by'],
  { moderatorId, trainerIds, learnerIds }: Parameters<typeof planChat>[0]['cast'],
): [id: string, role: string] {
  if (by === 'moderator') return [moderatorId, by];
  if (by === 'trainer') return [trainerIds[0], by];
  const learnerId = learnerIds[by];
  if (!learnerId) throw new Error(`no learner ${by} to write`);
  return [learnerId, 'learner'];
}
