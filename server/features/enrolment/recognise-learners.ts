import { randomUUID } from 'node:crypto';
import type { Person } from '#prisma/generated/client.ts';
import { appError } from '#shared/errors.ts';
import type { LearnerDetails } from '#shared/features/enrolment.ts';
import { canEnterByLink } from './enrolment.mapper.ts';

export type KnownPerson = Pick<Person, 'id' | 'email' | 'phone' | 'passwordHash' | 'platformRole'>;

export interface NamedLearner extends Said<LearnerDetails> {
  clientId: string;
  name: string;
  email: string | null;
  phone: string | null;
}

/** What a list says, as far as it says anything. */
export type Said<Details> = { [Field in keyof Details]?: Details[Field] | undefined };

export interface PlannedPerson {
  /** Of the first line that speaks of them. */
  clientId: string;
  personId: string;
  name: string;
  email: string | null;
  phone: string | null;
  isNew: boolean;
  /** The list knew an e-mail address or phone number that we did not. */
  hasNewDetails: boolean;
  /** Where they come from, as the list says; of two lines the later one wins. */
  details: Partial<LearnerDetails>;
}

/**
 * Who the lines of a list are: people we know by e-mail address or phone number, or new ones; two lines that share one of
 * them are one person. What somebody with an account signs in with is left as it is.
 * @param learners null where a line has nothing to do any more; its number still counts
 * @throws AppError `malformed` naming the line whose address and number belong to two people
 */
export function planPeople({
  learners,
  known,
}: {
  learners: (NamedLearner | null)[];
  known: KnownPerson[];
}): PlannedPerson[] {
  const byEmail = new Map<string, Candidate>();
  const byPhone = new Map<string, Candidate>();
  const remember = (candidate: Candidate) => {
    if (candidate.email) byEmail.set(candidate.email, candidate);
    if (candidate.phone) byPhone.set(candidate.phone, candidate);
  };
  for (const person of known) remember(toCandidate(person));

  const planned = new Map<string, PlannedPerson>();
  for (const [index, learner] of learners.entries()) {
    if (!learner) continue;
    const ofEmail = learner.email ? byEmail.get(learner.email) : undefined;
    const ofPhone = learner.phone ? byPhone.get(learner.phone) : undefined;
    if (ofEmail && ofPhone && ofEmail !== ofPhone) {
      throw appError('malformed', { fields: [`learners.${index}.phone`] });
    }
    const candidate = ofEmail ?? ofPhone ?? toNewCandidate(learner);
    const hasNewDetails = completeDetails(candidate, learner);
    remember(candidate);

    const before = planned.get(candidate.personId);
    planned.set(candidate.personId, {
      clientId: before?.clientId ?? learner.clientId,
      personId: candidate.personId,
      name: before?.name ?? learner.name,
      email: candidate.email,
      phone: candidate.phone,
      isNew: candidate.isNew,
      hasNewDetails: !candidate.isNew && (hasNewDetails || before?.hasNewDetails === true),
      details: { ...before?.details, ...toSaidDetails(learner) },
    });
  }
  return [...planned.values()];
}

/** An empty cell says nothing: it takes nothing away. */
export function toSaidDetails(learner: Said<LearnerDetails>): Partial<LearnerDetails> {
  const { organisation, position, province, participantGroup, birthYear } = learner;
  return {
    ...(organisation && { organisation }),
    ...(position && { position }),
    ...(province && { province }),
    ...(participantGroup && { participantGroup }),
    ...(birthYear && { birthYear }),
  };
}

interface Candidate {
  personId: string;
  email: string | null;
  phone: string | null;
  isNew: boolean;
  mayBeCompleted: boolean;
}

function toCandidate(person: KnownPerson): Candidate {
  return {
    personId: person.id,
    email: person.email,
    phone: person.phone,
    isNew: false,
    mayBeCompleted: canEnterByLink(person),
  };
}

function toNewCandidate({ email, phone }: NamedLearner): Candidate {
  return { personId: randomUUID(), email, phone, isNew: true, mayBeCompleted: true };
}

function completeDetails(candidate: Candidate, { email, phone }: NamedLearner): boolean {
  if (!candidate.mayBeCompleted) return false;
  const isNews = (email !== null && candidate.email === null) || (phone !== null && candidate.phone === null);
  candidate.email ??= email;
  candidate.phone ??= phone;
  return isNews;
}
