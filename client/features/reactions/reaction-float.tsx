import { useTranslation } from 'react-i18next';
import { type ReadOnlyStore, useStore } from '#client/lib/store.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Icon } from '#client/ui/icon.tsx';
import type { ReactionCounts } from '#shared/features/reactions.ts';
import { reactionKinds } from '#shared/reaction-kinds.ts';
import styles from './reaction-float.module.css';
import { reactionIcons } from './reaction-icons.ts';

/**
 * How many clap just now, at the stage's edge for some seconds. Not a live region: applause is seen in passing, and a voice that
 * counted it would talk over the trainer.
 */
export function ReactionFloat({ reactions }: { reactions: ReadOnlyStore<ReactionCounts> }) {
  const { t } = useTranslation('room');
  const f = useFormat();
  const counts = useStore(reactions);
  const shown = reactionKinds.flatMap((kind) => {
    const count = counts[kind];
    return count === undefined ? [] : [{ kind, count }];
  });
  if (shown.length === 0) return null;
  return (
    <ul className={styles.float} aria-label={t('reaction.label')}>
      {shown.map(({ kind, count }) => (
        <li key={kind} className={styles.reaction} data-reaction={kind}>
          <Icon name={reactionIcons[kind]} label={t(`reaction.${kind}`)} />
          <span key={count} className={styles.count}>
            {f.number(count)}
          </span>
        </li>
      ))}
    </ul>
  );
}
