import { expect, test } from 'vitest';
import { type ParsedLearner, parseLearners } from './parse-learners.ts';

const an: Omit<ParsedLearner, 'line'> = {
  name: 'Nguyễn Văn An',
  phone: '+84912345678',
  email: 'an@hoptacxa.vn',
  problem: null,
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
    { line: 1, name: 'Hoàng Thị Ê Ban', phone: null, email: null, problem: null },
  ]);
});

test('a name in decomposed letters is kept composed', () => {
  expect(parseLearners('Lê Thị Hoà'.normalize('NFD'))[0]?.name).toBe('Lê Thị Hoà');
});

test('the heading of a spreadsheet and empty lines are left out, and line numbers still fit the text', () => {
  const learners = parseLearners('STT\tHọ và tên\tĐiện thoại\n\n1\tLê Văn Bình\t0987654321\n');
  expect(learners).toEqual([
    { line: 3, name: 'Lê Văn Bình', phone: '+84987654321', email: null, problem: null },
  ]);
});

test('a workplace behind the name does not become part of it', () => {
  expect(parseLearners('Trần Thị Mai, Hợp tác xã Suối Giàng, 0987654321')[0]).toMatchObject({
    name: 'Trần Thị Mai',
    phone: '+84987654321',
  });
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
