// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { SetUpError, say } from './progress.mjs';
import { run } from './run.mjs';

const statusFile = '/var/lib/dpkg/status';
const listsFolder = '/var/lib/apt/lists';
/** Long enough for an unattended upgrade that happens to run; apt says nothing meanwhile. */
const lockTimeoutSeconds = 600;

/**
 * Which of these packages are not installed. Read from dpkg's own file: `dpkg-query` takes longer than all
 * the rest of a set-up that has nothing to do.
 * @param {readonly string[]} names
 * @param {string} file
 */
export function findMissingPackages(names, file = statusFile) {
  if (!existsSync(file)) return [...names];
  const installed = new Set(
    readFileSync(file, 'utf8')
      .split('\n\n')
      .filter((entry) => /^Status: \S+ ok installed$/mu.test(entry))
      .map((entry) => /^Package: (.+)$/mu.exec(entry)?.[1]),
  );
  return names.filter((name) => !installed.has(name));
}

/**
 * Installs what is missing when we are root, else stops with the command to type.
 * @param {readonly string[]} names
 * @param {string} purpose completes "… are needed to …"
 */
export async function ensureDebianPackages(names, purpose) {
  const missing = findMissingPackages(names);
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new SetUpError(explainMissing(missing, purpose));
  }

  say(`  Installing Debian packages to ${purpose}: ${missing.join(' ')}`);
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  // The lists that are there are tried first: one broken source of somebody else's fails every `update`.
  if (
    hasPackageLists() &&
    (await aptGet(install, { isQuiet: true }).then(
      () => true,
      () => false,
    ))
  )
    return;
  await aptGet(['update']);
  await aptGet(install);
}

/**
 * @param {readonly string[]} missing
 * @param {string} purpose
 */
export function explainMissing(missing, purpose) {
  return [
    `These packages are needed to ${purpose}. Type this, then start again:`,
    '',
    `  sudo apt-get install -y ${missing.join(' ')}`,
    '',
    'On a system other than Debian: the same things under the names they have there.',
  ].join('\n');
}

function hasPackageLists() {
  try {
    return readdirSync(listsFolder).some((name) => name.endsWith('_Packages') || name.includes('_Packages.'));
  } catch {
    return false;
  }
}

/**
 * @param {readonly string[]} args
 * @param {{ isQuiet?: boolean }} [options]
 */
function aptGet(args, options = {}) {
  return run('apt-get', ['-q', '-o', `DPkg::Lock::Timeout=${lockTimeoutSeconds}`, ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    // Some packages start a service, which would inherit our locks and hold them for ever.
    sharesLocks: false,
    isQuiet: options.isQuiet ?? false,
    hint: 'Set-up needs Debian packages once. Is the network there? Then start again.',
  });
}
