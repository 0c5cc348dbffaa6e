import { randomUUID } from 'node:crypto';
import type { Factories, TestPerson, TestSeries, World } from './factories.ts';

const start = Date.UTC(2021, 8, 28, 1);
const minute = (minutes: number): Date => new Date(start + minutes * 60_000);

/** Each in a way of their own; whoever is said to be away is so by the rule, whatever else there is of them. */
const names = {
  passed: 'Trần Văn An',
  tooShort: 'Lê Thị Bích',
  digits: 'Nguyễn Văn Cường',
  ticked: 'Phạm Thị Dung',
  namedOnce: 'Hoàng Văn Én',
  viewer: 'Vũ Thị Giang',
  decidedAbsent: 'Đỗ Văn Hải',
  decidedPresent: 'Bùi Thị Khánh',
  away: 'Đặng Văn Lâm',
  waiting: 'Ngô Thị Minh',
} as const;
export type MixedPerson = keyof typeof names;

export interface MixedSession {
  series: TestSeries;
  sessionId: string;
  topicId: string;
  organiser: TestPerson;
  attester: TestPerson;
  personIds: Record<MixedPerson, string>;
  /** Whose staff have not looked at it yet. */
  waitingHallId: string;
}

/** A session that is over, of one topic of 90 minutes, attended in every way there is; the series has a topic to come. */
export async function makeMixedSession(
  make: Factories,
  { context: { db } }: Pick<World, 'context'>,
): Promise<MixedSession> {
  const series = await make.makeSeries();
  const { seriesId } = series;
  const topicId = series.topicIds[0] ?? '';
  const { sessionId } = await make.makeSession({ series, state: 'ended', title: 'Buổi 1' });
  await db.session.update({
    where: { id: sessionId },
    data: { startedAt: minute(0), endedAt: minute(120), lobbyOpenedAt: minute(-30) },
  });
  await db.topicWindow.deleteMany({ where: { sessionId } });
  await db.topicWindow.create({
    data: { sessionId, topicId, startedAt: minute(0), endedAt: minute(90) },
  });
  const organiser = await make.makeOrganiser();
  const attester = await make.makeTrainer(seriesId, 'Trịnh Xuân Bách');
  const personIds = {} as Record<MixedPerson, string>;
  for (const key of Object.keys(names) as MixedPerson[]) {
    personIds[key] = (await make.makeLearner(seriesId, names[key])).personId;
  }
  await db.enrolment.updateMany({ where: { seriesId }, data: { createdAt: minute(-60), province: '40' } });
  const stays = [
    { personId: personIds.passed, from: 0, to: 90 },
    { personId: personIds.tooShort, from: 0, to: 30 },
    { personId: personIds.decidedAbsent, from: 10, to: 12 },
  ];
  await db.presenceInterval.createMany({
    data: stays.map(({ personId, from, to }) => ({
      id: randomUUID(),
      ...{ sessionId, personId, role: 'LEARNER', startedAt: minute(from) },
      ...{ lastProofAt: minute(to), endedAt: minute(to) },
    })),
  });
  const byId = attester.personId;
  const naming = (at: number, people: string[], confirmedIds: string[] = []) => ({
    id: randomUUID(),
    ...{ topicId, byId, at: minute(at), personIds: people, confirmedIds },
  });
  const { digits, ticked, namedOnce, waiting } = personIds;
  const hall = { sessionId, secret: new Uint8Array(32), createdAt: minute(-10) };
  await db.hall.create({
    data: {
      id: randomUUID(),
      ...{ ...hall, attesterId: byId, name: 'Hội trường UBND xã', place: 'Nam Cát, Nghệ An' },
      ...{ confirmedAt: minute(130), confirmedById: organiser.personId },
      attestations: {
        create: [naming(5, [digits, ticked, namedOnce], [digits]), naming(80, [digits, ticked], [digits])],
      },
      sheets: {
        create: {
          id: randomUUID(),
          ...{ fileName: 'ky-ten.png', mediaType: 'image/png', sizeBytes: 70, sha256: new Uint8Array(32) },
          ...{ uploadedAt: minute(121), uploadedById: byId },
        },
      },
    },
  });
  const waitingHallId = randomUUID();
  await db.hall.create({
    data: {
      id: waitingHallId,
      ...{
        ...hall,
        createdAt: minute(-5),
        attesterId: organiser.personId,
        name: 'Nhà văn hoá thôn 2',
        place: 'Nam Cát',
      },
      attestations: { create: [naming(5, [waiting]), naming(80, [waiting])] },
    },
  });
  await db.viewerCode.create({
    data: {
      id: randomUUID(),
      ...{ sessionId, topicId, letters: 'BCDFG', shownAt: minute(50), closesAt: minute(55) },
      entries: { create: { personId: personIds.viewer, at: minute(51) } },
    },
  });
  const decision = { seriesId, topicId, ruleVersion: 0, madeById: organiser.personId, madeAt: minute(200) };
  await db.attendanceCorrection.createMany({
    data: [
      {
        id: randomUUID(),
        ...{ ...decision, personId: personIds.decidedAbsent, outcome: 'ABSENT', statusBefore: 'too_short' },
        ...{ secondsBefore: 120, reason: 'Người khác dùng điện thoại' },
      },
      {
        id: randomUUID(),
        ...{
          ...decision,
          madeAt: minute(201),
          personId: personIds.decidedPresent,
          outcome: 'CONFIRMED_BY_HAND',
        },
        ...{ statusBefore: 'absent', secondsBefore: 0, reason: 'Máy hỏng, có biên bản' },
      },
    ],
  });
  return { series, sessionId, topicId, organiser, attester, personIds, waitingHallId };
}
