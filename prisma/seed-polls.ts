import type { Prisma } from '#prisma/generated/client.ts';
import { SeedRandom } from './seed-random.ts';

/** Its own, so that the rest of the story stays as it is. */
const SEED = 20_211_002;
const MINUTE_MS = 60_000;

export interface SeedPolls {
  polls: Prisma.PollCreateManyInput[];
  pollAnswers: Prisma.PollAnswerCreateManyInput[];
}

/** What was asked in the third session, and the quiz that lies ready for the fourth. */
export function planPolls({
  asked,
  next,
  trainerId,
  learnerIds,
}: {
  asked: { id: string; startedAt?: Date | string | null };
  next: { id: string };
  trainerId: string;
  learnerIds: readonly string[];
}): SeedPolls {
  const random = new SeedRandom(SEED);
  const common = { createdById: trainerId, position: 0 };
  const quiz: Prisma.PollCreateManyInput = {
    ...common,
    id: random.uuid(),
    sessionId: next.id,
    kind: 'SINGLE',
    prompt: 'Câu chuyện sản phẩm nên bắt đầu từ đâu?',
    options: ['Từ giá bán', 'Từ con người và vùng đất làm ra sản phẩm', 'Từ bao bì', 'Từ giải thưởng đã có'],
    quiz: true,
    rightOptions: [1],
    explanation: 'Người mua nhớ con người và vùng đất trước; giá, bao bì và giải thưởng kể sau.',
    heldBack: true,
  };
  if (!asked.startedAt) return { polls: [quiz], pollAnswers: [] };

  const openedAt = new Date(new Date(asked.startedAt).getTime() + 40 * MINUTE_MS);
  const channels: Prisma.PollCreateManyInput = {
    ...common,
    id: random.uuid(),
    sessionId: asked.id,
    kind: 'SEVERAL',
    prompt: 'Cơ sở của bạn đang bán hàng qua những kênh nào?',
    options: ['Chợ và khách quen', 'Zalo, Facebook', 'Sàn thương mại điện tử', 'Siêu thị, cửa hàng đặc sản'],
    heldBack: false,
    state: 'CLOSED',
    resultsShown: true,
    openedAt,
    closedAt: new Date(openedAt.getTime() + 3 * MINUTE_MS),
  };
  const chances = [0.85, 0.6, 0.25, 0.2];
  const pollAnswers = learnerIds
    .filter(() => random.chance(0.8))
    .map((personId) => ({
      pollId: channels.id,
      personId,
      choices: chances.flatMap((chance, option) => (random.chance(chance) ? [option] : [])),
      answeredAt: new Date(openedAt.getTime() + random.between(5, 170) * 1_000),
    }))
    .filter(({ choices }) => choices.length > 0);
  return { polls: [channels, quiz], pollAnswers };
}
