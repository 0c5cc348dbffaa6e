import { randomBytes, randomUUID } from 'node:crypto';
import { makeOneCertificate } from './certificates.ts';
import type { Factories } from './factories.ts';
import type { TestApp } from './test-app.ts';

/** By the name that a path gives to each. */
export type Ids = Record<string, string>;

/** A new series with one of everything that a path can name. */
export async function makeOneOfEverything(app: TestApp, make: Factories): Promise<Ids> {
  const { db } = app.context;
  const series = await make.makeSeries();
  const session = await make.makeSession({ series, state: 'live' });
  const [topicId = ''] = series.topicIds;
  const material = await db.material.create({
    data: {
      topicId,
      clientId: randomUUID(),
      position: 1,
      fileName: 'Bài giảng.pdf',
      mediaType: 'application/pdf',
      sizeBytes: 1,
      sha256: new Uint8Array(randomBytes(32)),
      state: 'READY',
    },
  });
  const learner = await make.makeLearner(series.seriesId);
  const enrolment = await db.enrolment.findFirstOrThrow({ where: { personId: learner.personId } });
  const staff = await make.makeTrainer(series.seriesId);
  const signIn = await db.signIn.findFirstOrThrow({ where: { personId: staff.personId } });
  const exclusion = await db.exclusion.create({
    data: {
      kind: 'REMOVED_FROM_ROOM',
      seriesId: series.seriesId,
      sessionId: session.sessionId,
      personId: learner.personId,
      reason: 'other',
    },
  });
  const invitation = await db.invitation.create({
    data: {
      kind: 'TRAINER',
      seriesId: series.seriesId,
      tokenHash: new Uint8Array(randomBytes(32)),
      expiresAt: new Date(Date.now() + 3_600_000),
    },
  });
  const question = await db.question.create({
    data: {
      sessionId: session.sessionId,
      topicId,
      authorId: learner.personId,
      clientId: randomUUID(),
      body: 'Hồ sơ cần những gì?',
      anonymous: false,
      state: 'OPEN',
    },
  });
  const poll = await db.poll.create({
    data: {
      id: randomUUID(),
      sessionId: session.sessionId,
      position: 0,
      kind: 'RATING',
      prompt: 'Bạn thấy buổi học thế nào?',
      heldBack: false,
    },
  });
  const now = new Date();
  const hall = await db.hall.create({
    data: {
      id: randomUUID(),
      sessionId: session.sessionId,
      attesterId: learner.personId,
      name: 'Hội trường UBND xã',
      place: 'Nam Cát',
      secret: new Uint8Array(randomBytes(32)),
      createdAt: now,
      attestations: { create: { id: randomUUID(), at: now, personIds: [], confirmedIds: [] } },
      sheets: {
        create: {
          id: randomUUID(),
          fileName: 'Bảng ký tên.jpg',
          mediaType: 'image/jpeg',
          sizeBytes: 1,
          sha256: new Uint8Array(randomBytes(32)),
          uploadedAt: now,
        },
      },
    },
    include: { attestations: true, sheets: true },
  });
  const correction = await db.attendanceCorrection.create({
    data: {
      id: randomUUID(),
      seriesId: series.seriesId,
      topicId,
      personId: learner.personId,
      outcome: 'EXCUSED',
      statusBefore: 'absent',
      secondsBefore: 0,
      ruleVersion: 1,
      reason: 'Có giấy xin phép',
      madeAt: now,
    },
  });
  const objection = await db.attendanceObjection.create({
    data: {
      id: randomUUID(),
      seriesId: series.seriesId,
      topicId,
      personId: learner.personId,
      words: 'Tôi có mặt cả buổi.',
      madeAt: now,
      dueAt: now,
    },
  });
  const check = await db.presenceCheck.create({
    data: {
      id: randomUUID(),
      sessionId: session.sessionId,
      topicId,
      kind: 'TAP',
      state: 'CLOSED',
      createdAt: now,
      shownAt: now,
      closesAt: now,
      closedAt: now,
    },
  });
  const figure = await db.reachFigure.create({
    data: {
      id: randomUUID(),
      sessionId: session.sessionId,
      platform: 'YouTube',
      views: 1,
      readAt: now,
      createdAt: now,
    },
  });
  return {
    hallId: hall.id,
    attestationId: hall.attestations[0]?.id ?? '',
    sheetId: hall.sheets[0]?.id ?? '',
    figureId: figure.id,
    checkId: check.id,
    correctionId: correction.id,
    objectionId: objection.id,
    ...(await makeOneCertificate(app, { seriesId: series.seriesId, personId: learner.personId })),
    questionId: question.id,
    seriesId: series.seriesId,
    topicId,
    sessionId: session.sessionId,
    code: session.code,
    materialId: material.id,
    personId: staff.personId,
    signInId: signIn.id,
    enrolmentId: enrolment.id,
    exclusionId: exclusion.id,
    invitationId: invitation.id,
    pollId: poll.id,
  };
}
