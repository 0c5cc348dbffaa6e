import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAttendanceList } from '#server/features/evidence/list/attendance-list.ts';
import { toNotes } from '#server/features/evidence/list/list-notes.ts';
import { listWords } from '#server/features/evidence/list/list-words.ts';
import { defaultRule } from '#shared/attendance-rule.ts';
import { Factories } from '#tests/support/factories.ts';
import { type MixedSession, makeMixedSession } from '#tests/support/mixed-session.ts';
import { startTestApp, type TestApp } from '#tests/support/test-app.ts';
import { unzip } from '#tests/support/unzip.ts';

let app: TestApp;
let mixed: MixedSession;

beforeAll(async () => {
  app = await startTestApp();
  mixed = await makeMixedSession(new Factories(app), app);
});
afterAll(() => app.close());

async function download<Body = Uint8Array>(format: string, part = `&sessionId=${mixed.sessionId}`) {
  const address = `/files/series/${mixed.series.seriesId}/attendance-list?format=${format}${part}`;
  return (await mixed.organiser.client.http<Body>('GET', address)).body;
}

const readCsv = async (part?: string): Promise<string> =>
  new TextDecoder().decode(await download('csv', part));
const rowOf = (csv: string, name: string) => csv.split('\r\n').find((line) => line.includes(name)) ?? '';

describe('a list says on whose word somebody counts', () => {
  it('in its CSV form, row by row: the hall, its attester, digits or ticks, and who decided otherwise, when and why', async () => {
    const csv = await readCsv();
    expect(rowOf(csv, 'Nguyễn Văn Cường')).toMatch(
      /Học tại hội trường.*Hội trường UBND xã: Trịnh Xuân Bách điểm danh 2 lần, tự nhập mã số 2 lần/u,
    );
    expect(rowOf(csv, 'Phạm Thị Dung')).toContain('điểm danh 2 lần, tự nhập mã số 0 lần');
    expect(rowOf(csv, 'Hoàng Văn Én')).toMatch(/Vắng.*điểm danh 1 lần/u);
    expect(rowOf(csv, 'Ngô Thị Minh')).toMatch(/Vắng.*chờ công nhận, chưa tính/u);
    expect(rowOf(csv, 'Vũ Thị Giang')).toContain('Xem ở kênh khác, có nhập mã');
    expect(rowOf(csv, 'Đỗ Văn Hải')).toMatch(
      /từ “Chưa đủ thời lượng” thành “Vắng”, Người \d+, 28\/09\/2021 11:20:00; lý do: Người khác dùng điện thoại/u,
    );
  });

  it('in its workbook, on a sheet of its own', async () => {
    const files = unzip(await download('xlsx'));
    expect(files.get('xl/workbook.xml')?.toString()).toContain('name="Hội trường"');
    const texts = [...files].map(([, file]) => file.toString()).join('');
    for (const text of ['Nam Cát, Nghệ An', 'Bản ký tên của hội trường', 'Trong đó tự nhập mã số']) {
      expect(texts).toContain(text);
    }
  });

  it('in its form for programs', async () => {
    const list = await download<{
      halls: { name: string; people: number }[];
      learners: { name: string; topics: { halls: object[] }[] }[];
    }>('json');
    expect(list.halls).toMatchObject([
      {
        name: 'Hội trường UBND xã',
        attester: 'Trịnh Xuân Bách',
        signedSheets: 1,
        people: 3,
        peopleByDigits: 1,
      },
      { name: 'Nhà văn hoá thôn 2', confirmedAt: null, people: 1, peopleByDigits: 0 },
    ]);
    const digits = list.learners.find(({ name }) => name === 'Nguyễn Văn Cường');
    expect(digits?.topics[0]?.halls).toMatchObject([{ named: 2, byDigits: 2 }]);
  });

  it('under its table on paper', async () => {
    const { db, clock } = app.context;
    const { sessionId, series } = mixed;
    const list = await readAttendanceList({ db, clock, scope: { seriesId: series.seriesId, sessionId } });
    const [halls, corrections] = [...toNotes(list, listWords.vi)];
    expect(halls?.lines[0]).toMatch(
      /^Hội trường UBND xã, Nam Cát, Nghệ An\. Người điểm danh: Trịnh Xuân Bách; Người \d+ công nhận lúc .*3 người được điểm danh, trong đó 1 người tự nhập mã số.*1 bản ký tên\.$/u,
    );
    expect(corrections?.lines).toHaveLength(2);
    expect(corrections?.lines.find((line) => line.includes('Hải'))).toMatch(
      /^\* Đỗ Văn Hải: .*lý do: Người khác dùng điện thoại$/u,
    );
  });

  it('and of a list without any it says nothing', async () => {
    const csv = await readCsv(`&topicId=${mixed.series.topicIds[1]}`);
    expect(csv).not.toContain('Hội trường');
    expect(csv).not.toContain('Điều chỉnh');
  });
});

describe('the words of a list', () => {
  it('count each kind by its name, and add up', () => {
    const ways = { self: 2, hall: 2, elsewhere: 1, by_hand: 1, none: 4 };
    expect(listWords.vi.count(10, ways)).toBe(
      'Danh sách có 10 người: 2 tự tham dự, 2 tại hội trường, 1 ở kênh khác, 1 xác nhận thủ công, 4 không tham dự.',
    );
    expect(listWords.en.count(10, { ...ways, elsewhere: 0 })).not.toContain('channels');
  });

  it('name what somebody did not pass by themselves', () => {
    const passed = listWords.vi.passedOf(2, 3, { counted: [['hall', 1]], apart: 1 });
    expect(passed).toBe('2/3; gồm 1 tại hội trường; không tính 1 ở kênh khác');
    expect(listWords.en.passedOf(2, 3, { counted: [], apart: 0 })).toBe('2/3');
  });

  it('say that checks of staff count where none come by themselves, and that there is no replay yet', () => {
    const rule = { ...defaultRule, checksPer50Minutes: 0, replayCounts: true };
    for (const { ruleLines, ruleSentence } of [listWords.vi, listWords.en]) {
      const lines = new Map(ruleLines(rule));
      expect([...lines.values()].join()).toMatch(/giảng viên hỏi vẫn được tính|those that staff ask count/u);
      expect([...lines.values()].join()).toMatch(/hiện chưa có nên chưa tính|it does not yet/u);
      expect(ruleSentence(rule)).toMatch(/nếu ban tổ chức, giảng viên có hỏi|where staff asked any/u);
    }
  });
});
