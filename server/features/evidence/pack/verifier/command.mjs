// @ts-check
// node verify.mjs [evidence.zip | folder] [--key BASE64]    exit code 0: everything holds, 1: something does not, 2: nothing to verify
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { verifyPack } from './core.mjs';
import { readZip, withoutCommonFolder } from './zip.mjs';

/* CORE */

const { values, positionals } = parseArgs({ options: { key: { type: 'string' } }, allowPositionals: true });
const place = positionals[0] ?? import.meta.dirname;

/** @param {string} folder @returns {Map<string, Uint8Array>} */
function readFolder(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    names.map((entry) => {
      const file = path.join(entry.parentPath ?? entry.path, entry.name);
      return [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file)];
    }),
  );
}

/** @param {string} line */
const print = (line) => process.stdout.write(`${line}\n`);

let files;
try {
  files = statSync(place).isDirectory()
    ? withoutCommonFolder(readFolder(place))
    : await readZip(readFileSync(place), (packed) => inflateRawSync(packed));
} catch (error) {
  process.stderr.write(`${place}: ${error instanceof Error ? error.message : error}\n`);
  process.exit(2);
}
const { ok, isIncomplete, findings } = await verifyPack(files, { expectedKey: values.key });
for (const { ok: holds, words, details } of findings) {
  print(`${holds === null ? '•' : holds ? '✓' : '✗'} ${words.vi}\n  ${words.en}`);
  for (const detail of details) print(`    ${detail}`);
}
print(
  ok
    ? '\nHồ sơ còn nguyên vẹn. / The pack holds.'
    : isIncomplete
      ? '\nHỒ SƠ KHÔNG ĐẦY ĐỦ; phần còn lại vẫn nguyên vẹn. / THE PACK IS NOT COMPLETE; what is in it holds.'
      : '\nHỒ SƠ KHÔNG CÒN NGUYÊN VẸN. / THE PACK DOES NOT HOLD.',
);
process.exitCode = ok ? 0 : 1;
