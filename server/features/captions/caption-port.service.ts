import { randomUUID } from 'node:crypto';
import type { CaptionPort } from '#prisma/generated/client.ts';
import type { AppContext } from '#server/core/context.ts';
import { createToken, hashToId, hashToken } from '#server/core/tokens.ts';
import { writeAudit } from '#server/features/audit/audit.service.ts';
import { splitIntoCaptions } from '#shared/caption-lines.ts';
import { appError } from '#shared/errors.ts';
import type { CaptionPortDto } from '#shared/features/captions.ts';
import { limits } from '#shared/limits.ts';
import type { NewCaption } from './captions.service.ts';

/** That it is used is noted at most this often. */
const USED_NOTED_EVERY_MS = 10_000;

interface Act {
  context: AppContext;
  personId: string;
  seriesId: string;
  sessionId: string;
}

export async function findCaptionPort({ db }: AppContext, sessionId: string): Promise<CaptionPortDto | null> {
  const port = await db.captionPort.findUnique({ where: { sessionId } });
  return port && toCaptionPortDto(port);
}

/** A new token; the one before means nothing any more. */
export async function openCaptionPort({
  context,
  personId,
  seriesId,
  sessionId,
}: Act): Promise<{ port: CaptionPortDto; token: string }> {
  const token = createToken();
  const fresh = {
    tokenHash: hashToken(token),
    createdById: personId,
    createdAt: context.clock.now(),
    lastUsedAt: null,
  };
  const port = await context.db.$transaction(async (tx) => {
    await writeAudit(tx, { actorId: personId, action: 'captions.port_opened', seriesId, sessionId });
    return tx.captionPort.upsert({
      where: { sessionId },
      create: { sessionId, ...fresh },
      update: fresh,
    });
  });
  return { port: toCaptionPortDto(port), token };
}

export async function closeCaptionPort({ context, personId, seriesId, sessionId }: Act): Promise<void> {
  await context.db.$transaction(async (tx) => {
    const { count } = await tx.captionPort.deleteMany({ where: { sessionId } });
    if (count > 0)
      await writeAudit(tx, { actorId: personId, action: 'captions.port_closed', seriesId, sessionId });
  });
}

/**
 * The session that a token writes to.
 * @throws AppError `link_invalid`
 */
export async function enterCaptionPort({ db, clock }: AppContext, token: string): Promise<string> {
  const port = await db.captionPort.findUnique({ where: { tokenHash: hashToken(token) } });
  if (!port) throw appError('link_invalid');
  const now = clock.now();
  if (!port.lastUsedAt || now.getTime() - port.lastUsedAt.getTime() > USED_NOTED_EVERY_MS) {
    await db.captionPort.updateMany({
      where: { sessionId: port.sessionId, tokenHash: port.tokenHash },
      data: { lastUsedAt: now },
    });
  }
  return port.sessionId;
}

export interface PortWriting {
  clientId: string | undefined;
  /** The service's own counter. Some begin again at 1 when they restart, so it says nothing without the words. */
  seq: string | undefined;
  language: string;
  text: string;
  startedAgoMs: number;
}

/** Cut to the length of captions; each has an id that a repeat of the same writing has too. */
export function toCaptions({ clientId, seq, language, text, startedAgoMs }: PortWriting): NewCaption[] {
  const repeatable = clientId ?? (seq === undefined ? randomUUID() : `${seq} ${text}`);
  return splitIntoCaptions(text, limits.captionMax).map((part, index) => ({
    clientId: hashToId(`caption ${language} ${index} ${repeatable}`),
    language,
    text: part,
    source: 'service',
    startedAgoMs,
  }));
}

function toCaptionPortDto({ createdAt, lastUsedAt }: CaptionPort): CaptionPortDto {
  return { createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null };
}
