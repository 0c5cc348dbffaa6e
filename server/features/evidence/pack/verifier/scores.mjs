// @ts-check
// Scores of the final test: those on the list are those that were entered, and each change leads to the next.
import { byCount, DETAILS_MAX, readJson } from './bytes.mjs';

/**
 * @typedef {import('./core.mjs').Files} Files
 * @typedef {import('./core.mjs').Tell} Tell
 * @typedef {{ before: number, after: number | null }} Change
 * @typedef {{ personId: string, name: string, scorePercent: number | null, changes: Change[] }} Score
 */

/** @param {{ files: Files, list: any, tell: Tell }} options */
export function checkScores({ files, list, tell }) {
  const content = files.get('scores.json');
  const onList = list.learners.filter(
    (/** @type {any} */ { testScorePercent }) => (testScorePercent ?? null) !== null,
  );
  if (!content) {
    if (onList.length > 0) {
      tell(null, {
        vi: 'Hồ sơ không kèm theo ai nhập điểm kiểm tra, lúc nào và đã sửa gì; điểm được lấy theo danh sách.',
        en: 'Who entered test scores, when, and what was changed did not come with this pack; scores are those of the list.',
      });
    }
    return;
  }
  /** @type {Score[]} */
  const scores = readJson(content) ?? [];
  const byPerson = new Map(scores.map((score) => [score.personId, score]));
  const wrong = scores.flatMap(findWrongChange);
  for (const { personId, name, testScorePercent } of list.learners) {
    const kept = byPerson.get(personId)?.scorePercent ?? null;
    if (kept !== (testScorePercent ?? null))
      wrong.push(`${name}: ${testScorePercent ?? '–'} ≠ ${kept ?? '–'}`);
  }
  if (scores.length === 0 && wrong.length === 0) return;
  const changes = scores.reduce((sum, score) => sum + score.changes.length, 0);
  tell(
    wrong.length === 0,
    wrong.length === 0
      ? {
          vi: `Điểm kiểm tra của ${scores.length} người (${changes} lần sửa) khớp với danh sách; chữ ký bảo vệ chúng, chuỗi sự kiện thì không.`,
          en: `Test scores of ${byCount(scores.length, '1 person', `${scores.length} people`)} (${byCount(changes, '1 change', `${changes} changes`)}) agree with the list; the signature vouches for them, the chain of events does not.`,
        }
      : {
          vi: `${wrong.length} điểm kiểm tra không khớp:`,
          en: byCount(
            wrong.length,
            '1 test score does not agree:',
            `${wrong.length} test scores do not agree:`,
          ),
        },
    wrong.slice(0, DETAILS_MAX),
  );
}

/** After one that was taken back, any other may have been entered as a first one. @param {Score} score @returns {string[]} */
function findWrongChange({ name, scorePercent, changes }) {
  const broken = changes.find(({ after }, at) => {
    const next = changes[at + 1];
    return after !== null && after !== (next ? next.before : scorePercent);
  });
  return broken ? [`${name}: ${broken.before} → ${broken.after}`] : [];
}
