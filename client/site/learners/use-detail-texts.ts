import { useTranslation } from 'react-i18next';
import type { LearnerDetails } from '#shared/features/enrolment.ts';
import { groupName } from '#shared/participant-groups.ts';
import { provinceName } from '#shared/provinces.ts';

/** What is known of a learner, in words, in the order in which one would say it. */
export function useDetailTexts(): (details: LearnerDetails) => string[] {
  const { i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'vi';
  return ({ position, organisation, province, participantGroup, birthYear }) =>
    [
      position,
      organisation,
      province && provinceName(province),
      participantGroup && groupName(participantGroup, language),
      birthYear && String(birthYear),
    ].filter((text): text is string => typeof text === 'string' && text !== '');
}
