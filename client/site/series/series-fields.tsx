import { useTranslation } from 'react-i18next';
import { formatPlace, vietnamTimeZone } from '#client/lib/format.ts';
import { useLanguage } from '#client/lib/i18n.ts';
import { countCodePoints } from '#client/lib/names.ts';
import { Select } from '#client/ui/select.tsx';
import { TextArea } from '#client/ui/text-area.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { limits } from '#shared/limits.ts';

export interface SeriesValues {
  title: string;
  description: string;
  timeZone: string;
}

export type SeriesField = keyof SeriesValues;

export function useSeriesTexts({ title, description }: SeriesValues) {
  const { t } = useTranslation('site-series');
  const refused = {
    title: t('form.titleWrong', { max: limits.titleMax }),
    description: t('form.descriptionWrong', { max: limits.descriptionMax }),
    timeZone: t('form.timeZoneWrong'),
  };
  return {
    problems: {
      title:
        (title.trim() === '' && t('form.titleMissing')) ||
        (countCodePoints(title) > limits.titleMax && refused.title),
      description: countCodePoints(description) > limits.descriptionMax && refused.description,
    },
    refused,
  };
}

export interface SeriesFieldsProps {
  values: SeriesValues;
  onChange: (values: SeriesValues) => void;
  errorOf: (field: SeriesField) => string | undefined;
}

export function SeriesFields({ values, onChange, errorOf }: SeriesFieldsProps) {
  const { t } = useTranslation('site-series');
  const [language] = useLanguage();
  return (
    <>
      <TextField
        label={t('form.title')}
        hint={t('form.titleHint')}
        name="title"
        value={values.title}
        onChange={(title) => onChange({ ...values, title })}
        error={errorOf('title')}
      />
      <TextArea
        label={t('form.description')}
        hint={t('form.descriptionHint')}
        name="description"
        optional
        rows={5}
        max={limits.descriptionMax}
        value={values.description}
        onChange={(description) => onChange({ ...values, description })}
        error={errorOf('description')}
      />
      <Select
        label={t('form.timeZone')}
        name="timeZone"
        value={values.timeZone}
        onChange={(timeZone) => onChange({ ...values, timeZone })}
        options={timeZones(values.timeZone).map((timeZone) => ({
          value: timeZone,
          label:
            timeZone === vietnamTimeZone
              ? `${formatPlace({ language, timeZone })} (${timeZone})`
              : timeZone.replaceAll('_', ' '),
        }))}
        error={errorOf('timeZone')}
      />
    </>
  );
}

/** Vietnam's first, under the name that the country itself uses; the list of browsers has an older one. */
function timeZones(chosen: string): string[] {
  const listed = Intl.supportedValuesOf('timeZone').filter((name) => name !== 'Asia/Saigon');
  return [...new Set([vietnamTimeZone, chosen, ...listed])];
}
