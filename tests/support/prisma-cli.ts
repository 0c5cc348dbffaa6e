import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(import.meta.resolve('prisma/build/index.js'));
const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** Runs Prisma's command line as a developer would, on the database that the environment names. */
export async function runPrisma(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: projectRoot,
    env: { ...process.env, DATABASE_URL: undefined, NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [exitCode]: (number | null)[] = await once(child, 'close');
  return { exitCode, output };
}
