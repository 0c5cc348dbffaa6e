import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Request } from '#client/lib/socket.ts';
import type { RequestInput } from '#shared/protocol.ts';
import { CaptionWriter } from './caption-writer.ts';

let drafts: RequestInput<'caption:draft'>[];
let said: RequestInput<'caption:say'>[];
let writer: CaptionWriter;

beforeEach(() => {
  vi.useFakeTimers();
  drafts = [];
  said = [];
  const request: Request = (_name, input) => {
    drafts.push(input as RequestInput<'caption:draft'>);
    return Promise.reject(new Error('nobody waits for a draft'));
  };
  writer = new CaptionWriter({ request, put: (caption) => said.push(caption) });
});
afterEach(() => vi.useRealTimers());

it('shows what is typed twice a second at most, however fast one types', () => {
  for (const end of 'Chào bà con thân mến'.split('').keys()) {
    writer.write('Chào bà con thân mến'.slice(0, end + 1));
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(1_000);
  expect(drafts.length).toBeLessThanOrEqual(5);
  expect(drafts.at(-1)).toEqual({ language: 'vi', text: 'Chào bà con thân mến' });
});

it('dates a caption to its first sign, and the next one anew', () => {
  writer.write('C');
  vi.advanceTimersByTime(3_000);
  writer.say('Chào bà con.', 'typed');
  writer.say('Hôm nay', 'typed');
  expect(said.map(({ text, startedAgoMs }) => [text, startedAgoMs])).toEqual([
    ['Chào bà con.', 3_000],
    ['Hôm nay', 0],
  ]);
  vi.advanceTimersByTime(60_000);
  expect(drafts.at(-1)?.text).toBe('C');
});

it('never claims to be older than the server takes', () => {
  writer.write('C');
  vi.advanceTimersByTime(120_000);
  writer.say('Chào', 'typed');
  expect(said[0]?.startedAgoMs).toBe(30_000);
});

it('cuts a pasted text into captions and says them one by one', () => {
  writer.prepare('Chào bà con.\nHôm nay ta học ghi nhãn.');
  expect(writer.prepared.get()).toEqual(['Chào bà con.', 'Hôm nay ta học ghi nhãn.']);
  writer.sayNext();
  writer.sayNext();
  writer.sayNext();
  expect(said.map(({ text }) => text)).toEqual(['Chào bà con.', 'Hôm nay ta học ghi nhãn.']);
  expect(writer.prepared.get()).toEqual([]);
});

it('takes back what was begun when the language changes or the desk is closed', () => {
  writer.write('Chào');
  vi.advanceTimersByTime(1_000);
  writer.setLanguage('en');
  expect(drafts.at(-1)).toEqual({ language: 'vi', text: '' });
  writer.say('Good morning', 'typed');
  expect(said[0]?.language).toBe('en');
});
