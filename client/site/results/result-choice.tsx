import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#client/lib/use-format.ts';
import { Select } from '#client/ui/select.tsx';
import { TextField } from '#client/ui/text-field.tsx';
import { groupName } from '#shared/participant-groups.ts';
import { provinceName } from '#shared/provinces.ts';
import { type Choice, type Learner, resultFilters, resultOrders } from './results.ts';
import styles from './results-page.module.css';

export interface ResultChoiceProps {
  learners: readonly Learner[];
  choice: Choice;
  onChange: (choice: Choice) => void;
}

/** Whom to show, and in which order. Only what there is can be chosen. */
export function ResultChoice({ learners, choice, onChange }: ResultChoiceProps) {
  const { t } = useTranslation('site-results');
  const { language } = useFormat();
  const provinces = useMemo(() => {
    const { compare } = new Intl.Collator('vi');
    return distinct(learners.map(({ province }) => province))
      .map((value) => ({ value, label: provinceName(value) }))
      .sort((a, b) => compare(a.label, b.label));
  }, [learners]);
  const groups = useMemo(
    () =>
      distinct(learners.map(({ group }) => group)).map((value) => ({
        value,
        label: groupName(value, language),
      })),
    [learners, language],
  );
  const change = (part: Partial<Choice>) => onChange({ ...choice, ...part });
  return (
    <div className={styles.choice} data-screen-only="">
      <TextField
        label={t('map.search')}
        type="search"
        name="search"
        prefix="search"
        value={choice.search}
        onChange={(search) => change({ search })}
      />
      <Select
        label={t('map.show')}
        value={choice.filter}
        onChange={(filter) => change({ filter })}
        options={resultFilters.map((value) => ({ value, label: t(`map.filter.${value}`) }))}
      />
      {provinces.length > 0 && (
        <Select
          label={t('map.province')}
          value={choice.province}
          onChange={(province) => change({ province })}
          options={[{ value: '', label: t('map.anyProvince') }, ...provinces]}
        />
      )}
      {groups.length > 0 && (
        <Select
          label={t('map.group')}
          value={choice.group}
          onChange={(group) => change({ group })}
          options={[{ value: '', label: t('map.anyGroup') }, ...groups]}
        />
      )}
      <Select
        label={t('map.sort')}
        value={choice.order}
        onChange={(order) => change({ order })}
        options={resultOrders.map((value) => ({ value, label: t(`map.order.${value}`) }))}
      />
    </div>
  );
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null && value !== '') as string[];
}
