import { expect, it } from 'vitest';
import { parseScores } from './parse-scores.ts';

const hoa = { personId: 'hoa', name: 'Nguyễn Thị Hoà', email: 'hoa@example.vn', phone: '+84912345678' };
const an = { personId: 'an', name: 'Trần Văn An', email: null, phone: null };
const otherAn = { personId: 'other-an', name: 'Trần Văn An', email: 'an@example.vn', phone: null };
const learners = [hoa, an, otherAn];

const read = (text: string) =>
  parseScores(text, learners).map(
    ({ learner, scorePercent, problem }) => problem ?? [learner?.personId, scorePercent],
  );

it('whoever it is stands first and the score last, as in a spreadsheet or a list in words', () => {
  expect(read('0912 345 678\t80')).toEqual([['hoa', 80]]);
  expect(read('Nguyễn Thị Hòa, 72,5')).toEqual([['hoa', 72.5]]);
  expect(read('1\tTrần Văn An\tan@example.vn\t65 %')).toEqual([['other-an', 65]]);
});

it('a heading and empty lines are passed over', () => {
  expect(read('Họ và tên\tĐiểm\n\nNguyễn Thị Hoà\t80\n')).toEqual([['hoa', 80]]);
});

it('what cannot be read, or is of nobody or of several, is said and not guessed', () => {
  expect(read('Nguyễn Thị Hoà\t80\nkhông rõ')).toEqual([['hoa', 80], 'no_score']);
  expect(read('Trần Văn An\t80')).toEqual(['several']);
  expect(read('Lê Văn Lạ\t80')).toEqual(['nobody']);
  expect(read('0999 999 999\tNguyễn Thị Hoà\t80')).toEqual(['nobody']);
  expect(read('Nguyễn Thị Hoà\t800')).toEqual(['out_of_range']);
  expect(read('Nguyễn Thị Hoà\t80\nhoa@example.vn\t90')).toEqual([['hoa', 80], 'repeated']);
});
