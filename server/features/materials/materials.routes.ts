import type { Response } from 'express';
import type { Caller } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { appError } from '#shared/errors.ts';
import type { MaterialDto } from '#shared/features/materials.ts';
import { can, isStaff } from '#shared/roles.ts';
import { toDownloadName } from './file-names.ts';
import { changeMaterial, deleteMaterial, type Materials, orderMaterials } from './materials.service.ts';
import { PictureCache } from './picture-cache.ts';
import { listenOn } from './receive-upload.ts';
import type { MaterialMediaType } from './sniff.ts';
import { uploadMaterial } from './upload-material.ts';

/** Bytes from strangers, even drawn anew: no page may run, embed or read them, whatever a browser takes them for. */
const fileHeaders = {
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};
/** A picture never changes, and is not for shared caches: who may see it is asked here. */
const keepForEver = 'private, max-age=31536000, immutable';

export function registerMaterialsRoutes({ http, access }: AppContext, materials: Materials): void {
  const { files, shelf } = materials;
  const pictures = new PictureCache();

  http.serve('listMaterials', async ({ params, role }) => {
    const all = await shelf.list(params.topicId);
    return { materials: all.filter((material) => maySee(role, material)) };
  });

  http.serve('uploadMaterial', async (call) => {
    const { actor, params, query, request } = call;
    const { personId, seriesId } = whoOf(call);
    return uploadMaterial(materials, {
      personId,
      seriesId,
      topicId: params.topicId,
      clientId: query.clientId,
      fileName: query.fileName,
      request,
      assertStillAllowed: async () => {
        if (!can(await access.roleOf(actor, seriesId), 'material.change')) throw appError('not_allowed');
      },
    }).catch(async (refusal: unknown) => {
      await listenOn(request);
      throw refusal;
    });
  });

  http.serve('changeMaterial', async (call) =>
    changeMaterial(materials, { ...whoOf(call), ...call.body, materialId: call.params.materialId }),
  );

  http.serve('deleteMaterial', async (call) => {
    await deleteMaterial(materials, { ...whoOf(call), materialId: call.params.materialId });
    return {};
  });

  http.serve('orderMaterials', async (call) => {
    const { seriesId } = whoOf(call);
    const { topicId } = call.params;
    const ordered = await orderMaterials(materials, {
      topicId,
      seriesId,
      materialIds: call.body.materialIds,
    });
    return { materials: [...ordered] };
  });

  http.serve('getPagePicture', async (call) => {
    const { params, response } = call;
    const { materialId, pages } = await getVisible(call);
    const width = Number.parseInt(params.picture, 10);
    const page = pages.find((candidate) => candidate.page === params.page);
    // Only what the database names is looked for on the disk; `0720.webp` is not `720.webp`.
    if (!page?.widths.includes(width) || params.picture !== `${width}.webp`) throw appError('not_found');

    const picture = await pictures
      .read(files.picturePath({ materialId, page: page.page, width }))
      .catch(toNotFound);
    response.set({
      ...fileHeaders,
      'Cache-Control': keepForEver,
      ETag: `"${materialId}-${page.page}-${width}"`,
    });
    // Answers 304 by itself where the browser has it.
    response.type('image/webp').send(picture);
  });

  http.serve('downloadMaterial', async (call) => {
    const material = await getVisible(call);
    if (!isStaff(call.role) && !material.downloadable) throw appError('not_allowed');
    if (material.state === 'failed') throw appError('wrong_state');

    const mediaType = material.mediaType as MaterialMediaType;
    call.response.set({ ...fileHeaders, 'Cache-Control': 'private, no-cache' });
    call.response.attachment(toDownloadName({ fileName: material.fileName, mediaType })).type(mediaType);
    await sendFile(call.response, { root: files.materialsFolder, path: `${material.materialId}/original` });
  });

  /** The material, if this person may know of it. */
  async function getVisible({ role, scope }: Caller): Promise<MaterialDto> {
    const { topicId, materialId } = scope;
    const material = topicId && materialId ? await shelf.find({ topicId, materialId }) : undefined;
    if (!material || !maySee(role, material)) throw appError('not_found');
    return material;
  }
}

/** Learners get what is ready; staff also see what is being prepared and what went wrong. */
function maySee(role: Caller['role'], material: MaterialDto): boolean {
  return isStaff(role) || material.state === 'ready';
}

/** The gateway has let through nobody without a sign-in, and no path without its series. */
function whoOf({ actor, scope }: Caller): { personId: string; seriesId: string } {
  if (!actor || !scope.seriesId) throw appError('not_signed_in');
  return { personId: actor.personId, seriesId: scope.seriesId };
}

/** With ranges, so that a download that broke off goes on where it was. */
function sendFile(response: Response, { root, path }: { root: string; path: string }): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  response.sendFile(path, { root, cacheControl: false, acceptRanges: true }, (error?: Error) => {
    // Who goes away in the middle of a download is no failure of ours.
    if (!error || response.headersSent) return resolve();
    const status = 'status' in error ? error.status : undefined;
    if (status === 416 || status === 412) {
      // A range or condition that this file cannot meet: HTTP's own answer says it best.
      response.status(status).end();
      return resolve();
    }
    reject(isMissing(error) ? appError('not_found') : error);
  });
  return promise;
}

function toNotFound(error: unknown): never {
  throw isMissing(error) ? appError('not_found') : error;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
