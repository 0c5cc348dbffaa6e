import { z } from 'zod';
import { defineNews, defineRequest } from '../contract.ts';
import { id, isoTime, nothing } from '../fields.ts';
import { limits } from '../limits.ts';

/** What staff can silence or darken for a learner on stage. */
export const heldSources = ['microphone', 'camera'] as const;
export type HeldSource = (typeof heldSources)[number];

/** A learner's way to the stage: asked, then looking at their devices, then seen and heard. */
export const stageStates = ['invited', 'checking', 'on_stage'] as const;
export const stageState = z.enum(stageStates);
export type StageState = z.infer<typeof stageState>;

/** The order in which a hand went up in its session, and all that other learners know of it. Never given twice. */
const handNumber = z.number().int().min(1);

/** To staff: who would like to speak, and since when. */
export const handDto = z.object({
  number: handNumber,
  personId: id,
  name: z.string(),
  raisedAt: isoTime,
});
export type HandDto = z.infer<typeof handDto>;

/** To everybody: a learner who is on stage. Whoever agreed to be seen is also named. */
export const speakerDto = z.object({ personId: id, name: z.string() });
export type SpeakerDto = z.infer<typeof speakerDto>;

/** To staff: everybody on the way to the stage or on it. */
export const stageMemberDto = speakerDto.extend({
  state: stageState,
  /** When this state began. */
  since: isoTime,
  /** Until when the invitation holds; null on stage. */
  expiresAt: isoTime.nullable(),
  invitedByName: z.string().nullable(),
  /** Who of the staff holds the microphone muted, or the camera off. */
  microphoneHeldByName: z.string().nullable(),
  cameraHeldByName: z.string().nullable(),
});
export type StageMemberDto = z.infer<typeof stageMemberDto>;

/** To one learner: their own hand and their own way to the stage. */
export const ownStageDto = z.object({
  hand: handNumber.nullable(),
  member: stageMemberDto.nullable(),
});
export type OwnStageDto = z.infer<typeof ownStageDto>;

/** The trainer who leads, and whether their line is lost. Null while nobody does. */
export const leadDto = z
  .object({
    personId: id,
    name: z.string(),
    /** The last sign of life of a leader whose line is lost. */
    awaySince: isoTime.nullable(),
    /** Away for longer than the grace time: nobody waits for them any more. */
    isOverdue: z.boolean(),
  })
  .nullable();
export type LeadDto = z.infer<typeof leadDto>;

const shared = { spotlightId: id.nullable(), lead: leadDto };

export const stageForLearner = z.object({
  ...shared,
  /** The numbers of all hands that are up: enough to count one's own place in the line. */
  hands: z.array(handNumber),
  speakers: z.array(speakerDto),
  own: ownStageDto,
});
export const stageForStaff = z.object({
  ...shared,
  hands: z.array(handDto),
  members: z.array(stageMemberDto),
});

/** Says how it should be: a hand that is up keeps its number. */
export const raiseHand = defineRequest({
  name: 'hand:raise',
  may: 'hand.raise',
  rate: 'write',
  input: nothing,
  output: z.object({ own: ownStageDto }),
});

export const lowerHand = defineRequest({
  name: 'hand:lower',
  may: 'hand.raise',
  rate: 'write',
  input: nothing,
  output: z.object({ own: ownStageDto }),
});

/** Staff lower the hands that they saw, and none that went up meanwhile. */
export const putDownHands = defineRequest({
  name: 'hand:put_down',
  may: 'hand.manage',
  rate: 'write',
  input: z.strictObject({ numbers: z.array(handNumber).min(1).max(limits.hands) }),
  output: nothing,
});

export const inviteToStage = defineRequest({
  name: 'stage:invite',
  may: 'stage.manage',
  rate: 'write',
  input: z.strictObject({ personId: id }),
  output: z.object({ member: stageMemberDto }),
});

/** A yes leads to the check of devices; a no ends it. */
export const answerInvitation = defineRequest({
  name: 'stage:answer',
  may: 'stage.answer',
  rate: 'write',
  input: z.strictObject({ accepted: z.boolean() }),
  output: z.object({ own: ownStageDto }),
});

/** From the check of devices onto the stage; from here on the page may send. */
export const enterStage = defineRequest({
  name: 'stage:enter',
  may: 'stage.answer',
  rate: 'write',
  input: nothing,
  output: z.object({ own: ownStageDto }),
});

/** Back to the audience, from wherever on the way one is. */
export const leaveStage = defineRequest({
  name: 'stage:leave',
  may: 'stage.answer',
  rate: 'write',
  input: nothing,
  output: z.object({ own: ownStageDto }),
});

/** Staff take back an invitation or send somebody back to the audience: whichever it is by the time it arrives. */
export const removeFromStage = defineRequest({
  name: 'stage:remove',
  may: 'stage.manage',
  rate: 'write',
  input: z.strictObject({ personId: id }),
  output: nothing,
});

/** Once: whoever is muted may speak again when they turn their microphone on. */
export const muteSpeaker = defineRequest({
  name: 'stage:mute',
  may: 'stage.manage',
  rate: 'write',
  input: z.strictObject({ personId: id }),
  output: nothing,
});

/** Everybody on stage but oneself: the learners, or with `staffToo` the staff as well. */
export const muteAll = defineRequest({
  name: 'stage:mute_all',
  may: 'stage.manage',
  rate: 'write',
  input: z.strictObject({ staffToo: z.boolean() }),
  output: nothing,
});

/** Until it is let go: the learner cannot turn it on. */
export const holdSource = defineRequest({
  name: 'stage:hold',
  may: 'stage.manage',
  rate: 'write',
  input: z.strictObject({ personId: id, source: z.enum(heldSources), held: z.boolean() }),
  output: nothing,
});

/** Shown large to everybody who has chosen nobody themselves. */
export const setSpotlight = defineRequest({
  name: 'stage:spotlight',
  may: 'stage.manage',
  rate: 'write',
  input: z.strictObject({ personId: id.nullable() }),
  output: nothing,
});

/** A second trainer goes on for one whose line is lost. */
export const takeOver = defineRequest({
  name: 'lead:take_over',
  may: 'stage.lead',
  rate: 'write',
  input: nothing,
  output: z.object({ lead: leadDto }),
});

/** To learners. */
export const handRaised = defineNews('hand:raised', z.object({ number: handNumber }));
/** To staff. */
export const handStaffRaised = defineNews('hand:staff_raised', z.object({ hand: handDto }));
/** To everybody. */
export const handsLowered = defineNews('hand:lowered', z.object({ numbers: z.array(handNumber) }));
/** To learners: who is on stage now, all of them. */
export const stageChanged = defineNews(
  'stage:changed',
  z.object({ speakers: z.array(speakerDto), spotlightId: id.nullable() }),
);
/** To staff: the same, with everybody on the way. */
export const stageStaffChanged = defineNews(
  'stage:staff_changed',
  z.object({ members: z.array(stageMemberDto), spotlightId: id.nullable() }),
);
/** To one learner. */
export const stageOwnChanged = defineNews('stage:own_changed', z.object({ own: ownStageDto }));
/** To one person: their microphone was muted, and by whom. */
export const stageOwnMuted = defineNews('stage:own_muted', z.object({ byName: z.string() }));
/** To everybody. */
export const leadChanged = defineNews('lead:changed', z.object({ lead: leadDto }));
/** To everybody, outside the numbers: who is heard just now, the loudest first. Lost on the way, the next one is as good. */
export const speakingChanged = defineNews('stage:speaking', z.object({ personIds: z.array(id) }));
