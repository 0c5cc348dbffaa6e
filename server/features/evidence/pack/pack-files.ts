import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { AppContext } from '#server/core/context.ts';
import { writeWorkbook } from '#server/core/xlsx.ts';
import { readAudit } from '#server/features/audit/audit.service.ts';
import { readTrack, readTracks } from '#server/features/captions/captions.queries.ts';
import { toWebVtt } from '#server/features/captions/web-vtt.ts';
import { findSheet } from '#server/features/halls/hall-sheets.ts';
import { readHalls } from '#server/features/halls/halls.queries.ts';
import { findOriginal } from '#server/features/materials/material-files.ts';
import { readPresenceChecks } from '#server/features/presence-checks/read-presence-checks.ts';
import { toSheet, withTimes } from '#server/features/questions/questions-sheet.ts';
import { readViewerCodes } from '#server/features/viewer-codes/viewer-codes.queries.ts';
import { listFormats } from '#shared/features/evidence.ts';
import { foldForSearch } from '#shared/names.ts';
import { type AttendanceList, readAttendanceList } from '../list/attendance-list.ts';
import { writeList } from '../list/list-file.ts';
import type { Language } from '../list/list-words.ts';
import { readFeedback, readObjections, readPeople, readPolls, readRule, toCourse } from './pack-contents.ts';
import { toLines, writeChain, writeIntervals } from './pack-record.ts';
import type { PackScope } from './pack-scope.ts';

export interface PackFile {
  path: string;
  pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}

export interface PackOptions {
  context: Pick<AppContext, 'db' | 'clock' | 'config' | 'signingKey'>;
  scope: PackScope;
  list: AttendanceList;
  language: Language;
}

/** Everything in a pack but the manifest, its signature and what explains them. Each is read only when its turn comes. */
export async function* listPackFiles(options: PackOptions): AsyncGenerator<PackFile> {
  yield* listLists(options);
  yield* listRecord(options);
  for (const session of options.scope.sessions) yield* listSession(options, session);
  yield* listQuestions(options);
  yield* listMaterials(options);
  yield* listSheets(options);
}

async function* listLists({ context, scope, list, language }: PackOptions): AsyncGenerator<PackFile> {
  for (const format of listFormats) {
    yield { path: `lists/attendance.${format}`, pieces: writeList(list, { format, language }) };
  }
  if (scope.part.sessionId) return;
  for (const [index, { id, code, startedAt }] of scope.sessions.entries()) {
    if (!startedAt) continue;
    const ofSession = await readAttendanceList({
      ...context,
      scope: { seriesId: scope.series.id, sessionId: id },
    });
    for (const format of ['xlsx', 'pdf'] as const) {
      const number = String(index + 1).padStart(2, '0');
      yield {
        path: `lists/session-${number}-${code}.${format}`,
        pieces: writeList(ofSession, { format, language }),
      };
    }
  }
}

async function* listRecord({ context: { db }, scope, list }: PackOptions): AsyncGenerator<PackFile> {
  yield json('course.json', toCourse(scope));
  yield json('rule.json', await readRule(db, scope.series.id));
  yield json('people.json', await readPeople(db, scope));
  yield json('corrections.json', list.corrections);
  yield json('objections.json', await readObjections(db, scope));
  for (const { sessionId, seq } of list.heads) {
    yield { path: `record/${sessionId}.jsonl`, pieces: writeChain(db, { sessionId, head: { seq } }) };
  }
  for (const { id } of scope.sessions) {
    yield { path: `record/${id}.intervals.jsonl`, pieces: writeIntervals(db, id) };
  }
}

async function* listSession(
  { context: { db, clock } }: PackOptions,
  { id, startedAt }: PackScope['sessions'][number],
): AsyncGenerator<PackFile> {
  yield json(`checks/${id}.json`, await readPresenceChecks(db, id));
  yield json(`halls/${id}.json`, await readHalls(db, id));
  yield json(`viewers/${id}.json`, await readViewerCodes(db, id, clock.now()));
  yield json(`polls/${id}.json`, await readPolls(db, id));
  yield json(`feedback/${id}.json`, await readFeedback(db, id));
  yield { path: `log/${id}.jsonl`, pieces: writeLog() };
  if (!startedAt) return;
  for (const { language } of await readTracks(db, id)) {
    yield { path: `captions/${id}.${language}.vtt`, pieces: toWebVtt(timed(language), { language }) };
  }

  async function* writeLog(): AsyncGenerator<string> {
    const { seriesId } = await db.session.findUniqueOrThrow({ where: { id }, select: { seriesId: true } });
    for await (const entry of readAudit(db, { seriesId, sessionId: id })) yield toLines([entry]);
  }

  async function* timed(language: string) {
    const beganMs = startedAt?.getTime() ?? 0;
    for await (const caption of readTrack(db, { sessionId: id, language })) {
      yield { startMs: caption.startedAt.getTime() - beganMs, text: caption.text };
    }
  }
}

async function* listQuestions({ context: { db }, scope, language }: PackOptions): AsyncGenerator<PackFile> {
  const { topicId } = scope.part;
  const questions = await db.question.findMany({
    where: { sessionId: { in: scope.sessions.map(({ id }) => id) }, ...(topicId && { topicId }) },
    orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
    include: withTimes,
  });
  const { timeZone } = scope.series;
  yield {
    path: 'questions/questions.xlsx',
    pieces: writeWorkbook([toSheet(questions, { language, timeZone })]),
  };
}

/** Each beside the checksum that was taken when it was uploaded. */
async function* listMaterials({ context: { config }, scope }: PackOptions): AsyncGenerator<PackFile> {
  const listed = scope.materials.map((material, index) => ({
    ...material,
    sha256: Buffer.from(material.sha256).toString('hex'),
    path: `materials/${String(index + 1).padStart(3, '0')}-${toPlainName(material.fileName)}`,
  }));
  yield json('materials/materials.json', listed);
  for (const { id, path: place } of listed) {
    yield { path: place, pieces: createReadStream(findOriginal(config.dataDir, id)) };
  }
}

/** Signed on paper and photographed: each beside its hall, who handed it in and when, and the checksum that was taken then. */
async function* listSheets({ context: { config }, scope }: PackOptions): AsyncGenerator<PackFile> {
  const listed = scope.sheets.map(({ id, hall, sha256, ...sheet }, index) => ({
    sheetId: id,
    sessionId: hall.sessionId,
    hallName: hall.name,
    ...sheet,
    sha256: Buffer.from(sha256).toString('hex'),
    path: `sheets/${String(index + 1).padStart(3, '0')}-${toPlainName(sheet.fileName)}`,
  }));
  yield json('sheets/sheets.json', listed);
  for (const { sheetId: id, hallId, path: place } of listed) {
    yield { path: place, pieces: createReadStream(findSheet(config.dataDir, { id, hallId })) };
  }
}

/** ASCII, for every program that unpacks; the name that its owner gave stands in the list. */
function toPlainName(fileName: string): string {
  const { name, ext } = path.parse(fileName);
  const plain = (text: string) => foldForSearch(text).replace(/[^a-z0-9]+/gu, '-');
  return `${plain(name).slice(0, 60) || 'material'}.${plain(ext).replaceAll('-', '') || 'bin'}`;
}

function json(place: string, value: unknown): PackFile {
  return { path: place, pieces: [`${JSON.stringify(value, null, 1)}\n`] };
}
