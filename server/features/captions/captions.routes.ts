import type { AppContext, Db } from '#server/core/context.ts';
import { sendStream } from '#server/core/send-stream.ts';
import { appError } from '#shared/errors.ts';
import { toCaptionDto } from './captions.mapper.ts';
import { readTrack, readTracks, readTranscript } from './captions.queries.ts';
import { type TimedText, toWebVtt } from './web-vtt.ts';

export function registerCaptionRoutes({ http, db }: AppContext): void {
  http.serve('listCaptions', async ({ params: { sessionId }, query: { language, after } }) => {
    const { captions, more } = await readTranscript(db, { sessionId, language, after });
    return { captions: captions.map(toCaptionDto), more };
  });

  http.serve('listCaptionTracks', async ({ params }) => ({
    tracks: await readTracks(db, params.sessionId),
  }));

  http.serve('getWebVtt', async ({ params: { sessionId }, query: { language }, response }) => {
    const { code, startedAt } = await readStart(db, sessionId);
    const headers = {
      'Content-Type': 'text/vtt; charset=utf-8',
      'Content-Disposition': `attachment; filename="${code}.${language}.vtt"`,
    };
    const track = readTimedTrack(db, { sessionId, language, startedAt });
    await sendStream(response, headers, toWebVtt(track, { language }));
  });
}

async function* readTimedTrack(
  db: AppContext['db'],
  { sessionId, language, startedAt }: { sessionId: string; language: string; startedAt: Date },
): AsyncGenerator<TimedText> {
  for await (const caption of readTrack(db, { sessionId, language })) {
    yield { startMs: caption.startedAt.getTime() - startedAt.getTime(), text: caption.text };
  }
}

/** @throws AppError `wrong_state` before the session has begun: there is nothing to count from */
async function readStart(db: Db, sessionId: string): Promise<{ code: string; startedAt: Date }> {
  const { code, startedAt } = await db.session.findUniqueOrThrow({
    where: { id: sessionId },
    select: { code: true, startedAt: true },
  });
  if (!startedAt) throw appError('wrong_state');
  return { code, startedAt };
}
