import type { TFunction } from 'i18next';
import type { Format } from '#client/lib/use-format.ts';
import { leaveReasons } from '#shared/attendance-events.ts';
import { correctionOutcomes, type TopicStatus, topicStatuses } from '#shared/attendance-judgement.ts';

/** Of all kinds of events, those that are written about one person. */
const kinds = [
  'connection.joined',
  'connection.left',
  'correction.made',
  'correction.withdrawn',
  'viewer_code.entered',
] as const;
type Kind = (typeof kinds)[number];

interface EventTextOptions {
  t: TFunction<'site-results'>;
  format: Pick<Format, 'time' | 'number'>;
  topicTitle: (topicId: string) => string;
}

/**
 * What an event says, in words; its text in the record stands beside it. Null where the words are missing: an event of a newer server, or
 * one that was widened, is then shown as it is rather than told wrongly.
 */
export function toEventText(
  { kind, detail }: { kind: string; detail: string },
  { t, format, topicTitle }: EventTextOptions,
): { name: string; text: string } | null {
  const known = kinds.find((one): one is Kind => one === kind);
  if (!known) return null;
  const data = readData(detail);
  const text = toText();
  return text === null ? null : { name: t(`trail.event.${toKey(known)}`), text };

  function toText(): string | null {
    switch (known) {
      case 'connection.joined':
        return t('trail.eventText.joined', { number: toNumber(data.connection) });
      case 'connection.left': {
        const reason = oneOf(leaveReasons, data.reason);
        const at = data.lastProofAt;
        if (!reason || typeof at !== 'string') return null;
        return t('trail.eventText.left', {
          number: toNumber(data.connection),
          reason: t(`trail.leaveReason.${reason}`),
          time: `${format.time(at)}:${at.slice(17, 19)}`,
        });
      }
      case 'correction.made': {
        const before: TopicStatus | undefined = oneOf(topicStatuses, data.statusBefore);
        const after = oneOf(correctionOutcomes, data.outcome);
        if (!before || !after) return null;
        return t('trail.correction', {
          topic: titleOf(),
          before: t(`status.${before}`),
          after: t(`status.${after}`),
        });
      }
      case 'correction.withdrawn':
      case 'viewer_code.entered':
        return titleOf();
      case undefined:
        return null;
    }
  }

  function titleOf(): string {
    const { topicId } = data;
    return typeof topicId === 'string' ? topicTitle(topicId) : '';
  }

  function toNumber(value: unknown): string {
    return typeof value === 'number' ? format.number(value) : '';
  }
}

function toKey(kind: Kind) {
  return kind.replace('.', '_') as Kind extends infer K
    ? K extends `${infer Subject}.${infer Act}`
      ? `${Subject}_${Act}`
      : never
    : never;
}

function oneOf<One extends string>(all: readonly One[], value: unknown): One | undefined {
  return all.find((one) => one === value);
}

type EventData = {
  readonly [Name in
    | 'connection'
    | 'reason'
    | 'lastProofAt'
    | 'statusBefore'
    | 'outcome'
    | 'topicId']?: unknown;
};

function readData(detail: string): EventData {
  const { data } = JSON.parse(detail) as { data?: EventData };
  return data ?? {};
}
