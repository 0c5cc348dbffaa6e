import type { EnglishOf } from '#client/lib/words.ts';
import type { words as vietnamese } from './timer.vi.ts';

export const words = {
  title: 'Countdown',
  minutes_one: '{{count}} minute',
  minutes_other: '{{count}} minutes',
  own: 'Other number of minutes',
  ownMissing: 'From 1 to {{max}} minutes.',
  label: 'What it is for',
  labelHint: 'For instance: break, exercise',
  start: 'Start the countdown',
  pause: 'Pause',
  resume: 'Resume',
  addMinute: 'Add 1 minute',
  stop: 'Stop',
  left: '{{time}} left',
  standing: 'Paused',
  over: 'Time is up',
  chip: 'Countdown: {{label}}',
  chipPlain: 'Class countdown',
  chimeOn: 'Chime when the time is up',
  chimeOff: 'No chime when the time is up',
  saidStart: 'Countdown of {{duration}} started. {{label}}',
  saidMinute: 'One minute left. {{label}}',
  saidOver: 'Time is up. {{label}}',
} as const satisfies EnglishOf<typeof vietnamese>;
