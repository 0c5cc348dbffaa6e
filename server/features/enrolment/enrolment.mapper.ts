import type { Enrolment, Person } from '#prisma/generated/client.ts';
import type { PersonalLinks } from '#server/core/tokens.ts';
import {
  type EnrolmentDto,
  enrolmentDto,
  type LearnerDetails,
  type RemovedLearnerDto,
  type RoomRole,
  type YouDto,
} from '#shared/features/enrolment.ts';

type DetailColumns = Pick<
  Enrolment,
  'organisation' | 'position' | 'province' | 'participantGroup' | 'birthYear'
>;
export type EnrolmentRow = Pick<Enrolment, 'id' | 'personId' | 'linkVersion' | 'createdAt'> &
  DetailColumns & {
    person: Pick<Person, 'name' | 'email' | 'phone'>;
  };

/** For staff, who hand the personal links out. */
export function toEnrolmentDto(row: EnrolmentRow, personalLinks: PersonalLinks): EnrolmentDto {
  return {
    enrolmentId: row.id,
    personId: row.personId,
    name: row.person.name,
    email: row.person.email,
    phone: row.person.phone,
    ...toLearnerDetails(row),
    createdAt: row.createdAt.toISOString(),
    linkToken: toLinkToken(row, personalLinks),
  };
}

export function toRemovedLearnerDto(
  row: Pick<Enrolment, 'id' | 'organisation' | 'removedAt' | 'createdAt'> & Pick<EnrolmentRow, 'person'>,
): RemovedLearnerDto {
  return {
    enrolmentId: row.id,
    name: row.person.name,
    email: row.person.email,
    phone: row.person.phone,
    organisation: row.organisation,
    removedAt: (row.removedAt ?? row.createdAt).toISOString(),
  };
}

/** A code that a later version of the lists knows and this one does not is left out rather than shown wrong. */
export function toLearnerDetails(row: DetailColumns): LearnerDetails {
  return {
    organisation: row.organisation,
    position: row.position,
    province: enrolmentDto.shape.province.safeParse(row.province).data ?? null,
    participantGroup: enrolmentDto.shape.participantGroup.safeParse(row.participantGroup).data ?? null,
    birthYear: row.birthYear,
  };
}

export interface YouRow {
  person: Pick<Person, 'id' | 'name' | 'passwordHash' | 'platformRole'>;
  role: RoomRole;
  enrolment: Pick<Enrolment, 'id' | 'linkVersion' | 'enteredByName' | 'province' | 'participantGroup'> | null;
}

export function toYouDto({ person, role, enrolment }: YouRow, personalLinks: PersonalLinks): YouDto {
  const hasLink = role === 'learner' && enrolment && canEnterByLink(person);
  return {
    personId: person.id,
    name: person.name,
    role,
    linkToken: hasLink ? toLinkToken(enrolment, personalLinks) : null,
    asksDetails:
      role === 'learner' &&
      enrolment?.enteredByName === true &&
      enrolment.province === null &&
      enrolment.participantGroup === null,
  };
}

/**
 * A personal link is known to the staff who hand it out, and to whomever the learner shows it to. So it is enough for a
 * learner who has nothing else, and never for a person with a password, let alone an organiser: they sign in.
 */
export function canEnterByLink({
  passwordHash,
  platformRole,
}: Pick<Person, 'passwordHash' | 'platformRole'>): boolean {
  return passwordHash === null && platformRole === 'NONE';
}

function toLinkToken(
  { id, linkVersion }: Pick<Enrolment, 'id' | 'linkVersion'>,
  personalLinks: PersonalLinks,
): string {
  return personalLinks.toToken({ enrolmentId: id, linkVersion });
}
