import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import { appError } from '#shared/errors.ts';
import type { CertificateDesign } from '#shared/features/certificate-template.ts';
import { fillNumberPattern } from '#shared/number-pattern.ts';
import type { CertificateFiles } from './certificate-files.ts';
import { readCourseFacts, toFacts } from './course-facts.ts';
import type { CertificateSheet } from './facts.ts';
import { drawPicture } from './picture.ts';
import { type Press, readImages } from './press/press.ts';
import { readStandings, type Standing } from './standings.ts';
import { assertImagesBelong, imageIdsOf } from './template.service.ts';

/** Each is a process of half a second; two editors typing at once are as many as a series has. */
const PREVIEWS_AT_ONCE_MAX = 3;
const RETRY_AFTER_MS = 2_000;
const SPECIMEN_CODE = '0000-0000-0000-0000';

export interface PreviewOptions {
  db: PrismaClient;
  clock: Clock;
  files: CertificateFiles;
  press: Press;
  seriesId: string;
  design: CertificateDesign;
  personId: string | null;
  name: string | null;
  page: number;
  origin: string;
  today: string;
}

/** Draws what is not kept yet, as a picture of one page. */
export class Previews {
  #running = 0;

  /** @throws AppError `unavailable`, `not_found` (a picture or learner of another series, no such page) */
  async draw(options: PreviewOptions): Promise<{ pageCount: number; picture: string }> {
    if (this.#running >= PREVIEWS_AT_ONCE_MAX)
      throw appError('unavailable', { retryAfterMs: RETRY_AFTER_MS });
    this.#running += 1;
    try {
      return await drawPreview(options);
    } finally {
      this.#running -= 1;
    }
  }
}

async function drawPreview(options: PreviewOptions): Promise<{ pageCount: number; picture: string }> {
  const { db, files, press, seriesId, design, page } = options;
  await assertImagesBelong(db, { seriesId, design });
  const sheet = await toSpecimen(options);
  const images = await readImages(db, imageIdsOf(design));
  const { bytes, pageCount } = await press.process.draw(sheet, images);
  if (page > pageCount) throw appError('not_found');
  const picture = await drawPicture(files, { bytes, page });
  return { pageCount, picture: `data:image/webp;base64,${picture.toString('base64')}` };
}

async function toSpecimen(options: PreviewOptions): Promise<CertificateSheet> {
  const { db, clock, seriesId, design, personId, name, origin, today } = options;
  const standings = await readStandings({ db, clock, seriesId });
  const learner = personId
    ? standings.learners.find((each) => each.personId === personId)
    : standings.learners.find(({ enrolled }) => enrolled);
  if (personId && !learner) throw appError('not_found');
  const standing: Standing = {
    personId: '',
    enrolled: true,
    birthYear: 1985,
    organisation: 'Hợp tác xã nông nghiệp Ea Kao',
    province: 'Tỉnh Đắk Lắk',
    passedTopicIds: standings.topics.map(({ topicId }) => topicId),
    topicsPassed: standings.topics.length,
    qualifies: true,
    reasons: [],
    ...(learner ?? { name: 'Nguyễn Thị Hoà' }),
  };
  const course = await readCourseFacts(db, { seriesId, design, topics: standings.topics });
  const number = { number: 1, year: Number(today.slice(0, 4)) };
  return {
    design,
    facts: {
      ...toFacts(course, { ...standing, name: name ?? standing.name }),
      address: `${origin}/v/${SPECIMEN_CODE}`,
    },
    serial: fillNumberPattern(design.numberPattern, number),
    registerNumber: fillNumberPattern(design.registerPattern, number),
    code: SPECIMEN_CODE,
    issuedOn: today,
    specimen: true,
  };
}
