import { describe, expect, test } from 'vitest';
import { findParticipantGroup, participantGroups } from './participant-groups.ts';
import { findProvince, provinceName, provinces } from './provinces.ts';

describe('the provinces', () => {
  test('are 34, seven of them cities, and hold all 63 of 2021', () => {
    expect(provinces).toHaveLength(34);
    expect(new Set(provinces.map(({ code }) => code)).size).toBe(34);
    expect(provinces.filter(({ kind }) => kind === 'city').map(({ name }) => name)).toEqual([
      'Hà Nội',
      'Hải Phòng',
      'Huế',
      'Đà Nẵng',
      'Đồng Nai',
      'Hồ Chí Minh',
      'Cần Thơ',
    ]);
    // Thừa Thiên Huế is Huế's own earlier name, written in two ways.
    const merged = provinces.flatMap((province) => [...province.merged]);
    expect(provinces.length + merged.length - 2).toBe(63);
  });

  test.each([
    ['Thanh Hoá', '38'],
    ['Thanh Hóa', '38'],
    ['THANH HOA', '38'],
    ['Tỉnh Thanh Hóa', '38'],
    ['tỉnh: Khánh Hoà', '56'],
    ['TP Hà Nội', '01'],
    ['TP. Hồ Chí Minh', '79'],
    ['TP.HCM', '79'],
    ['Thành phố Huế', '46'],
    ['Thừa Thiên-Huế', '46'],
    ['Đăk Lăk', '66'],
    ['Đắc Lắc', '66'],
    ['Tỉnh Đồng Nai', '75'],
    ['Bà Rịa–Vũng Tàu', '79'],
    ['Hà Giang', '08'],
    ['Nam Định', '37'],
    ['1', '01'],
    ['75', '75'],
    ['Hanoi City', '01'],
    ['Lâm Đồng'.normalize('NFD'), '68'],
  ])('%s is found', (typed, code) => {
    expect(findProvince(typed)).toBe(code);
  });

  test.each(['', '00', '02', '99', 'Tỉnh', 'Bắc', 'Vĩnh', 'Paris', 'Hà'])('%j is none of them', (typed) => {
    expect(findProvince(typed)).toBeUndefined();
  });

  test('each is found by what it is shown as', () => {
    for (const { code } of provinces) expect(findProvince(provinceName(code))).toBe(code);
  });
});

describe('the groups of participants', () => {
  test.each([
    ['Cán bộ xã', 'can_bo_xa'],
    ['can bo cap tinh', 'can_bo_tinh'],
    ['Cán bộ Sở Nông nghiệp', 'can_bo_tinh'],
    ['Cán bộ huyện', 'can_bo_huyen'],
    ['HTX', 'chu_the'],
    ['Chủ thể OCOP 4 sao', 'chu_the'],
    ['Hộ kinh doanh', 'chu_the'],
    ['Du lịch cộng đồng', 'du_lich'],
    ['B', 'chu_the'],
    ['A2', 'can_bo_xa'],
    ['Student', 'sinh_vien'],
  ])('%s is found', (typed, code) => {
    expect(findParticipantGroup(typed)).toBe(code);
  });

  test('each is found by its own names and code, and nonsense is none of them', () => {
    for (const { code, vi, en } of participantGroups) {
      for (const typed of [code, vi, en]) expect(findParticipantGroup(typed)).toBe(code);
    }
    expect(findParticipantGroup('abc')).toBeUndefined();
    expect(findParticipantGroup('')).toBeUndefined();
  });
});
