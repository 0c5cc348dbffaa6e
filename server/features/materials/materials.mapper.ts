import type { Material, MaterialPage } from '#prisma/generated/client.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { isAppErrorCode } from '#shared/errors.ts';
import type { MaterialDto, PageDto } from '#shared/features/materials.ts';

/** To be read with each material that goes out. */
export const withPages = { pages: { orderBy: { page: 'asc' } } } as const;

export type MaterialRow = Omit<Material, 'uploadedById' | 'clientId' | 'sha256' | 'createdAt'> & {
  pages: MaterialPage[];
};

export function toMaterialDto(row: MaterialRow): MaterialDto {
  return {
    materialId: row.id,
    topicId: row.topicId,
    fileName: row.fileName,
    mediaType: row.mediaType,
    sizeBytes: row.sizeBytes,
    state: toWireName(row.state),
    failure: isAppErrorCode(row.failure) ? row.failure : null,
    downloadable: row.downloadable,
    position: row.position,
    pages: row.pages.map(toPageDto),
  };
}

function toPageDto(row: MaterialPage): PageDto {
  return { page: row.page, width: row.width, height: row.height, widths: row.widths };
}
