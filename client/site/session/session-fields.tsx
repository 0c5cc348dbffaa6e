import { useTranslation } from 'react-i18next';
import { isoToZoned, zonedToIso } from '#client/lib/format.ts';
import { countCodePoints } from '#client/lib/names.ts';
import { useFormat } from '#client/lib/use-format.ts';
import { Checkbox } from '#client/ui/checkbox.tsx';
import { ChoiceGroup } from '#client/ui/choice-group.tsx';
import { FieldRow } from '#client/ui/form.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import type { SessionDto, TopicDto } from '#shared/features/catalog.ts';
import { limits } from '#shared/limits.ts';
import styles from './session-fields.module.css';

/** As the fields hold them: calendar and clock at the place of the series. */
export interface SessionValues {
  title: string;
  date: string;
  startsAt: string;
  endsAt: string;
  topicIds: string[];
}

export type SessionField = keyof SessionValues;

/** Half a day in the morning is what the series' sessions are. */
export const newSessionValues: SessionValues = {
  title: '',
  date: '',
  startsAt: '08:00',
  endsAt: '11:30',
  topicIds: [],
};

export function valuesOf(session: SessionDto): SessionValues {
  const start = isoToZoned(session.plannedStartsAt, session.timeZone);
  return {
    title: session.title,
    date: start.date,
    startsAt: start.time,
    endsAt: isoToZoned(session.plannedEndsAt, session.timeZone).time,
    topicIds: session.topics.map((topic) => topic.topicId),
  };
}

/** Topics are taught in the order of the series, whatever order they were ticked in. */
export function toSessionBody(
  values: SessionValues,
  { topics, timeZone }: { topics: readonly TopicDto[]; timeZone: string },
) {
  return {
    title: values.title,
    plannedStartsAt: zonedToIso(values.date, values.startsAt, timeZone) ?? '',
    plannedEndsAt: zonedToIso(values.date, values.endsAt, timeZone) ?? '',
    topicIds: topics.map(({ topicId }) => topicId).filter((topicId) => values.topicIds.includes(topicId)),
  };
}

export function useSessionTexts(values: SessionValues) {
  const { t } = useTranslation('site-sessions');
  const { title, date, startsAt, endsAt, topicIds } = values;
  const titleWrong = t('form.titleWrong', { max: limits.titleMax });
  return {
    problems: {
      title:
        (title.trim() === '' && t('form.titleMissing')) ||
        (countCodePoints(title) > limits.titleMax && titleWrong),
      date: date === '' && t('form.dateMissing'),
      startsAt: startsAt === '' && t('form.timeMissing'),
      endsAt: (endsAt === '' && t('form.timeMissing')) || (endsAt <= startsAt && t('form.endsBefore')),
      topicIds:
        (topicIds.length === 0 && t('form.topicsMissing')) ||
        (topicIds.length > limits.topicsPerSession && t('form.topicsMany', { max: limits.topicsPerSession })),
    },
    refused: {
      title: titleWrong,
      plannedStartsAt: t('form.dateMissing'),
      plannedEndsAt: t('form.endsBefore'),
      topicIds: t('form.topicsMissing'),
    },
  };
}

export interface SessionFieldsProps {
  values: SessionValues;
  onChange: (values: SessionValues) => void;
  errorOf: (field: SessionField) => string | undefined;
  topics: readonly TopicDto[];
  timeZone: string;
  /** Topics that have run: they stay. */
  ranTopicIds?: readonly string[];
}

export function SessionFields({
  values,
  onChange,
  errorOf,
  topics,
  timeZone,
  ranTopicIds = [],
}: SessionFieldsProps) {
  const { t } = useTranslation(['site-sessions', 'site-parts']);
  const format = useFormat(timeZone);
  const change = (field: Exclude<SessionField, 'topicIds'>) => (value: string) =>
    onChange({ ...values, [field]: value });

  const { plannedStartsAt, plannedEndsAt } = toSessionBody(values, { topics, timeZone });
  // A browser draws the fields in its own way, month first or with AM and PM: here it stands as everybody will read it.
  const spoken =
    plannedStartsAt && plannedEndsAt && values.endsAt > values.startsAt
      ? `${format.weekdayDate(plannedStartsAt)}, ${format.timeRange(plannedStartsAt, plannedEndsAt)} (${format.place()})`
      : undefined;

  function tick(topicId: string, checked: boolean) {
    const others = values.topicIds.filter((other) => other !== topicId);
    onChange({ ...values, topicIds: checked ? [...others, topicId] : others });
  }

  return (
    <>
      <TextField
        label={t('form.title')}
        hint={t('form.titleHint')}
        name="title"
        value={values.title}
        onChange={change('title')}
        error={errorOf('title')}
      />
      <TextField
        label={t('form.date')}
        type="date"
        name="date"
        value={values.date}
        onChange={change('date')}
        error={errorOf('date')}
      />
      <FieldRow>
        <TextField
          label={t('form.startsAt')}
          hint={t('form.placeHint', { place: format.place() })}
          type="time"
          name="startsAt"
          value={values.startsAt}
          onChange={change('startsAt')}
          error={errorOf('startsAt')}
        />
        <TextField
          label={t('form.endsAt')}
          hint={t('form.placeHint', { place: format.place() })}
          type="time"
          name="endsAt"
          value={values.endsAt}
          onChange={change('endsAt')}
          error={errorOf('endsAt')}
        />
      </FieldRow>
      {spoken && (
        <p role="status" className={styles.spoken}>
          {spoken}
        </p>
      )}
      <ChoiceGroup legend={t('form.topics')} hint={t('form.topicsHint')} error={errorOf('topicIds')}>
        {topics.map(({ topicId, title }, at) => {
          const hasRun = ranTopicIds.includes(topicId);
          return (
            <Checkbox
              key={topicId}
              label={`${at + 1}. ${title}`}
              hint={hasRun ? t('form.topicRan') : undefined}
              disabled={hasRun}
              checked={values.topicIds.includes(topicId)}
              onChange={(checked) => tick(topicId, checked)}
            />
          );
        })}
      </ChoiceGroup>
    </>
  );
}
