import { it } from 'vitest';
import { playAttendance } from '#tests/support/attendance-story.ts';

it('the record says within seconds how long each of a class was there, over reconnects, tabs, devices, a frozen tab and a kill -9 of the server', async () => {
  await playAttendance({ learners: 28, stepMs: 1_500, crashes: true });
}, 180_000);
