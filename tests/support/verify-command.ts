import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));

/** `npm run verify-attendance`, as it is typed. */
export async function verifyInShell(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number; text: string }> {
  const command = ['run', '--silent', 'verify-attendance', '--', ...args];
  try {
    const { stdout, stderr } = await run('npm', command, {
      cwd: root,
      env: { ...process.env, DATABASE_URL: undefined, ...env },
    });
    return { code: 0, text: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, text: stdout + stderr };
  }
}
