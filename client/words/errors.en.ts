import type { EnglishOf } from '#client/lib/words.ts';
import type { words as vi } from './errors.vi.ts';

export const words = {
  not_signed_in: 'You are not signed in, or your sign-in has expired. Please sign in and try again.',
  wrong_credentials: 'The e-mail address, phone number or password is not right.',
  not_found: 'We could not find this. It may have been removed, or the link may be wrong.',
  not_allowed: 'You are not allowed to do this. If you need to, please ask the organisers.',
  malformed: 'Some of what you entered is not right. Please check the marked fields.',
  locked:
    'This is closed for the moment. You can still watch and listen; please wait until it is opened again.',
  removed_from_room: 'The organisers have removed you from this session.',
  refused: 'The organisers have not let you into this session.',
  banned: 'The organisers no longer let you into this series.',
  room_locked: 'The room is locked: nobody new can come in.',
  waiting: 'You are waiting at the door. The people running the class will let you in.',
  conflict: 'This was sent before with other content. Please reload the page to see what was saved.',
  wrong_state:
    'This cannot be done right now because things have changed. Please reload the page to see how they stand.',
  already_taken: 'Somebody already uses this e-mail address or phone number.',
  link_invalid:
    'This link has been used, has expired or was withdrawn. Please ask the organisers for a new one.',
  link_of_other_person:
    'This link is for somebody else. If that is you, please sign out and open the link again.',
  link_of_other_person_named:
    'This link is for {{name}}. If that is you, please sign out and open the link again.',
  too_many_requests: 'That was too fast. Please wait a moment and try again.',
  too_many_requests_wait: 'That was too fast. Please try again in {{wait}}.',
  too_large: 'What you sent is too large.',
  too_large_max: 'What you sent is too large: the limit is {{size}}.',
  limit_reached: 'The largest number allowed has been reached.',
  limit_reached_max: 'The largest number allowed has been reached: {{max}}.',
  wrong_origin: 'The request came from another site and was refused. Please open Lectern at its own address.',
  version_mismatch: 'There is a new version. Please reload the page to go on.',
  not_joined: 'You are no longer in the room, or you opened it somewhere else. Please join again.',
  media_reset: 'Picture and sound are being reconnected. This takes a few seconds.',
  media_unavailable:
    'Picture and sound are interrupted. The session goes on, and they will come back by themselves.',
  file_type_unsupported:
    'Lectern takes PDF files and images (JPEG, PNG, WebP). Please save the file as PDF and upload that.',
  file_disguised:
    'The content of the file does not match its name. Please save it in the right format and upload it again.',
  file_broken:
    'This file cannot be read: it is damaged or incomplete. Please save the original again and upload it.',
  file_encrypted: 'This PDF asks for a password. Please remove the password and upload it again.',
  file_too_complex:
    'The file has too many pages, or its images are too large. Please split or shrink it and upload it again.',
  file_render_timeout:
    'This file is too heavy: its pages could not be prepared in time. Please shrink or split it and upload it again.',
  upload_interrupted: 'The upload was interrupted. Please check your connection and upload the file again.',
  room_busy:
    'Many people are joining right now. Keep this page open: it joins by itself when it is your turn.',
  room_full: 'The room is full. This page joins by itself as soon as there is a place.',
  unavailable: 'The server is busy or restarting. Please try again in a few minutes.',
  offline: 'The server cannot be reached. Please check your connection and try again.',
  internal: 'Something went wrong on our side. Please try again; if it happens again, tell the organisers.',
} satisfies EnglishOf<typeof vi>;
