import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyPack } from '#server/features/evidence/pack/verifier/core.mjs';
import { readZip } from '#server/features/evidence/pack/verifier/zip.mjs';
import { Factories } from '#tests/support/factories.ts';
import { makeRecordedSeries, type RecordedSeries, recordMore } from '#tests/support/recorded-series.ts';
import { makeTemporaryFolder } from '#tests/support/temporary-folder.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { unzip, unzipBytes } from '#tests/support/unzip.ts';

const run = promisify(execFile);

let app: TestApp;
let make: Factories;
let recorded: RecordedSeries;

beforeAll(async () => {
  app = await startTestApp();
  make = new Factories(app);
});
afterAll(() => app.close());

beforeEach(async () => {
  recorded = await makeRecordedSeries(make, app);
});

async function download(address: string, person = recorded.organiser) {
  return person.client.http<Uint8Array>('GET', address);
}

const packAddress = (query = '') => `/files/series/${recorded.series.seriesId}/evidence-pack?${query}`;

async function readAudit(action: string) {
  const { seriesId } = recorded.series;
  return app.context.db.auditEntry.findMany({ where: { seriesId, action } });
}

describe('an evidence pack', () => {
  /** As somebody does who has Node and nothing else: the command alone, in an empty folder. */
  async function verify(zip: Uint8Array): Promise<{ code: number; text: string }> {
    const folder = await makeTemporaryFolder();
    await writeFile(path.join(folder, 'pack.zip'), zip);
    const command = unzip(zip).get('verify.mjs') ?? '';
    await writeFile(path.join(folder, 'verify.mjs'), command);
    try {
      const { stdout } = await run(process.execPath, ['verify.mjs', 'pack.zip'], { cwd: folder });
      return { code: 0, text: stdout };
    } catch (error) {
      const { code, stdout } = error as { code: number; stdout: string };
      return { code, text: stdout };
    }
  }

  it('verifies on a machine that has nothing but Node, and is noted in the log', async () => {
    const { body } = await download(packAddress());
    const { code, text } = await verify(body);

    expect(text).toContain('Hồ sơ còn nguyên vẹn.');
    expect(text).toContain('chuỗi 8 sự kiện');
    expect(text).toContain('2 lượt kết nối khớp');
    expect(text).toContain('4 kết quả của 2 người đều khớp');
    expect(code).toBe(0);
    expect(await readAudit('evidence.exported')).toHaveLength(1);
  });

  it('is not made of what still goes on', async () => {
    await make.makeSession({ series: recorded.series, state: 'live' });

    expect((await download(packAddress())).status).toBe(409);
  });

  it('says of every single file that it was changed, whichever byte', async () => {
    const files = unzipBytes((await download(packAddress())).body);
    expect((await verifyPack(files)).ok).toBe(true);

    for (const [name, content] of files) {
      const changed = new Map(files);
      const copy = content.length > 0 ? Buffer.from(content) : Buffer.from('\n');
      const place = Math.floor(copy.length / 2);
      copy[place] = (copy[place] ?? 0) ^ 1;
      changed.set(name, copy);
      const { ok, findings } = await verifyPack(changed);

      expect(ok, name).toBe(false);
      const told = JSON.stringify(findings.filter((finding) => finding.ok === false));
      expect(told, name).toContain(name.startsWith('manifest') ? 'manifest' : name);
    }
    const missing = new Map([...files].filter(([name]) => name !== 'course.json'));
    expect(JSON.stringify(await verifyPack(missing))).toContain('course.json: thiếu');
  });

  it('of one session holds, where a decision about its topic stands in the record of another', async () => {
    await recordMore(make, app, recorded);
    const { body } = await download(packAddress(`sessionId=${recorded.sessionId}`));
    const { findings } = await verifyPack(unzipBytes(body));
    expect(findings.filter(({ ok }) => ok === false)).toEqual([]);
  });

  it('that holds a name twice is not read', async () => {
    const { body } = await download(packAddress());
    const zip = Buffer.from(body);
    // A second `people.json` under the name of another file of as many letters.
    const copy = Buffer.from(zip.toString('latin1').replaceAll('course.json', 'people.json'), 'latin1');
    await expect(readZip(copy, (packed) => inflateRawSync(packed))).rejects.toThrow('twice');
    expect((await readZip(zip, (packed) => inflateRawSync(packed))).has('course.json')).toBe(true);
  });
});
