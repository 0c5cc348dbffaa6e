import { useTranslation } from 'react-i18next';
import { type BoardView, countWays, listAtRisk } from '#client/features/attendance/board.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { attendanceWays } from '#shared/attendance-ways.ts';
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
  const isJudged = isOver && people.every(({ way }) => way !== null);
  const ofAll = t('facts.ofEnrolled', { all: format.number(people.length) });
  const waiting = people.filter(
    ({ hall, state, way }) => hall?.confirmed === false && (way ? way === 'none' : state === 'in_hall'),
  ).length;
  const waitingNote = waiting > 0 && { note: t('facts.waiting', { number: format.number(waiting) }) };
  const facts: Fact[] = isJudged ? listWays() : listStates();

  /** After the end: each way for itself, and with the absent ones everybody on the list. */
  function listWays(): Fact[] {
    const ways = countWays(people);
    const apart = attendanceWays.filter((way) => way === 'self' || ways[way] > 0);
    return [
      ...apart.map((way) => ({
        term: t(`way.${way}`),
        value: ways[way],
        ...(way === 'self' && { note: ofAll }),
      })),
      { term: t('way.none'), value: ways.none, ...waitingNote },
    ];
  }

  function listStates(): Fact[] {
    const countOf = (state: string) => people.filter((person) => person.state === state).length;
    // A series without halls is not told of them.
    const inHalls: Fact[] = people.some(({ hall }) => hall)
      ? [{ term: t('facts.inHalls'), value: countOf('in_hall'), ...waitingNote }]
      : [];
    return [
      { term: t('facts.present'), value: countOf('present'), note: ofAll },
      ...inHalls,
      { term: t('facts.left'), value: countOf('left') },
      { term: t('facts.absent'), value: countOf('absent') },
      ...(runningTopic ? [{ term: t('facts.risk'), value: listAtRisk(people).length }] : []),
    ];
  }

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
