import type { Response } from 'express';
import type { Caller } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { toDisposition } from '#server/core/file-name.ts';
import { formatTime, localTimeReader } from '#server/core/local-time.ts';
import { sendStream } from '#server/core/send-stream.ts';
import { toDownloadName } from '#server/features/materials/file-names.ts';
import { listenOn } from '#server/features/materials/receive-upload.ts';
import type { MaterialMediaType } from '#server/features/materials/sniff.ts';
import { appError } from '#shared/errors.ts';
import type { HallDto } from '#shared/features/halls.ts';
import type { HallAct } from './hall-act.ts';
import { findCandidates } from './hall-candidates.service.ts';
import { addHallNewcomer, changeHallPeople } from './hall-people.service.ts';
import { writeRoster } from './hall-roster.ts';
import { HallSheets } from './hall-sheets.ts';
import { readHalls } from './halls.queries.ts';
import {
  attestHall,
  confirmHalls,
  confirmInHall,
  getMyHall,
  refuseHall,
  registerHall,
  withdrawAttestation,
} from './halls.service.ts';

/** Bytes from strangers: no page may run, embed or read them, whatever a browser takes them for. */
const fileHeaders = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'private, no-cache',
};

/** Halls: who was where together, by whose word. */
export async function registerHalls(context: AppContext): Promise<void> {
  const { http, db, clock, config, events } = context;
  const sheets = await HallSheets.open(config.dataDir);
  await sheets.sweep(db, { isStart: true });
  events.on('session.deleted', () => sheets.sweep(db));

  http.serve('getMyHall', async (call) => {
    const act = actOf(call);
    const session = await db.session.findUniqueOrThrow({
      where: { id: act.sessionId },
      select: { title: true, state: true, series: { select: { timeZone: true } } },
    });
    const { topic, ...mine } = await getMyHall(context, act);
    return {
      session: {
        title: session.title,
        state: toWireName(session.state),
        timeZone: session.series.timeZone,
        topic,
      },
      ...mine,
      now: clock.now().toISOString(),
    };
  });
  http.serve('registerHall', (call) => registerHall(context, { ...actOf(call), ...call.body }));
  http.serve('findHallCandidates', (call) =>
    findCandidates(context, { ...actOf(call), ...call.query, address: call.address }),
  );
  http.serve('changeHallPeople', (call) => changeHallPeople(context, { ...actOf(call), ...call.body }));
  http.serve('addHallNewcomer', (call) => {
    const { clientId, name, ...details } = call.body;
    return addHallNewcomer(context, { ...actOf(call), clientId, name, details });
  });
  http.serve('attestHall', (call) => attestHall(context, { ...actOf(call), ...call.body }));
  http.serve('withdrawMyAttestation', (call) =>
    withdrawAttestation(context, {
      ...actOf(call),
      attestationId: call.params.attestationId,
      reason: call.body.reason,
    }),
  );
  http.serve('uploadHallSheet', async (call) => {
    const { query, request } = call;
    const upload = sheets.upload(context, { ...actOf(call), ...query, request });
    const sheet = await upload.catch(async (refusal: unknown) => {
      await listenOn(request);
      throw refusal;
    });
    const { id, fileName, sizeBytes, uploadedAt } = sheet;
    return { sheetId: id, fileName, sizeBytes, uploadedAt: uploadedAt.toISOString() };
  });
  http.serve('confirmInHall', (call) => confirmInHall(context, { ...actOf(call), digits: call.body.digits }));

  http.serve('listHalls', async ({ params }) => ({ halls: await readHalls(db, params.sessionId) }));
  http.serve('confirmHalls', async (call) => {
    await confirmHalls(context, { ...actOf(call), hallIds: call.body.hallIds });
    return { halls: await readHalls(db, call.params.sessionId) };
  });
  http.serve('refuseHall', (call) =>
    refuseHall(context, { ...actOf(call), hallId: call.params.hallId, reason: call.body.reason }),
  );
  http.serve('getHallSheet', async ({ params, response }) => {
    const sheet = await db.hallSheet.findFirst({
      where: { id: params.sheetId, hall: { sessionId: params.sessionId } },
    });
    if (!sheet) throw appError('not_found');
    const { fileName, mediaType } = sheet;
    response.set(fileHeaders);
    response
      .attachment(toDownloadName({ fileName, mediaType: mediaType as MaterialMediaType }))
      .type(mediaType);
    await sendFile(response, { root: sheets.folder, file: sheets.fileNameOf(sheet) });
  });
  http.serve('getHallRoster', async ({ params, query, response }) => {
    const hall = (await readHalls(db, params.sessionId)).find(({ hallId }) => hallId === params.hallId);
    await sendRoster(response, { hall, sessionId: params.sessionId, language: query.language });
  });
  http.serve('getMyHallRoster', async (call) => {
    const act = actOf(call);
    const { hall } = await getMyHall(context, act);
    const { sessionId } = act;
    await sendRoster(call.response, { hall: hall ?? undefined, sessionId, language: call.query.language });
  });

  async function sendRoster(
    response: Response,
    { hall, sessionId, language }: { hall: HallDto | undefined; sessionId: string; language: 'vi' | 'en' },
  ): Promise<void> {
    if (!hall) throw appError('not_found');
    const session = await db.session.findUniqueOrThrow({
      where: { id: sessionId },
      include: { series: { select: { title: true, timeZone: true } } },
    });
    const { title: seriesTitle, timeZone } = session.series;
    const readTime = localTimeReader(timeZone);
    const date = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(
      session.plannedStartsAt,
    );
    const kind = language === 'vi' ? 'Bảng ký tên' : 'Attendance sheet';
    const headers = {
      'Content-Type': 'application/pdf',
      'Cache-Control': 'private, no-cache',
      'Content-Disposition': toDisposition({ kind, title: hall.name, date, extension: 'pdf' }),
    };
    const pdf = writeRoster({
      hall,
      session: { title: session.title, seriesTitle },
      when: formatTime(readTime(session.plannedStartsAt)),
      language,
      createdAt: clock.now(),
    });
    await sendStream(response, headers, pdf);
  }
}

/** The gateway has let through nobody without a sign-in, and no path without its session. */
function actOf({ actor, scope: { sessionId, seriesId } }: Caller): HallAct {
  if (!actor) throw appError('not_signed_in');
  if (!sessionId || !seriesId) throw appError('not_found');
  return { personId: actor.personId, sessionId, seriesId };
}

function sendFile(response: Response, { root, file }: { root: string; file: string }): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  response.sendFile(file, { root, cacheControl: false }, (error?: Error) => {
    // Who goes away in the middle of a download is no failure of ours.
    if (!error || response.headersSent) return resolve();
    reject('code' in error && error.code === 'ENOENT' ? appError('not_found') : error);
  });
  return promise;
}
