import type { Db } from '#server/core/context.ts';
import { readAudit } from '#server/features/audit/audit.service.ts';
import { toLines } from './pack-record.ts';
import type { PackPart } from './pack-scope.ts';

/** What is done in a series rather than in one of its sessions, and bears on who was there: the first word of an action. */
const onAttendance = ['attendance', 'attendance_rule', 'learner', 'learners', 'staff', 'session', 'topic'];
/** And on who qualifies for a certificate, and has one. */
const onCertificates = [
  'test_score',
  'test_scores',
  'certificate',
  'certificates',
  'certificate_template',
  'series',
  'topics',
  'evidence',
];

export async function* writeSessionLog(
  db: Db,
  scope: { seriesId: string; sessionId: string },
): AsyncGenerator<string> {
  for await (const entry of readAudit(db, scope)) yield toLines([entry]);
}

/** The series' own entries; of a pack about a part of it, those that bear on attendance alone. */
export async function* writeSeriesLog(db: Db, part: PackPart): AsyncGenerator<string> {
  const isPart = part.sessionId !== undefined || part.topicId !== undefined;
  const wanted = new Set(isPart ? onAttendance : [...onAttendance, ...onCertificates]);
  const scope = { seriesId: part.seriesId, sessionId: null };
  for await (const entry of readAudit(db, scope)) {
    if (wanted.has(entry.action.split('.')[0] ?? '')) yield toLines([entry]);
  }
}
