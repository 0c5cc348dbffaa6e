import { randomUUID } from 'node:crypto';
import type { HallDto } from '#shared/features/halls.ts';
import { dataOf } from './answers.ts';
import type { HttpAnswer, TestClient } from './test-client.ts';

type Client = Pick<TestClient, 'http'>;

/** What an attester does, at the address of their session. */
export function atHall(client: Client, { session }: { session: { code: string } }) {
  const path = `/api/rooms/${session.code}/my-hall`;
  const post = (rest: string, body: object): Promise<HttpAnswer<unknown>> =>
    client.http('POST', `${path}${rest}`, body);
  return {
    look: () =>
      dataOf<{
        hall: HallDto | null;
        digits: { digits: string; endsAt: string } | null;
        session: { topic: { topicId: string } | null };
      }>(client.http('GET', path)),
    register: (body: object = {}) =>
      post('', {
        clientId: randomUUID(),
        name: 'Hội trường UBND xã Nam Cát',
        place: 'Nam Cát, Nghệ An',
        ...body,
      }),
    find: (search: string) => client.http('GET', `${path}/candidates?search=${encodeURIComponent(search)}`),
    change: (body: { add?: string[]; remove?: string[] }) =>
      post('/people', { add: [], remove: [], ...body }),
    addNewcomer: (body: object) =>
      post('/newcomers', {
        clientId: randomUUID(),
        organisation: null,
        province: null,
        participantGroup: null,
        ...body,
      }),
    attest: (personIds: string[], clientId: string = randomUUID()) =>
      post('/attestations', { clientId, personIds }),
    withdraw: (attestationId: string, reason = 'Bấm nhầm danh sách') =>
      post(`/attestations/${attestationId}/withdrawal`, { reason }),
  };
}
