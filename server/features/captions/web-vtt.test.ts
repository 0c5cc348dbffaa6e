import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TimedText, toWebVtt } from './web-vtt.ts';

async function write(captions: readonly TimedText[]): Promise<string> {
  async function* inOrder() {
    yield* captions;
  }
  let file = '';
  for await (const piece of toWebVtt(inOrder(), { language: 'vi' })) file += piece;
  return file;
}

/** The cues of a file, read as a player does. */
function read(file: string): { startMs: number; endMs: number; text: string }[] {
  const toMs = (stamp: string) => {
    const [, hours, minutes, seconds, ms] = stamp.match(/^(\d{2,}):(\d\d):(\d\d)\.(\d{3})$/u) ?? [];
    return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(ms);
  };
  return file
    .split('\n\n')
    .slice(1)
    .map((cue) => {
      const [times = '', ...text] = cue.trimEnd().split('\n');
      const [start = '', end = ''] = times.split(' --> ');
      return { startMs: toMs(start), endMs: toMs(end), text: text.join('\n') };
    });
}

describe('a WebVTT file', () => {
  it('shows each caption as long as it takes to read, or until the next', async () => {
    const file = await write([
      { startMs: 1_000, text: 'Chào bà con.' },
      { startMs: 2_000, text: 'Hôm nay ta học đóng gói và ghi nhãn.' },
      { startMs: 3_723_045, text: 'Hết.' },
    ]);
    expect(file).toBe(
      [
        'WEBVTT\nKind: captions\nLanguage: vi\n',
        '00:00:01.000 --> 00:00:02.000\nChào bà con.\n',
        '00:00:02.000 --> 00:00:04.880\nHôm nay ta học đóng gói và ghi nhãn.\n',
        '01:02:03.045 --> 01:02:04.545\nHết.\n',
      ].join('\n'),
    );
  });

  it('leaves out what was said before the beginning, and nothing of what a text may contain can end a cue', async () => {
    const file = await write([
      { startMs: -1, text: 'Thử tiếng' },
      { startMs: 0, text: '<b>1 & 2</b> 00:00 --> 00:01' },
    ]);
    expect(read(file)).toEqual([
      { startMs: 0, endMs: 2_240, text: '&lt;b&gt;1 &amp; 2&lt;/b&gt; 00:00 --&gt; 00:01' },
    ]);
  });

  it('never shows two captions at once and none for no time, whatever their times', async () => {
    const times = fc.array(fc.integer({ min: -1_000, max: 20_000 }), { maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(times, async (startsMs) => {
        const captions = startsMs.sort((a, b) => a - b).map((startMs) => ({ startMs, text: 'chữ' }));
        const cues = read(await write(captions));
        expect(cues).toHaveLength(startsMs.filter((startMs) => startMs >= 0).length);
        for (const [index, { startMs, endMs }] of cues.entries()) {
          expect(endMs).toBeGreaterThan(startMs);
          expect(cues[index + 1]?.startMs ?? endMs).toBeGreaterThanOrEqual(endMs);
        }
      }),
    );
  });
});
