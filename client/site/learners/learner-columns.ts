import { foldForSearch } from '#shared/names.ts';

/** What a column of a list may hold; a name may stand in two, family name first. */
export const columnKinds = [
  'name',
  'familyName',
  'givenName',
  'phone',
  'email',
  'organisation',
  'position',
  'province',
  'participantGroup',
  'birthYear',
  'rowNumber',
] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** As people head their lists, folded; the first that fits counts, so the particular stand before the general. */
const headings: readonly (readonly [RegExp, ColumnKind])[] = [
  [/^(stt|so thu tu|tt|no\.?|#|number)$/u, 'rowNumber'],
  [/^(ho|ho dem|ho lot|ho va (ten )?(dem|lot)|ho (ten )?dem|last name|family name|surname)$/u, 'familyName'],
  [/^(ten|ten goi|first name|given name)$/u, 'givenName'],
  [/^(ho (va |& ?)?ten|ten (hoc vien|dai bieu|nguoi)|(full ?)?name|learner|participant name)\b/u, 'name'],
  [/dien thoai|\b(sdt|so dt|dt|di dong|zalo|phone|mobile|tel)\b/u, 'phone'],
  [/e-?mail|thu dien tu/u, 'email'],
  [/nam sinh|ngay.*sinh|\b(birth|born|dob)/u, 'birthYear'],
  [/chuc (vu|danh)|\b(position|job|title)\b/u, 'position'],
  [/doi tuong|thanh phan|\b(nhom|group|category)\b/u, 'participantGroup'],
  [
    /don vi|co so|co quan|to chuc|noi cong tac|doanh nghiep|hop tac xa|organi[sz]ation|company|workplace|employer/u,
    'organisation',
  ],
  [/\btinh\b|thanh pho|\btp\b|province|\bcity\b/u, 'province'],
];

/** Null: a column that Lectern has no place for. */
export function columnKindOf(heading: string): ColumnKind | null {
  const folded = foldForSearch(heading).replace(/\s*[(:*].*$/u, '');
  return headings.find(([pattern]) => pattern.test(folded))?.[1] ?? null;
}

/** The kinds of a heading row, or undefined where the row is no heading: one that names nobody's name heads nothing. */
export function readHeading(cells: readonly string[]): (ColumnKind | null)[] | undefined {
  if (cells.some((cell) => /@|\d{5}/u.test(cell))) return undefined;
  const kinds = cells.map(columnKindOf);
  const hasName = kinds.includes('name') || kinds.includes('givenName');
  const known = kinds.filter((kind) => kind !== null).length;
  if (!hasName || known < 2) return undefined;
  // Of two columns of one kind the first counts; the other is said to be unread.
  return kinds.map((kind, at) => (kind !== null && kinds.indexOf(kind) === at ? kind : null));
}
