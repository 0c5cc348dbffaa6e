import { expect, test } from 'vitest';
import { parseLearners as parseList } from './parse-learners.ts';
import { noDetails, type ParsedLearner } from './parsed-learner.ts';

const parseLearners = (text: string) => parseList(text).learners;
const nothingElse = { ...noDetails, unread: [] };

const an: Omit<ParsedLearner, 'line'> = {
  name: 'Nguyễn Văn An',
  phone: '+84912345678',
  email: 'an@hoptacxa.vn',
  problem: null,
  ...nothingElse,
};

test.each([
  'Nguyễn Văn An, 0912345678, an@hoptacxa.vn',
  'Nguyễn Văn An\t0912 345 678\tan@hoptacxa.vn',
  '1\tNguyễn Văn An\t912345678\tAn@hoptacxa.vn',
  '1. Nguyễn Văn An – 0912.345.678 – an@hoptacxa.vn',
  '- Nguyễn Văn An; an@hoptacxa.vn; +84 912 345 678',
  '"Nguyễn Văn An","0912345678","an@hoptacxa.vn"',
  'Nguyễn Văn An 0912345678 an@hoptacxa.vn',
  'Nguyễn Văn An <an@hoptacxa.vn> (0912 345 678)',
  'an@hoptacxa.vn, 0912345678, Nguyễn Văn An',
])('%s is one learner with phone number and e-mail', (line) => {
  expect(parseLearners(line)).toEqual([{ line: 1, ...an }]);
});

test('a name alone is enough', () => {
  expect(parseLearners('  Hoàng Thị Ê Ban  ')).toEqual([
    { line: 1, name: 'Hoàng Thị Ê Ban', phone: null, email: null, problem: null, ...nothingElse },
  ]);
});

test('a name in decomposed letters is kept composed', () => {
  expect(parseLearners('Lê Thị Hoà'.normalize('NFD'))[0]?.name).toBe('Lê Thị Hoà');
});

test('the heading of a spreadsheet and empty lines are left out, and line numbers still fit the text', () => {
  const learners = parseLearners('STT\tHọ và tên\tĐiện thoại\n\n1\tLê Văn Bình\t0987654321\n');
  expect(learners).toEqual([
    { line: 3, name: 'Lê Văn Bình', phone: '+84987654321', email: null, problem: null, ...nothingElse },
  ]);
});

test('a workplace behind the name does not become part of it, and what else stands there is understood or said', () => {
  const line = 'Trần Thị Mai, Hợp tác xã Suối Giàng, 0987654321, 1985, tỉnh Yên Bái, chè Shan tuyết';
  expect(parseLearners(line)[0]).toMatchObject({
    name: 'Trần Thị Mai',
    phone: '+84987654321',
    organisation: 'Hợp tác xã Suối Giàng',
    birthYear: 1985,
    province: '15',
    unread: [{ field: 'rest', text: 'chè Shan tuyết' }],
  });
});

test('a table is read by its heading, whatever the order and language of its columns', () => {
  const tables = [
    'STT\tHọ và tên\tNăm sinh\tĐơn vị\tChức vụ\tTỉnh/TP\tĐối tượng\tSĐT\n1\tGiàng Thị Mỷ\t1976\tHTX Lanh\tTổ trưởng\tHà Giang\tChủ thể\t912345678',
    'Province;Full name;Phone;Group;Organisation;Position;Date of birth\nTinh Ha Giang;Giàng Thị Mỷ;0912 345 678;B;HTX Lanh;Tổ trưởng;12/3/1976',
    'Họ,Tên,Ngày sinh,Nhóm,Cơ quan,Chức danh,Thành phố,Di động\n"Giàng Thị",Mỷ,1976-03-12,Hợp tác xã,"HTX Lanh",Tổ trưởng,Tuyên Quang,0912345678',
  ];
  for (const table of tables) {
    expect(parseList(table)).toEqual({
      unreadColumns: [],
      learners: [
        {
          line: 2,
          name: 'Giàng Thị Mỷ',
          phone: '+84912345678',
          email: null,
          organisation: 'HTX Lanh',
          position: 'Tổ trưởng',
          province: '08',
          participantGroup: 'chu_the',
          birthYear: 1976,
          unread: [],
          problem: null,
        },
      ],
    });
  }
});

