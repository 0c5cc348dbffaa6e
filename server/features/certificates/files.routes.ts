import type { Response } from 'express';
import { requireActor } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { toDisposition } from '#server/core/file-name.ts';
import { formatTime, localTimeReader } from '#server/core/local-time.ts';
import { sendStream } from '#server/core/send-stream.ts';
import { writeSheetAsCsv } from '#server/core/sheet.ts';
import { writeXlsx, xlsxMediaType } from '#server/core/xlsx.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { appError } from '#shared/errors.ts';
import { certificateArchive } from './archive.ts';
import type { Certificates } from './certificates.routes.ts';
import { type CertificateFile, readCertificateFile, readCertificatePicture } from './file.service.ts';
import { orLostPage } from './lost-file-page.html.ts';
import { listOwnCertificates } from './own.service.ts';
import { chooseOwnName } from './publish-name.service.ts';
import { readRegister } from './register.queries.ts';
import { registerPolicy, toRegisterPage } from './register-page.html.ts';
import { toRegisterSheet, words } from './register-sheet.ts';
import { toToday } from './today.ts';

const neverKept = { 'Cache-Control': 'private, no-store' };
const fileHeaders = {
  ...neverKept,
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
};

/** Files, lists and pictures. */
export function registerCertificateFiles(context: AppContext, { files, press }: Certificates): void {
  const { http, db, clock, signingKey } = context;
  const access = { db, files, press };

  http.serve('getCertificateImage', async ({ params: { seriesId, imageId }, response }) => {
    const image = await db.certificateImage.findFirst({ where: { id: imageId, seriesId } });
    if (!image) throw appError('not_found');
    response.set({ ...fileHeaders, 'Cache-Control': 'private, max-age=31536000, immutable' });
    response.type('image/png').send(Buffer.from(image.png));
  });

  http.serve('downloadCertificate', ({ params: { seriesId, certificateId }, request, response }) =>
    orLostPage({ request, response }, async () =>
      sendFile(response, await readCertificateFile(access, { id: certificateId, seriesId })),
    ),
  );

  http.serve(
    'downloadCertificates',
    async ({ actor, params: { seriesId }, query: { language }, response }) => {
      await writeAudit(db, {
        actorId: requireActor(actor).personId,
        action: 'certificates.downloaded',
        seriesId,
      });
      const { title } = await db.series.findUniqueOrThrow({
        where: { id: seriesId },
        select: { title: true },
      });
      const disposition = toDisposition({
        kind: language === 'vi' ? 'Giấy chứng nhận' : 'Certificates',
        title,
        date: await toToday(context, seriesId),
        extension: 'zip',
      });
      const headers = { ...neverKept, 'Content-Type': 'application/zip', 'Content-Disposition': disposition };
      await sendStream(response, headers, certificateArchive(access, seriesId));
    },
  );

  http.serve('exportCertificates', async ({ actor, params: { seriesId }, query, response }) => {
    await writeAudit(db, {
      actorId: requireActor(actor).personId,
      action: 'certificates.exported',
      seriesId,
      details: { format: query.format },
    });
    const { format, language, search, show } = query;
    const series = await db.series.findUniqueOrThrow({
      where: { id: seriesId },
      select: { title: true, timeZone: true },
    });
    const certificates = await readRegister(db, { seriesId, search, show });
    if (format === 'print') {
      const printedAt = formatTime(localTimeReader(series.timeZone)(clock.now()));
      response.set({ ...neverKept, 'Content-Security-Policy': registerPolicy });
      response
        .type('html')
        .send(toRegisterPage(certificates, { language, seriesTitle: series.title, printedAt }));
      return;
    }
    const sheet = toRegisterSheet(certificates, { language, timeZone: series.timeZone });
    const disposition = toDisposition({
      kind: words[language].name,
      title: series.title,
      date: await toToday(context, seriesId),
      extension: format,
    });
    const type = format === 'xlsx' ? xlsxMediaType : 'text/csv; charset=utf-8';
    await sendStream(
      response,
      { ...neverKept, 'Content-Type': type, 'Content-Disposition': disposition },
      format === 'xlsx' ? writeXlsx(sheet) : writeSheetAsCsv(sheet),
    );
  });

  http.serve('listOwnCertificates', async ({ actor }) => ({
    certificates: await listOwnCertificates(db, requireActor(actor).personId),
  }));

  http.serve('chooseOwnCertificateName', ({ actor, params, body }) =>
    chooseOwnName({ db, clock, signingKey, ...params, ...body, personId: requireActor(actor).personId }),
  );

  http.serve('downloadOwnCertificate', ({ actor, params: { certificateId }, request, response }) => {
    const { personId } = requireActor(actor);
    return orLostPage({ request, response }, async () =>
      sendFile(response, await readCertificateFile(access, { id: certificateId, personId })),
    );
  });

  http.serve('getOwnCertificatePicture', async ({ actor, params: { certificateId, page }, response }) => {
    const { personId } = requireActor(actor);
    const picture = await readCertificatePicture(access, { id: certificateId, personId }, page);
    response.set(fileHeaders).type('image/webp').send(picture);
  });
}

/** A real file with a name: a browser inside another app saves nothing else. */
function sendFile(response: Response, { bytes, serial, name, issuedOn }: CertificateFile): void {
  const disposition = toDisposition({
    kind: 'Giấy chứng nhận',
    title: `${serial} ${name}`,
    date: issuedOn,
    extension: 'pdf',
  });
  response.set({ ...fileHeaders, 'Content-Disposition': disposition });
  response.type('application/pdf').send(bytes);
}
