import { createReadStream } from 'node:fs';
import type { AppContext } from '#server/core/context.ts';
import { writeWorkbook } from '#server/core/xlsx.ts';
import { readTrack, readTracks } from '#server/features/captions/captions.queries.ts';
import { toWebVtt } from '#server/features/captions/web-vtt.ts';
import { readHalls } from '#server/features/halls/halls.queries.ts';
import { readPresenceChecks } from '#server/features/presence-checks/read-presence-checks.ts';
import { toSheet, withTimes } from '#server/features/questions/questions-sheet.ts';
import { readViewerCodes } from '#server/features/viewer-codes/viewer-codes.queries.ts';
import { listFormats } from '#shared/features/evidence.ts';
import { type AttendanceList, readAttendanceList } from '../list/attendance-list.ts';
import { writeList } from '../list/list-file.ts';
import type { Language } from '../list/list-words.ts';
import { readFeedback, readObjections, readPolls, readRule, toCourse } from './pack-contents.ts';
import { writeSeriesLog, writeSessionLog } from './pack-log.ts';
import { PackPeople } from './pack-people.ts';
import { writeChain, writeIntervals } from './pack-record.ts';
import type { PackScope } from './pack-scope.ts';
import { readScores } from './pack-scores.ts';
import type { PackUpload, PackUploads } from './pack-uploads.ts';

export interface PackFile {
  path: string;
  pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}

export interface PackOptions {
  context: Pick<AppContext, 'db' | 'clock' | 'signingKey'>;
  scope: PackScope;
  list: AttendanceList;
  uploads: PackUploads;
  language: Language;
}

/** Everything in a pack but the manifest, its signature and what explains them. Each is read only when its turn comes. */
export async function* listPackFiles(options: PackOptions): AsyncGenerator<PackFile> {
  const people = new PackPeople();
  yield* listLists(options);
  for await (const file of listTold(options)) yield people.watch(file);
  yield* listQuestions(options);
  yield* listUploads('materials/materials.json', options.uploads.materials);
  for (const file of listUploads('sheets/sheets.json', options.uploads.sheets)) yield people.watch(file);
  // The last one: by now everybody has gone by who has to be in it.
  yield json('people.json', await people.read(options.context.db, options.scope.series.id));
}

async function* listTold(options: PackOptions): AsyncGenerator<PackFile> {
  yield* listRecord(options);
  for (const session of options.scope.sessions) yield* listSession(options, session);
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
  yield json('corrections.json', list.corrections);
  yield json('objections.json', await readObjections(db, scope));
  // Scores decide about the series as a whole; a pack about a part of it says nothing of who qualifies.
  if (!scope.part.sessionId && !scope.part.topicId)
    yield json('scores.json', await readScores(db, scope.series.id));
  yield { path: 'log/series.jsonl', pieces: writeSeriesLog(db, scope.part) };
  for (const { sessionId, seq } of list.heads) {
    yield { path: `record/${sessionId}.jsonl`, pieces: writeChain(db, { sessionId, head: { seq } }) };
  }
  for (const { id } of scope.sessions) {
    yield { path: `record/${id}.intervals.jsonl`, pieces: writeIntervals(db, id) };
  }
}

async function* listSession(
  { context: { db, clock }, scope }: PackOptions,
  { id, startedAt }: PackScope['sessions'][number],
): AsyncGenerator<PackFile> {
  yield json(`checks/${id}.json`, await readPresenceChecks(db, id));
  yield json(`halls/${id}.json`, await readHalls(db, id));
  yield json(`viewers/${id}.json`, await readViewerCodes(db, id, clock.now()));
  yield json(`polls/${id}.json`, await readPolls(db, id));
  yield json(`feedback/${id}.json`, await readFeedback(db, id));
  yield {
    path: `log/${id}.jsonl`,
    pieces: writeSessionLog(db, { seriesId: scope.series.id, sessionId: id }),
  };
  if (!startedAt) return;
  for (const { language } of await readTracks(db, id)) {
    yield { path: `captions/${id}.${language}.vtt`, pieces: toWebVtt(timed(language), { language }) };
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

function* listUploads(place: string, uploads: readonly PackUpload[]): Generator<PackFile> {
  yield json(
    place,
    uploads.map(({ listed }) => listed),
  );
  for (const { listed, source } of uploads) {
    if (!listed.missing) yield { path: listed.path, pieces: createReadStream(source) };
  }
}

function json(place: string, value: unknown): PackFile {
  return { path: place, pieces: [`${JSON.stringify(value, null, 1)}\n`] };
}
