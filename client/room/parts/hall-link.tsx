import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#client/ui/button-link.tsx';
import { addAroundWords } from '#client/words/add-around-words.ts';
import { useRoom } from '../room-context.ts';
import styles from './hall-link.module.css';

addAroundWords();

/** To the page of halls, beside the class: the sound goes on here. */
export function HallLink() {
  const { t } = useTranslation('room-around');
  const { code } = useRoom();
  return (
    <section className={styles.link}>
      <h2 className={styles.title}>{t('hall.title')}</h2>
      <p>{t('hall.text')}</p>
      <div>
        <ButtonLink icon="people" href={`/halls/${code}`} target="_blank">
          {t('hall.open')}
        </ButtonLink>
      </div>
    </section>
  );
}
