import { requireActor } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { toDisposition } from '#server/core/file-name.ts';
import { sendStream } from '#server/core/send-stream.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { ExportProgress } from './export-progress.ts';
import { type AttendanceList, readAttendanceList } from './list/attendance-list.ts';
import { listMediaTypes, toListDisposition, writeList } from './list/list-file.ts';
import { writeEvidencePack } from './pack/evidence-pack.ts';
import { findPackScope, type PackScope } from './pack/pack-scope.ts';
import { findUploads, listMissing } from './pack/pack-uploads.ts';

/** Long enough to spare the server, short enough that a retired key is known the same day. */
const KEYS_KEPT_SECONDS = 3_600;

export function registerEvidenceRoutes(context: AppContext): void {
  const { http, db, clock, config, log, signingKey } = context;
  const progress = new ExportProgress(() => clock.monotonicMs());

  http.serve('getSigningKeys', async ({ response }) => {
    // Whoever verifies does it from a page or a file of their own, and there is nothing secret in it.
    response.set({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': `public, max-age=${KEYS_KEPT_SECONDS}`,
    });
    return { current: signingKey.current, retired: [...signingKey.retired] };
  });

  http.serve('getExportProgress', async ({ actor, params }) =>
    progress.get(params.exportId, requireActor(actor).personId),
  );

  http.serve('getAttendanceList', async ({ actor, params: { seriesId }, query, response }) => {
    const { personId: actorId } = requireActor(actor);
    const { format, language, exportId, ...part } = query;
    const list = await readAttendanceList({ db, clock, scope: { seriesId, ...part } });
    const tracker = progress.begin({ exportId, personId: actorId, steps: list.people });
    // Before the first byte leaves: of what was taken there is an entry, also where the line broke in the middle.
    await writeAudit(db, {
      actorId,
      action: 'attendance.exported',
      seriesId,
      ...(part.sessionId && { sessionId: part.sessionId }),
      details: {
        format,
        people: list.people,
        ...(part.topicId && { topicTitle: list.partTitle }),
        ...(part.personId && { personId: part.personId }),
      },
    });
    const pieces = writeList(list, { format, language, onRows: (rows) => tracker.at(rows) });
    await sendStream(
      response,
      {
        'Content-Type': listMediaTypes[format],
        'Content-Disposition': toListDisposition(list, { format, language }),
        // Names and phone numbers: for whoever asked, and for no cache on the way.
        'Cache-Control': 'private, no-store',
      },
      tracker.count(pieces),
    );
  });

  http.serve('getEvidencePack', async ({ actor, params: { seriesId }, query, request, response }) => {
    const { personId: actorId } = requireActor(actor);
    const { language, exportId, ...part } = query;
    const scope = await findPackScope(db, { seriesId, ...part });
    const list = await readAttendanceList({ db, clock, scope: { seriesId, ...part } });
    const uploads = await findUploads(config.dataDir, scope);
    const missing = listMissing(uploads);
    if (missing.length > 0) {
      const files = missing.map(({ path, fileName, sha256 }) => ({ path, fileName, sha256 }));
      log.warn({ seriesId, files }, 'an evidence pack is not complete: uploads are gone from the disk');
    }
    const tracker = progress.begin({
      exportId,
      personId: actorId,
      steps: countFiles(scope, list),
      missing: missing.length,
    });
    await writeAudit(db, {
      actorId,
      action: 'evidence.exported',
      seriesId,
      ...(part.sessionId && { sessionId: part.sessionId }),
      details: { people: list.people, ...(part.topicId && { topicTitle: scope.title }) },
    });
    const origin = config.publicUrl ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
    const pieces = writeEvidencePack({
      context,
      scope,
      list,
      uploads,
      language,
      origin,
      onFile: (written) => tracker.at(written),
    });
    const { timeZone } = scope.series;
    const date = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(list.asOf);
    await sendStream(
      response,
      {
        'Content-Type': 'application/zip',
        'Content-Disposition': toDisposition({
          kind: packKind[language],
          title: scope.title,
          date,
          extension: 'zip',
        }),
        'Cache-Control': 'private, no-store',
      },
      tracker.count(pieces),
    );
  });
}

const packKind = { vi: 'Hồ sơ minh chứng', en: 'Evidence' } as const;

/** About how many files a pack will have: for a bar that moves, not for a promise. */
function countFiles(
  { sessions, materials, sheets, part }: PackScope,
  { heads }: Pick<AttendanceList, 'heads'>,
): number {
  const lists = part.sessionId ? 4 : 4 + 2 * sessions.length;
  return 3 + lists + 7 + heads.length + 7 * sessions.length + 3 + materials.length + sheets.length;
}
