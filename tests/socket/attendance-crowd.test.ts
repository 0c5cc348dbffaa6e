import { it } from 'vitest';
import { playAttendance } from '#tests/support/attendance-story.ts';

it('the record says of a class how long each was there, within ten seconds, with reconnects, tabs, devices, frozen pages and a kill -9 of the server', async () => {
  await playAttendance({ learners: 21, stepMs: 2_000, crashes: true });
}, 120_000);
