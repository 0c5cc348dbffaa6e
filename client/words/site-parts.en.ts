import type { EnglishOf } from '#client/lib/words.ts';
import type { words as vi } from './site-parts.vi.ts';

export const words = {
  problem: {
    title: 'This page could not be opened',
    notFound: 'Not found',
    notAllowed: 'You are not allowed to see this page',
    stale: 'What you see may be out of date',
  },
  sessionState: {
    scheduled: 'Scheduled',
    lobby: 'Doors open',
    live: 'Live now',
    ended: 'Ended',
    archived: 'Archived',
  },
  role: {
    learner: 'Learner',
    moderator: 'Moderator',
    trainer: 'Trainer',
    organiser: 'Organiser',
    admin: 'Administrator',
  },
  enterRoom: 'Enter the room',
  sort: {
    move: 'Move: {{name}}',
    up: 'Move up',
    down: 'Move down',
    hint: 'Drag to change the order, or use the up and down arrow keys.',
    moved: '{{name}}: position {{position}} of {{count}}',
  },
  copy: {
    copied: 'Copied.',
    failed: 'The browser did not allow copying. Select the text and copy it by hand.',
  },
  topicNumber: 'Topic {{number}}',
} satisfies EnglishOf<typeof vi>;
