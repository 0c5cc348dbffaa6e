import type { EnglishOf } from '#client/lib/words.ts';
import type { words as vi } from './site-people.vi.ts';

export const words = {
  title: 'People',
  lead: 'Those who run this series with you. Organisers of the installation may do everything and are not listed.',
  staff: 'Trainers and moderators',
  nobody: 'No trainers yet',
  nobodyText: 'Create an invitation link and send it to them by Zalo or e-mail.',
  since: 'Since {{date}}',
  remove: 'Remove from the series',
  removeTitle: 'Remove {{name}} from the series?',
  removeText:
    '{{name}} will no longer see or run the sessions of this series. What they have done stays as it is.',
  removed: '{{name}} has been removed.',
  invite: {
    title: 'Invite somebody',
    role: 'Role',
    trainerHint: 'Prepares topics and materials, leads sessions, sees attendance.',
    moderatorHint: 'Looks after questions, helps learners, sees attendance.',
    note: 'A note for yourself',
    noteHint: 'For example “for Ms Lan, agriculture department”. The person you invite does not see it.',
    noteLong: 'A note has at most {{max}} characters.',
    create: 'Create an invitation link',
    ready: 'The invitation link is ready',
    link: 'Invitation link',
    once: 'The link is shown only this once. Copy it and send it to the person alone; it works once, until {{date}}.',
    done: 'I have copied it',
  },
  invitations: {
    title: 'Invitations sent',
    kind: {
      first_organiser: 'First account',
      organiser: 'Organiser',
      trainer: 'Trainer',
      moderator: 'Moderator',
    },
    state: {
      open: 'Waiting',
      accepted: 'Accepted',
      expired: 'Expired',
      revoked: 'Withdrawn',
    },
    created: 'Created {{date}}',
    expires: 'Expires {{date}}',
    revoke: 'Withdraw',
    revokeTitle: 'Withdraw the invitation?',
    revokeText: 'The link you sent will stop working.',
    revoked: 'The invitation has been withdrawn.',
  },
} satisfies EnglishOf<typeof vi>;
