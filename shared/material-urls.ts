/** Where a page's picture is; the browser keeps it for ever, because it never changes. */
export function pageUrl(materialId: string, page: number, width: number): string {
  return `/files/materials/${materialId}/pages/${page}/${width}.webp`;
}

export function downloadUrl(materialId: string): string {
  return `/files/materials/${materialId}/download`;
}
