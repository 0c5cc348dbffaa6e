import { useCallback, useEffect, useState } from 'react';
import { CheckCard } from '#client/features/presence-checks/check-card.tsx';
import { CheckReceipt } from '#client/features/presence-checks/check-receipt.ts';
import { newId } from '#client/lib/new-id.ts';
import { useStore } from '#client/lib/store.ts';
import { checksOf } from '../late-parts.ts';
import { useFacts, useRoom } from '../room-context.ts';

/** A learner's presence checks: the card, what waits in the outbox, and what the page says of itself to the server. */
export function CheckPlace() {
  const room = useRoom();
  const { session } = useFacts();
  const checks = checksOf(room);
  const { check, isOpen, own } = useStore(checks.state);
  const writes = useStore(room.outbox.writes);
  const connection = useStore(room.connection.state);
  const { request } = room.connection;
  const [receipt] = useState(
    () => new CheckReceipt({ checks: checks.state, send: (said) => request('check:deliver', said) }),
  );
  const noteSeen = useCallback((checkId: string) => receipt.noteSeen(checkId), [receipt]);
  useEffect(() => receipt.start(), [receipt]);
  useEffect(() => {
    if (connection.name === 'live') receipt.look();
  }, [connection, receipt]);

  const pending = writes
    .filter((write) => write.kind === 'checkAnswer')
    .findLast(({ input }) => input.checkId === check?.checkId);
  return (
    <CheckCard
      check={check}
      isOpen={isOpen}
      own={own}
      pending={pending}
      timeZone={session.timeZone}
      nowMs={room.clock.nowMs}
      onAnswer={(word) => {
        const checkId = check?.checkId;
        if (checkId) room.outbox.put('checkAnswer', { clientId: newId(), checkId, word }, checkId);
      }}
      onDiscard={(writeId) => room.outbox.discard(writeId)}
      onSeen={noteSeen}
    />
  );
}
