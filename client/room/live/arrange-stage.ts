import type { PublicationDto } from '#shared/features/media.ts';

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
}

/** What is large and what is small. What a trainer shows comes before the trainer, unless the person wishes otherwise. */
export function arrangeStage(
  publications: Iterable<PublicationDto>,
  { hasSlide, isLeafing, prefers, isSaving }: StageWishes,
): StageArrangement {
  const published = [...publications];
  const people = gatherPeople(published);
  const screen = published.findLast(({ source }) => source === 'screen');

  if (hasSlide && (isLeafing || isSaving))
    return { main: { show: 'slide' }, side: people, isSlideAside: false };
  if (isSaving) {
    const isAnybodyOn = people.length > 0 || screen !== undefined;
    return { main: { show: isAnybodyOn ? 'sound' : 'nobody' }, side: people, isSlideAside: false };
  }
  const areSeen = people.some(({ camera }) => camera !== undefined);
  if (prefers === 'speaker' && areSeen) {
    return { main: { show: 'people', people }, side: [], isSlideAside: hasSlide && !screen };
  }
  if (screen) return { main: { show: 'screen', publication: screen }, side: people, isSlideAside: false };
  if (hasSlide) return { main: { show: 'slide' }, side: people, isSlideAside: false };
  if (people.length > 0) return { main: { show: 'people', people }, side: [], isSlideAside: false };
  return { main: { show: 'nobody' }, side: [], isSlideAside: false };
}

/** One entry a person, in the order in which they came on. */
export function gatherPeople(publications: readonly PublicationDto[]): StagePerson[] {
  const people = new Map<string, StagePerson>();
  for (const publication of publications) {
    const { personId, name, source } = publication;
    if (source !== 'camera' && source !== 'microphone') continue;
    const person = people.get(personId) ?? { personId, name, camera: undefined, microphone: undefined };
    people.set(personId, { ...person, [source]: publication });
  }
  return [...people.values()];
}
