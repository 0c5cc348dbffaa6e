import { readFileSync } from 'node:fs';

const read = (name: string) => readFileSync(new URL(`./verifier/${name}`, import.meta.url), 'utf8');

/** Each after those that it imports. */
const parts = [
  'bytes',
  'seal',
  'uploads',
  'ids',
  'people',
  'scores',
  'zip',
  'times',
  'record',
  'elsewhere',
  'compare',
  'results',
  'core',
];
const imported = /^import \{[^}]*\} from '\.\/[a-z]+\.mjs';\n/gmu;

/** The page and the command that go into a pack, each whole in one file: the parts become one, so there is nothing left to import. */
export function makeVerifiers(): { page: string; command: string } {
  const core = parts
    .map((part) =>
      read(`${part}.mjs`)
        .replaceAll(imported, '')
        .replaceAll(/^export /gmu, '')
        .replaceAll(/^\/\/ @ts-check\n/gmu, ''),
    )
    .join('\n');
  return {
    command: read('command.mjs')
      .replaceAll(imported, '')
      .replace('/* CORE */', () => core),
    page: read('page.html').replace('/* CORE */', () => core),
  };
}
