// Part of `npm run check`: who may import whom. The table below is the rule; docs/architecture.md says why.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

interface Part {
  name: string;
  /** Folders and files from the project's root; the first part of the table that fits a file is its own. */
  at: readonly string[];
  /** The names of the parts it may import from, besides itself. */
  imports: readonly string[];
  /** Said when an import breaks the rule; docs/architecture.md has the same sentence. */
  rule: string;
  /** Folders in `at` that do not import each other. */
  isOfSiblings?: true;
  /** Packages that it may import; any, unless said. */
  packages?: readonly string[];
}

const serverSteps = [
  'server step 0',
  'server step 1',
  'server step 2',
  'server step 3',
  'server step 4',
  'server step 5',
];
const clientGround = ['shared', 'client base', 'client ui', 'client media', 'room connection'];
const stepRule =
  'Server features stand on steps: a feature imports from lower steps only, and those on one step speak through domain events.';
const halvesRule =
  'The pages and the room are two halves that load apart: `client/site` and `client/room` know nothing of each other.';

export const parts: readonly Part[] = [
  {
    name: 'shared',
    at: ['shared/'],
    imports: [],
    packages: ['zod'],
    rule: '`shared` knows nobody and depends on zod alone, so that both sides can load it.',
  },
  {
    name: 'database client',
    at: ['prisma/generated/'],
    imports: [],
    rule: 'What Prisma generates knows nobody.',
  },
  {
    name: 'seed',
    at: ['prisma/'],
    imports: ['shared', 'database client', 'server core', ...serverSteps],
    rule: 'The seed tells its story through the features; nobody imports it but scripts and tests.',
  },
  {
    name: 'server core',
    at: ['server/core/'],
    imports: ['shared', 'database client'],
    rule: '`server/core` serves every feature and knows none of them.',
  },
  {
    // Who did what, and what bears on attendance, is written in the transaction of the act itself, so it cannot wait for an event.
    name: 'server step 0',
    at: ['server/features/audit/', 'server/features/attendance/record/'],
    imports: ['shared', 'database client', 'server core'],
    rule: stepRule,
    isOfSiblings: true,
  },
  {
    name: 'server step 1',
    at: ['server/features/accounts/', 'server/features/catalog/'],
    imports: ['shared', 'database client', 'server core', 'server step 0'],
    rule: stepRule,
    isOfSiblings: true,
  },
  {
    name: 'server step 2',
    at: ['server/features/enrolment/', 'server/features/live/'],
    imports: ['shared', 'database client', 'server core', 'server step 0', 'server step 1'],
    rule: stepRule,
    isOfSiblings: true,
  },
  {
    name: 'server step 3',
    at: [
      'server/features/order/',
      'server/features/questions/',
      'server/features/chat/',
      'server/features/reactions/',
      'server/features/polls/',
      'server/features/timer/',
      'server/features/materials/',
      'server/features/attendance/',
      'server/features/captions/',
      'server/features/feedback/',
      'server/features/stage/',
    ],
    imports: ['shared', 'database client', 'server core', 'server step 0', 'server step 1', 'server step 2'],
    rule: stepRule,
    isOfSiblings: true,
  },
  {
    name: 'server step 4',
    at: ['server/features/presence-checks/', 'server/features/halls/', 'server/features/viewer-codes/'],
    imports: [
      'shared',
      'database client',
      'server core',
      'server step 0',
      'server step 1',
      'server step 2',
      'server step 3',
    ],
    rule: stepRule,
    isOfSiblings: true,
  },
  {
    name: 'server step 5',
    at: ['server/features/certificates/', 'server/features/evidence/', 'server/features/insight/'],
    imports: [
      'shared',
      'database client',
      'server core',
      'server step 0',
      'server step 1',
      'server step 2',
      'server step 3',
      'server step 4',
    ],
    rule: stepRule,
    isOfSiblings: true,
  },
  {
    name: 'server',
    at: ['server/app.ts', 'server/main.ts'],
    imports: ['shared', 'database client', 'server core', ...serverSteps],
    rule: '`server` knows `shared` and the database client, never `client`; only `app.ts` knows every feature.',
  },
  {
    name: 'client base',
    at: ['client/lib/', 'client/words/', 'client/styles/'],
    imports: ['shared'],
    rule: '`client` knows `shared` only, and its `lib` knows no other part of it.',
  },
  {
    name: 'client ui',
    at: ['client/ui/'],
    imports: ['shared', 'client base'],
    rule: '`client/ui` draws buttons and dialogs and knows no domain word.',
  },
  {
    name: 'room connection',
    at: ['client/room/connection/'],
    imports: ['shared', 'client base'],
    rule: 'The connection of a room (`client/room/connection`) hands out news and knows nobody who takes it.',
  },
  {
    name: 'client room',
    at: ['client/room/'],
    imports: [...clientGround, 'client features'],
    rule: halvesRule,
  },
  {
    name: 'client media',
    at: ['client/media/'],
    imports: ['shared', 'client base', 'room connection'],
    rule: '`client/media` has no pages and no components: it speaks to cameras and to the server.',
  },
  {
    name: 'client features',
    at: ['client/features/'],
    imports: clientGround,
    rule: 'A client feature knows the base, `ui`, `media` and the connection; features meet in the pages, not in each other.',
    isOfSiblings: true,
  },
  {
    name: 'client site',
    at: ['client/site/'],
    imports: ['shared', 'client base', 'client ui', 'client media', 'client features'],
    rule: halvesRule,
  },
];

