import { z } from 'zod';
import type { errorStatus } from '#shared/errors.ts';
import { limits } from '#shared/limits.ts';
import type { MaterialMediaType } from './sniff.ts';

/** What the renderer is told, as the JSON text of its one argument. */
export interface RenderJob {
  file: string;
  mediaType: MaterialMediaType;
  /** An empty folder; pictures go to `<folder>/<page>/<width>.webp`. */
  folder: string;
  pagesMax: number;
  imagePixelsMax: number;
}

/** The failures that lie in the file itself; everything else the renderer cannot judge. */
export const renderFailures = [
  'file_broken',
  'file_encrypted',
  'file_too_complex',
] as const satisfies readonly (keyof typeof errorStatus)[];
export type RenderFailure = (typeof renderFailures)[number];

const pixels = z.number().int().min(1).max(16_383);

/**
 * What the renderer says, one JSON text a line. It has read a stranger's file, so it is believed as little as the file:
 * these shapes are all that is taken from it.
 */
export const renderMessage = z.discriminatedUnion('type', [
  /** Libraries are loaded; what goes wrong from here on is the file's fault. */
  z.strictObject({ type: z.literal('ready') }),
  /** The pictures of this page are on the disk. Pages come in order, from 1. */
  z.strictObject({
    type: z.literal('page'),
    page: z.number().int().min(1).max(limits.pagesPerMaterial),
    width: pixels,
    height: pixels,
    widths: z.array(pixels.max(9_999)).min(1).max(8),
  }),
  z.strictObject({ type: z.literal('done') }),
  z.strictObject({ type: z.literal('failed'), code: z.enum(renderFailures), detail: z.string().max(500) }),
]);
export type RenderMessage = z.infer<typeof renderMessage>;
export type RenderedPage = Omit<Extract<RenderMessage, { type: 'page' }>, 'type'>;
