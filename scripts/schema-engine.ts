#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
/**
 * Stands in for the schema engine that Prisma's CLI would download: the same command line and the same JSON-RPC on
 * standard input and output, served by the WebAssembly build of that engine from npm. Set up in prisma.config.ts.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import {
  assertReachable,
  createAdapterFactory,
  createDatabase,
  parseTarget,
} from './schema-engine-database.ts';

/** What the CLI may call; `getDatabaseVersion` has another name in the engine. */
const methods = {
  applyMigrations: 'applyMigrations',
  createMigration: 'createMigration',
  dbExecute: 'dbExecute',
  devDiagnostic: 'devDiagnostic',
  diagnoseMigrationHistory: 'diagnoseMigrationHistory',
  diff: 'diff',
  ensureConnectionValidity: 'ensureConnectionValidity',
  evaluateDataLoss: 'evaluateDataLoss',
  getDatabaseVersion: 'version',
  introspect: 'introspect',
  introspectSql: 'introspectSql',
  markMigrationApplied: 'markMigrationApplied',
  markMigrationRolledBack: 'markMigrationRolledBack',
  reset: 'reset',
  schemaPush: 'schemaPush',
} as const satisfies Record<string, keyof SchemaEngine>;

type Request = { id: number; method?: string; params: unknown };

/** Number by which JSON-RPC names an error of the engine. */
const engineError = 4466;

const argv = process.argv.slice(2);
const [datasource = '{}'] = getOptions('--datasource');
const target = parseTarget(JSON.parse(datasource).url ?? 'postgresql://embedded/');
const { factory, close } = createAdapterFactory(target);

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
// The engine calls it by this name when it panics.
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => console.error(text) },
});

if (argv.includes('--version')) console.log('schema-engine-wasm');
else if (argv.includes('cli')) await runCommand(argv.at(-1));
else await serve();

function getOptions(name: string): string[] {
  return argv.filter((_, index) => argv[index - 1] === name);
}

/** The one-shot commands that the CLI uses before it opens a conversation. */
async function runCommand(command: string | undefined): Promise<void> {
  if (command === 'create-database') await createDatabase(target);
  else await assertReachable(target);
}

async function serve(): Promise<void> {
  const datamodels = getOptions('--datamodels').map((file): [string, string] => [
    file,
    readFileSync(file, 'utf8'),
  ]);
  const engine = await SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  for await (const line of createInterface({ input: process.stdin })) {
    const request: Request = JSON.parse(line);
    if (request.method) await answer(engine, request);
  }
  await close();
}

async function answer(engine: SchemaEngine, { id, method = '', params }: Request): Promise<void> {
  try {
    if (!isMethod(method)) throw new Error(`This schema engine has no method ${method}`);
    const result = await Reflect.apply(engine[methods[method]], engine, [params]);
    // The native engine prints a diff by asking the CLI to: its ids must not meet the CLI's own.
    if (method === 'diff' && typeof result?.stdout === 'string') {
      send({ id: id + 1_000_000, method: 'print', params: { content: result.stdout } });
    }
    send({ id, result: result ?? {} });
  } catch (error) {
    const { message, code, meta } = toEngineError(error);
    send({
      id,
      error: {
        code: engineError,
        message,
        data: { is_panic: false, message, meta: meta ?? null, error_code: code },
      },
    });
  }
}

function isMethod(name: string): name is keyof typeof methods {
  return Object.hasOwn(methods, name);
}

function toEngineError(error: unknown): { message: string; code?: unknown; meta?: unknown } {
  return error instanceof Error ? { ...error, message: error.message } : { message: String(error) };
}

function send(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

/** In the form of the native engine's log, from which the CLI takes what it tells the person. */
function fail(error: unknown): void {
  const isMissing = error instanceof Error && 'code' in error && error.code === '3D000';
  const fields = {
    error_code: isMissing ? 'P1003' : 'P1001',
    message: error instanceof Error ? error.message || String(Reflect.get(error, 'code')) : String(error),
  };
  const line = JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields });
  process.stderr.write(`\n${line}\n`, () => process.exit(1));
}
