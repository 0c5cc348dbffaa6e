import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, rm, statfs } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import type { HallSheet } from '#prisma/generated/client.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { toFileName } from '#server/features/materials/file-names.ts';
import { syncFolder } from '#server/features/materials/material-files.ts';
import { receiveUpload, uploadTimeouts } from '#server/features/materials/receive-upload.ts';
import { sniffFile } from '#server/features/materials/sniff.ts';
import { Turns } from '#server/features/materials/turns.ts';
import { appError } from '#shared/errors.ts';
import { limits } from '#shared/limits.ts';
import { type HallAct, lockMyHall } from './hall-act.ts';

/** Streams to the disk at once; a class of thirty halls sends its sheets over an hour. */
const UPLOADS_AT_ONCE_MAX = 8;
/** As for materials: the embedded database lies on the same disk. */
const FREE_BYTES_MIN = 500_000_000;

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const sheetName = new RegExp(`^${uuid}-${uuid}$`, 'u');

/** For whoever only reads what was handed in. */
export function findSheet(dataDir: string, sheet: Pick<HallSheet, 'hallId' | 'id'>): string {
  return path.join(dataDir, 'hall-sheets', toSheetName(sheet));
}

function toSheetName({ hallId, id }: Pick<HallSheet, 'hallId' | 'id'>): string {
  return `${hallId}-${id}`;
}

/** Where signed sheets lie: `<dataDir>/hall-sheets/<hall>-<sheet>`. No part of a path is a name that somebody typed. */
export class HallSheets {
  readonly folder: string;
  /** A sheet has its file a moment before others see its row: nobody may look for files without rows in between. */
  readonly #turns = new Turns();
  #uploads = 0;

  private constructor(dataDir: string) {
    this.folder = path.join(dataDir, 'hall-sheets');
  }

  static async open(dataDir: string): Promise<HallSheets> {
    const sheets = new HallSheets(dataDir);
    await mkdir(sheets.folder, { recursive: true, mode: 0o700 });
    const files = await readdir(sheets.folder);
    await Promise.all(
      files.filter((file) => file.endsWith('.part')).map((file) => rm(path.join(sheets.folder, file))),
    );
    return sheets;
  }

  fileNameOf(sheet: Pick<HallSheet, 'hallId' | 'id'>): string {
    return toSheetName(sheet);
  }

  /**
   * Removes the files of which no row speaks: their session was deleted, or a stop came between the file and its row. At a start, not where
   * it would be all of them: that is another database than theirs, and nobody signs a sheet twice.
   */
  async sweep(db: Db, { isStart = false } = {}): Promise<void> {
    await this.#turns.run(this.folder, async () => {
      const files = (await readdir(this.folder)).filter((name) => sheetName.test(name));
      if (files.length === 0) return;
      const rows = await db.hallSheet.findMany({ select: { id: true, hallId: true } });
      const kept = new Set(rows.map(toSheetName));
      if (isStart && !files.some((name) => kept.has(name))) return;
      for (const name of files) {
        if (!kept.has(name)) await rm(path.join(this.folder, name), { force: true });
      }
    });
  }

  /**
   * Takes a sheet in: the bytes first, the row second, so that a row always has its file.
   * @throws AppError `too_large`, `upload_interrupted`, `file_broken`, `file_disguised`, `file_type_unsupported`, `limit_reached`, `conflict`,
   *   `unavailable`, `not_found`, `wrong_state`
   */
  async upload(
    { db, clock }: AppContext,
    {
      clientId,
      fileName: typed,
      request,
      ...act
    }: HallAct & { clientId: string; fileName: string; request: IncomingMessage },
  ): Promise<HallSheet> {
    const fileName = toFileName(typed);
    if (this.#uploads >= UPLOADS_AT_ONCE_MAX) throw appError('unavailable', { retryAfterMs: 5_000 });
    const { bavail, bsize } = await statfs(this.folder);
    if (bavail * bsize < FREE_BYTES_MIN) throw appError('unavailable', { retryAfterMs: 60_000 });

    const part = path.join(this.folder, `${randomUUID()}.part`);
    this.#uploads += 1;
    try {
      const { sizeBytes, sha256 } = await receiveUpload({
        request,
        file: part,
        bounds: { maxBytes: limits.hallSheetMaxBytes, ...uploadTimeouts },
      });
      const mediaType = await sniffFile({ file: part, fileName });
      const keep = () =>
        db.$transaction(async (tx) => {
          const { id: hallId } = await lockMyHall(tx, act);
          const before = await tx.hallSheet.findUnique({ where: { id: clientId } });
          if (before) {
            const same = before.hallId === hallId && Buffer.from(before.sha256).equals(sha256);
            if (!same) throw appError('conflict');
            return before;
          }
          if ((await tx.hallSheet.count({ where: { hallId } })) >= limits.sheetsPerHall) {
            throw appError('limit_reached', { max: limits.sheetsPerHall });
          }
          const sheet = await tx.hallSheet.create({
            data: {
              id: clientId,
              hallId,
              fileName,
              mediaType,
              sizeBytes,
              sha256,
              uploadedById: act.personId,
              uploadedAt: clock.now(),
            },
          });
          await writeAudit(tx, {
            actorId: act.personId,
            action: 'hall.sheet_uploaded',
            seriesId: act.seriesId,
            sessionId: act.sessionId,
          });
          const target = path.join(this.folder, this.fileNameOf(sheet));
          // Left behind by an upload whose transaction failed: no row speaks of it.
          await rm(target, { force: true });
          await link(part, target);
          await syncFolder(this.folder);
          return sheet;
        });
      return await this.#turns.run(this.folder, keep);
    } finally {
      this.#uploads -= 1;
      await rm(part, { force: true });
    }
  }
}
