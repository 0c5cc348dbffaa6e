import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Button } from '#client/ui/button.tsx';
import { showToast } from '#client/ui/toasts.store.ts';
import type { ExclusionDto } from '#shared/features/order.ts';
import styles from './order.module.css';
import { OrderActs } from './order-acts.ts';
import { useAct } from './use-act.ts';

/** Who was shown out, by whom and why, and the way back; with nobody out, nothing. */
export function ExclusionList({
  exclusions,
  sessionId,
  timeZone,
}: {
  exclusions: readonly ExclusionDto[];
  sessionId: string;
  timeZone: string;
}) {
  const { t } = useTranslation('order');
  const f = useFormat(timeZone);
  const heading = useRef<HTMLHeadingElement>(null);
  const acts = new OrderActs(sessionId);
  const act = useAct();
  if (exclusions.length === 0) return null;

  function letReturn({ exclusionId, name }: ExclusionDto) {
    act(async () => {
      await acts.letReturn(exclusionId);
      showToast({ text: t('out.lifted', { name }), tone: 'success' });
      heading.current?.focus();
    });
  }

  return (
    <section className={styles.section}>
      <h2 className={styles.title} ref={heading} tabIndex={-1}>
        {t('out.title')}
      </h2>
      <ul>
        {exclusions.map((exclusion) => {
          const { exclusionId, name, kind, reason, note, madeAt, madeByName } = exclusion;
          return (
            <li key={exclusionId} className={styles.row}>
              <span className={styles.who}>
                <span className={styles.name}>{name}</span>
                <span className={styles.soft}>
                  {t(`out.kinds.${kind}`)}: {t(`exclude.reasons.${reason}`)}
                </span>
                <span className={styles.soft}>
                  {t('out.by', { name: madeByName ?? 'Lectern', time: f.dateTime(madeAt) })}
                </span>
                {note && <span className={styles.note}>{note}</span>}
              </span>
              <Button aria-label={t('out.liftName', { name })} onClick={() => letReturn(exclusion)}>
                {t('out.lift')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
