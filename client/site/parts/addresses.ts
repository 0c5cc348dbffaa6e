/** Where the site's pages are. */

export const newSeriesAddress = '/series/new';

export function seriesAddress(seriesId: string): string {
  return `/series/${seriesId}`;
}

export function learnersAddress(seriesId: string): string {
  return `/series/${seriesId}/learners`;
}

/** Those whom staff took off the list, and who may ask to be erased. */
export function removedLearnersAddress(seriesId: string): string {
  return `${learnersAddress(seriesId)}/removed`;
}

/** What the rule makes of the record, for everybody and every topic. */
export function resultsAddress(seriesId: string): string {
  return `/series/${seriesId}/attendance`;
}

export function topicResultsAddress(seriesId: string, topicId: string): string {
  return `${resultsAddress(seriesId)}/topics/${topicId}`;
}

/** All that is known of one learner's attendance. */
export function personTrailAddress(seriesId: string, personId: string): string {
  return `${resultsAddress(seriesId)}/people/${personId}`;
}

export function peopleAddress(seriesId: string): string {
  return `/series/${seriesId}/people`;
}

export function certificatesAddress(seriesId: string): string {
  return `/series/${seriesId}/certificates`;
}

export function certificateTemplateAddress(seriesId: string): string {
  return `${certificatesAddress(seriesId)}/template`;
}

export function issueCertificatesAddress(seriesId: string): string {
  return `${certificatesAddress(seriesId)}/issue`;
}

/** A person's own, of all series. */
export const ownCertificatesAddress = '/certificates';

/** The public page of one, made by the server, outside the site. */
export function verificationLink(code: string): string {
  return `${location.origin}/v/${code}`;
}

export function auditAddress(seriesId: string): string {
  return `/series/${seriesId}/log`;
}

export function ruleAddress(seriesId: string): string {
  return `/series/${seriesId}/rule`;
}

export function objectionsAddress(seriesId: string): string {
  return `/series/${seriesId}/objections`;
}

/** Of all of it, or of one topic or person. */
export function seriesExportsAddress(
  seriesId: string,
  part: { topicId: string } | { personId: string } | Record<string, never> = {},
): string {
  const query = new URLSearchParams(part).toString();
  return `/series/${seriesId}/exports${query && `?${query}`}`;
}

export function newSessionAddress(seriesId: string): string {
  return `/series/${seriesId}/sessions/new`;
}

/** The series stands in it because a topic's title and neighbours are read with their series. */
export function topicAddress(seriesId: string, topicId: string): string {
  return `/series/${seriesId}/topics/${topicId}`;
}

export function sessionAddress(sessionId: string): string {
  return `/sessions/${sessionId}`;
}

export function attendanceAddress(sessionId: string): string {
  return `/sessions/${sessionId}/attendance`;
}

export function sessionExportsAddress(sessionId: string): string {
  return `/sessions/${sessionId}/exports`;
}

export function questionsAddress(sessionId: string): string {
  return `/sessions/${sessionId}/questions`;
}

export function feedbackAddress(sessionId: string): string {
  return `/sessions/${sessionId}/feedback`;
}

export function feedbackFormAddress(sessionId: string): string {
  return `/sessions/${sessionId}/feedback/form`;
}

/** Halls, viewers elsewhere, reach. */
export function beyondAddress(sessionId: string): string {
  return `/sessions/${sessionId}/beyond`;
}

export function hallAddress(code: string): string {
  return `/halls/${code}`;
}

/** Short, for it stands in a picture. */
export function viewerAddress(code: string): string {
  return `/t/${code}`;
}

export function pollsAddress(sessionId: string): string {
  return `/sessions/${sessionId}/polls`;
}

/** The room is a page of its own, outside the site. */
export function roomAddress(code: string): string {
  return `/s/${code}`;
}

/** A topic's published questions and answers: made by the server, outside the site. */
export function publishedQuestionsLink(code: string): string {
  return `${location.origin}/q/${code}`;
}

/** What learners are sent: the whole address, with their own secret in the fragment where there is one. */
export function publicLink(code: string, linkToken?: string): string {
  return `${location.origin}${roomAddress(code)}${linkToken ? `#k=${linkToken}` : ''}`;
}

/** `next` of the sign-in page, or the home page where it would lead off this site. */
export function safeNext(next: string | null): string {
  return next !== null && /^\/(?![/\\])/u.test(next) ? next : '/';
}

export function signInAddress(next: string): string {
  return next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
}
