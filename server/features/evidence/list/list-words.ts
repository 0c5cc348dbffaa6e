import type { SeriesReason, TopicStatus } from '#shared/attendance-judgement.ts';
import type { AttendanceRule } from '#shared/attendance-rule.ts';
import type { AttendanceWay, WayCounts } from '#shared/attendance-ways.ts';

export type Language = 'vi' | 'en';

/** What words need of a hall and a correction; the parts that they are made from have more. */
interface HallInWords {
  name: string;
  place: string;
  attester: string;
  people: number;
  peopleByDigits: number;
  signedSheets: number;
}
interface CorrectionInWords {
  topicTitle: string;
  before: string;
  outcome: TopicStatus;
  reason: string;
  madeBy: string | null;
  withdrawnBy: string | null;
  withdrawalReason: string;
}
interface NamingInWords {
  named: number;
  byDigits: number;
  state: string;
}

/** As the figures of a rule are read out: name, and what it says. */
type RuleLine = readonly [name: string, value: string];

const vi = {
  kind: 'Danh sách điểm danh',
  sheets: {
    list: 'Danh sách',
    topics: 'Chuyên đề',
    checks: 'Xác nhận có mặt',
    halls: 'Hội trường',
    corrections: 'Điều chỉnh',
    rule: 'Quy tắc',
  },
  number: 'STT',
  name: 'Họ và tên',
  birthYear: 'Năm sinh',
  phone: 'Điện thoại',
  email: 'E-mail',
  organisation: 'Đơn vị',
  position: 'Chức vụ',
  province: 'Tỉnh, thành phố',
  group: 'Đối tượng',
  firstSeen: 'Vào phòng lần đầu',
  lastSeen: 'Có mặt lần cuối',
  sessionTime: 'Thời gian có mặt cả buổi',
  topicResult: (title: string) => `${title}: kết quả`,
  topicTime: (title: string) => `${title}: thời gian có mặt`,
  topicsPassed: 'Số chuyên đề đạt',
  testScore: 'Điểm kiểm tra (%)',
  qualifies: 'Đủ điều kiện cấp giấy chứng nhận',
  reasons: 'Lý do chưa đủ',
  yes: 'Đủ',
  no: 'Chưa đủ',
  signature: 'Ký tên',
  result: 'Kết quả',
  time: 'Thời gian có mặt',
  topic: 'Chuyên đề',
  topicLength: 'Thời lượng',
  timeNeeded: 'Cần có mặt',
  checksShown: 'Số lần hỏi',
  checksDelivered: 'Đã đến máy',
  checksAnswered: 'Đã trả lời',
  checksNeeded: 'Cần trả lời',
  before: 'Trước khi điều chỉnh',
  timeBefore: 'Thời gian có mặt lúc đó',
  after: 'Điều chỉnh thành',
  reason: 'Lý do',
  by: 'Người điều chỉnh',
  at: 'Lúc',
  withdrawnAt: 'Rút lại lúc',
  withdrawnBy: 'Người rút lại',
  withdrawalReason: 'Lý do rút lại',
  hall: 'Hội trường',
  hallPlace: 'Địa điểm hội trường',
  attester: 'Người điểm danh hội trường',
  hallState: 'Ban tổ chức công nhận',
  named: 'Số lần được điểm danh',
  byDigits: 'Trong đó tự nhập mã số',
  firstNamed: 'Điểm danh lần đầu',
  lastNamed: 'Điểm danh lần cuối',
  signedSheets: 'Bản ký tên của hội trường',
  hallStates: {
    waiting: 'chờ công nhận, chưa tính',
    confirmed: (by: string | null, at: string) => `${by ?? 'Ban tổ chức'} công nhận lúc ${at}`,
    refused: (by: string | null, at: string) =>
      `${by ?? 'Ban tổ chức'} không công nhận lúc ${at}, không tính`,
  },
  namedInHall: ({ name, attester }: HallInWords, { named, byDigits, state }: NamingInWords) =>
    `${name}: ${attester} điểm danh ${named} lần, tự nhập mã số ${byDigits} lần (${state})`,
  hallNote: ({ name, place, attester, people, peopleByDigits, signedSheets }: HallInWords, state: string) =>
    `${[name, place].filter(Boolean).join(', ')}. Người điểm danh: ${attester}; ${state}. ${people} người được điểm danh, trong đó ${peopleByDigits} người tự nhập mã số, còn lại do người điểm danh đánh dấu; ${
      signedSheets === 0 ? 'không có bản ký tên' : `${signedSheets} bản ký tên`
    }.`,
  correctionNotes: 'Kết quả có điều chỉnh (dấu * trong bảng)',
  corrected: ({ topicTitle, before, outcome, reason, madeBy }: CorrectionInWords, at: string): string =>
    `${topicTitle}: từ “${statusWord(vi.statuses, before)}” thành “${vi.statuses[outcome]}”, ${madeBy ?? 'không rõ ai'}, ${at}; lý do: ${reason}`,
  withdrawn: ({ withdrawnBy, withdrawalReason }: CorrectionInWords, at: string): string =>
    `đã rút lại: ${[withdrawnBy ?? 'không rõ ai', at].join(', ')}${withdrawalReason ? `; lý do: ${withdrawalReason}` : ''}`,
  passedOf: (passed: number, all: number, { counted, apart }: PassedParts): string =>
    [
      `${passed}/${all}`,
      ...(counted.length > 0 ? [`gồm ${counted.map((part) => wayCount(vi.ways, part)).join(', ')}`] : []),
      ...(apart > 0 ? [`không tính ${apart} ở kênh khác`] : []),
    ].join('; '),
  ways: {
    self: 'tự tham dự',
    hall: 'tại hội trường',
    elsewhere: 'ở kênh khác',
    by_hand: 'xác nhận thủ công',
    none: 'không tham dự',
  } satisfies Record<keyof WayCounts, string>,
  figure: 'Nội dung',
  value: 'Quy định',
  statuses: {
    passed: 'Đạt',
    too_short: 'Chưa đủ thời lượng',
    too_few_checks: 'Chưa đủ xác nhận có mặt',
    absent: 'Vắng',
    excused: 'Vắng có phép',
    confirmed_by_hand: 'Xác nhận thủ công',
    in_hall: 'Học tại hội trường',
    external: 'Xem ở kênh khác, có nhập mã',
    not_held: 'Chưa dạy',
  } satisfies Record<TopicStatus, string>,
  seriesReasons: {
    topics: 'chưa đủ số chuyên đề',
    test: 'điểm kiểm tra chưa đạt',
    test_missing: 'chưa có điểm kiểm tra',
  } satisfies Record<SeriesReason, string>,
  ruleVersion: (version: number) => (version === 0 ? 'mặc định, chưa sửa' : `phiên bản ${version}`),
  ruleLines: (rule: AttendanceRule): RuleLine[] => [
    ['Có mặt tối thiểu', `${rule.minimumSharePercent} % thời lượng của chuyên đề`],
    ['Khoảng mất kết nối được bỏ qua', `đến ${rule.bridgedGapSeconds} giây`],
    [
      'Số lần hỏi xác nhận có mặt',
      rule.checksPer50Minutes === 0
        ? 'không tự hỏi; lượt do ban tổ chức, giảng viên hỏi vẫn được tính'
        : `${rule.checksPer50Minutes} lần trong 50 phút, và những lượt do ban tổ chức, giảng viên hỏi`,
    ],
    ['Thời gian để trả lời', `${rule.checkOpenSeconds} giây`],
    ['Tỷ lệ phải trả lời', `${rule.checkSharePercent} % số lần đã đến máy, làm tròn xuống, ít nhất 1`],
    [
      'Xem lại',
      rule.replayCounts
        ? `được tính tối đa ${rule.replayTopicsMax} chuyên đề khi có chức năng xem lại; hiện chưa có nên chưa tính`
        : 'không tính',
    ],
    ['Người xem ở kênh khác có nhập mã', rule.externalViewersCount ? 'được tính' : 'không tính'],
    ['Số chuyên đề cần đạt', `${rule.topicsNeededPercent} % tổng số, làm tròn lên`],
    ['Điểm kiểm tra', rule.testScorePercent === null ? 'không có' : `từ ${rule.testScorePercent} %`],
    ['Thời hạn khiếu nại', `${rule.objectionDays} ngày sau buổi học`],
  ],
  ruleSentence: (rule: AttendanceRule) =>
    `Một chuyên đề đạt khi học viên có mặt từ ${rule.minimumSharePercent} % thời lượng và trả lời từ ${rule.checkSharePercent} % số lần hỏi xác nhận đã đến máy${
      rule.checksPer50Minutes === 0 ? ' (nếu ban tổ chức, giảng viên có hỏi)' : ''
    }; mất kết nối không quá ${rule.bridgedGapSeconds} giây không bị trừ.`,
  ruleNamed: 'Quy tắc tính',
  ruleHash: 'Mã băm của quy tắc',
  nation: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập – Tự do – Hạnh phúc',
  organiser: 'ĐƠN VỊ TỔ CHỨC',
  course: 'Chương trình',
  part: 'Nội dung',
  held: 'Thời gian',
  heldFromTo: (from: string, to: string) => `${from} đến ${to}`,
  asOf: (at: string, zone: string) => `Số liệu tính đến ${at} (${zone})`,
  count: (people: number, ways: WayCounts): string =>
    `Danh sách có ${people} người: ${toCounts(ways)
      .map((part) => wayCount(vi.ways, part))
      .join(', ')}.`,
  place: '………………, ngày …… tháng …… năm ………',
  maker: 'Người lập biểu',
  head: 'Đại diện đơn vị tổ chức',
  sign: '(ký, ghi rõ họ tên)',
  page: (page: number, pages: number) => `Trang ${page}/${pages}`,
  chain: (title: string, seq: number, hash: string) =>
    `Mã băm cuối của bản ghi “${title}” (${seq} sự kiện): ${hash}`,
  footChain: (seq: number, hash: string) => `Bản ghi ${seq} sự kiện, mã băm cuối: ${hash}`,
  chains: (count: number, hash: string) => `Mã băm chung của ${count} bản ghi: ${hash}`,
  noChain: 'Chưa có bản ghi sự kiện nào',
  chainsTitle: 'Mã băm cuối của từng bản ghi sự kiện',
};

