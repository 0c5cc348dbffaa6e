import { randomUUID } from 'node:crypto';
import type { EnrolmentDto, LearnerDetails, YouDto } from '#shared/features/enrolment.ts';
import { dataOf } from './answers.ts';
import type { Factories, TestPerson, TestSeries, TestSession } from './factories.ts';
import type { HttpAnswer, TestClient } from './test-client.ts';

/** A session that is on, with those who look after its learners. */
export interface Place {
  series: TestSeries;
  session: TestSession;
  trainer: TestPerson;
  moderator: TestPerson;
}

export async function makePlace(make: Factories): Promise<Place> {
  const series = await make.makeSeries({ title: 'Mỗi xã một sản phẩm' });
  return {
    series,
    session: await make.makeSession({ series, state: 'live' }),
    trainer: await make.makeTrainer(series.seriesId),
    moderator: await make.makeModerator(series.seriesId),
  };
}

export type Entrance = {
  you: YouDto | null;
  knownName: string | null;
  seriesTitle: string;
  session: { code: string };
};

export function look(client: TestClient, { session }: Place): Promise<Entrance> {
  return dataOf<Entrance>(client.http('GET', `/api/rooms/${session.code}`));
}

export function enter(client: TestClient, { session }: Place, body: object): Promise<HttpAnswer<unknown>> {
  return client.http('POST', `/api/rooms/${session.code}/enter`, body);
}

export async function enterAs(
  make: Factories,
  name: string,
  place: Place,
): Promise<{ client: TestClient; you: YouDto }> {
  const client = make.makeStranger();
  const { you } = await dataOf<{ you: YouDto }>(enter(client, place, { clientId: randomUUID(), name }));
  return { client, you };
}

export interface Pasted extends Partial<LearnerDetails> {
  clientId: string;
  name: string;
  email: string | null;
  phone: string | null;
}

export function pasted(name: string, over: Partial<Pasted> = {}): Pasted {
  return { clientId: randomUUID(), name, email: null, phone: null, ...over };
}

export function paste({ series, trainer }: Place, learners: Pasted[]): Promise<HttpAnswer<unknown>> {
  return trainer.client.http('POST', `/api/series/${series.seriesId}/enrolments`, { learners });
}

export async function pasteOne(place: Place, learner: Pasted): Promise<EnrolmentDto> {
  const { enrolments } = await dataOf<{ enrolments: EnrolmentDto[] }>(paste(place, [learner]));
  if (!enrolments[0]) throw new Error('nobody was enrolled');
  return enrolments[0];
}

export async function listEnrolments({ series, moderator }: Place): Promise<EnrolmentDto[]> {
  const answer = moderator.client.http('GET', `/api/series/${series.seriesId}/enrolments`);
  return (await dataOf<{ enrolments: EnrolmentDto[] }>(answer)).enrolments;
}

export function renewLink({ series, moderator }: Place, enrolmentId: string): Promise<HttpAnswer<unknown>> {
  const path = `/api/series/${series.seriesId}/enrolments/${enrolmentId}/renew-link`;
  return moderator.client.http('POST', path, {});
}

export function removeEnrolment(
  { series, moderator }: Place,
  enrolmentId: string,
): Promise<HttpAnswer<unknown>> {
  return moderator.client.http('DELETE', `/api/series/${series.seriesId}/enrolments/${enrolmentId}`);
}

export function changeEnrolment(
  { series, moderator }: Place,
  enrolmentId: string,
  details: Partial<LearnerDetails>,
): Promise<HttpAnswer<unknown>> {
  const path = `/api/series/${series.seriesId}/enrolments/${enrolmentId}`;
  return moderator.client.http('PATCH', path, details);
}
