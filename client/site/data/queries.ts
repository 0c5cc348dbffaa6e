import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { http } from '#client/lib/http.ts';

/** What the site reads, each under one key. A key begins with what has to be asked anew together. */

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => http('GET /api/me', { signal }),
  staleTime: 5 * 60_000,
});

export const signInsQuery = queryOptions({
  queryKey: ['sign-ins'],
  queryFn: ({ signal }) => http('GET /api/account/sign-ins', { signal }),
});

export const organiserInvitationsQuery = queryOptions({
  queryKey: ['organiser-invitations'],
  queryFn: ({ signal }) => http('GET /api/invitations', { signal }),
});

export const seriesListQuery = queryOptions({
  queryKey: ['series-list'],
  queryFn: ({ signal }) => http('GET /api/series', { signal }),
});

export const seriesQuery = (seriesId: string) =>
  queryOptions({
    queryKey: ['series', seriesId],
    queryFn: ({ signal }) => http('GET /api/series/:seriesId', { params: { seriesId }, signal }),
  });

export const staffQuery = (seriesId: string) =>
  queryOptions({
    queryKey: ['staff', seriesId],
    queryFn: ({ signal }) => http('GET /api/series/:seriesId/staff', { params: { seriesId }, signal }),
  });

export const enrolmentsQuery = (seriesId: string) =>
  queryOptions({
    queryKey: ['enrolments', seriesId],
    queryFn: ({ signal }) => http('GET /api/series/:seriesId/enrolments', { params: { seriesId }, signal }),
  });

export const removedLearnersQuery = (seriesId: string) =>
  queryOptions({
    queryKey: ['removed-learners', seriesId],
    queryFn: ({ signal }) =>
      http('GET /api/series/:seriesId/removed-learners', { params: { seriesId }, signal }),
  });

export const auditQuery = (seriesId: string, sessionId?: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', seriesId, sessionId],
    queryFn: ({ signal, pageParam }) =>
      http('GET /api/series/:seriesId/audit', {
        params: { seriesId },
        query: { before: pageParam, sessionId },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.more ? page.entries.at(-1)?.entryId : undefined),
  });

export const sessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['session', sessionId],
    queryFn: ({ signal }) => http('GET /api/sessions/:sessionId', { params: { sessionId }, signal }),
  });

export const timelineQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['timeline', sessionId],
    queryFn: ({ signal }) => http('GET /api/sessions/:sessionId/timeline', { params: { sessionId }, signal }),
  });

export const personTrailQuery = (seriesId: string, personId: string) =>
  queryOptions({
    // Under the results, for a correction changes both.
    queryKey: ['results', seriesId, 'trail', personId],
    queryFn: ({ signal }) =>
      http('GET /api/series/:seriesId/people/:personId/trail', { params: { seriesId, personId }, signal }),
  });

export const feedbackFormQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['feedback-form', sessionId],
    queryFn: ({ signal }) =>
      http('GET /api/sessions/:sessionId/feedback-form', { params: { sessionId }, signal }),
  });

export const feedbackResultsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['feedback-results', sessionId],
    queryFn: ({ signal }) =>
      http('GET /api/sessions/:sessionId/feedback-results', { params: { sessionId }, signal }),
  });

export const pollsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['polls', sessionId],
    queryFn: ({ signal }) => http('GET /api/sessions/:sessionId/polls', { params: { sessionId }, signal }),
  });

export const captionTracksQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['caption-tracks', sessionId],
    queryFn: ({ signal }) =>
      http('GET /api/sessions/:sessionId/caption-tracks', { params: { sessionId }, signal }),
  });

export const sessionQuestionsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['questions', 'session', sessionId],
    queryFn: ({ signal }) =>
      http('GET /api/sessions/:sessionId/questions', { params: { sessionId }, signal }),
  });

export const topicQuestionsQuery = (topicId: string) =>
  queryOptions({
    queryKey: ['questions', 'topic', topicId],
    queryFn: ({ signal }) => http('GET /api/topics/:topicId/questions', { params: { topicId }, signal }),
  });

export const panellistsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ['panellists', sessionId],
    queryFn: ({ signal }) =>
      http('GET /api/sessions/:sessionId/panellists', { params: { sessionId }, signal }),
  });

export const materialsQuery = (topicId: string) =>
  queryOptions({
    queryKey: ['materials', topicId],
    queryFn: ({ signal }) => http('GET /api/topics/:topicId/materials', { params: { topicId }, signal }),
  });

export const ruleQuery = (seriesId: string) =>
  queryOptions({
    queryKey: ['attendance-rule', seriesId],
    queryFn: ({ signal }) =>
      http('GET /api/series/:seriesId/attendance-rule', { params: { seriesId }, signal }),
  });

/** By the version in force, unless said; with those on whom another one differs. */
/** A large series takes a few seconds, topic by topic. */
const COUNTED_WITHIN_MS = 1_500;

export const seriesResultsQuery = (
  seriesId: string,
  { version, compareWith }: { version?: number; compareWith?: number } = {},
) =>
  queryOptions({
    queryKey: ['results', seriesId, 'all', version, compareWith],
    queryFn: ({ signal }) =>
      http('GET /api/series/:seriesId/results', {
        params: { seriesId },
        query: {
          ...(version !== undefined && { version: String(version) }),
          ...(compareWith !== undefined && { compareWith: String(compareWith) }),
        },
        signal,
      }),
    // What is being counted is there in a moment.
    refetchInterval: ({ state }) =>
      state.data?.topics.some(({ counting }) => counting) ? COUNTED_WITHIN_MS : false,
  });

export const learnerRecordQuery = (seriesId: string, personId: string) =>
  queryOptions({
    queryKey: ['results', seriesId, 'learner', personId],
    queryFn: ({ signal }) =>
      http('GET /api/series/:seriesId/results/:personId', {
        params: { seriesId, personId },
        query: {},
        signal,
      }),
  });

export const ownRecordQuery = (seriesId: string) =>
  queryOptions({
    queryKey: ['own-record', seriesId],
    queryFn: ({ signal }) => http('GET /api/series/:seriesId/own-record', { params: { seriesId }, signal }),
  });

export const objectionsQuery = (seriesId: string) =>
  queryOptions({
    queryKey: ['objections', seriesId],
    queryFn: ({ signal }) => http('GET /api/series/:seriesId/objections', { params: { seriesId }, signal }),
  });

export const exportProgressQuery = (exportId: string) =>
  queryOptions({
    queryKey: ['export', exportId],
    queryFn: ({ signal }) => http('GET /api/exports/:exportId', { params: { exportId }, signal }),
  });
