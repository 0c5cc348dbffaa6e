import type { Tone } from '#client/ui/tone.ts';
import type { TopicStatus } from '#shared/attendance-judgement.ts';

/** The colour only repeats what the word says. */
export function statusTone(status: TopicStatus): Tone {
  switch (status) {
    case 'passed':
    case 'confirmed_by_hand':
    case 'in_hall':
      return 'success';
    // Whether it passes is the rule's affair.
    case 'external':
      return 'accent';
    case 'too_short':
    case 'too_few_checks':
      return 'warning';
    case 'absent':
      return 'danger';
    case 'excused':
    case 'not_held':
      return 'neutral';
  }
}
