import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import { createDefaultDesign } from '#server/features/certificates/default-design.ts';
import {
  createVerificationCode,
  hashVerificationCode,
} from '#server/features/certificates/verification-codes.ts';
import type { CertificateOverviewDto, CertificateRunDto } from '#shared/features/certificate-issuing.ts';
import type { CertificateDesign } from '#shared/features/certificate-template.ts';
import type { CertificateDto } from '#shared/features/certificates.ts';
import { dataOf } from './answers.ts';
import type { Factories, TestPerson, TestSeries, World } from './factories.ts';
import type { HttpAnswer, TestClient } from './test-client.ts';

/** For `vi.setConfig`: a test may wait for a run or two. */
export const WITH_RUNS = { testTimeout: 240_000, hookTimeout: 60_000 };
const RUN_WITHIN_MS = 110_000;

/** A template, its first run and one line of the register, with no file: for tests that are about none of it. */
export async function makeOneCertificate(
  { context: { db } }: Pick<World, 'context'>,
  { seriesId, personId }: { seriesId: string; personId: string },
): Promise<{ certificateId: string; runId: string; imageId: string }> {
  const template = await db.certificateTemplate.create({
    data: { seriesId, version: 1, design: createDefaultDesign(), clientId: randomUUID() },
  });
  const image = await db.certificateImage.create({
    data: {
      seriesId,
      kind: 'LOGO',
      clientId: randomUUID(),
      sha256: new Uint8Array(32),
      png: new Uint8Array(8),
      width: 1,
      height: 1,
    },
  });
  const run = await db.certificateRun.create({
    data: {
      seriesId,
      state: 'DONE',
      total: 1,
      clientId: randomUUID(),
      request: {},
      startedAt: new Date(),
      finishedAt: new Date(),
    },
  });
  const code = createVerificationCode();
  const certificate = await db.certificate.create({
    data: {
      seriesId,
      personId,
      templateId: template.id,
      runId: run.id,
      number: 1,
      serial: '1/GCN',
      registerNumber: '0001',
      code,
      codeHash: hashVerificationCode(code),
      facts: {
        name: 'Nguyễn Thị Hoà',
        birthYear: null,
        organisation: '',
        province: '',
        courseName: 'OCOP',
        firstDay: null,
        lastDay: null,
        topics: [],
        topicsPassed: 0,
        address: 'https://example.vn/v/0',
      },
      nameFolded: 'nguyen thi hoa',
      publishName: false,
      issuedOn: new Date('2021-10-13T00:00:00Z'),
      issuedAt: new Date(),
      failedAt: new Date(),
    },
  });
  return { certificateId: certificate.id, runId: run.id, imageId: image.id };
}

export interface CertifiedSeries {
  series: TestSeries;
  organiser: TestPerson;
  /** Of those who qualify. */
  learners: TestPerson[];
  /** Enrolled, and never came. */
  absent: TestPerson;
}

/** A series of one session that is over, with learners who were there all the time and one who was not. */
export async function makeCertifiedSeries(
  make: Factories,
  world: Pick<World, 'context'>,
  names: readonly string[],
  { topics = 1 } = {},
): Promise<CertifiedSeries> {
  const { db } = world.context;
  const series = await make.makeSeries({ title: 'Tập huấn OCOP trực tuyến', topics });
  const { sessionId } = await make.makeSession({ series, state: 'ended' });
  const { startedAt, endedAt } = await db.session.findUniqueOrThrow({ where: { id: sessionId } });
  if (!startedAt || !endedAt) throw new Error('the session is not over');
  await teachAll(world, { sessionId, topicIds: series.topicIds, startedAt, endedAt });
  const learners: TestPerson[] = [];
  for (const name of names) {
    const learner = await make.makeLearner(series.seriesId, name);
    learners.push(learner);
    await db.presenceInterval.create({
      data: {
        id: randomUUID(),
        sessionId,
        personId: learner.personId,
        role: 'LEARNER',
        startedAt,
        lastProofAt: endedAt,
        endedAt,
      },
    });
  }
  return {
    series,
    learners,
    organiser: await make.makeOrganiser(),
    absent: await make.makeLearner(series.seriesId, 'Trần Văn Vắng'),
  };
}

/** Each topic has its share of the session's time. */
async function teachAll(
  { context: { db } }: Pick<World, 'context'>,
  {
    sessionId,
    topicIds,
    startedAt,
    endedAt,
  }: { sessionId: string; topicIds: string[]; startedAt: Date; endedAt: Date },
): Promise<void> {
  const shareMs = (endedAt.getTime() - startedAt.getTime()) / topicIds.length;
  const at = (share: number): Date => new Date(startedAt.getTime() + Math.round(share * shareMs));
  await db.topicWindow.deleteMany({ where: { sessionId } });
  await db.topicWindow.createMany({
    data: topicIds.map((topicId, share) => ({
      sessionId,
      topicId,
      startedAt: at(share),
      endedAt: at(share + 1),
    })),
  });
}

export function toDesign(over: Partial<CertificateDesign> = {}): CertificateDesign {
  return { ...createDefaultDesign(), numberPattern: '{nnnn}/GCN-OCOP', ...over };
}

/** What an organiser does, over the wire. */
export class CertificateDesk {
  readonly client: TestClient;
  readonly path: string;

  constructor(client: TestClient, seriesId: string) {
    this.client = client;
    this.path = `/api/series/${seriesId}`;
  }

  keepTemplate(design = toDesign()): Promise<HttpAnswer<unknown>> {
    return this.client.http('PUT', `${this.path}/certificate-template`, { clientId: randomUUID(), design });
  }

  issue(over: object = {}): Promise<HttpAnswer<unknown>> {
    return this.client.http('POST', `${this.path}/certificates`, {
      clientId: randomUUID(),
      personIds: null,
      issuedOn: '2021-10-13',
      reason: '',
      ...over,
    });
  }

  act(certificateId: string, name: string, body: object): Promise<HttpAnswer<unknown>> {
    return this.client.http('POST', `${this.path}/certificates/${certificateId}/${name}`, body);
  }

  async register(query = ''): Promise<CertificateDto[]> {
    const answer = this.client.http('GET', `${this.path}/certificate-register${query}`);
    return (await dataOf<{ certificates: CertificateDto[] }>(answer)).certificates;
  }

  async overview(): Promise<CertificateOverviewDto> {
    return dataOf(this.client.http('GET', `${this.path}/certificates`));
  }

  async latestRun(): Promise<CertificateRunDto | undefined> {
    return (await this.overview()).runs[0];
  }

  /** Asked at a page's pace, or the rate limit answers; and drawing steps back for all else that a machine has to do. */
  async waitForRun(expected: Partial<CertificateRunDto>): Promise<void> {
    await vi.waitFor(async () => expect(await this.latestRun()).toMatchObject(expected), {
      timeout: RUN_WITHIN_MS,
      interval: 250,
    });
  }
}

export interface IssuedSeries extends CertifiedSeries {
  desk: CertificateDesk;
  lines: CertificateDto[];
}

/** Everybody who qualifies has a certificate, and its file is there. */
export async function issueToAll(place: CertifiedSeries): Promise<IssuedSeries> {
  const desk = new CertificateDesk(place.organiser.client, place.series.seriesId);
  await dataOf(desk.keepTemplate());
  await dataOf(desk.issue());
  await desk.waitForRun({ state: 'done', ready: place.learners.length });
  return { ...place, desk, lines: await desk.register() };
}
