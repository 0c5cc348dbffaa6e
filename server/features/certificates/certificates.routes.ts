import type { Request } from 'express';
import { type Caller, requireActor, requireSeries } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { listenOn } from '#server/features/materials/receive-upload.ts';
import type { CertificateOverviewDto } from '#shared/features/certificate-issuing.ts';
import { copyCertificate, revokeCertificate } from './acts.service.ts';
import { listCandidates, listUnearned } from './candidates.service.ts';
import type { CertificateFiles } from './certificate-files.ts';
import { correctCertificate } from './correct.service.ts';
import { listTaughtTopics } from './course-facts.ts';
import { eraseLearner } from './erasure/erase-learner.service.ts';
import { listImages, uploadImage } from './images.service.ts';
import { issueCertificates } from './issue.service.ts';
import type { Press } from './press/press.ts';
import { Previews } from './preview.service.ts';
import { publishName } from './publish-name.service.ts';
import { listRegister } from './register.queries.ts';
import { listRuns, moveRun } from './runs.service.ts';
import { changeTemplate, readTemplate } from './template.service.ts';
import { toToday } from './today.ts';

export interface Certificates {
  files: CertificateFiles;
  press: Press;
}

/** What the organisers do. */
export function registerCertificatesRoutes(context: AppContext, { files, press }: Certificates): void {
  const { http, db, clock, config, signingKey } = context;
  const previews = new Previews();
  const originOf = (request: Request): string =>
    config.publicUrl ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
  const byWhom = ({ actor, scope }: Caller) => ({
    db,
    clock,
    seriesId: requireSeries(scope),
    personId: requireActor(actor).personId,
  });

  http.serve('getCertificates', async ({ params: { seriesId } }) => {
    const template = await readTemplate(db, seriesId);
    return {
      template,
      images: await listImages(db, seriesId),
      topics: await listTaughtTopics(db, { seriesId, now: clock.now() }),
      counts: await countStates(db, seriesId),
      runs: await listRuns(db, seriesId),
    };
  });

  http.serve('changeCertificateTemplate', (call) => changeTemplate({ ...byWhom(call), ...call.body }));

  http.serve('uploadCertificateImage', (call) =>
    uploadImage({ ...byWhom(call), ...call.query, files, request: call.request }).catch(
      async (refusal: unknown) => {
        await listenOn(call.request);
        throw refusal;
      },
    ),
  );

  http.serve('previewCertificate', async (call) => {
    const { seriesId } = call.params;
    const today = await toToday(context, seriesId);
    return previews.draw({
      ...call.body,
      db,
      clock,
      files,
      press,
      seriesId,
      origin: originOf(call.request),
      today,
    });
  });

  http.serve('listCertificateCandidates', ({ params: { seriesId } }) =>
    listCandidates({ db, clock, seriesId }),
  );

  http.serve('listUnearnedCertificates', async ({ params: { seriesId } }) => ({
    certificates: await listUnearned({ db, clock, seriesId }),
  }));

  http.serve('issueCertificates', async (call) => {
    const run = await issueCertificates({ ...byWhom(call), ...call.body, origin: originOf(call.request) });
    press.wake();
    return run;
  });

  http.serve('moveCertificateRun', async (call) => {
    const run = await moveRun({ ...byWhom(call), ...call.params, ...call.body });
    press.wake();
    return run;
  });

  http.serve('listCertificates', ({ params: { seriesId }, query }) =>
    listRegister(db, { seriesId, ...query }),
  );

  http.serve('copyCertificate', (call) => copyCertificate({ ...byWhom(call), ...call.params, ...call.body }));

  http.serve('correctCertificate', async (call) => {
    const origin = originOf(call.request);
    const corrected = await correctCertificate({ ...byWhom(call), ...call.params, ...call.body, origin });
    press.wake();
    return corrected;
  });

  http.serve('revokeCertificate', (call) =>
    revokeCertificate({ ...byWhom(call), ...call.params, ...call.body }),
  );

  http.serve('publishCertificateName', (call) =>
    publishName({ ...byWhom(call), ...call.params, ...call.body, signingKey }),
  );

  http.serve('eraseLearner', async ({ actor, params }) => {
    await eraseLearner(context, { actor: requireActor(actor), ...params, files });
    return {};
  });
}

async function countStates(db: Db, seriesId: string): Promise<CertificateOverviewDto['counts']> {
  const [counts] = await db.$queryRaw<CertificateOverviewDto['counts'][]>`
    SELECT
      count(*) FILTER (WHERE NOT "erased" AND "revokedAt" IS NULL AND "replacedById" IS NULL)::int AS "valid",
      count(*) FILTER (WHERE NOT "erased" AND "revokedAt" IS NOT NULL)::int AS "revoked",
      count(*) FILTER (WHERE NOT "erased" AND "revokedAt" IS NULL AND "replacedById" IS NOT NULL)::int AS "replaced",
      count(*) FILTER (WHERE "erased")::int AS "erased"
    FROM (
      SELECT *, ("erasedAt" IS NOT NULL OR "personId" IS NULL) AS "erased"
      FROM "Certificate" WHERE "seriesId" = ${seriesId}::uuid
    ) AS "one"`;
  return counts ?? { valid: 0, revoked: 0, replaced: 0, erased: 0 };
}
