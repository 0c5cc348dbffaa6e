/**
 * Which learners wait at a session's door until staff let them in: nobody, those whom staff did not put on the list of learners
 * themselves, or everybody. Staff, and whoever was in before, never wait.
 */
export const admissions = ['open', 'newcomers_wait', 'everybody_waits'] as const;
export type Admission = (typeof admissions)[number];

/** How somebody was shown out: of one session by removal or at its door, or of a whole series. Each is the name of its error, too. */
export const exclusionKinds = ['removed_from_room', 'refused', 'banned'] as const;
export type ExclusionKind = (typeof exclusionKinds)[number];

/** Why somebody was shown out: a choice, so that the log can say it without anybody's words about a person. */
export const exclusionReasons = ['disturbing', 'advertising', 'false_name', 'other'] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];
