import { formatDay, formatDuration, formatTime, localTimeReader } from '#server/core/local-time.ts';
import { drawTable, type PdfColumn } from '#server/core/pdf/pdf-table.ts';
import { type PdfWriter, writePdf } from '#server/core/pdf/pdf-writer.ts';
import { noWays, type WayCounts, wayOfPerson, wayOfStatus } from '#shared/attendance-ways.ts';
import { provinceName } from '#shared/provinces.ts';
import type { AttendanceList, ListLearner } from './attendance-list.ts';
import { hashHeads } from './chain-heads.ts';
import { toNotes } from './list-notes.ts';
import { isWhole, type OnRows } from './list-sheets.ts';
import { type Language, type ListWords, listWords, type WayCount } from './list-words.ts';

/** Room to sign in, about 9 mm. */
const ROW_HEIGHT = 26;
const SMALL = 9;
const TELL_EVERY_ROWS = 200;

interface Column extends PdfColumn {
  read(learner: ListLearner, index: number): string;
}

/** The list as offices keep it on paper: who, what came of it, and a place to sign. */
export function writeListPdf(
  list: AttendanceList,
  language: Language,
  onRows?: OnRows,
): AsyncGenerator<Uint8Array> {
  const words = listWords[language];
  const counted = { people: 0, ways: noWays() };
  const title = [words.kind, list.partTitle ?? list.seriesTitle].join(' – ');
  return writePdf(
    {
      title,
      author: list.seriesTitle,
      language,
      createdAt: list.asOf,
      footer: { lines: toFootLines(list, words), page: words.page },
    },
    async function* draw(pdf) {
      drawHeading(pdf, list, words);
      yield* drawTable(pdf, { columns: toColumns(list, words), rows: toRows(), rowHeightMin: ROW_HEIGHT });
      yield* drawEnd(pdf, { list, words, ...counted });
    },
  );

  async function* toRows(): AsyncGenerator<string[]> {
    const columns = toColumns(list, words);
    for await (const learner of list.learners) {
      yield columns.map(({ read }) => read(learner, counted.people));
      counted.people += 1;
      counted.ways[findWay(learner) ?? 'none'] += 1;
      if (counted.people % TELL_EVERY_ROWS === 0) onRows?.(counted.people);
    }
    onRows?.(counted.people);
  }
}

function toFootLines({ heads, rule }: AttendanceList, words: ListWords): string[] {
  const [only] = heads;
  const chain = !only
    ? words.noChain
    : heads.length === 1
      ? words.footChain(only.seq, only.hash)
      : words.chains(heads.length, hashHeads(heads));
  return rule.hash ? [chain, `${words.ruleHash}: ${rule.hash}`] : [chain];
}

function drawHeading(pdf: PdfWriter, list: AttendanceList, words: ListWords): void {
  const left = { x: pdf.left, width: pdf.width * 0.38 };
  const right = { x: pdf.left + pdf.width * 0.4, width: pdf.width * 0.6 };
  const top = pdf.y;
  pdf.paragraph(words.organiser, { place: left, weight: 'semibold', size: 11, align: 'center' });
  pdf.paragraph('……………………………', { place: left, size: 11, align: 'center' });
  pdf.y = top;
  pdf.paragraph(words.nation, { place: right, weight: 'bold', size: 11, align: 'center' });
  pdf.paragraph(words.motto, { place: right, weight: 'semibold', size: 11, align: 'center', after: 2 });
  const middle = right.x + right.width / 2;
  pdf.kit
    .lineWidth(0.7)
    .strokeColor('#1c1917')
    .moveTo(middle - 62, pdf.y)
    .lineTo(middle + 62, pdf.y)
    .stroke();
  pdf.y += 20;

  pdf.paragraph(words.kind.toLocaleUpperCase('vi'), { weight: 'bold', size: 15, align: 'center', after: 2 });
  pdf.paragraph(list.seriesTitle, { weight: 'medium', size: 11.5, align: 'center', after: 8 });
  const readTime = localTimeReader(list.timeZone);
  const time = (at: Date) => formatTime(readTime(at)).slice(0, -3);
  if (list.partTitle) pdf.paragraph(`${words.part}: ${list.partTitle}`, { size: 10 });
  if (list.startedAt) {
    const held = list.endedAt
      ? words.heldFromTo(time(list.startedAt), time(list.endedAt))
      : formatDay(readTime(list.startedAt));
    pdf.paragraph(`${words.held}: ${held}`, { size: 10 });
  }
  for (const [index, { title, seconds }] of list.topics.entries()) {
    if (list.topics.length === 1 && list.partTitle === title) break;
    pdf.paragraph(`${index + 1}. ${title} (${formatDuration(seconds)})`, { size: SMALL });
  }
  pdf.y += 4;
  pdf.paragraph(
    `${words.ruleNamed} (${words.ruleVersion(list.rule.version)}): ${words.ruleSentence(list.rule.rule)}`,
    { size: SMALL },
  );
  pdf.paragraph(words.asOf(formatTime(readTime(list.asOf)), list.timeZone), { size: SMALL, after: 8 });
}

