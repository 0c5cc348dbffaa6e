/**
 * Every failure a person can meet, by name. The name travels; the words stand in the client's
 * catalogue (`client/words/errors.*`), so that each person reads them in their own language.
 */
export const errorStatus = {
  /** No valid sign-in where one is needed. */
  not_signed_in: 401,
  /** The e-mail, phone number or password is wrong: which of them is never said. */
  wrong_credentials: 401,
  /** The thing does not exist, or must look as if it did not to this person. */
  not_found: 404,
  /** This person may see the thing, but not do this to it. */
  not_allowed: 403,
  /** The input has the wrong shape; `details.fields` names the fields. */
  malformed: 400,
  /** Staff have locked this for learners at the moment. */
  locked: 403,
  /** Staff have removed this person from this session. */
  removed_from_room: 403,
  /** Staff have not let this person in at the door of this session. */
  refused: 403,
  /** Staff have banned this person from the whole series. */
  banned: 403,
  /** The room is locked: only those who were in before come in. */
  room_locked: 403,
  /** At the door, until staff let this person in; `details.since` says since when. The server says when it is their turn. */
  waiting: 403,
  /** The same client-made id came with other content. */
  conflict: 409,
  /** The thing is in a state in which this cannot be done. */
  wrong_state: 409,
  /** The session has a record of attendance, which is never removed. */
  has_record: 409,
  /** Something is to be published, and nothing was chosen for it. */
  nothing_chosen: 409,
  /** Somebody already has this e-mail or phone number. */
  already_taken: 409,
  /** The link was used, has expired or was revoked. */
  link_invalid: 410,
  /** The personal link belongs to somebody other than who is signed in here; `details.name` says whom. */
  link_of_other_person: 409,
  /** The digits or letters are not those that are shown. */
  code_wrong: 403,
  /** They were, and their minutes are over. */
  code_closed: 410,
  /** No hall of this session expects this person. */
  not_in_hall: 409,
  /** Somebody is on the list of another hall of this session. */
  in_other_hall: 409,
  /** Too many requests; `details.retryAfterMs` says when to try again. */
  too_many_requests: 429,
  /** More bytes than allowed; `details.maxBytes` says how many are. */
  too_large: 413,
  /** A bound was reached (devices, topics, files…); `details.max` says which. */
  limit_reached: 409,
  /** The request came from a page of another site. */
  wrong_origin: 403,
  /** The page and the server speak different versions: reload. */
  version_mismatch: 409,
  /** The socket has not joined a room, or a newer connection took its place. */
  not_joined: 409,
  /** The media of this room were rebuilt; ids of the earlier epoch mean nothing any more. */
  media_reset: 409,
  /** The media worker could not do it; the room goes on without. */
  media_unavailable: 503,
  /** The file is neither a PDF nor an image that Lectern shows. */
  file_type_unsupported: 415,
  /** The bytes are not what the file's name says. */
  file_disguised: 415,
  /** The file cannot be read: damaged or cut off. */
  file_broken: 422,
  /** The PDF asks for a password. */
  file_encrypted: 422,
  /** More pages or pixels than allowed. */
  file_too_complex: 422,
  /** Preparing the pages took longer or more memory than allowed. */
  file_render_timeout: 422,
  /** A file that Lectern made or kept is gone from the disk, and cannot be made again as it was. */
  file_lost: 410,
  /** The upload stopped before its last byte. */
  upload_interrupted: 400,
  /** Many are coming in at once: `details.place` says in which place, and `details.retryAfterMs` when to ask again. */
  room_busy: 503,
  /** As many are in the room as it holds (`details.max`); asking again, after `details.retryAfterMs`, finds a place that has become free. */
  room_full: 503,
  /** The server is stopping or too busy; `details.retryAfterMs`. */
  unavailable: 503,
  /** No answer came from the server in time: made by the client itself. */
  offline: 503,
  /** A defect of ours. Its text never leaves the log. */
  internal: 500,
} as const;

export type AppErrorCode = keyof typeof errorStatus;

/** What may go with a code to the person. Never rows, never secrets. */
export interface AppErrorDetails {
  fields?: string[];
  retryAfterMs?: number;
  place?: number;
  max?: number;
  maxBytes?: number;
  name?: string;
  since?: string;
}

/** A failure as it travels over HTTP and in acks. */
export interface AppErrorDto {
  code: AppErrorCode;
  details?: AppErrorDetails;
}

/** An expected failure. `logMessage` is for the log alone. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly details: AppErrorDetails | undefined;

  constructor(code: AppErrorCode, details?: AppErrorDetails, logMessage?: string) {
    super(logMessage ?? code);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  toDto(): AppErrorDto {
    return this.details ? { code: this.code, details: this.details } : { code: this.code };
  }
}

export function appError(code: AppErrorCode, details?: AppErrorDetails, logMessage?: string): AppError {
  return new AppError(code, details, logMessage);
}

export function isAppErrorCode(value: unknown): value is AppErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorStatus, value);
}