/** They look at everything, and nothing looks at them. */
const onlookers = ['tests/', 'scripts/', 'docs/', 'bench/'];
export const onlookerRule = 'Nothing imports `tests`, `scripts`, `docs` or `bench`.';

export interface BrokenArrow {
  from: string;
  to: string;
  rule: string;
}

interface SourceFile {
  path: string;
  text: string;
}

/** Every import in these files that the table does not allow. Paths count from the project's root. */
export function findBrokenArrows(files: readonly SourceFile[]): BrokenArrow[] {
  return files
    .filter((file) => !isOnlooker(file.path))
    .flatMap((file) => listImports(file).flatMap((to) => judge(file.path, to) ?? []));
}

function judge(from: string, specifier: string): BrokenArrow | undefined {
  const own = findPart(from);
  if (!own) return { from, to: specifier, rule: noPart(from) };

  const to = resolveImport(from, specifier);
  if (to === undefined) {
    const isAllowed = !own.packages || own.packages.includes(specifier);
    return isAllowed ? undefined : { from, to: specifier, rule: own.rule };
  }
  if (isOnlooker(to)) return { from, to, rule: onlookerRule };

  const other = findPart(to);
  if (!other) return isInside(to) ? { from, to, rule: noPart(to) } : undefined;
  const isAllowed =
    other === own
      ? !own.isOfSiblings || folderOf(own, from) === folderOf(own, to)
      : own.imports.includes(other.name);
  return isAllowed ? undefined : { from, to, rule: own.rule };
}

/** Files at the root, such as package.json, belong to nobody; what lies in one of the four folders must. */
function isInside(file: string): boolean {
  return /^(?:shared|prisma|server|client)\//u.test(file);
}

function noPart(file: string): string {
  return `${file} belongs to no part: give its folder a place in scripts/check-imports.ts.`;
}

function isOnlooker(file: string): boolean {
  // A test beside its file sees what it needs to, and nobody imports it.
  return onlookers.some((folder) => file.startsWith(folder)) || /\.test\.tsx?$/u.test(file);
}

function findPart(file: string): Part | undefined {
  return parts.find((part) => part.at.some((place) => file.startsWith(place)));
}

/** `client/features/questions/x.tsx` → `client/features/questions/` */
function folderOf(part: Part, file: string): string {
  const place = part.at.find((each) => file.startsWith(each)) ?? '';
  return part.at.length > 1 ? place : `${place}${file.slice(place.length).split('/')[0]}/`;
}

/** A path from the project's root, or nothing for packages and Node's own modules. */
function resolveImport(from: string, specifier: string): string | undefined {
  const [bare = ''] = specifier.split('?');
  if (bare.startsWith('#')) return bare.slice(1);
  if (bare.startsWith('.')) return path.posix.join(path.posix.dirname(from), bare);
  return undefined;
}

function listImports({ path: file, text }: SourceFile): string[] {
  const { module } = parseSync(file, text);
  const fixed = [
    ...module.staticImports.map((each) => each.moduleRequest.value),
    ...module.staticExports.flatMap((each) => each.entries.map((entry) => entry.moduleRequest?.value)),
  ];
  const dynamic = module.dynamicImports.map(
    ({ moduleRequest: { start, end } }) =>
      /^(['"])(?<specifier>.*)\1$/u.exec(text.slice(start, end))?.groups?.specifier,
  );
  return [...new Set([...fixed, ...dynamic].filter((each) => each !== undefined))];
}

function readSourceFiles(root: string): SourceFile[] {
  return globSync('{shared,prisma,server,client}/**/*.{ts,tsx,js,mjs}', {
    cwd: root,
    exclude: ['**/node_modules/**', 'prisma/generated/**'],
  })
    .sort()
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }));
}

if (import.meta.main) {
  const files = readSourceFiles(path.resolve(import.meta.dirname, '..'));
  const broken = findBrokenArrows(files);
  for (const { from, to, rule } of broken) console.error(`${from} imports ${to}\n  ${rule}`);
  if (broken.length > 0) process.exitCode = 1;
  else console.log(`${files.length} files keep to the table`);
}
