import { createStore } from '#client/lib/store.ts';
import type { YouDto } from '#shared/features/enrolment.ts';

/** Who came in here, as the door knew them. */
export const doorYou = createStore<YouDto | null>(null);
