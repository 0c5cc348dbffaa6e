/**
 * Who may do what: one table for every HTTP route and every socket event.
 *
 * A role is always a role *in a scope*: the same person is a trainer in one series and a learner in
 * another. The gateway works it out from the connection and the ids in the request, never from the payload.
 */

/**
 * `guest` is anyone without a sign-in; `member` anyone with one who has no other role in the scope. A `speaker` is a learner who is on
 * stage just now: a role of moments, worked out at each request in the room, in which they remain a learner everywhere else.
 */
export type Role =
  | 'guest'
  | 'member'
  | 'learner'
  | 'speaker'
  | 'moderator'
  | 'trainer'
  | 'organiser'
  | 'admin';

const organisers = ['organiser', 'admin'] as const;
const staff = ['moderator', 'trainer', ...organisers] as const;
const trainers = ['trainer', ...organisers] as const;
const learners = ['learner', 'speaker'] as const;
const room = [...learners, ...staff] as const;
const signedIn = ['member', ...room] as const;
const everyone = ['guest', ...signedIn] as const;

export const rules = {
  // Entrances: each proves itself by a password, a token or a public link.
  'app.read': everyone,
  'sign_in.create': everyone,
  'invitation.read': everyone,
  'invitation.accept': everyone,
  'session.enter': everyone,
  'session.read_public': everyone,
  'questions_page.read': everyone,

  // One's own account
  'account.read': signedIn,
  'account.change': signedIn,
  'sign_in.manage': signedIn,

  // Catalogue
  'series.list': signedIn,
  'series.create': organisers,
  'series.read': staff,
  'series.change': trainers,
  'series.archive': organisers,
  'topic.change': trainers,
  'session.read': staff,
  'session.change': trainers,
  'session.run': trainers,
  'staff.invite': organisers,
  'staff.change': organisers,
  'organiser.invite': organisers,
  'audit.read': organisers,

  // Learners of a series
  'enrolment.list': staff,
  'enrolment.create': trainers,
  'enrolment.change': staff,
  'enrolment.describe': learners,

  // The room
  'room.join': room,
  'room.settings': staff,
  'person.admit': staff,
  'person.exclude': staff,
  'media.receive': room,
  'media.publish': ['speaker', ...trainers],
  'slide.lead': trainers,

  // Hands and the stage
  'hand.raise': ['learner'],
  'hand.manage': staff,
  'stage.answer': learners,
  'stage.manage': staff,
  /** Moderators keep learners in order; only who teaches may quieten who teaches. */
  'stage.silence_staff': trainers,
  'stage.lead': trainers,
  'stage.share_screen': trainers,

  // Questions
  'question.ask': room,
  'question.vote': room,
  'question.moderate': staff,
  'question.answer': staff,
  'question.publish': trainers,

  // Conversation
  'chat.write': room,
  'chat.moderate': staff,
  'staff_chat.use': staff,
  'reaction.send': room,

  // Polls: staff ask, learners answer
  'poll.read': staff,
  'poll.manage': staff,
  'poll.answer': learners,
  'timer.set': staff,

  // Halls: one device, many people, and somebody who vouches for them
  'hall.host': room,
  'hall.confirm': learners,
  'hall.read': staff,
  'hall.manage': staff,

  // Viewers on other platforms
  'viewer_code.enter': learners,
  'viewer_code.read': staff,
  'viewer_code.manage': staff,

  // Materials
  'material.read': room,
  'material.change': trainers,

  // Captions
  'caption.read': room,
  'caption.write': staff,
  /** Proved by the token of the port. */
  'caption.port': everyone,

  // Certificates
  'certificate.read': staff,
  'certificate.design': trainers,
  'certificate.issue': organisers,
  'certificate.own': signedIn,
  /** Whoever holds the paper. */
  'certificate.verify': everyone,

  // Attendance and feedback
  'attendance.read': staff,
  /** Everything about everybody in one archive. */
  'evidence.read': organisers,
  /** What everybody is judged by: whoever answers for the series to those who pay for it. */
  'attendance.rule': organisers,
  'check.answer': learners,
  'check.manage': staff,
  /** To decide otherwise than the record, in one's own name. */
  'attendance.correct': trainers,
  'attendance.read_own': learners,
  'attendance.object': learners,
  'feedback.answer': learners,
  'feedback.form': trainers,
  'feedback.results': staff,
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof rules;

export function can(role: Role, action: Action): boolean {
  return (rules[action] as readonly Role[]).includes(role);
}

/** Those who are not named here rank below all of them. */
const ranks: Partial<Record<Role, number>> = { moderator: 1, trainer: 2, organiser: 3, admin: 3 };

/** Whether somebody may show the other out: only those who stand above them, and nobody an organiser. */
export function mayExclude(role: Role, other: Role): boolean {
  return (ranks[role] ?? 0) > (ranks[other] ?? 0);
}

/** Organisers and admins run the installation: what keeps others out does not bind them. */
export function ranksBelowOrganiser(role: Role): boolean {
  return !(organisers as readonly Role[]).includes(role);
}

/** The half of a room that runs it; learners are the other. */
export function isStaff(role: Role): boolean {
  return (staff as readonly Role[]).includes(role);
}
