// @ts-check
// Materials and signed sheets: whether each is the file that was uploaded, and which of them were gone when the pack was made.
import { byCount, DETAILS_MAX, readJson, sha256 } from './bytes.mjs';

/**
 * @typedef {import('./core.mjs').Files} Files
 * @typedef {import('./core.mjs').Tell} Tell
 * @typedef {{ path: string, fileName: string, sha256: string, missing?: boolean }} Upload
 */

const UPLOAD_LISTS = ['materials/materials.json', 'sheets/sheets.json'];

/** @param {{ files: Files, tell: Tell }} options */
export async function checkUploads({ files, tell }) {
  /** @type {string[]} */
  const wrong = [];
  /** @type {string[]} */
  const gone = [];
  const listed = new Set(UPLOAD_LISTS);
  for (const place of UPLOAD_LISTS) {
    const uploads = readJson(files.get(place)) ?? [];
    if (!Array.isArray(uploads)) wrong.push(`${place}: không đọc được / cannot be read`);
    for (const { path, fileName, sha256: expected, missing } of Array.isArray(uploads)
      ? /** @type {Upload[]} */ (uploads)
      : []) {
      listed.add(path);
      const content = files.get(path);
      if (missing) gone.push(`${path} (${fileName})`);
      else if (!content) wrong.push(`${path} (${fileName}): thiếu / missing`);
      else if ((await sha256(content)) !== expected) {
        wrong.push(`${path} (${fileName}): không phải tệp đã tải lên / not what was uploaded`);
      }
    }
  }
  for (const path of files.keys()) {
    if (/^(materials|sheets)\//u.test(path) && !listed.has(path))
      wrong.push(`${path}: không có trong danh sách / not on the list`);
  }
  if (gone.length > 0) {
    tell(
      false,
      {
        vi: `Hồ sơ KHÔNG ĐẦY ĐỦ: khi lập hồ sơ, ${gone.length} tệp không còn trên máy chủ:`,
        en: `The pack is NOT COMPLETE: ${byCount(gone.length, '1 file was', `${gone.length} files were`)} no longer on the server when it was made:`,
      },
      gone,
      { isGone: true },
    );
  }
  const count = listed.size - UPLOAD_LISTS.length - gone.length;
  if (wrong.length === 0 && count <= 0) return;
  tell(
    wrong.length === 0,
    wrong.length === 0
      ? {
          vi: byCount(
            count,
            'Tài liệu hoặc bảng ký tên kèm theo đúng là tệp đã được tải lên (đúng mã SHA-256).',
            `Cả ${count} tài liệu, bảng ký tên đúng là tệp đã được tải lên (đúng mã SHA-256).`,
          ),
          en: byCount(
            count,
            'The 1 material or signed sheet is the file that was uploaded (by its SHA-256).',
            `All ${count} materials and signed sheets are the files that were uploaded (by their SHA-256).`,
          ),
        }
      : {
          vi: `${wrong.length} tài liệu, bảng ký tên không khớp với danh sách:`,
          en: byCount(
            wrong.length,
            '1 material or signed sheet does not agree with its list:',
            `${wrong.length} materials or signed sheets do not agree with their list:`,
          ),
        },
    wrong.slice(0, DETAILS_MAX),
  );
}
