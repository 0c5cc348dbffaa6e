import type { ChatMessage } from './chat.store.ts';

/** A message and what staff answered it, the earliest first. */
export interface Thread {
  message: ChatMessage;
  answers: readonly ChatMessage[];
}

const none: readonly ChatMessage[] = [];

/**
 * Messages by place as threads by place. An answer whose message is further back than what is at hand is left out: it comes with it.
 */
export function toThreads(messages: readonly ChatMessage[]): Thread[] {
  const answers = new Map<string, ChatMessage[]>();
  for (const message of messages) {
    if (message.answersId === null) continue;
    const own = answers.get(message.answersId);
    if (own) own.push(message);
    else answers.set(message.answersId, [message]);
  }
  return messages
    .filter(({ answersId }) => answersId === null)
    .map((message) => ({ message, answers: answers.get(message.messageId) ?? none }));
}

export function isSameThread(a: Thread, b: Thread): boolean {
  return (
    a.message === b.message &&
    a.answers.length === b.answers.length &&
    a.answers.every((answer, index) => answer === b.answers[index])
  );
}
