import { useTranslation } from 'react-i18next';
import { type BoardView, listAtRisk } from '#client/features/attendance/board.ts';
import { useFormat } from '#client/lib/use-format.ts';
import styles from './board.module.css';

interface Fact {
  term: string;
  value: number;
  note?: string;
}

/** The figures that are asked for first. */
export function BoardFacts({ view, isOver }: { view: BoardView; isOver: boolean }) {
  const { t } = useTranslation('site-attendance');
  const format = useFormat();
  const { people, runningTopic, sessionSeconds } = view;
  const countOf = (state: string) => people.filter((person) => person.state === state).length;
  const present = countOf('present');
  const absent = countOf('absent');
  // A series without halls is not told of them.
  const inHalls: Fact[] = people.some(({ hall }) => hall)
    ? [{ term: t('facts.inHalls'), value: countOf('in_hall') }]
    : [];
  const ofAll = t('facts.ofEnrolled', { all: format.number(people.length) });
  const facts: Fact[] = [
    ...(isOver
      ? [{ term: t('facts.attended'), value: people.length - absent, note: ofAll }]
      : [
          { term: t('facts.present'), value: present, note: ofAll },
          ...inHalls,
          { term: t('facts.left'), value: countOf('left') },
        ]),
    { term: t(isOver ? 'facts.absentEnded' : 'facts.absent'), value: absent },
    ...(runningTopic ? [{ term: t('facts.risk'), value: listAtRisk(people).length }] : []),
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(({ term, value, note }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            <span className={styles.figure}>{format.number(value)}</span>
            {note && <span className={styles.note}>{note}</span>}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t(isOver ? 'facts.lengthEnded' : 'facts.length')}</dt>
        <dd>
          <span className={styles.length}>{format.duration(sessionSeconds * 1_000)}</span>
        </dd>
      </div>
    </dl>
  );
}
