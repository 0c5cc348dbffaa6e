import { describe, expect, test } from 'vitest';
import { findBrokenArrows, onlookerRule, parts } from './check-imports.ts';

/** The arrows that break in one file with these imports. */
function broken(path: string, ...imports: string[]): string[] {
  const text = imports.map((specifier) => `import '${specifier}';`).join('\n');
  return findBrokenArrows([{ path, text }]).map(({ to }) => to);
}

describe('the one-way rule', () => {
  test('lets every side import what stands below it', () => {
    expect(broken('shared/features/questions.ts', 'zod', '../fields.ts')).toEqual([]);
    expect(
      broken('server/core/auth.ts', '#shared/roles.ts', '#prisma/generated/client.ts', 'express'),
    ).toEqual([]);
    expect(broken('server/features/questions/questions.service.ts', '#server/features/live/room.ts')).toEqual(
      [],
    );
    expect(broken('server/app.ts', './features/feedback/feedback.routes.ts', './core/log.ts')).toEqual([]);
    expect(broken('client/features/questions/list.tsx', '#client/ui/button.tsx', '#shared/roles.ts')).toEqual(
      [],
    );
    expect(
      broken('client/features/questions/questions.store.ts', '#client/room/connection/news-handlers.ts'),
    ).toEqual([]);
    expect(
      broken('client/room/main.tsx', '#client/features/questions/list.tsx', './connection/outbox.ts'),
    ).toEqual([]);
  });

  test('keeps shared free of everybody, and of every package but zod', () => {
    expect(broken('shared/roles.ts', '#server/core/config.ts', 'express', 'node:crypto')).toEqual([
      'server/core/config.ts',
      'express',
      'node:crypto',
    ]);
  });

  test('keeps server and client apart', () => {
    expect(broken('server/core/log.ts', '#client/lib/http.ts')).toEqual(['client/lib/http.ts']);
    expect(broken('client/lib/http.ts', '../../server/core/errors.ts')).toEqual(['server/core/errors.ts']);
    expect(broken('client/lib/http.ts', '#prisma/generated/client.ts')).toEqual([
      'prisma/generated/client.ts',
    ]);
  });

  test('keeps the core from knowing a feature, and a feature from knowing the composition', () => {
    expect(broken('server/core/context.ts', '#server/features/live/room.ts')).toEqual([
      'server/features/live/room.ts',
    ]);
    expect(broken('server/features/live/room.ts', '#server/app.ts')).toEqual(['server/app.ts']);
  });

  test('keeps a server feature from importing upward or sideways', () => {
    expect(broken('server/features/live/room.ts', '../questions/questions.service.ts')).toEqual([
      'server/features/questions/questions.service.ts',
    ]);
    expect(
      broken('server/features/questions/questions.service.ts', '#server/features/materials/files.ts'),
    ).toEqual(['server/features/materials/files.ts']);
  });

  test('keeps client features, and the two halves of the client, apart', () => {
    expect(broken('client/features/questions/list.tsx', '../materials/viewer.tsx')).toEqual([
      'client/features/materials/viewer.tsx',
    ]);
    expect(broken('client/room/main.tsx', '#client/site/routes.tsx')).toEqual(['client/site/routes.tsx']);
    expect(broken('client/site/main.tsx', '#client/room/main.tsx')).toEqual(['client/room/main.tsx']);
    expect(
      broken('client/room/connection/outbox.ts', '#client/features/questions/questions.store.ts'),
    ).toEqual(['client/features/questions/questions.store.ts']);
    expect(broken('client/ui/button.tsx', '#client/features/questions/list.tsx')).toEqual([
      'client/features/questions/list.tsx',
    ]);
  });

  test('lets nothing but tests import tests, and tests import anything', () => {
    expect(broken('server/core/log.ts', '#tests/support/quiet-log.ts')).toEqual([
      'tests/support/quiet-log.ts',
    ]);
    expect(broken('server/core/log.test.ts', '#tests/support/quiet-log.ts')).toEqual([]);
  });

  test('sees imports however they are written', () => {
    const text = [
      "export { a } from '#client/lib/a.ts';",
      "export * from '#client/lib/b.ts';",
      "import type { C } from '#client/lib/c.ts';",
      "const d = await import('#client/lib/d.ts');",
      "// import '#client/lib/comment.ts'",
      `const text = "import '#client/lib/string.ts'";`,
    ].join('\n');
    const arrows = findBrokenArrows([{ path: 'shared/x.ts', text }]);

    expect(arrows.map(({ to }) => to).sort()).toEqual(
      ['a', 'b', 'c', 'd'].map((name) => `client/lib/${name}.ts`),
    );
  });

  test('asks for a place when a folder is new', () => {
    const [arrow] = findBrokenArrows([{ path: 'server/features/lottery/lottery.ts', text: "import 'zod';" }]);

    expect(arrow?.rule).toContain('give its folder a place in scripts/check-imports.ts');
  });

  test('says the rule that was broken', () => {
    const rules = (path: string, to: string) =>
      findBrokenArrows([{ path, text: `import '${to}';` }]).map(({ rule }) => rule);

    expect(rules('server/core/log.ts', '#tests/x.ts')).toEqual([onlookerRule]);
    expect(rules('server/core/log.ts', '#server/features/live/room.ts')).toEqual([
      parts.find(({ name }) => name === 'server core')?.rule,
    ]);
  });
});
