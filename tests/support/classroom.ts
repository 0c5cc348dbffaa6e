import type { SessionMove } from '#shared/session-lifecycle.ts';
import type { Factories, TestPerson, TestSeries, TestSession } from './factories.ts';
import type { TestApp } from './test-app.ts';
import type { HttpAnswer } from './test-client.ts';

/** A session with somebody who may run it. */
export interface Classroom {
  series: TestSeries;
  session: TestSession;
  trainer: TestPerson;
}

/** Of a new series with three topics, unless said otherwise. */
export async function makeClassroom(
  make: Factories,
  options: Parameters<Factories['makeSession']>[0] = {},
): Promise<Classroom> {
  const series = options.series ?? (await make.makeSeries({ topics: 3 }));
  const session = await make.makeSession({ ...options, series });
  return { series, session, trainer: await make.makeTrainer(series.seriesId) };
}

export function move({ trainer, session }: Classroom, name: SessionMove): Promise<HttpAnswer<unknown>> {
  return trainer.client.http('POST', `/api/sessions/${session.sessionId}/move`, { move: name });
}

export function runTopic(
  { trainer, session }: Classroom,
  topicId: string | null | undefined,
): Promise<HttpAnswer<unknown>> {
  return trainer.client.http('POST', `/api/sessions/${session.sessionId}/running-topic`, { topicId });
}

/** What features were told of one session while something was done. */
export async function eventsDuring(
  { context }: TestApp,
  sessionId: string,
  act: () => Promise<unknown>,
): Promise<string[]> {
  const seen: string[] = [];
  const note = (name: string) => (event: { sessionId: string }) => {
    if (event.sessionId === sessionId) seen.push(name);
  };
  context.events.on('session.moved', note('moved'));
  context.events.on('session.changed', note('changed'));
  await act();
  return seen;
}
