import type { EnglishOf } from '#client/lib/words.ts';
import type { words as vi } from './room-rungs.vi.ts';

export const words = {
  title: 'Picture and sound quality',
  auto: { label: 'Automatic', hint: 'As the network allows. Now: {{rung}}.' },
  full: { label: 'Full picture', hint: 'Sharp picture and sound; up to 800 MB an hour.' },
  small: { label: 'Small picture', hint: 'Small picture and sound; about 90 MB an hour.' },
  sound: { label: 'Sound and slides', hint: 'No picture; about 20 MB an hour.' },
  slides: { label: 'Slides and text', hint: 'No picture and no sound; a few MB an hour.' },
  goesOn: 'At each of these you are counted as present, and can read the materials and ask questions.',
} satisfies EnglishOf<typeof vi>;
