import { type Caller, requireActor, requireSeries } from '#server/core/actor.ts';
import type { AppContext, Db } from '#server/core/context.ts';
import { sendStream } from '#server/core/send-stream.ts';
import type { Live } from '#server/features/live/live.ts';
import { appError } from '#shared/errors.ts';
import { toCaptionDto } from './captions.mapper.ts';
import { readTrack, readTracks, readTranscript } from './captions.queries.ts';
import { type TimedText, toWebVtt } from './web-vtt.ts';

export function registerCaptionRoutes({ http, db }: AppContext, { door }: Live): void {
  const assertMayRead = ({ actor, role, scope }: Caller, sessionId: string) =>
    door.assertMayRead({
      sessionId,
      seriesId: requireSeries(scope),
      personId: requireActor(actor).personId,
      role,
    });

  http.serve('listCaptions', async (call) => {
    const { sessionId } = call.params;
    const { language, after } = call.query;
    await assertMayRead(call, sessionId);
    const { captions, more } = await readTranscript(db, { sessionId, language, after });
    return { captions: captions.map(toCaptionDto), more };
  });

  http.serve('listCaptionTracks', async (call) => {
    const { sessionId } = call.params;
    await assertMayRead(call, sessionId);
    return { tracks: await readTracks(db, sessionId) };
  });

  http.serve('getWebVtt', async (call) => {
    const { params, query, response } = call;
    const [{ sessionId }, { language }] = [params, query];
    await assertMayRead(call, sessionId);
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
