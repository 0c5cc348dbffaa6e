import { createHash, randomUUID } from 'node:crypto';
import { appendEvents } from '#server/features/attendance/record/append-events.ts';
import type { NewAttendanceEvent } from '#shared/attendance-events.ts';
import { defaultRule } from '#shared/attendance-rule.ts';
import type { Factories, TestPerson, TestSeries, World } from './factories.ts';

const start = Date.UTC(2021, 8, 28, 1);
const minute = (minutes: number): Date => new Date(start + minutes * 60_000);

export interface RecordedSeries {
  series: TestSeries;
  sessionId: string;
  organiser: TestPerson;
  /** Was there, with a gap of a minute; the other learner, whose name is a formula, was not. */
  hoa: TestPerson;
}

/** A series of one session that is over, with the chain of its events. */
export async function makeRecordedSeries(
  make: Factories,
  { context }: Pick<World, 'context'>,
): Promise<RecordedSeries> {
  const { db } = context;
  const series = await make.makeSeries();
  const { sessionId } = await make.makeSession({ series, state: 'ended', title: 'Buổi 1' });
  await db.session.update({
    where: { id: sessionId },
    data: { startedAt: minute(0), endedAt: minute(120) },
  });
  await db.topicWindow.deleteMany({ where: { sessionId } });
  await db.topicWindow.create({
    data: { sessionId, topicId: series.topicIds[0] ?? '', startedAt: minute(0), endedAt: minute(90) },
  });
  const organiser = await make.makeOrganiser();
  const hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
  await make.makeLearner(series.seriesId, '=HYPERLINK("http://x")');
  await db.enrolment.updateMany({
    where: { seriesId: series.seriesId },
    data: { createdAt: minute(-60) },
  });
  const stays = [
    { id: randomUUID(), from: minute(-5), to: minute(50) },
    { id: randomUUID(), from: minute(51), to: minute(100) },
  ];
  const { personId } = hoa;
  await db.presenceInterval.createMany({
    data: stays.map(({ id, from, to }, at) => ({
      id,
      sessionId,
      connection: at + 1,
      personId,
      role: 'LEARNER',
      startedAt: from,
      lastProofAt: to,
      endedAt: to,
    })),
  });
  const connections = stays.flatMap(({ id, from, to }, at): NewAttendanceEvent[] => {
    const connection = at + 1;
    return [
      { kind: 'connection.joined', at: from, personId, data: { connection, leaseId: id, role: 'learner' } },
      {
        kind: 'connection.left',
        at: to,
        personId,
        data: { connection, reason: 'farewell', lastProofAt: to.toISOString() },
      },
    ];
  });
  await db.$transaction((tx) =>
    appendEvents(tx, sessionId, [
      { kind: 'session.started', at: minute(0), data: {} },
      { kind: 'topic.opened', at: minute(0), data: { topicId: series.topicIds[0] ?? '' } },
      ...connections,
      { kind: 'topic.closed', at: minute(90), data: { topicId: series.topicIds[0] ?? '' } },
      { kind: 'session.ended', at: minute(120), data: {} },
    ]),
  );
  return { series, sessionId, organiser, hoa };
}

