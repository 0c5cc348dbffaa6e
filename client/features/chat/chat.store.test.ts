import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ChatMessage, ChatStore } from './chat.store.ts';
import { toThreads } from './thread.ts';

const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

function message(place: number, more: Partial<ChatMessage> = {}): ChatMessage {
  return {
    messageId: `m${place}`,
    place,
    answersId: null,
    authorName: 'Hoa',
    authorRole: 'learner',
    body: `Câu ${place}`,
    sentAt: '2021-09-28T01:00:00.000Z',
    written: null,
    ...more,
  };
}

const snapshotOf = (messages: ChatMessage[], ownIds: string[] = []) => ({
  chat: { class: { messages, hasEarlier: false, ownIds } },
});

function setUp(messages: ChatMessage[] = [], ownIds: string[] = []) {
  const store = new ChatStore();
  store.takeSnapshot(snapshotOf(messages, ownIds), 'chat.an');
  const shown = () => store.state.get().channels.class;
  const places = () => shown().messages.map(({ place }) => place);
  return { store, shown, places };
}

describe('the chat on a page', () => {
  test('stands in the order in which the server took it, whatever comes late or twice', () => {
    const { store, places } = setUp([message(2)]);
    for (const place of [4, 3, 4, 1]) store.take('class', message(place));
    expect(places()).toEqual([1, 2, 3, 4]);
  });

  test('counts what others wrote since the newest was looked at, also over a reload', () => {
    const { store, shown } = setUp([message(1), message(2)]);
    expect(shown().unread).toBe(0);
    store.take('class', message(3));
    store.takeOwn('class', message(4));
    expect(shown().unread).toBe(1);
    store.see('class');
    expect(shown().unread).toBe(0);

    const again = setUp([message(3), message(4), message(5)], ['m4']);
    expect(again.shown().unread).toBe(1);
  });

  test('stays short for whoever follows, and whole for whoever reads back', () => {
    const follower = setUp();
    const reader = setUp();
    reader.store.setReadingBack('class', true);
    for (let place = 1; place <= 3_000; place += 1) {
      follower.store.take('class', message(place));
      reader.store.take('class', message(place));
    }
    expect(follower.places().length).toBeLessThanOrEqual(300);
    expect(follower.places().at(-1)).toBe(3_000);
    expect(follower.shown().hasEarlier).toBe(true);
    expect(reader.places()).toHaveLength(3_000);
  });

  test('puts earlier pages in front, each message once', () => {
    const { store, places, shown } = setUp([message(5), message(6)]);
    const page = { messages: [message(3), message(4), message(5)], hasEarlier: true, ownIds: [] };
    store.takeEarlier('class', page);
    expect(places()).toEqual([3, 4, 5, 6]);
    expect(shown().hasEarlier).toBe(true);
    expect(shown().unread).toBe(0);
  });

  test('loses a deleted message with what answered it', () => {
    const { store, places } = setUp([message(1), message(2), message(3, { answersId: 'm1' })]);
    store.remove('m1');
    expect(places()).toEqual([2]);
  });

  test('says whose question was answered to the one who asked it, once', () => {
    const { store } = setUp([message(1), message(2)], ['m1']);
    store.take('class', message(3, { answersId: 'm2' }));
    expect(store.state.get().lastAnswer).toBeNull();
    const answer = message(4, { answersId: 'm1' });
    store.take('class', answer);
    store.take('class', { ...answer });
    expect(store.state.get().lastAnswer).toBe(answer);
  });

  test('remembers when the last message went, for slow mode, also when it was deleted', () => {
    const { store } = setUp();
    store.takeOwn('class', message(1, { sentAt: '2021-09-28T01:00:30.000Z' }));
    store.remove('m1');
    expect(store.state.get().lastSentAtMs).toBe(Date.parse('2021-09-28T01:00:30.000Z'));
  });
});

test('answers are drawn under their message, and left out where it is further back', () => {
  const threads = toThreads([
    message(1),
    message(2),
    message(3, { answersId: 'm1' }),
    message(4, { answersId: 'm0' }),
  ]);
  expect(threads.map((thread) => [thread.message.place, thread.answers.length])).toEqual([
    [1, 1],
    [2, 0],
  ]);
});
