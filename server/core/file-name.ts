import { foldForSearch } from '#shared/names.ts';

/** File systems allow 255 bytes for a name; a Vietnamese letter takes up to three. */
const TITLE_IN_FILE_NAME_MAX = 60;

/**
 * Of a Content-Disposition header: `diem-danh-buoi-1-2021-09-28.csv` for programs that know no more than ASCII,
 * `Điểm danh - Buổi 1 - 2021-09-28.csv` for all others.
 */
export function toDisposition({
  kind,
  title,
  date,
  extension,
}: {
  kind: string;
  title: string;
  /** As yyyy-mm-dd. */
  date: string;
  extension: string;
}): string {
  const cut = [...title.toWellFormed()].slice(0, TITLE_IN_FILE_NAME_MAX).join('');
  const plain = [kind, cut]
    .map((part) => foldForSearch(part).replace(/[^a-z0-9]+/gu, '-'))
    .join('-')
    .replace(/-+$/u, '');
  const full = [kind, cut.replace(/[\\/:*?"<>|\s]+/gu, ' ').trim(), date].join(' - ');
  return `attachment; filename="${plain}-${date}.${extension}"; filename*=UTF-8''${encodeForHeader(`${full}.${extension}`)}`;
}

/** RFC 8187 allows fewer signs to stand for themselves than a URL does. */
function encodeForHeader(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*!]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
