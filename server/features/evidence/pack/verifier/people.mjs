// @ts-check
// Whom the ids in a pack mean: each that stands anywhere in it has its person in people.json.
import { byCount, DETAILS_MAX, readJson, readLines } from './bytes.mjs';
import { findPeople, tellsOfPeople } from './ids.mjs';

/**
 * @typedef {import('./core.mjs').Files} Files
 * @typedef {import('./core.mjs').Tell} Tell
 */

/** @param {{ files: Files, tell: Tell }} options */
export function checkPeople({ files, tell }) {
  /** @type {{ personId: string, name: string | null, role?: string | null }[]} */
  const people = readJson(files.get('people.json')) ?? [];
  const listed = new Set(people.map(({ personId }) => personId));
  /** @type {Map<string, string>} */
  const missing = new Map();
  for (const [path, content] of files) {
    if (!tellsOfPeople(path)) continue;
    findPeople(path.endsWith('.jsonl') ? readLines(content) : readJson(content), (personId) => {
      if (!listed.has(personId) && !missing.has(personId)) missing.set(personId, path);
    });
  }
  // Packs from before roles were in them named whoever was on a list or in a room, and promised no more.
  const isOfAll = people.some((person) => 'role' in person);
  if (missing.size > 0) {
    tell(
      isOfAll ? false : null,
      {
        vi: `${isOfAll ? 'Hồ sơ KHÔNG ĐẦY ĐỦ: ' : ''}${missing.size} mã số trong hồ sơ không có tên trong people.json:`,
        en: `${isOfAll ? 'The pack is NOT COMPLETE: ' : ''}${byCount(missing.size, '1 id in it has', `${missing.size} ids in it have`)} no person in people.json:`,
      },
      [...missing].slice(0, DETAILS_MAX).map(([personId, path]) => `${personId} (${path})`),
      { isGone: isOfAll },
    );
  } else if (isOfAll) {
    tell(true, {
      vi: 'Mọi mã số người trong hồ sơ đều có trong people.json.',
      en: 'Everybody whom an id in it means is in people.json.',
    });
  }
}