/** A check, a refused hall, a code in the picture and a correction, in the record and beside it. */
export async function recordMore(
  make: Factories,
  { context: { db } }: Pick<World, 'context'>,
  { series, sessionId, organiser, hoa }: RecordedSeries,
): Promise<void> {
  const rule = { ...defaultRule, objectionDays: 5 };
  const wanted = { ruleId: randomUUID(), after: 0, rule, reason: 'Theo công văn của Sở' };
  await organiser.client.http('POST', `/api/series/${series.seriesId}/attendance-rule`, wanted);
  const topicId = series.topicIds[0] ?? '';
  const [checkId, hallId, attestationId, codeId, correctionId] = Array.from({ length: 5 }, () =>
    randomUUID(),
  );
  const ids = { checkId: checkId ?? '', hallId: hallId ?? '', codeId: codeId ?? '' };
  const { personId } = hoa;
  const byId = organiser.personId;
  const [asked, closed] = [minute(20), minute(24)];
  await db.presenceCheck.create({
    data: {
      id: ids.checkId,
      ...{ sessionId, topicId, kind: 'CODE_WORD', state: 'CLOSED', word: 'lúa', ending: 'time' },
      ...{ createdAt: asked, shownAt: asked, closesAt: closed, closedAt: closed },
      answers: { create: { personId, outcome: 'EXPIRED', deliveredAt: asked } },
    },
  });
  await db.hall.create({
    data: {
      id: ids.hallId,
      ...{ sessionId, attesterId: byId, name: 'Hội trường xã', place: 'Nam Cát', secret: Buffer.alloc(8) },
      ...{ createdAt: minute(0), refusedAt: minute(40), refusedById: byId, refusalReason: 'Không có thật' },
      attestations: {
        create: { id: attestationId ?? '', topicId, byId, at: minute(30), personIds: [personId] },
      },
    },
  });
  await db.viewerCode.create({
    data: {
      id: ids.codeId,
      ...{ sessionId, topicId, letters: 'BCDFG', shownAt: minute(50), closesAt: minute(55), byId },
      entries: { create: { personId, at: minute(51) } },
    },
  });
  const reason = 'Lũ về, đường bị cắt';
  await db.attendanceCorrection.create({
    data: {
      id: correctionId ?? '',
      ...{ seriesId: series.seriesId, topicId, personId, outcome: 'EXCUSED', statusBefore: 'too_few_checks' },
      ...{ secondsBefore: 5_400, ruleVersion: 0, reason, madeById: byId, madeAt: minute(200) },
    },
  });
  const checkEvents: NewAttendanceEvent[] = [
    {
      kind: 'check.shown',
      at: asked,
      data: {
        ...{ checkId: ids.checkId, topicId, askedById: null },
        check: 'code_word',
        word: 'lúa',
        closesAt: closed.toISOString(),
      },
    },
    {
      kind: 'check.delivered',
      at: asked,
      data: { checkId: ids.checkId, people: [{ personId, at: asked.toISOString(), seen: false }] },
    },
    {
      kind: 'check.closed',
      at: closed,
      data: { checkId: ids.checkId, ending: 'time', unanswered: [personId], excused: [], notDelivered: [] },
    },
  ];
  await db.$transaction((tx) =>
    appendEvents(tx, sessionId, [
      ...checkEvents,
      {
        kind: 'hall.attested',
        at: minute(30),
        data: {
          hallId: ids.hallId,
          attestationId: attestationId ?? '',
          topicId,
          byId,
          personIds: [personId],
          confirmedIds: [],
        },
      },
      { kind: 'hall.withdrawn', at: minute(40), data: { hallId: ids.hallId, attestationId: null, byId } },
      {
        kind: 'viewer_code.shown',
        at: minute(50),
        data: { codeId: ids.codeId, topicId, byId, closesAt: minute(55).toISOString() },
      },
      { kind: 'viewer_code.entered', at: minute(51), personId, data: { codeId: ids.codeId, topicId } },
    ]),
  );
  // The topic went on in a later session, whose record has what was decided about it.
  const later = await make.makeSession({ series, state: 'ended', title: 'Buổi 2' });
  await db.session.update({
    where: { id: later.sessionId },
    data: { startedAt: minute(180), endedAt: minute(190) },
  });
  await db.topicWindow.deleteMany({ where: { sessionId: later.sessionId } });
  await db.$transaction((tx) =>
    appendEvents(tx, later.sessionId, [
      { kind: 'session.started', at: minute(180), data: {} },
      { kind: 'session.ended', at: minute(190), data: {} },
      {
        kind: 'correction.made',
        at: minute(200),
        personId,
        data: {
          ...{
            correctionId,
            topicId,
            outcome: 'excused',
            statusBefore: 'too_few_checks',
            secondsBefore: 5_400,
          },
          ...{ ruleVersion: 0, reasonHash: createHash('sha256').update(reason).digest('hex'), byId },
        },
      },
    ]),
  );
}
