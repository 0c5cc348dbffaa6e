import { readChoice, storeChoice } from '#client/lib/storage.ts';
import { createStore, type ReadOnlyStore } from '#client/lib/store.ts';
import type { NewsHandlers } from '#client/room/connection/news-handlers.ts';
import { type ChatChannel, chatChannels } from '#shared/chat-channels.ts';
import type { ChatMessageDto, ChatPageDto, StaffChatMessageDto } from '#shared/features/chat.ts';
import type { SnapshotDto } from '#shared/features/live.ts';

export type ChatMessage = ChatMessageDto | StaffChatMessageDto;

export interface ChannelState {
  /** By place; answers stand among the others and are drawn under what they answer. */
  messages: readonly ChatMessage[];
  hasEarlier: boolean;
  /** Others' messages since the newest was looked at. */
  unread: number;
}

export interface ChatState {
  channels: Readonly<Record<ChatChannel, ChannelState>>;
  ownIds: ReadonlySet<string>;
  /** For slow mode: when this person's last message of the class was taken, deleted or not. */
  lastSentAtMs: number;
  /** The newest answer to a message of one's own, to be said aloud. */
  lastAnswer: ChatMessage | null;
}

/** A cheap phone draws this many without a thought; what falls out is fetched again by whoever reads back. */
const KEPT_MAX = 300;
const KEPT_AFTER_TRIM = 150;

const silent: ChannelState = { messages: [], hasEarlier: false, unread: 0 };

/** Snapshot, news and acks all end in the same upsert by id, so that whatever comes twice or late changes nothing. */
export class ChatStore {
  readonly #store = createStore<ChatState>({
    channels: { class: silent, staff: silent },
    ownIds: new Set(),
    lastSentAtMs: 0,
    lastAnswer: null,
  });
  /** The place of the newest message that was looked at. */
  readonly #seen: Record<ChatChannel, number | undefined> = { class: undefined, staff: undefined };
  /** Whoever reads back keeps what they read. */
  readonly #isReadingBack: Record<ChatChannel, boolean> = { class: false, staff: false };
  #storageKey = '';

  /** What is being written; here, because the panel goes whenever another one is looked at. */
  readonly drafts: Record<ChatChannel, string> = { class: '', staff: '' };

  get state(): ReadOnlyStore<ChatState> {
    return this.#store;
  }

  /** @param storageKey where it is remembered what this person has seen, so that a reload does not bring it up again */
  takeSnapshot({ chat }: Pick<SnapshotDto, 'chat'>, storageKey: string): void {
    this.#storageKey = storageKey;
    for (const channel of chatChannels) {
      const page: ChatPageDto = 'staff' in chat ? chat[channel] : chat.class;
      if (channel === 'staff' && !('staff' in chat)) continue;
      this.#addOwn(page.ownIds);
      const remembered = readChoice(`${storageKey}.${channel}`);
      this.#seen[channel] ??= remembered === null ? newestPlace(page.messages) : Number(remembered);
      this.#setChannel(channel, { messages: byPlace(page.messages), hasEarlier: page.hasEarlier });
      for (const message of page.messages) this.#noteOwnTime(message);
    }
  }

  readonly news = {
    'chat:sent': ({ message }) => this.take('class', message),
    'chat:staff_changed': ({ message }) => this.take(message.channel, message),
    'chat:removed': ({ messageId }) => this.remove(messageId),
  } satisfies NewsHandlers;

  take(channel: ChatChannel, message: ChatMessage): void {
    const { messages } = this.#store.get().channels[channel];
    const isNew = !messages.some(({ messageId }) => messageId === message.messageId);
    const next = withMessage(messages, message);
    const isTooMuch = next.length > KEPT_MAX && !this.#isReadingBack[channel];
    this.#setChannel(
      channel,
      isTooMuch ? { messages: next.slice(-KEPT_AFTER_TRIM), hasEarlier: true } : { messages: next },
    );
    const { ownIds } = this.#store.get();
    const isAnswerToMe = message.answersId !== null && ownIds.has(message.answersId);
    if (isNew && isAnswerToMe && !ownIds.has(message.messageId)) {
      this.#store.set((last) => ({ ...last, lastAnswer: message }));
    }
  }

  /** What the server has taken from this page. */
  takeOwn(channel: ChatChannel, message: ChatMessage): void {
    this.#addOwn([message.messageId]);
    this.take(channel, message);
    this.#noteOwnTime(message);
  }

  takeEarlier(channel: ChatChannel, { messages, hasEarlier, ownIds }: ChatPageDto): void {
    this.#addOwn(ownIds);
    const known = this.#store.get().channels[channel].messages;
    const earlier = messages.filter(({ messageId }) => !known.some((other) => other.messageId === messageId));
    this.#setChannel(channel, { messages: byPlace([...earlier, ...known]), hasEarlier });
  }

  /** The message, and with it what answered it. */
  remove(messageId: string): void {
    const { messages } = this.#store.get().channels.class;
    const left = messages.filter(
      (message) => message.messageId !== messageId && message.answersId !== messageId,
    );
    this.#setChannel('class', { messages: left });
  }

  /** The newest has been looked at. */
  see(channel: ChatChannel): void {
    const { messages, unread } = this.#store.get().channels[channel];
    const newest = newestPlace(messages);
    if (unread === 0 && this.#seen[channel] === newest) return;
    this.#seen[channel] = newest;
    storeChoice(`${this.#storageKey}.${channel}`, String(newest));
    this.#setChannel(channel, {});
  }

  setReadingBack(channel: ChatChannel, isReadingBack: boolean): void {
    this.#isReadingBack[channel] = isReadingBack;
  }

  #setChannel(channel: ChatChannel, change: Partial<ChannelState>): void {
    this.#store.set((last) => {
      const next = { ...last.channels[channel], ...change };
      const seen = this.#seen[channel] ?? 0;
      const isUnread = (message: ChatMessage): boolean =>
        message.place > seen && !last.ownIds.has(message.messageId) && !isDeleted(message);
      const state = { ...next, unread: next.messages.filter(isUnread).length };
      return { ...last, channels: { ...last.channels, [channel]: state } };
    });
  }

  #addOwn(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.#store.set((last) => ({ ...last, ownIds: new Set([...last.ownIds, ...ids]) }));
  }

  #noteOwnTime({ messageId, sentAt, answersId }: ChatMessage): void {
    const sentAtMs = Date.parse(sentAt);
    this.#store.set((last) =>
      answersId === null && last.ownIds.has(messageId) && sentAtMs > last.lastSentAtMs
        ? { ...last, lastSentAtMs: sentAtMs }
        : last,
    );
  }
}

/** For staff, who see also what was deleted. */
export function isDeleted(message: ChatMessage): boolean {
  return 'deletedByName' in message && message.deletedByName !== null;
}

function newestPlace(messages: readonly ChatMessage[]): number {
  return messages.reduce((newest, { place }) => Math.max(newest, place), 0);
}

function byPlace(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  return [...messages].sort((a, b) => a.place - b.place);
}

/** Nearly always it is the newest, and goes to the end. */
function withMessage(messages: readonly ChatMessage[], message: ChatMessage): readonly ChatMessage[] {
  if (messages.some(({ messageId }) => messageId === message.messageId)) {
    return messages.map((other) => (other.messageId === message.messageId ? message : other));
  }
  const isNewest = message.place > (messages.at(-1)?.place ?? 0);
  return isNewest ? [...messages, message] : byPlace([...messages, message]);
}
