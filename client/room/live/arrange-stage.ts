import type { PublicationDto } from '#shared/features/media.ts';
import type { SpeakerDto } from '#shared/features/stage.ts';

/** Somebody who is on: seen, heard, or both. */
export interface StagePerson {
  personId: string;
  name: string;
  camera: PublicationDto | undefined;
  microphone: PublicationDto | undefined;
}

export type StageMain =
  | { show: 'slide' }
  | { show: 'screen'; publication: PublicationDto }
  | { show: 'people'; people: StagePerson[] }
  /** Somebody is on, but the person has turned video off and there is no slide. */
  | { show: 'sound' }
  | { show: 'nobody' };

export interface StageArrangement {
  main: StageMain;
  /** Small, beside it. */
  side: StagePerson[];
  isSlideAside: boolean;
}

export interface StageWishes {
  hasSlide: boolean;
  /** The person is leafing on their own: then the slide is what they look at. */
  isLeafing: boolean;
  prefers: 'slide' | 'speaker';
  /** Sound and slides only. */
  isSaving: boolean;
  /** Learners on stage, also those of whom nothing is sent just now. */
  speakers: readonly SpeakerDto[];
  /** Whom this person wants large: before all else that is shown. */
  pinnedId: string | null;
  /** Whom staff show large: before the others, where people are large. */
  spotlightId: string | null;
}

/**
 * What is large and what is small. What a trainer shows comes before the trainer, unless the person wishes otherwise; of several
 * people all are alike, until one is pinned or in the spotlight.
 */
export function arrangeStage(
  publications: Iterable<PublicationDto>,
  { hasSlide, isLeafing, prefers, isSaving, speakers, pinnedId, spotlightId }: StageWishes,
): StageArrangement {
  const published = [...publications];
  const people = withFirst(gatherPeople(published, speakers), pinnedId, spotlightId);
  const pinned = findPerson(people, pinnedId);
  const screen = published.findLast(({ source }) => source === 'screen');

  if (hasSlide && (isLeafing || isSaving))
    return { main: { show: 'slide' }, side: people, isSlideAside: false };
  if (isSaving) {
    const isAnybodyOn = people.length > 0 || screen !== undefined;
    return { main: { show: isAnybodyOn ? 'sound' : 'nobody' }, side: people, isSlideAside: false };
  }
  const areSeen = people.some(({ camera }) => camera !== undefined);
  if (pinned || (prefers === 'speaker' && areSeen)) {
    return { ...arrangePeople(people, pinnedId, spotlightId), isSlideAside: hasSlide && !screen };
  }
  if (screen) return { main: { show: 'screen', publication: screen }, side: people, isSlideAside: false };
  if (hasSlide) return { main: { show: 'slide' }, side: people, isSlideAside: false };
  if (people.length > 0) return { ...arrangePeople(people, pinnedId, spotlightId), isSlideAside: false };
  return { main: { show: 'nobody' }, side: [], isSlideAside: false };
}

/** All alike, or one large and the others small. */
function arrangePeople(
  people: StagePerson[],
  pinnedId: string | null,
  spotlightId: string | null,
): Pick<StageArrangement, 'main' | 'side'> {
  const featured = findPerson(people, pinnedId) ?? findPerson(people, spotlightId);
  if (!featured) return { main: { show: 'people', people }, side: [] };
  return {
    main: { show: 'people', people: [featured] },
    side: people.filter((person) => person !== featured),
  };
}

function findPerson(people: readonly StagePerson[], personId: string | null): StagePerson | undefined {
  return people.find((person) => person.personId === personId);
}

/** Whoever is pinned or in the spotlight stands where a narrow screen still shows them. */
function withFirst(
  people: StagePerson[],
  pinnedId: string | null,
  spotlightId: string | null,
): StagePerson[] {
  const first = findPerson(people, pinnedId) ?? findPerson(people, spotlightId);
  return first ? [first, ...people.filter((person) => person !== first)] : people;
}

/** One entry a person: first who sends, in the order in which they came on, then speakers of whom nothing is seen or heard yet. */
export function gatherPeople(
  publications: readonly PublicationDto[],
  speakers: readonly SpeakerDto[],
): StagePerson[] {
  const people = new Map<string, StagePerson>();
  for (const publication of publications) {
    const { personId, name, source } = publication;
    if (source !== 'camera' && source !== 'microphone') continue;
    const person = people.get(personId) ?? { personId, name, camera: undefined, microphone: undefined };
    people.set(personId, { ...person, [source]: publication });
  }
  for (const { personId, name } of speakers) {
    if (!people.has(personId))
      people.set(personId, { personId, name, camera: undefined, microphone: undefined });
  }
  return [...people.values()];
}
