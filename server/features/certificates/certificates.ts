import type { AppContext } from '#server/core/context.ts';
import { CertificateFiles } from './certificate-files.ts';
import { registerCertificatesRoutes } from './certificates.routes.ts';
import { sweepErasedFiles } from './erasure/erase-certificates.ts';
import { registerCertificateFiles } from './files.routes.ts';
import { releaseClaims } from './press/press.queries.ts';
import { Press } from './press/press.ts';
import { registerVerificationRoutes } from './verification/verification.routes.ts';
import { VerificationLimits } from './verification/verification-limits.ts';

/**
 * The certificates feature: templates, the register, the files and the public page. Goes on with what the last stop interrupted.
 * @returns what ends the drawing; to be called before the database is closed
 */
export async function registerCertificates(
  context: AppContext,
  { rateLimitFactor = 1 }: { rateLimitFactor?: number | undefined } = {},
): Promise<() => Promise<void>> {
  const { config, db, clock, log, signingKey } = context;
  const files = await CertificateFiles.open(config.dataDir);
  const press = new Press({ db, clock, log, files, signingKey });

  registerCertificatesRoutes(context, { files, press });
  registerCertificateFiles(context, { files, press });
  registerVerificationRoutes(context, new VerificationLimits({ factor: rateLimitFactor }));
  if (config.databaseUrl === undefined) await releaseClaims(db);
  await sweepErasedFiles(db, files);
  press.wake();
  return () => press.stop();
}
