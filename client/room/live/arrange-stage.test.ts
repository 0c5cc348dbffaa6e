import { describe, expect, test } from 'vitest';
import type { PublicationDto } from '#shared/features/media.ts';
import { arrangeStage, type StageWishes } from './arrange-stage.ts';

const publication = (personId: string, source: PublicationDto['source']): PublicationDto => ({
  producerId: `${personId}-${source}`,
  personId,
  name: personId,
  source,
  paused: false,
});
const wishes: StageWishes = {
  hasSlide: true,
  isLeafing: false,
  prefers: 'slide',
  isSaving: false,
  speakers: [],
  pinnedId: null,
  spotlightId: null,
};
const lan = [publication('Lan', 'camera'), publication('Lan', 'microphone')];
const binh = [publication('Bình', 'microphone'), publication('Bình', 'camera')];
const screen = publication('Lan', 'screen');

const names = (people: { name: string }[]) => people.map(({ name }) => name);

describe('the stage shows', () => {
  test('the slide large and the speaker small', () => {
    const { main, side } = arrangeStage(lan, wishes);
    expect(main).toEqual({ show: 'slide' });
    expect(names(side)).toEqual(['Lan']);
  });

  test('two trainers side by side where there is no slide', () => {
    const { main, side } = arrangeStage([...lan, ...binh], { ...wishes, hasSlide: false });
    expect(main.show === 'people' && names(main.people)).toEqual(['Lan', 'Bình']);
    expect(side).toEqual([]);
  });

  test('a shared screen before the slide, with the speakers beside it', () => {
    const { main, side } = arrangeStage([...lan, ...binh, screen], wishes);
    expect(main).toEqual({ show: 'screen', publication: screen });
    expect(names(side)).toEqual(['Lan', 'Bình']);
  });

  test('the speaker large and the slide small for whoever wishes it', () => {
    const { main, isSlideAside } = arrangeStage(lan, { ...wishes, prefers: 'speaker' });
    expect(main.show).toBe('people');
    expect(isSlideAside).toBe(true);
  });

  test('the slide for whoever leafs on their own, whatever else is shown', () => {
    const leafing = { ...wishes, isLeafing: true, prefers: 'speaker' as const };
    expect(arrangeStage([...lan, screen], leafing).main).toEqual({ show: 'slide' });
  });

  test('the slide, and never video, where data is saved', () => {
    expect(arrangeStage([...lan, screen], { ...wishes, isSaving: true }).main).toEqual({ show: 'slide' });
    expect(arrangeStage(lan, { ...wishes, isSaving: true, hasSlide: false }).main).toEqual({ show: 'sound' });
  });

  test('a voice without a picture as a person', () => {
    const { main } = arrangeStage([publication('Lan', 'microphone')], { ...wishes, hasSlide: false });
    expect(main.show === 'people' && names(main.people)).toEqual(['Lan']);
  });

  test('that nobody is there', () => {
    expect(arrangeStage([], { ...wishes, hasSlide: false }).main).toEqual({ show: 'nobody' });
  });

  test('a panel of all alike, with the learners of whom nothing is sent yet', () => {
    const speakers = [
      { personId: 'Bình', name: 'Bình' },
      { personId: 'Hoa', name: 'Hoa' },
    ];
    const { main } = arrangeStage([...lan, ...binh], { ...wishes, hasSlide: false, speakers });
    expect(main.show === 'people' && names(main.people)).toEqual(['Lan', 'Bình', 'Hoa']);
  });

  test('one in the spotlight large and the panel small beside', () => {
    const spotlit = { ...wishes, hasSlide: false, spotlightId: 'Bình' };
    const { main, side } = arrangeStage([...lan, ...binh], spotlit);
    expect(main.show === 'people' && names(main.people)).toEqual(['Bình']);
    expect(names(side)).toEqual(['Lan']);
  });

  test('a slide before the spotlight, which then stands first beside it', () => {
    const { main, side } = arrangeStage([...lan, ...binh], { ...wishes, spotlightId: 'Bình' });
    expect(main).toEqual({ show: 'slide' });
    expect(names(side)).toEqual(['Bình', 'Lan']);
  });

  test('whom the person pinned before slide, screen and spotlight', () => {
    const pinned = { ...wishes, pinnedId: 'Lan', spotlightId: 'Bình' };
    const { main, side, isSlideAside } = arrangeStage([...lan, ...binh], pinned);
    expect(main.show === 'people' && names(main.people)).toEqual(['Lan']);
    expect(names(side)).toEqual(['Bình']);
    expect(isSlideAside).toBe(true);
  });

  test('the usual order again when whoever was pinned has gone', () => {
    expect(arrangeStage(lan, { ...wishes, pinnedId: 'Hoa', spotlightId: 'Hoa' }).main).toEqual({
      show: 'slide',
    });
  });
});
