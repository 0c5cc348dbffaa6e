import { checkDatabase } from './doctor/database.ts';
import type { Finding } from './doctor/finding.ts';
import { checkMachine } from './doctor/machine.ts';
import { checkNetwork } from './doctor/network.ts';
import { checkSettings } from './doctor/settings.ts';

const marks = { fine: '✓', hint: '!', problem: '✗' } as const;

function tell({ kind, text, advice }: Finding): void {
  console.log(`${marks[kind]} ${text}`);
  if (advice) console.log(`  ${advice}`);
}

const { config, findings } = checkSettings();
findings.forEach(tell);
const all = [...findings];

for (const check of [checkMachine, ...(config ? [checkNetwork, checkDatabase] : [])]) {
  for await (const finding of check(config)) {
    tell(finding);
    all.push(finding);
  }
}

const problems = all.filter(({ kind }) => kind === 'problem').length;
console.log(
  problems === 0 ? '\nLectern can run here.' : `\n${problems} to mend before Lectern can run here.`,
);
process.exitCode = problems === 0 ? 0 : 1;