test('what a table holds and Lectern does not understand is said by row and field, and the learner is taken all the same', () => {
  const table =
    'Họ và tên\tTỉnh\tNăm sinh\tGhi chú\tTrống\nLê Văn Bình\tXứ Đoài\t76\tăn chay\t\nLê Văn An\tHà Nội\t\t\t';
  const { learners, unreadColumns } = parseList(table);
  expect(unreadColumns).toEqual(['Ghi chú']);
  expect(learners[0]).toMatchObject({
    problem: null,
    province: null,
    unread: [
      { field: 'province', text: 'Xứ Đoài' },
      { field: 'birthYear', text: '76' },
    ],
  });
  expect(learners[1]).toMatchObject({ province: '01', unread: [] });
});

test('a line typed below a table in a manner of its own is read as such lines are', () => {
  const table =
    'STT\tHọ và tên\tĐiện thoại\n1\tLê Văn Bình\t0987654321\nTrần Thị Mai, 0912345678, HTX Suối Giàng';
  expect(parseLearners(table)).toMatchObject([
    { line: 2, name: 'Lê Văn Bình', phone: '+84987654321' },
    { line: 3, name: 'Trần Thị Mai', phone: '+84912345678', organisation: 'HTX Suối Giàng' },
  ]);
});

test('a cell may hold separators, quotes and line ends, and a quote that is never closed swallows nothing', () => {
  const table =
    'Họ tên,Đơn vị\n"Lê Văn Bình","HTX ""Sạch"", xã\nTân Hòa"\nLê Văn An,"HTX Mới\nLê Văn Út,HTX Ba';
  expect(parseLearners(table).map(({ line, name, organisation }) => [line, name, organisation])).toEqual([
    [2, 'Lê Văn Bình', 'HTX "Sạch", xã Tân Hòa'],
    [4, 'Lê Văn An', 'HTX Mới'],
    [5, 'Lê Văn Út', 'HTX Ba'],
  ]);
});

test.each([
  ['0912345678', 'name_missing'],
  [`${'Nguyễn '.repeat(10)}An`, 'name_too_long'],
  ['Lê Văn Bình, 09876543211', 'phone_wrong'],
  ['Lê Văn Bình, 01234', 'phone_wrong'],
  ['Lê Văn Bình, binh@nha', 'email_wrong'],
])('%s is marked %s', (line, problem) => {
  expect(parseLearners(line)[0]?.problem).toBe(problem);
});

test('whoever stands twice in the list is taken once', () => {
  const learners = parseLearners(
    'Lê Văn Bình, 0987654321\nLe Van Binh, 0987 654 321\nLê Văn Bình\nLê văn bình',
  );
  expect(learners.map((learner) => learner.problem)).toEqual([null, 'repeated', null, 'repeated']);
});

test('three thousand lines are read at once', () => {
  const text = Array.from(
    { length: 3_000 },
    (_line, at) => `Lê Văn Bình, 09${String(at).padStart(8, '0')}`,
  ).join('\n');
  expect(parseLearners(text).filter((learner) => learner.problem === null)).toHaveLength(3_000);
});

test('a line that somebody wrote below a table is read as a line', () => {
  const list = ['STT\tHọ và tên\tĐiện thoại', '1\tLê Văn An\t0987654321', 'Đặng Thị Hoà, 0912345678'].join(
    '\n',
  );
  expect(parseLearners(list).map(({ name, phone, problem }) => [name, phone, problem])).toEqual([
    ['Lê Văn An', '+84987654321', null],
    ['Đặng Thị Hoà', '+84912345678', null],
  ]);
});