function toColumns(list: AttendanceList, words: ListWords): Column[] {
  const readTime = localTimeReader(list.timeZone);
  const clock = (at: Date | null | undefined) => (at ? formatTime(readTime(at)).slice(11) : '–');
  const columns: Column[] = [
    // Five figures in one line.
    {
      title: words.number,
      share: list.people < 10_000 ? 6.5 : 8.5,
      align: 'right',
      read: (_, index) => String(index + 1),
    },
    { title: words.name, share: 21, read: ({ name }) => name },
    {
      title: words.organisation,
      share: 19,
      read: ({ organisation, province }) =>
        [organisation, province && provinceName(province)].filter(Boolean).join(', '),
    },
  ];
  if (list.scope.sessionId) {
    columns.push(
      { title: words.firstSeen, share: 11, align: 'center', read: ({ stay }) => clock(stay?.firstSeenAt) },
      { title: words.lastSeen, share: 11, align: 'center', read: ({ stay }) => clock(stay?.lastSeenAt) },
      {
        title: words.time,
        share: 10,
        align: 'center',
        read: ({ stay }) => formatDuration(stay?.seconds ?? 0),
      },
    );
  }
  if (isWhole(list)) {
    columns.push(
      {
        title: words.topicsPassed,
        share: 15,
        read: (learner) => toPassed(learner, words),
      },
      {
        title: words.qualifies,
        share: 12,
        align: 'center',
        read: ({ qualifies }) => (qualifies ? words.yes : words.no),
      },
    );
  } else {
    columns.push({
      title: words.result,
      share: 16,
      read: ({ topics }) =>
        topics.map(({ status, correction }) => words.statuses[status] + (correction ? ' *' : '')).join('; '),
    });
  }
  columns.push({ title: words.signature, share: 16, read: () => '' });
  return columns;
}

/** What was passed, and what of it not by one's own presence. */
function toPassed({ topics, topicsPassed }: ListLearner, words: ListWords): string {
  let [hall, byHand, elsewhere, apart, isCorrected] = [0, 0, 0, 0, false];
  for (const { status, counts, correction } of topics) {
    const way = wayOfStatus(status);
    if (way === 'hall') hall += 1;
    else if (way === 'by_hand') byHand += 1;
    else if (way === 'elsewhere' && counts) elsewhere += 1;
    else if (way === 'elsewhere') apart += 1;
    if (correction) isCorrected = true;
  }
  const parts: WayCount[] = [
    ['hall', hall],
    ['elsewhere', elsewhere],
    ['by_hand', byHand],
  ];
  const counted = parts.filter(([, count]) => count > 0);
  return words.passedOf(topicsPassed, topics.length, { counted, apart }) + (isCorrected ? ' *' : '');
}

interface EndOfList {
  list: AttendanceList;
  words: ListWords;
  people: number;
  ways: WayCounts;
}

async function* drawEnd(pdf: PdfWriter, { list, words, people, ways }: EndOfList): AsyncGenerator<void> {
  pdf.y += 8;
  for (const { title, lines } of toNotes(list, words)) {
    pdf.keep(40);
    pdf.paragraph(title, { weight: 'semibold', size: SMALL });
    for (const line of lines) {
      pdf.paragraph(line, { size: SMALL, after: 2 });
      yield;
    }
    pdf.y += 4;
  }
  pdf.keep(150);
  pdf.paragraph(words.count(people, ways), { size: 10, after: 10 });
  const half = pdf.width / 2;
  const left = { x: pdf.left, width: half };
  const right = { x: pdf.left + half, width: half };
  pdf.paragraph(words.place, { place: right, weight: 'italic', size: 10, align: 'center' });
  const top = pdf.y;
  for (const [place, who] of [
    [left, words.maker],
    [right, words.head],
  ] as const) {
    pdf.y = top;
    pdf.paragraph(who, { place, weight: 'semibold', size: 10.5, align: 'center' });
    pdf.paragraph(words.sign, { place, weight: 'italic', size: SMALL, align: 'center' });
  }
  pdf.y += 60;
  if (list.heads.length < 2) return;
  pdf.keep(60);
  pdf.paragraph(words.chainsTitle, { weight: 'semibold', size: SMALL });
  for (const { title, seq, hash } of list.heads) {
    pdf.paragraph(words.chain(title, seq, hash), { size: 7.5 });
  }
}

function findWay({ stay, topics }: ListLearner): ReturnType<typeof wayOfPerson> {
  return wayOfPerson({
    topics: topics.map(({ status, correction }) => ({ status, isCorrected: correction !== undefined })),
    staySeconds: stay?.seconds ?? 0,
  });
}
