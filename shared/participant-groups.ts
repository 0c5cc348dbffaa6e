import { foldForSearch } from './names.ts';

/**
 * Whom a training series is for, as its organisers count them. The codes are Vietnamese, because the groups are: an officer of a
 * commune is nobody's "official" elsewhere. Names in both languages stand here, for lists and reports carry them as well as pages.
 */
export const participantGroups = [
  { code: 'can_bo_tinh', vi: 'Cán bộ cấp tỉnh', en: 'Provincial officer' },
  { code: 'can_bo_huyen', vi: 'Cán bộ cấp huyện (trước 1/7/2025)', en: 'District officer (before 1/7/2025)' },
  { code: 'can_bo_xa', vi: 'Cán bộ cấp xã', en: 'Commune officer' },
  { code: 'chu_the', vi: 'Chủ thể OCOP', en: 'OCOP producer' },
  { code: 'du_lich', vi: 'Du lịch cộng đồng', en: 'Community tourism' },
  { code: 'giang_vien', vi: 'Giảng viên, tư vấn', en: 'Lecturer or consultant' },
  { code: 'sinh_vien', vi: 'Sinh viên', en: 'Student' },
  { code: 'quan_tam', vi: 'Cá nhân, tổ chức quan tâm', en: 'Interested person or body' },
  { code: 'khac', vi: 'Khác', en: 'Other' },
] as const;

export type ParticipantGroup = (typeof participantGroups)[number]['code'];
export const participantGroupCodes = participantGroups.map(
  ({ code }) => code,
) as readonly ParticipantGroup[] as [ParticipantGroup, ...ParticipantGroup[]];

/** Districts ended on 1/7/2025: lists from before keep the group, nobody new chooses it. */
export const selectableGroups = participantGroups.filter(({ code }) => code !== 'can_bo_huyen');

/** How the organisers of 2021 reported who came. */
export type GroupShare = 'officers' | 'entities' | 'others';

export function shareOf(group: ParticipantGroup): GroupShare {
  switch (group) {
    case 'can_bo_tinh':
    case 'can_bo_huyen':
    case 'can_bo_xa':
      return 'officers';
    case 'chu_the':
    case 'du_lich':
      return 'entities';
    case 'giang_vien':
    case 'sinh_vien':
    case 'quan_tam':
    case 'khac':
      return 'others';
  }
}

export function groupName(code: string, language: 'vi' | 'en'): string {
  return participantGroups.find((group) => group.code === code)?.[language] ?? code;
}

/** What lists say for each: the first that fits, read from the most particular to the widest. */
const patterns: readonly (readonly [RegExp, ParticipantGroup])[] = [
  [/huyen|district/u, 'can_bo_huyen'],
  [/can bo.*(?<!tac )\b(xa|phuong|dac khu)\b|cap xa|commune/u, 'can_bo_xa'],
  [/can bo.*\b(tinh|so|thanh pho)\b|cap tinh|provincial/u, 'can_bo_tinh'],
  [/du lich|homestay|tourism/u, 'du_lich'],
  [
    /chu the|doanh nghiep|hop tac xa|htx|to hop tac|ho kinh doanh|ho san xuat|co so san xuat|producer|enterprise|co-?operative/u,
    'chu_the',
  ],
  [/giang vien|tu van|lecturer|consultant|teacher/u, 'giang_vien'],
  [/sinh vien|student/u, 'sinh_vien'],
  [/quan tam|interested/u, 'quan_tam'],
  [/khac|other/u, 'khac'],
];
/** The letters of the programme's own lists. */
const letters: Record<string, ParticipantGroup> = {
  a1: 'can_bo_tinh',
  a2: 'can_bo_xa',
  b: 'chu_the',
  c: 'quan_tam',
  d: 'du_lich',
  e: 'giang_vien',
  f: 'sinh_vien',
  g: 'khac',
};

/** The group that a list means: by code, letter, name in either language, or in the words people use. Undefined: none. */
export function findParticipantGroup(typed: string): ParticipantGroup | undefined {
  const folded = foldForSearch(typed);
  const exact = participantGroups.find(
    ({ code, vi, en }) => code === folded || foldForSearch(vi) === folded || foldForSearch(en) === folded,
  );
  return exact?.code ?? letters[folded] ?? patterns.find(([pattern]) => pattern.test(folded))?.[1];
}
