import { type Caller, requireActor } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { writeCsv } from '#server/core/csv.ts';
import { toDisposition } from '#server/core/file-name.ts';
import { sendStream } from '#server/core/send-stream.ts';
import { appError } from '#shared/errors.ts';
import type { StaffPollDto } from '#shared/features/polls.ts';
import type { PollCounts } from './poll-counts.ts';
import type { PollNews } from './polls.news.ts';
import { readPolls, readQuizAnswers } from './polls.queries.ts';
import {
  changePoll,
  createPoll,
  deletePoll,
  hideWord,
  movePoll,
  orderPolls,
  type PollChange,
  showResults,
} from './polls.service.ts';
import { fileKind, toCsvLines } from './polls-csv.ts';

export function registerPollRoutes(
  { http, db, clock }: AppContext,
  { news, counts }: { news: PollNews; counts: PollCounts },
): void {
  const reader = { db, counts };

  /** Acts, tells the room, answers. */
  async function serve(sessionId: string, act: () => Promise<PollChange>): Promise<{ poll: StaffPollDto }> {
    const { poll } = await news.act(sessionId, act);
    return { poll: await news.toDto(poll) };
  }

  function byStaff({ actor }: Caller, sessionId: string) {
    return { db, clock, sessionId, personId: requireActor(actor).personId };
  }

  http.serve('listPolls', async ({ params }) => ({ polls: await readPolls(reader, params.sessionId) }));

  http.serve('createPoll', (call) => {
    const { sessionId } = call.params;
    return serve(sessionId, () => createPoll({ ...byStaff(call, sessionId), ...call.body }));
  });

  http.serve('changePoll', (call) => {
    const { sessionId, pollId } = pollOf(call);
    return serve(sessionId, () => changePoll({ ...byStaff(call, sessionId), pollId, ...call.body }));
  });

  http.serve('movePoll', (call) => {
    const { sessionId, pollId } = pollOf(call);
    return serve(sessionId, () => movePoll({ ...byStaff(call, sessionId), pollId, ...call.body }));
  });

  http.serve('showPollResults', (call) => {
    const { sessionId, pollId } = pollOf(call);
    return serve(sessionId, () => showResults({ ...byStaff(call, sessionId), pollId, ...call.body }));
  });

  http.serve('hidePollWord', (call) => {
    const { sessionId, pollId } = pollOf(call);
    return serve(sessionId, () => hideWord({ ...byStaff(call, sessionId), pollId, ...call.body }));
  });

  http.serve('deletePoll', async (call) => {
    const { sessionId, pollId } = pollOf(call);
    await news.remove(sessionId, pollId, () => deletePoll({ ...byStaff(call, sessionId), pollId }));
    return {};
  });

  http.serve('orderPolls', async (call) => {
    const { sessionId } = call.params;
    const { pollIds } = call.body;
    await news.act(sessionId, async () => ({
      changed: await orderPolls({ ...byStaff(call, sessionId), pollIds }),
    }));
    return { polls: await readPolls(reader, sessionId) };
  });

  http.serve('listPollAnswers', (call) => readQuizAnswers(db, pollOf(call)));

  http.serve('getPollsCsv', async ({ params: { sessionId }, query: { language }, response }) => {
    const session = await db.session.findUniqueOrThrow({
      where: { id: sessionId },
      select: {
        title: true,
        startedAt: true,
        plannedStartsAt: true,
        series: { select: { timeZone: true } },
      },
    });
    const polls = await readPolls(reader, sessionId);
    const { timeZone } = session.series;
    const headers = {
      'Content-Type': 'text/csv; charset=utf-8',
      'Cache-Control': 'private, no-store',
      'Content-Disposition': toDisposition({
        kind: fileKind(language),
        title: session.title,
        date: new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(
          session.startedAt ?? session.plannedStartsAt,
        ),
        extension: 'csv',
      }),
    };
    await sendStream(response, headers, writeCsv(toCsvLines(polls, language)));
  });
}

/** The gateway has looked the poll up, and its session with it. */
function pollOf({ scope: { sessionId, pollId } }: Caller): { sessionId: string; pollId: string } {
  if (!sessionId || !pollId) throw appError('not_found');
  return { sessionId, pollId };
}
