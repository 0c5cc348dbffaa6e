import { z } from 'zod';
import { defineNews, defineRequest, defineRoute } from '../contract.ts';
import type { AppErrorCode } from '../errors.ts';
import { isAppErrorCode } from '../errors.ts';
import { clientId, id, line, nothing } from '../fields.ts';
import { limits } from '../limits.ts';

export { downloadUrl, pageUrl } from '../material-urls.ts';

export const pageDto = z.object({
  page: z.number().int().min(1),
  /** Of the widest picture, in pixels. */
  width: z.number().int(),
  height: z.number().int(),
  /** Widths at hand, narrow to wide; a picture's address is `pageUrl()`. */
  widths: z.array(z.number().int()),
});
export type PageDto = z.infer<typeof pageDto>;

export const materialDto = z.object({
  materialId: id,
  topicId: id,
  fileName: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  state: z.enum(['processing', 'ready', 'failed']),
  failure: z.custom<AppErrorCode>(isAppErrorCode).nullable(),
  downloadable: z.boolean(),
  position: z.number().int(),
  pages: z.array(pageDto),
});
export type MaterialDto = z.infer<typeof materialDto>;

const inTopic = z.strictObject({ topicId: id });
const inMaterial = z.strictObject({ materialId: id });

/** Learners get what is ready; staff get all. */
export const listMaterials = defineRoute({
  method: 'GET',
  path: '/api/topics/:topicId/materials',
  may: 'material.read',
  rate: 'read',
  params: inTopic,
  output: z.object({ materials: z.array(materialDto) }),
});

/** The body is the file itself (`application/octet-stream`), so that nothing has to be unwrapped. */
export const uploadMaterial = defineRoute({
  method: 'POST',
  path: '/api/topics/:topicId/materials',
  may: 'material.change',
  rate: 'upload',
  params: inTopic,
  query: z.strictObject({ clientId, fileName: line(200) }),
  output: materialDto,
});

export const changeMaterial = defineRoute({
  method: 'PATCH',
  path: '/api/materials/:materialId',
  may: 'material.change',
  rate: 'write',
  params: inMaterial,
  body: z.strictObject({ downloadable: z.boolean().optional(), fileName: line(200).optional() }),
  output: materialDto,
});

export const deleteMaterial = defineRoute({
  method: 'DELETE',
  path: '/api/materials/:materialId',
  may: 'material.change',
  rate: 'write',
  params: inMaterial,
  output: nothing,
});

export const orderMaterials = defineRoute({
  method: 'PUT',
  path: '/api/topics/:topicId/material-order',
  may: 'material.change',
  rate: 'write',
  params: inTopic,
  body: z.strictObject({ materialIds: z.array(id).max(limits.materialsPerTopic) }),
  output: z.object({ materials: z.array(materialDto) }),
});

export const getPagePicture = defineRoute({
  method: 'GET',
  path: '/files/materials/:materialId/pages/:page/:picture',
  may: 'material.read',
  rate: 'picture',
  params: z.strictObject({
    materialId: id,
    page: z.coerce.number().int().min(1).max(limits.pagesPerMaterial),
    picture: z.string().regex(/^\d{2,4}\.webp$/u),
  }),
});

/** As an attachment; learners only where the trainer allows it. */
export const downloadMaterial = defineRoute({
  method: 'GET',
  path: '/files/materials/:materialId/download',
  may: 'material.read',
  rate: 'read',
  params: inMaterial,
});

/** Which page the room is on; null where nothing is shown. */
export const slideDto = z.object({ materialId: id, page: z.number().int().min(1) }).nullable();
export type SlideDto = z.infer<typeof slideDto>;

export const leadSlide = defineRequest({
  name: 'slide:lead',
  may: 'slide.lead',
  rate: 'write',
  input: z.strictObject({ slide: slideDto }),
  output: z.object({ slide: slideDto }),
});

/** To everybody, at once: the one who leads has turned the page. */
export const slideLed = defineNews('slide:led', z.object({ slide: slideDto }));
/** To everybody in rooms whose session carries the topic. Learners only get what is ready. */
export const materialChanged = defineNews('material:changed', z.object({ material: materialDto }));
export const materialRemoved = defineNews('material:removed', z.object({ materialId: id }));
