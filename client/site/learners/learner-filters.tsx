import { useTranslation } from 'react-i18next';
import { FieldRow } from '#client/ui/form.tsx';
import { Select } from '#client/ui/select.tsx';
import type { EnrolmentDto } from '#shared/features/enrolment.ts';
import { participantGroups } from '#shared/participant-groups.ts';
import { provinceName, provinces } from '#shared/provinces.ts';
import type { LearnerFilter } from './learner-list.ts';

type Province = NonNullable<LearnerFilter['province']>;
type Group = NonNullable<LearnerFilter['group']>;

export interface LearnerFiltersProps {
  enrolments: readonly EnrolmentDto[];
  province: Province;
  group: Group;
  onProvince: (province: Province) => void;
  onGroup: (group: Group) => void;
}

/** Only what somebody in the list answers to, with how many: an empty choice is no choice. */
export function LearnerFilters({ enrolments, province, group, onProvince, onGroup }: LearnerFiltersProps) {
  const { t, i18n } = useTranslation('site-learners');
  const language = i18n.language === 'en' ? 'en' : 'vi';
  const byProvince = countBy(enrolments, (learner) => learner.province ?? 'none');
  const byGroup = countBy(enrolments, (learner) => learner.participantGroup ?? 'none');
  // Where nothing is known of anybody there is nothing to choose by.
  if (byProvince.size + byGroup.size <= 2 && byProvince.has('none') && byGroup.has('none')) return null;

  const withCount = <Value extends string>(value: Value, label: string, count = 0) => ({
    value,
    label: t('filter.counted', { label, count }),
  });
  return (
    <FieldRow>
      <Select<Province>
        label={t('filter.province')}
        value={province}
        onChange={onProvince}
        options={[
          { value: '', label: t('filter.allProvinces') },
          ...provinces
            .filter(({ code }) => byProvince.has(code))
            .map(({ code }) => withCount<Province>(code, provinceName(code), byProvince.get(code))),
          ...(byProvince.has('none')
            ? [withCount<Province>('none', t('filter.unknown'), byProvince.get('none'))]
            : []),
        ]}
      />
      <Select<Group>
        label={t('filter.group')}
        value={group}
        onChange={onGroup}
        options={[
          { value: '', label: t('filter.allGroups') },
          ...participantGroups
            .filter(({ code }) => byGroup.has(code))
            .map((known) => withCount<Group>(known.code, known[language], byGroup.get(known.code))),
          ...(byGroup.has('none')
            ? [withCount<Group>('none', t('filter.unknown'), byGroup.get('none'))]
            : []),
        ]}
      />
    </FieldRow>
  );
}

function countBy(
  enrolments: readonly EnrolmentDto[],
  of: (learner: EnrolmentDto) => string,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const learner of enrolments) counts.set(of(learner), (counts.get(of(learner)) ?? 0) + 1);
  return counts;
}
