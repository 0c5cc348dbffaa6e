import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyPack } from '#server/features/evidence/pack/verifier/core.mjs';
import { Factories } from '#tests/support/factories.ts';
import { makeRecordedSeries, type RecordedSeries, recordMore } from '#tests/support/recorded-series.ts';
import { sealAgain } from '#tests/support/seal-again.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { unzipBytes } from '#tests/support/unzip.ts';

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

async function downloadPack(): Promise<Map<string, Buffer>> {
  const { series, organiser } = recorded;
  const address = `/files/series/${series.seriesId}/evidence-pack?`;
  return unzipBytes((await organiser.client.http<Uint8Array>('GET', address)).body);
}

describe('a verifier of evidence', () => {
  it('finds out also who can sign anew: an event and a result that were changed, and the key that is not theirs', async () => {
    const files = await downloadPack();
    const key = app.context.signingKey.current.publicKey;
    const record = `record/${recorded.sessionId}.jsonl`;
    const text = (name: string) => files.get(name)?.toString() ?? '';
    const forged = await sealAgain(files, {
      [record]: text(record).replace('2021-09-28T03:00:00', '2021-09-28T04:00:00'),
      [`record/${recorded.sessionId}.intervals.jsonl`]: text(
        `record/${recorded.sessionId}.intervals.jsonl`,
      ).replace('"endedAt":"2021-09-28T02:40:00.000Z"', '"endedAt":"2021-09-28T02:50:00.000Z"'),
      'lists/attendance.json': text('lists/attendance.json').replace('"absent"', '"passed"'),
    });
    const { ok, findings } = await verifyPack(forged, { expectedKey: key });
    const told = findings.filter((finding) => finding.ok === false).map(({ words }) => words.en);

    expect(ok).toBe(false);
    expect(told).toEqual([
      'The pack is signed with another key than the one that was asked for.',
      'Record of “Buổi 1”: the chain is broken at event 8.',
      '1 connection does not agree with the chain of events:',
      '1 thing does not agree with the chain of events:',
      'Recomputed from the raw record: 1 result does not agree with the list.',
    ]);
  });

  /** What a forger changes who can sign anew, and leaves the chain alone: each time it is the chain that says so. */
  const forgeries: [string, string, (text: string) => string][] = [
    ['a stay that begins earlier', 'intervals', (text) => text.replace('T00:55:00', 'T00:50:00')],
    ['a stay that was cut short', 'intervals', (text) => text.replaceAll('T01:50:00', 'T01:30:00')],
    ['a stay that has no end', 'intervals', (text) => text.replace(/"endedAt":"[^"]*"/u, '"endedAt":null')],
    ['a stay in another role', 'intervals', (text) => text.replace('LEARNER', 'TRAINER')],
    ['a stay that was taken out', 'intervals', (text) => text.slice(text.indexOf('\n') + 1)],
    ['a stay that was put in', 'intervals', (text) => `${text}${text.replaceAll('"id":"', '"id":"0')}`],
    ['the time of a topic', 'course', (text) => text.replaceAll('T02:30:00', 'T02:00:00')],
    ['the end of the session', 'course', (text) => text.replaceAll('T03:00:00', 'T02:50:00')],
    ['the outcome of a check', 'checks', (text) => text.replaceAll('"expired"', '"answered"')],
    ['a check that was taken out', 'checks', () => '[]'],
    ['the code word', 'checks', (text) => text.replace('lúa', 'ngô')],
    [
      'who was named in a hall',
      'halls',
      (text) => text.replace(/"personIds": \[[^\]]*\]/u, '"personIds": []'),
    ],
    [
      'a refusal that was taken back',
      'halls',
      (text) => text.replace(/"refusal": \{[^}]*\}/u, '"refusal": null'),
    ],
    [
      'a code that was in the picture',
      'viewers',
      (text) => text.replace(/"codes": \[[^\]]*\]/u, '"codes": []'),
    ],
    [
      'the outcome of a correction',
      'list',
      (text) => text.replaceAll('"outcome":"excused"', '"outcome":"absent"'),
    ],
    ['the reason of a correction', 'list', (text) => text.replaceAll('Lũ về', 'Đi vắng')],
    ['who qualifies', 'list', (text) => text.replace('"qualifies":false', '"qualifies":true')],
    [
      'a figure of the rule',
      'list',
      (text) => text.replace('"minimumSharePercent":80', '"minimumSharePercent":10'),
    ],
  ];

  it('says from the chain alone what was forged beside it, by whoever can sign anew', async () => {
    await recordMore(make, app, recorded);
    const files = await downloadPack();
    const whole = await verifyPack(files);
    expect(whole.findings.filter(({ ok }) => ok !== true)).toEqual([]);
    const places: Record<string, string> = {
      intervals: `record/${recorded.sessionId}.intervals.jsonl`,
      course: 'course.json',
      checks: `checks/${recorded.sessionId}.json`,
      halls: `halls/${recorded.sessionId}.json`,
      viewers: `viewers/${recorded.sessionId}.json`,
      list: 'lists/attendance.json',
    };
    for (const [title, kind, forge] of forgeries) {
      const place = places[kind] ?? '';
      const text = files.get(place)?.toString() ?? '';
      const forged = forge(text);
      expect(forged, title).not.toBe(text);
      expect((await verifyPack(await sealAgain(files, { [place]: forged }))).ok, title).toBe(false);
    }
  });
});
