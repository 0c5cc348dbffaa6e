import type { Caption } from '#prisma/generated/client.ts';
import { toWireName } from '#server/core/enum-names.ts';
import type { CaptionDto } from '#shared/features/captions.ts';

export function toCaptionDto(row: Caption): CaptionDto {
  return {
    captionId: row.id,
    language: row.language,
    text: row.text,
    source: toWireName(row.source),
    startedAt: row.startedAt.toISOString(),
  };
}
