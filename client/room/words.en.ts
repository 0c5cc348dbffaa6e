import { words as captions } from '#client/words/captions.en.ts';
import { words as chat } from '#client/words/chat.en.ts';
import { words as checks } from '#client/words/checks.en.ts';
import { words as common } from '#client/words/common.en.ts';
import { words as errors } from '#client/words/errors.en.ts';
import { words as order } from '#client/words/order.en.ts';
import { words as record } from '#client/words/own-record.en.ts';
import { words as polls } from '#client/words/polls.en.ts';
import { words as questions } from '#client/words/questions.en.ts';
import { words as room } from '#client/words/room.en.ts';
import { words as around } from '#client/words/room-around.en.ts';
import { words as browser } from '#client/words/room-browser.en.ts';
import { words as staff } from '#client/words/room-staff.en.ts';
import { words as stage } from '#client/words/room-stage.en.ts';
import { words as timer } from '#client/words/timer.en.ts';
import { words as viewerCodes } from '#client/words/viewer-codes.en.ts';

export const words = {
  captions,
  chat,
  checks,
  common,
  errors,
  order,
  polls,
  questions,
  room,
  timer,
  'own-record': record,
  'room-around': around,
  'room-browser': browser,
  'room-stage': stage,
  'room-staff': staff,
  'viewer-codes': viewerCodes,
};
