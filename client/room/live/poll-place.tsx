import { useTranslation } from 'react-i18next';
import { currentPoll } from '#client/features/polls/polls.store.ts';
import { useStore } from '#client/lib/store.ts';
import { VisuallyHidden } from '#client/ui/visually-hidden.tsx';
import { Chunk } from '../chunk.tsx';
import { useRoom } from '../room-context.ts';

const loadCard = () => import('#client/features/polls/poll-card.tsx');

/** Where a poll opens by itself, above the tabs. It takes no focus, and is said once: when it opens, and when its results are there. */
export function PollPlace() {
  const { t } = useTranslation('room');
  const room = useRoom();
  const polls = useStore(room.polls.state);
  const writes = useStore(room.outbox.writes);
  const poll = currentPoll(polls);
  const said =
    poll && (poll.state === 'open' ? t('poll.opened', poll) : poll.results && t('poll.shown', poll));
  const pending = writes
    .filter((write) => write.kind === 'pollAnswer')
    .findLast(({ input }) => input.pollId === poll?.pollId);
  return (
    <>
      <VisuallyHidden as="div">
        <p role="status">{said}</p>
      </VisuallyHidden>
      {poll && (
        <Chunk load={loadCard} isQuiet>
          {({ PollCard }) => (
            <PollCard
              poll={poll}
              answer={polls.answers.get(poll.pollId)}
              pending={pending}
              onAnswer={(answer) => room.answerPoll(poll.pollId, answer)}
              onDiscard={(writeId) => room.outbox.discard(writeId)}
            />
          )}
        </Chunk>
      )}
    </>
  );
}
