import { randomUUID } from 'node:crypto';
import type { PollForm, StaffPollDto } from '#shared/features/polls.ts';
import type { TestPerson, TestSession } from './factories.ts';
import type { HttpAnswer, TestPage } from './test-client.ts';

export const yesNo: PollForm = {
  kind: 'single',
  prompt: 'Bạn đã từng bán hàng trên mạng chưa?',
  options: ['Rồi', 'Chưa'],
  right: null,
  explanation: '',
  heldBack: false,
};

export const quiz: PollForm = {
  kind: 'single',
  prompt: 'Một sản phẩm OCOP được xếp tối đa mấy sao?',
  options: ['3 sao', '4 sao', '5 sao'],
  right: [2],
  explanation: 'Theo bộ tiêu chí, hạng cao nhất là năm sao.',
  heldBack: true,
};

export const cloud: PollForm = {
  kind: 'words',
  prompt: 'Đặc sản của xã bạn là gì?',
  wordsMax: 3,
  heldBack: false,
};

export function choose(page: TestPage, pollId: string, ...choices: number[]) {
  return page.request('poll:answer', { pollId, choices, words: [] });
}

export function write(page: TestPage, pollId: string, ...words: string[]) {
  return page.request('poll:answer', { pollId, choices: [], words });
}

/** Staff's acts over HTTP, by whoever does them. */
export class PollDesk {
  readonly #staff: TestPerson;
  readonly #sessionId: string;

  constructor(staff: TestPerson, { sessionId }: TestSession) {
    this.#staff = staff;
    this.#sessionId = sessionId;
  }

  /** @param path below the polls: empty for all of the session's, or that of one */
  send<Body = { poll: StaffPollDto }>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<HttpAnswer<Body>> {
    const root = path ? '/api/polls' : `/api/sessions/${this.#sessionId}/polls`;
    return this.#staff.client.http<Body>(method, root + path, body);
  }

  async make(form: PollForm, { open = true, clientId = randomUUID() } = {}): Promise<StaffPollDto> {
    return poll(await this.send('POST', '', { clientId, form, open }));
  }

  async move(pollId: string, to: 'open' | 'closed'): Promise<StaffPollDto> {
    return poll(await this.send('POST', `/${pollId}/move`, { to }));
  }

  async show(pollId: string, shown: boolean): Promise<StaffPollDto> {
    return poll(await this.send('PUT', `/${pollId}/results`, { shown }));
  }

  async list(): Promise<StaffPollDto[]> {
    const { body } = await this.send<{ polls: StaffPollDto[] }>('GET', '');
    return body.polls;
  }
}

function poll({ status, body }: HttpAnswer<{ poll: StaffPollDto }>): StaffPollDto {
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.poll;
}
