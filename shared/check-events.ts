import type { CheckEnding, CheckKind } from './presence-checks.ts';

/** What the record says of presence checks. Times are ISO text, people are meant by their id. */
export interface CheckEventData {
  'check.shown': {
    checkId: string;
    topicId: string;
    check: CheckKind;
    /** Null: it came by itself. */
    askedById: string | null;
    /** Null for a tap. */
    word: string | null;
    closesAt: string;
  };
  /** The server was away while it stood open: whoever was cut off has until then. */
  'check.extended': { checkId: string; closesAt: string };
  /**
   * By whose first page said so, many at once. `seen`: it was drawn on the screen. `byLine`: no page said so, but one was there and answered on its
   * line from `at` on for a minute at the least.
   */
  'check.delivered': {
    checkId: string;
    people: readonly { personId: string; at: string; seen: boolean }[];
    byLine?: true;
  };
  /**
   * Many at once. `at`: when it arrived. `writtenAt`: when it was written, where it had to wait on the page; `rough`: as far as the phone's own
   * clock could tell. `right`: false for a word that was not the one.
   */
  'check.answered': {
    checkId: string;
    answers: readonly {
      personId: string;
      at: string;
      writtenAt: string | null;
      rough: boolean;
      right: boolean;
    }[];
  };
  /**
   * Who did not answer although it reached them in good time; whom it reached too late, or who had no time because it closed early; and
   * who was in the room and did not get it. An answer that was written in time may still follow.
   */
  'check.closed': {
    checkId: string;
    ending: CheckEnding;
    unanswered: readonly string[];
    excused: readonly string[];
    notDelivered: readonly string[];
  };
}