const en: typeof vi = {
  kind: 'Attendance list',
  sheets: {
    list: 'List',
    topics: 'Topics',
    checks: 'Presence checks',
    halls: 'Halls',
    corrections: 'Corrections',
    rule: 'Rule',
  },
  number: 'No.',
  name: 'Name',
  birthYear: 'Year of birth',
  phone: 'Phone',
  email: 'E-mail',
  organisation: 'Organisation',
  position: 'Position',
  province: 'Province',
  group: 'Group',
  firstSeen: 'First seen',
  lastSeen: 'Last seen',
  sessionTime: 'Present in the session',
  topicResult: (title) => `${title}: result`,
  topicTime: (title) => `${title}: present`,
  topicsPassed: 'Topics passed',
  testScore: 'Test score (%)',
  qualifies: 'Qualifies for the certificate',
  reasons: 'Why not',
  yes: 'Yes',
  no: 'No',
  signature: 'Signature',
  result: 'Result',
  time: 'Present',
  topic: 'Topic',
  topicLength: 'Length',
  timeNeeded: 'Presence needed',
  checksShown: 'Checks asked',
  checksDelivered: 'Delivered',
  checksAnswered: 'Answered',
  checksNeeded: 'Answers needed',
  before: 'Before',
  timeBefore: 'Present at that time',
  after: 'Corrected to',
  reason: 'Reason',
  by: 'By',
  at: 'At',
  withdrawnAt: 'Withdrawn at',
  withdrawnBy: 'Withdrawn by',
  withdrawalReason: 'Reason for withdrawing',
  hall: 'Hall',
  hallPlace: 'Place of the hall',
  attester: 'Attester of the hall',
  hallState: 'Confirmed by staff',
  named: 'Times named',
  byDigits: 'Of these, with digits typed',
  firstNamed: 'First named',
  lastNamed: 'Last named',
  signedSheets: 'Signed sheets of the hall',
  hallStates: {
    waiting: 'waits for confirmation, does not count',
    confirmed: (by, at) => `confirmed by ${by ?? 'staff'} at ${at}`,
    refused: (by, at) => `refused by ${by ?? 'staff'} at ${at}, does not count`,
  },
  namedInHall: ({ name, attester }, { named, byDigits, state }) =>
    `${name}: named ${times(named)} by ${attester}, digits typed ${times(byDigits)} (${state})`,
  hallNote: ({ name, place, attester, people, peopleByDigits, signedSheets }, state) =>
    `${[name, place].filter(Boolean).join(', ')}. Attester: ${attester}; ${state}. Named: ${people}, of whom ${peopleByDigits} typed the digits themselves and the others were ticked by the attester; signed sheets: ${signedSheets}.`,
  correctionNotes: 'Results that were corrected (* in the table)',
  corrected: ({ topicTitle, before, outcome, reason, madeBy }, at) =>
    `${topicTitle}: from “${statusWord(en.statuses, before)}” to “${en.statuses[outcome]}”, ${madeBy ?? 'not known by whom'}, ${at}; reason: ${reason}`,
  withdrawn: ({ withdrawnBy, withdrawalReason }, at) =>
    `withdrawn: ${[withdrawnBy ?? 'not known by whom', at].join(', ')}${withdrawalReason ? `; reason: ${withdrawalReason}` : ''}`,
  passedOf: (passed, all, { counted, apart }) =>
    [
      `${passed}/${all}`,
      ...(counted.length > 0 ? [`with ${counted.map((part) => wayCount(en.ways, part)).join(', ')}`] : []),
      ...(apart > 0 ? [`without ${apart} on other channels`] : []),
    ].join('; '),
  ways: {
    self: 'by themselves',
    hall: 'in halls',
    elsewhere: 'on other channels',
    by_hand: 'confirmed by staff',
    none: 'not attended',
  },
  figure: 'Figure',
  value: 'Rule',
  statuses: {
    passed: 'Passed',
    too_short: 'Too little time',
    too_few_checks: 'Too few checks',
    absent: 'Absent',
    excused: 'Excused',
    confirmed_by_hand: 'Confirmed by staff',
    in_hall: 'In a hall',
    external: 'On another channel, with codes',
    not_held: 'Not taught yet',
  },
  seriesReasons: {
    topics: 'too few topics',
    test: 'test score too low',
    test_missing: 'no test score yet',
  },
  ruleVersion: (version) => (version === 0 ? 'the defaults, unchanged' : `version ${version}`),
  ruleLines: (rule) => [
    ['Minimum presence', `${rule.minimumSharePercent}% of the topic’s time`],
    ['Gaps that are ignored', `up to ${rule.bridgedGapSeconds} seconds`],
    [
      'Presence checks',
      rule.checksPer50Minutes === 0
        ? 'none by themselves; those that staff ask count'
        : `${rule.checksPer50Minutes} in 50 minutes, and those that staff ask`,
    ],
    ['Time to answer', `${rule.checkOpenSeconds} seconds`],
    [
      'Share to answer',
      `${rule.checkSharePercent}% of those that were delivered, rounded down, at least one`,
    ],
    [
      'Watched later',
      rule.replayCounts
        ? `counts in ${rule.replayTopicsMax} topics at most, once replay exists; it does not yet, and counts in none`
        : 'does not count',
    ],
    ['Viewers elsewhere who entered the codes', rule.externalViewersCount ? 'count' : 'do not count'],
    ['Topics needed', `${rule.topicsNeededPercent}% of all, rounded up`],
    ['Test score', rule.testScorePercent === null ? 'none' : `from ${rule.testScorePercent}%`],
    ['Time to object', `${rule.objectionDays} days after the session`],
  ],
  ruleSentence: (rule) =>
    `A topic is passed by being present for at least ${rule.minimumSharePercent}% of its time and answering at least ${rule.checkSharePercent}% of the presence checks that were delivered${
      rule.checksPer50Minutes === 0 ? ' (where staff asked any)' : ''
    }; a connection lost for up to ${rule.bridgedGapSeconds} seconds takes nothing off.`,
  ruleNamed: 'Rule',
  ruleHash: 'Hash of the rule',
  nation: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập – Tự do – Hạnh phúc',
  organiser: 'ORGANISER',
  course: 'Series',
  part: 'Part',
  held: 'Time',
  heldFromTo: (from, to) => `${from} to ${to}`,
  asOf: (at, zone) => `As of ${at} (${zone})`,
  count: (people, ways) =>
    `${people} people are listed: ${toCounts(ways)
      .map((part) => wayCount(en.ways, part))
      .join(', ')}.`,
  place: '………………, date ……………………',
  maker: 'Prepared by',
  head: 'For the organiser',
  sign: '(signature, full name)',
  page: (page, pages) => `Page ${page}/${pages}`,
  chain: (title, seq, hash) => `Last hash of the record of “${title}” (${seq} events): ${hash}`,
  footChain: (seq, hash) => `Record of ${seq} events, last hash: ${hash}`,
  chains: (count, hash) => `Common hash of ${count} records: ${hash}`,
  noChain: 'No events were recorded',
  chainsTitle: 'Last hash of each record',
};

/** Of the topics that a person passed, those that they did not by themselves; `apart`: watched elsewhere where the rule does not count it. */
export interface PassedParts {
  counted: readonly WayCount[];
  apart: number;
}
export type WayCount = readonly [way: keyof WayCounts, count: number];

/** By themselves and not at all are said in any case, so that the figures add up before the reader's eyes. */
function toCounts(ways: WayCounts): WayCount[] {
  const all: (AttendanceWay | 'none')[] = ['self', 'hall', 'elsewhere', 'by_hand', 'none'];
  return all
    .filter((way) => way === 'self' || way === 'none' || ways[way] > 0)
    .map((way) => [way, ways[way]] as const);
}

function wayCount(names: Record<keyof WayCounts, string>, [way, count]: WayCount): string {
  return `${count} ${names[way]}`;
}

/** A status of an older version of Lectern is better said as it was written than left out. */
function statusWord(statuses: Record<TopicStatus, string>, name: string): string {
  return (statuses as Record<string, string>)[name] ?? name;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

export const listWords = { vi, en };
export type ListWords = typeof vi;
