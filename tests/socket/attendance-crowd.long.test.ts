import { it } from 'vitest';
import { playAttendance } from '#tests/support/attendance-story.ts';

it.each([
  { crashes: false, says: 'within five seconds' },
  { crashes: true, says: 'within ten seconds, with a kill -9 of the server in between' },
])(
  'the record says of two hundred learners how long each was there, $says',
  async ({ crashes }) => {
    await playAttendance({ learners: 200, stepMs: 12_000, crashes });
  },
  400_000,
);
