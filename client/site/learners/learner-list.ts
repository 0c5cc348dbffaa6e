import type { SessionDto } from '#shared/features/catalog.ts';
import type { EnrolmentDto, RemovedLearnerDto } from '#shared/features/enrolment.ts';
import { compareByGivenName, foldForSearch } from '#shared/names.ts';
import type { ParticipantGroup } from '#shared/participant-groups.ts';
import type { ProvinceCode } from '#shared/provinces.ts';

export type LearnerOrder = 'name' | 'newest';

/** `none`: those of whom it is not known; '' asks for nothing. */
export interface LearnerFilter {
  search: string;
  order: LearnerOrder;
  province?: ProvinceCode | 'none' | '';
  group?: ParticipantGroup | 'none' | '';
}

export function listLearners(
  enrolments: readonly EnrolmentDto[],
  { search, order, province = '', group = '' }: LearnerFilter,
): EnrolmentDto[] {
  const found = searchLearners(enrolments, search).filter(
    (learner) => fits(learner.province, province) && fits(learner.participantGroup, group),
  );
  return found.sort((left, right) =>
    order === 'newest'
      ? right.createdAt.localeCompare(left.createdAt)
      : compareByGivenName(left.name, right.name) || left.personId.localeCompare(right.personId),
  );
}

/** Every word must be found, without regard to marks: in name, e-mail, organisation or position as text, in the phone number as digits. */
export function searchLearners<Learner extends RemovedLearnerDto | EnrolmentDto>(
  learners: readonly Learner[],
  search: string,
): Learner[] {
  const words = foldForSearch(search).split(' ').filter(Boolean);
  const digits = search.replace(/[\s().+-]/gu, '');
  return learners.filter((learner) => {
    const { name, email, organisation, phone } = learner;
    const position = 'position' in learner ? learner.position : null;
    const text = foldForSearch([name, email, organisation, position].join(' '));
    return words.every((word) => text.includes(word)) || hasDigits(phone, digits);
  });
}

function fits(known: string | null, wanted: string): boolean {
  return wanted === '' || (known ?? 'none') === wanted;
}

/** 0912… and 84912… are the same number to whoever types it. */
function hasDigits(phone: string | null, digits: string): boolean {
  if (phone === null || !/^\d{3,}$/u.test(digits)) return false;
  return phone.includes(digits.replace(/^0/u, ''));
}

/** The session whose address personal links are given out with: the one that is on, else the next, else the last. */
export function linkSession(sessions: readonly SessionDto[]): SessionDto | undefined {
  return (
    sessions.find(({ state }) => state === 'live') ??
    sessions.find(({ state }) => state === 'lobby') ??
    sessions.find(({ state }) => state === 'scheduled') ??
    sessions.at(-1)
  );
}
