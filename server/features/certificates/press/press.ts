import type { PrismaClient } from '#prisma/generated/client.ts';
import type { Clock } from '#server/core/clock.ts';
import type { Log } from '#server/core/log.ts';
import type { SigningKey } from '#server/core/signing-key.ts';
import type { CertificateFiles } from '../certificate-files.ts';
import type { PrintedImages } from '../drawing/drawn.ts';
import type { CertificateSheet } from '../facts.ts';
import { imageIdsOf } from '../template.service.ts';
import { signRecord } from '../verification/certificate-record.ts';
import {
  type ClaimedCertificate,
  claimBatch,
  finishRuns,
  type ReadyFile,
  recordFailure,
  recordReady,
} from './press.queries.ts';
import { type PressedCertificate, PressProcess } from './press-process.ts';

/** Whoever has claimed a batch has this long for it; after a crash it is free again then. */
const LEASE_MS = 120_000;
/** Some seconds of drawing: what a crash costs, and how long a pause takes to be felt. */
const BATCH = 20;
/** Runs of a server that died are taken over by another within this. */
const LOOK_EVERY_MS = 30_000;
/** Once may be bad luck: memory, a full disk. */
const ATTEMPTS_MAX = 3;

export interface PressOptions {
  db: PrismaClient;
  clock: Clock;
  log: Log;
  files: CertificateFiles;
  signingKey: Pick<SigningKey, 'sign'>;
}

/** Makes the files of certificates in the background, batch by batch. Its whole state is in the database. */
export class Press {
  readonly process = new PressProcess();
  readonly #options: PressOptions;
  readonly #lookTimer: NodeJS.Timeout;
  #working: Promise<void> | undefined;
  #isWanted = false;
  #isStopping = false;
  /** Of the template drawn last: its images go to the process once. */
  #images: { templateId: string; images: PrintedImages } | undefined;

  constructor(options: PressOptions) {
    this.#options = options;
    this.#lookTimer = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
  }

  /** There may be something to do. */
  wake(): void {
    this.#isWanted = true;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  /** Rejects nobody: what is claimed and not ready is claimed again after the next start. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#lookTimer);
    this.process.stop();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { db, clock, log } = this.#options;
    while (this.#isWanted && !this.#isStopping) {
      this.#isWanted = false;
      try {
        const now = clock.now();
        const until = new Date(now.getTime() + LEASE_MS);
        const batch = await claimBatch(db, { now, until, count: BATCH });
        if (batch.length > 0) {
          this.#isWanted = true;
          await this.#makeBatch(batch);
        }
        await finishRuns(db, clock.now());
      } catch (error) {
        if (!this.#isStopping)
          log.error({ err: error }, 'certificates could not be made; they are tried again');
        return;
      }
    }
  }

  async #makeBatch(batch: ClaimedCertificate[]): Promise<void> {
    const { db, clock, log, files } = this.#options;
    const ready: ReadyFile[] = [];
    const fail = async (claimed: ClaimedCertificate, error: unknown): Promise<void> => {
      if (this.#isStopping) return;
      log.warn({ err: error, certificateId: claimed.certificateId }, 'a certificate could not be made');
      await recordFailure(db, { ...claimed, now: clock.now(), attemptsMax: ATTEMPTS_MAX });
    };
    // Drawn one after the other, so that one that ends the process takes no other with it; written while the next is drawn.
    const writing: { claimed: ClaimedCertificate; drawn: PressedCertificate; kept: Promise<unknown> }[] = [];
    for (const claimed of batch) {
      if (this.#isStopping) break;
      try {
        const drawn = await this.#draw(claimed);
        const kept = files.keep(files.filePath(claimed.certificateId), drawn.bytes);
        writing.push({
          claimed,
          drawn,
          kept: kept.then(
            () => null,
            (error: unknown) => error,
          ),
        });
      } catch (error) {
        await fail(claimed, error);
      }
    }
    for (const { claimed, drawn, kept } of writing) {
      const refusal = await kept;
      if (refusal === null) ready.push(this.#toReady(claimed, drawn));
      else await fail(claimed, refusal);
    }
    // The files first, then the rows: a row that says ready always has its file.
    if (ready.length > 0) await files.settle();
    await recordReady(db, { ready, now: clock.now() });
    await this.#removeErased(ready);
  }

  /** Whoever was erased while their certificate was drawn has no file either. */
  async #removeErased(ready: ReadyFile[]): Promise<void> {
    const { db, files } = this.#options;
    const erased = await db.certificate.findMany({
      where: { id: { in: ready.map(({ certificateId }) => certificateId) }, erasedAt: { not: null } },
      select: { id: true },
    });
    for (const { id } of erased) await files.remove(id);
  }

  async #draw({ templateId, sheet }: ClaimedCertificate): Promise<PressedCertificate> {
    return this.process.draw(sheet, await this.#imagesOf(templateId, sheet));
  }

  async #imagesOf(templateId: string, { design }: CertificateSheet): Promise<PrintedImages> {
    if (this.#images?.templateId !== templateId) {
      this.#images = { templateId, images: await readImages(this.#options.db, imageIdsOf(design)) };
    }
    return this.#images.images;
  }

  #toReady(claimed: ClaimedCertificate, { bytes, sha256, pageCount }: PressedCertificate): ReadyFile {
    const { signature, ...signed } = signRecord(this.#options.signingKey, { ...claimed, sha256 });
    return {
      ...signed,
      certificateId: claimed.certificateId,
      sha256,
      bytes: bytes.length,
      pageCount,
      publishName: claimed.publishName,
      signature: Buffer.from(signature).toString('hex'),
    };
  }
}

export async function readImages(db: PrismaClient, ids: string[]): Promise<PrintedImages> {
  if (ids.length === 0) return new Map();
  const rows = await db.certificateImage.findMany({ where: { id: { in: ids } } });
  return new Map(rows.map(({ id, png, width, height }) => [id, { png, width, height }]));
}
