import { readFileSync } from 'node:fs';

const read = (name: string) => readFileSync(new URL(`./verifier/${name}`, import.meta.url), 'utf8');

/** The page and the command that go into a pack, each whole in one file. */
export function makeVerifiers(): { page: string; command: string } {
  const core = read('core.mjs').replaceAll(/^export /gmu, '');
  const imported = /^import \{[^}]*\} from '\.\/core\.mjs';$/mu;
  return {
    command: read('command.mjs').replace(imported, () => core),
    page: read('page.html').replace('/* CORE */', () => core),
  };
}
