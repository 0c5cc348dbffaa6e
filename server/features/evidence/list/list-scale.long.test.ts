import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { defaultRule } from '#shared/attendance-rule.ts';
import { listFormats } from '#shared/features/evidence.ts';
import type { AttendanceList, ListLearner } from './attendance-list.ts';
import { writeList } from './list-file.ts';
import { ListHalls } from './list-halls.ts';

const PEOPLE = 50_000;
/** Of a processor: how long it takes on a machine that does other things as well says nothing. */
const CPU_SECONDS_MAX = 10;
/** Beside the list itself, which is there before. */
const GROWTH_BYTES_MAX = 150 * 1024 * 1024;

const names = ['Nguyễn Văn An', 'Trần Thị Ngọc Thuỳ', 'Y Bhĭu Niê', 'Lê Đức Phượng', 'Phạm Hồng Ễnh'];

function makeLearner(index: number): ListLearner {
  return {
    personId: `person-${index}`,
    name: names[index % names.length] ?? '',
    organisation: `Hợp tác xã ${index % 900}`,
    province: '40',
    group: 'chu_the',
    enrolled: true,
    testScorePercent: null,
    phone: `+849${String(index).padStart(8, '0')}`,
    email: null,
    position: null,
    birthYear: 1980,
    stay: {
      firstSeenAt: new Date(1_632_790_800_000 + index * 37),
      lastSeenAt: new Date(1_632_798_000_000 + index * 41),
      seconds: 5_400 + (index % 1_800),
    },
    topicsPassed: 1,
    topicsNeeded: 1,
    qualifies: true,
    reasons: [],
    topics: [
      {
        topicId: 'topic',
        status: 'passed',
        counts: true,
        secondsNeeded: 4_320,
        checksNeeded: 2,
        missing: [],
        seconds: 5_000 + (index % 400),
        checksShown: 3,
        checksDelivered: 3,
        checksAnswered: 2,
        correction: undefined,
      },
    ],
  };
}

const list: AttendanceList = {
  scope: { seriesId: 'series', sessionId: 'session' },
  seriesTitle: 'Chuỗi tập huấn OCOP',
  partTitle: 'Buổi 1',
  timeZone: 'Asia/Ho_Chi_Minh',
  asOf: new Date(1_632_800_000_000),
  startedAt: new Date(1_632_790_800_000),
  endedAt: new Date(1_632_799_000_000),
  rule: { version: 1, rule: defaultRule, hash: 'ab'.repeat(32), reason: '', madeBy: null, madeAt: null },
  topics: [
    {
      topicId: 'topic',
      title: 'OCOP: những điều cần biết',
      sessionIds: ['session'],
      seconds: 5_400,
      secondsNeeded: 4_320,
      checksShown: 3,
      codesShown: 0,
      isRunning: false,
      isCounting: false,
      endedAt: undefined,
    },
  ],
  topicsNeeded: 1,
  people: PEOPLE,
  learners: Array.from({ length: PEOPLE }, (_, index) => makeLearner(index)),
  corrections: [],
  halls: new ListHalls([], new Map()),
  heads: [{ sessionId: 'session', title: 'Buổi 1', seq: 12_345, hash: 'cd'.repeat(32) }],
};

test.each(listFormats)(
  `50,000 people as %s: in seconds, and in a memory that does not grow with them`,
  async (format) => {
    const before = process.memoryUsage().rss;
    const began = process.cpuUsage();
    let peak = before;
    let bytes = 0;
    let rows = 0;
    for await (const piece of writeList(list, { format, language: 'vi', onRows: (done) => (rows = done) })) {
      bytes += Buffer.byteLength(piece);
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    const { user, system } = process.cpuUsage(began);
    const cpuSeconds = (user + system) / 1_000_000;
    process.stdout.write(
      `${format}: ${cpuSeconds.toFixed(1)} s of a processor, ${(bytes / 1e6).toFixed(1)} MB, ${((peak - before) / 1e6).toFixed(0)} MB of memory more\n`,
    );

    expect(rows).toBe(PEOPLE);
    expect(cpuSeconds).toBeLessThan(CPU_SECONDS_MAX);
    expect(peak - before).toBeLessThan(GROWTH_BYTES_MAX);
  },
  120_000,
);

test.each(['xlsx', 'csv', 'pdf'] as const)(
  'a reader of %s who is slow, or goes away, slows or ends the work',
  async (format) => {
    let rows = 0;
    const pieces = writeList(list, { format, language: 'vi', onRows: (done) => (rows = done) });
    const reader =
      Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
    await reader.next();
    for (let turn = 0; turn < 200; turn += 1) await setImmediate();
    const whileWaiting = rows;
    await reader.return?.(undefined);
    for (let turn = 0; turn < 200; turn += 1) await setImmediate();

    expect(whileWaiting).toBeLessThan(PEOPLE / 2);
    expect(rows).toBe(whileWaiting);
  },
  60_000,
);
