// Part of `npm run check`: what the documents name must exist, be it a command, a file, a folder or a heading.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Repository {
  /** Whether a path from the project's root exists; `*` and `**` stand for any. */
  has(path: string): boolean;
  /** The text of a file, or nothing. */
  read(path: string): string | undefined;
}

export interface DocsProblem {
  file: string;
  line: number;
  problem: string;
}

/** What npm does without `run`. */
const shortCommands = new Set(['start', 'test', 'stop', 'restart']);
/** npm's own commands that documents mention. */
const npmCommands = new Set([
  'ci',
  'install',
  'i',
  'rebuild',
  'view',
  'audit',
  'outdated',
  'update',
  'exec',
  'pack',
]);
/** Made on somebody's machine and never committed. */
const notCommitted = /^(?:data|dist|node_modules|prisma\/generated|\.cache|\.env$)/u;

/** Everything in one document that names something which is not there. */
export function checkDocument(file: string, text: string, repository: Repository): DocsProblem[] {
  const lines = text.split('\n');
  let isInFence = false;

  return lines.flatMap((content, index) => {
    if (content.startsWith('```')) isInFence = !isInFence;
    const problems = [
      ...findMissingCommands(content, repository),
      ...(isInFence
        ? []
        : [...findMissingPaths(content, repository), ...findBrokenLinks(file, content, repository)]),
    ];
    return problems.map((problem) => ({ file, line: index + 1, problem }));
  });
}

/** Documents that comments in the code send a reader to. */
export function checkMentions(file: string, text: string, repository: Repository): DocsProblem[] {
  return text
    .split('\n')
    .flatMap((content, index) =>
      [...content.matchAll(/\bdocs\/[\w/.-]+\.md\b/gu)]
        .filter(([document]) => !repository.has(document))
        .map(([document]) => ({ file, line: index + 1, problem: `there is no ${document}` })),
    );
}

/** Rules and decisions are cited by their numbers, so each has one of its own, in order and without a gap. */
export function checkNumbers(
  items: readonly { file: string; line: number; number: number }[],
): DocsProblem[] {
  return items.flatMap(({ number, ...place }, index) => {
    const expected = index === 0 ? number : (items[index - 1]?.number ?? 0) + 1;
    return number === expected
      ? []
      : [{ ...place, problem: `number ${number} stands where ${expected} should` }];
  });
}

function findMissingCommands(line: string, repository: Repository): string[] {
  const scripts = JSON.parse(repository.read('package.json') ?? '{}').scripts ?? {};
  const spoken = [...line.matchAll(/\bnpm (?:run (?<script>[\w:-]+)|(?<command>[a-z]+))/gu)];
  return spoken.flatMap(({ groups }) => {
    const script = groups?.script ?? (shortCommands.has(groups?.command ?? '') ? groups?.command : undefined);
    if (script !== undefined) return script in scripts ? [] : [`package.json has no script "${script}"`];
    // "npm and Debian" is prose; a word in a code span or after a prompt would be a command.
    const isCommand = new RegExp(`[\`$] ?npm ${groups?.command}\\b`, 'u').test(line);
    return isCommand && !npmCommands.has(groups?.command ?? '')
      ? [`npm has no command "${groups?.command}"`]
      : [];
  });
}

function findMissingPaths(line: string, repository: Repository): string[] {
  return [...line.matchAll(/`([^`\s]+)`/gu)]
    .map(([, span = '']) => span.replace(/[:#]\d+$/u, '').replace(/^\.\//u, ''))
    .filter((span) => looksLikePath(span, repository) && !notCommitted.test(span))
    .filter((span) => !repository.has(span))
    .map((span) => `there is no ${span}`);
}

/** `server/core/log.ts` and `vite.config.ts` do; `question:ask`, `image/png` and `features/<name>` do not. */
function looksLikePath(span: string, repository: Repository): boolean {
  if (!/^[\w.@*-]+(?:\/[\w.@*-]*)*$/u.test(span)) return false;
  const [first = '', ...rest] = span.split('/');
  if (rest.length > 0) return repository.has(first);
  return (
    /^[\w.-]+\.(?:json|md|ts|mjs)$/u.test(first) &&
    /^(?:package|tsconfig|vite|vitest|biome|prisma|README|CONTRIBUTING|CHANGELOG)/u.test(first)
  );
}

function findBrokenLinks(file: string, line: string, repository: Repository): string[] {
  return [...line.matchAll(/\]\(([^)\s]+)\)/gu)].flatMap(([, target = '']) => {
    if (/^[a-z]+:/u.test(target)) return [];
    const [place = '', heading] = target.split('#');
    const linked = place ? path.posix.join(path.posix.dirname(file), decodeURI(place)) : file;
    if (!repository.has(linked)) return [`the link leads nowhere: ${target}`];
    if (!heading || !linked.endsWith('.md')) return [];
    return listAnchors(repository.read(linked) ?? '').has(heading)
      ? []
      : [`${linked} has no heading #${heading}`];
  });
}

/** Headings as code hosts make anchors of them: lower case, no punctuation, hyphens for spaces. */
function listAnchors(markdown: string): Set<string> {
  const headings = [...markdown.matchAll(/^#{1,6} (.+)$/gmu)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/gu, '-'),
  );
  return new Set(headings);
}

function openRepository(root: string): Repository {
  const exclude = ['node_modules/**', '.git/**', 'dist/**', 'data/**'];
  return {
    has: (name) =>
      name.includes('*')
        ? globSync(name, { cwd: root, exclude }).length > 0
        : existsSync(path.join(root, name)),
    read: (name) => {
      const file = path.join(root, name);
      return existsSync(file) && statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
    },
  };
}

if (import.meta.main) {
  const root = path.resolve(import.meta.dirname, '..');
  const repository = openRepository(root);
  const exclude = ['**/node_modules/**', 'prisma/generated/**', 'dist/**'];
  const documents = globSync('{*.md,{docs,media-worker,bench}/**/*.md}', { cwd: root, exclude }).sort();
  const code = globSync('{*.ts,{server,client,shared,prisma,tests,scripts,bench}/**/*.{ts,tsx,mjs,css}}', {
    cwd: root,
    exclude,
  });
  const read = (file: string) => repository.read(file) ?? '';

  const decisions = documents.filter((file) => file.startsWith('docs/decisions/'));
  const rules = read('docs/room-rules.md').split('\n');

  const problems = [
    ...checkNumbers(
      decisions.map((file) => ({ file, line: 1, number: Number(path.basename(file).slice(0, 4)) })),
    ),
    ...checkNumbers(
      rules.flatMap((text, index) => {
        const number = /^- \*\*R(\d+)\*\*/u.exec(text)?.[1];
        return number ? [{ file: 'docs/room-rules.md', line: index + 1, number: Number(number) }] : [];
      }),
    ),
    ...documents.flatMap((file) => checkDocument(file, read(file), repository)),
    // Its tests name documents that are not there, on purpose.
    ...code
      .filter((file) => !file.endsWith('check-docs.test.ts'))
      .flatMap((file) => checkMentions(file, read(file), repository)),
  ];
  for (const { file, line, problem } of problems) console.error(`${file}:${line} ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${documents.length} documents name only what exists`);
}
