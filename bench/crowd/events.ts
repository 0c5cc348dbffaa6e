import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import type { NewsData } from '#shared/protocol.ts';

/** When it was made, readable in another process of this machine. */
export function stamp(kind: 'e' | 'q', sequence: number): string {
  return `${kind} ${sequence} ${Math.round((performance.timeOrigin + performance.now()) * 1_000)}`;
}

/** A question of ordinary length, alike on both sides to the letter. */
export function createEvent(sequence: number): NewsData<'question:changed'> {
  return {
    question: {
      questionId: '5b0f2c1e-6f1d-4a57-9f0c-6f1f3a1b2c3d',
      body: `${stamp('e', sequence)}: sản phẩm ba sao muốn lên bốn sao thì phải chuẩn bị những hồ sơ gì?`,
      authorName: 'Nguyễn Thị Hoa',
      state: 'open',
      topicId: null,
      votes: 12,
      pinned: false,
      askedAt: '2021-10-12T02:00:00.000Z',
      written: null,
      answer: null,
      answeredByName: null,
      answeredAt: null,
    } as NewsData<'question:changed'>['question'],
  };
}

let sequence = 0;

/** Emits at an even pace, whatever falls due at a late turn included; the CPU that this process spent on it. */
export async function speak(
  { perSecond, forMs }: { perSecond: number; forMs: number },
  emit: (sequence: number) => void,
): Promise<{ events: number; cpuUs: number }> {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  let events = 0;
  for (let elapsedMs = 0; elapsedMs < forMs; elapsedMs = performance.now() - startedAt) {
    for (; events < (elapsedMs / 1_000) * perSecond; events += 1) {
      sequence += 1;
      emit(sequence);
    }
    await delay(5);
  }
  const { user, system } = process.cpuUsage(before);
  return { events, cpuUs: user + system };
}
