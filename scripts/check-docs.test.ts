import { describe, expect, test } from 'vitest';
import { checkDocument, checkMentions, checkNumbers, type Repository } from './check-docs.ts';

const files: Record<string, string> = {
  'package.json': JSON.stringify({ scripts: { start: '', 'test:long': '' } }),
  'docs/architecture.md': '# Architecture\n\n## The one-way rule\n',
  'docs/glossary.md': '# Từ vựng: words we use\n',
  'server/core/log.ts': '',
  LICENSE: '',
};

const repository: Repository = {
  has: (name) =>
    name in files ||
    Object.keys(files).some((file) =>
      file.startsWith(`${name.replace(/\*.*|\/$/gu, '').replace(/\/$/u, '')}/`),
    ),
  read: (name) => files[name],
};

function problems(text: string, file = 'docs/architecture.md'): string[] {
  return checkDocument(file, text, repository).map(({ problem }) => problem);
}

describe('checkDocument', () => {
  test('finds commands that package.json does not have, in code blocks too', () => {
    expect(problems('Run `npm start`, then `npm run test:long`.')).toEqual([]);
    expect(problems('```sh\nnpm run docker\n```')).toEqual(['package.json has no script "docker"']);
    expect(problems('`npm test` needs a script')).toEqual(['package.json has no script "test"']);
  });

  test('takes npm in a sentence for the word it is', () => {
    expect(problems('nothing but npm and Debian, after `npm ci`')).toEqual([]);
  });

  test('finds files and folders that are gone', () => {
    expect(
      problems('`server/core/log.ts`, `server/core/`, `server/*` and `./server/core/log.ts:12`'),
    ).toEqual([]);
    expect(problems('`server/core/logger.ts`')).toEqual(['there is no server/core/logger.ts']);
    expect(problems('`vite.config.ts`')).toEqual(['there is no vite.config.ts']);
  });

  test('leaves alone what only looks like a path, and what each machine makes for itself', () => {
    expect(
      problems('`image/png`, `question:ask`, `server/features/<name>`, `data/secret`, `dist/client`, `.env`'),
    ).toEqual([]);
  });

  test('follows links, relative to the document, down to the heading', () => {
    expect(
      problems('[log](../server/core/log.ts), [rule](#the-one-way-rule), [out](https://example.org/x)'),
    ).toEqual([]);
    expect(problems('[words](glossary.md#từ-vựng-words-we-use)')).toEqual([]);
    expect(problems('[gone](gone.md)')).toEqual(['the link leads nowhere: gone.md']);
    expect(problems('[gone](glossary.md#rooms)')).toEqual(['docs/glossary.md has no heading #rooms']);
  });

  test('says where', () => {
    expect(checkDocument('README.md', 'one\n`server/gone.ts`', repository)).toEqual([
      { file: 'README.md', line: 2, problem: 'there is no server/gone.ts' },
    ]);
  });
});

test('comments send readers only to documents that exist', () => {
  expect(checkMentions('server/a.ts', '// see docs/glossary.md', repository)).toEqual([]);
  expect(checkMentions('server/a.ts', '// see docs/decisions/0009-gone.md.', repository)).toEqual([
    { file: 'server/a.ts', line: 1, problem: 'there is no docs/decisions/0009-gone.md' },
  ]);
});

test('numbers are each used once, in order and without a gap', () => {
  const found = (...numbers: number[]) =>
    checkNumbers(numbers.map((number, index) => ({ file: 'docs/room-rules.md', line: index + 1, number })));
  expect(found(1, 2, 3)).toEqual([]);
  expect(found(1, 1, 2)).toEqual([
    { file: 'docs/room-rules.md', line: 2, problem: 'number 1 stands where 2 should' },
  ]);
  expect(found(1, 3).map(({ line }) => line)).toEqual([2]);
});
