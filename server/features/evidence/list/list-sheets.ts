import { formatTime, localTimeReader } from '#server/core/local-time.ts';
import type { Sheet, SheetCell, SheetColumn } from '#server/core/sheet.ts';
import type { LearnerTopicResult, ResultTopic } from '#server/features/attendance/results/results.service.ts';
import { groupName } from '#shared/participant-groups.ts';
import { toFamiliar } from '#shared/phone-number.ts';
import { provinceName } from '#shared/provinces.ts';
import type { AttendanceList, ListCorrection, ListLearner } from './attendance-list.ts';
import type { HallNaming } from './list-halls.ts';
import { toHallState } from './list-notes.ts';
import { type Language, type ListWords, listWords } from './list-words.ts';

/** Told how many rows were written, now and then. */
export type OnRows = (rows: number) => void;

interface Column<Row> extends SheetColumn {
  read(row: Row, index: number): SheetCell;
}

type NamedInHall = HallNaming & { name: string; title: string };

type CheckedTopic = LearnerTopicResult & { name: string; title: string };

/** Enough to show that it goes on, and too rare to cost anything. */
const TELL_EVERY_ROWS = 500;

/** The sheets of the workbook: people, topics, checks, halls, corrections, rule. The first is what goes out as CSV. */
export function toListSheets(list: AttendanceList, language: Language, onRows?: OnRows): [Sheet, ...Sheet[]] {
  const words = listWords[language];
  return [
    toPeople(list, { words, language }, onRows),
    toTopics(list, words),
    toChecks(list, words),
    toHalls(list, words),
    toCorrections(list, words),
    toRule(list, words),
  ];
}

function toPeople(
  list: AttendanceList,
  { words, language }: { words: ListWords; language: Language },
  onRows?: OnRows,
): Sheet {
  const columns: Column<ListLearner>[] = [
    { title: words.number, kind: 'number', width: 6, read: (_, index) => index + 1 },
    text(words.name, 28, ({ name }) => name),
    number(words.birthYear, 10, ({ birthYear }) => birthYear),
    text(words.phone, 14, ({ phone }) => phone && toFamiliar(phone)),
    text(words.email, 26, ({ email }) => email),
    text(words.organisation, 28, ({ organisation }) => organisation),
    text(words.position, 18, ({ position }) => position),
    text(words.province, 18, ({ province }) => province && provinceName(province)),
    text(words.group, 22, ({ group }) => group && groupName(group, language)),
  ];
  if (list.scope.sessionId) {
    columns.push(
      { title: words.firstSeen, kind: 'time', width: 20, read: ({ stay }) => stay?.firstSeenAt ?? null },
      { title: words.lastSeen, kind: 'time', width: 20, read: ({ stay }) => stay?.lastSeenAt ?? null },
      duration(words.sessionTime, ({ stay }) => stay?.seconds ?? 0),
    );
  }
  for (const [place, { title }] of list.topics.entries()) {
    columns.push(
      text(words.topicResult(title), 24, ({ topics }) => {
        const status = topics[place]?.status;
        return status ? words.statuses[status] : null;
      }),
      duration(words.topicTime(title), ({ topics }) => topics[place]?.seconds ?? 0),
    );
  }
  if (isWhole(list)) {
    columns.push(
      number(words.topicsPassed, 12, ({ topicsPassed }) => topicsPassed),
      number(words.testScore, 12, ({ testScorePercent }) => testScorePercent),
      text(words.qualifies, 16, ({ qualifies }) => (qualifies ? words.yes : words.no)),
      text(words.reasons, 30, ({ reasons }) =>
        reasons.length === 0 ? null : reasons.map((reason) => words.seriesReasons[reason]).join('; '),
      ),
    );
  }
  columns.push(...toReasonColumns(list, words));
  return toSheet({ name: words.sheets.list, list, columns, rows: list.learners, onRows });
}

/** On whose word somebody counts, in the row itself: a CSV file has no other sheet. A list without any has no column for it either. */
function toReasonColumns(list: AttendanceList, words: ListWords): Column<ListLearner>[] {
  const columns: Column<ListLearner>[] = [];
  const { halls, corrections } = list;
  if (halls.halls.length > 0) {
    columns.push(
      text(words.hall, 40, ({ personId }) => {
        const said = halls
          .of(personId)
          .map(({ hall, named, byDigits }) =>
            words.namedInHall(hall, { named, byDigits, state: toHallState(list, hall, words) }),
          );
        return said.length > 0 ? [...new Set(said)].join('; ') : null;
      }),
    );
  }
  const inForce = Map.groupBy(
    corrections.filter(({ withdrawnAt }) => withdrawnAt === null),
    ({ personId }) => personId,
  );
  if (inForce.size > 0) {
    const readTime = localTimeReader(list.timeZone);
    columns.push(
      text(words.sheets.corrections, 50, ({ personId }) => {
        const own = inForce.get(personId);
        if (!own) return null;
        return own
          .map((correction) => words.corrected(correction, formatTime(readTime(correction.madeAt))))
          .join('; ');
      }),
    );
  }
  return columns;
}

/** Whether it is judged as a whole: part of a series certifies nothing. */
export function isWhole({ scope }: Pick<AttendanceList, 'scope'>): boolean {
  return !scope.sessionId && !scope.topicId;
}

function toTopics(list: AttendanceList, words: ListWords): Sheet {
  return toSheet<ResultTopic>({
    name: words.sheets.topics,
    list,
    rows: list.topics,
    columns: [
      { title: words.number, kind: 'number', width: 6, read: (_, index) => index + 1 },
      text(words.topic, 60, ({ title }) => title),
      duration(words.topicLength, ({ seconds }) => seconds),
      duration(words.timeNeeded, ({ secondsNeeded }) => secondsNeeded),
      number(words.checksShown, 12, ({ checksShown }) => checksShown),
    ],
  });
}

function toChecks(list: AttendanceList, words: ListWords): Sheet {
  async function* rows(): AsyncGenerator<CheckedTopic> {
    // Most lists have none to speak of, and need not be gone through once more.
    if (list.topics.every(({ checksShown }) => checksShown === 0)) return;
    for await (const { name, topics } of list.learners) {
      for (const [place, result] of topics.entries()) {
        if (result.checksShown > 0) yield { name, title: list.topics[place]?.title ?? '', ...result };
      }
    }
  }
  return toSheet<CheckedTopic>({
    name: words.sheets.checks,
    list,
    rows: rows(),
    columns: [
      text(words.name, 28, ({ name }) => name),
      text(words.topic, 50, ({ title }) => title),
      number(words.checksShown, 12, ({ checksShown }) => checksShown),
      number(words.checksDelivered, 12, ({ checksDelivered }) => checksDelivered),
      number(words.checksAnswered, 12, ({ checksAnswered }) => checksAnswered),
      number(words.checksNeeded, 12, ({ checksNeeded }) => checksNeeded),
    ],
  });
}

function toHalls(list: AttendanceList, words: ListWords): Sheet {
  const { halls, topics } = list;
  async function* rows(): AsyncGenerator<NamedInHall> {
    if (halls.halls.length === 0) return;
    const titles = new Map(topics.map(({ topicId, title }) => [topicId, title]));
    for await (const { personId, name } of list.learners) {
      for (const naming of halls.of(personId)) {
        yield { ...naming, name, title: titles.get(naming.topicId) ?? '' };
      }
    }
  }
  return toSheet<NamedInHall>({
    name: words.sheets.halls,
    list,
    rows: rows(),
    columns: [
      text(words.name, 28, ({ name }) => name),
      text(words.topic, 50, ({ title }) => title),
      text(words.hall, 30, ({ hall }) => hall.name),
      text(words.hallPlace, 28, ({ hall }) => hall.place),
      text(words.attester, 24, ({ hall }) => hall.attester),
      text(words.hallState, 36, ({ hall }) => toHallState(list, hall, words)),
      number(words.named, 14, ({ named }) => named),
      number(words.byDigits, 14, ({ byDigits }) => byDigits),
      { title: words.firstNamed, kind: 'time', width: 20, read: ({ firstAt }) => firstAt },
      { title: words.lastNamed, kind: 'time', width: 20, read: ({ lastAt }) => lastAt },
      number(words.signedSheets, 16, ({ hall }) => hall.signedSheets),
    ],
  });
}

function toCorrections(list: AttendanceList, words: ListWords): Sheet {
  const status = (name: string) => (words.statuses as Record<string, string>)[name] ?? name;
  return toSheet<ListCorrection>({
    name: words.sheets.corrections,
    list,
    rows: list.corrections,
    columns: [
      text(words.name, 28, ({ name }) => name),
      text(words.topic, 50, ({ topicTitle }) => topicTitle),
      text(words.before, 24, ({ before }) => status(before)),
      duration(words.timeBefore, ({ secondsBefore }) => secondsBefore),
      text(words.after, 24, ({ outcome }) => status(outcome)),
      text(words.reason, 40, ({ reason }) => reason),
      text(words.by, 24, ({ madeBy }) => madeBy),
      { title: words.at, kind: 'time', width: 20, read: ({ madeAt }) => madeAt },
      { title: words.withdrawnAt, kind: 'time', width: 20, read: ({ withdrawnAt }) => withdrawnAt },
      text(words.withdrawnBy, 24, ({ withdrawnBy }) => withdrawnBy),
      text(words.withdrawalReason, 40, ({ withdrawalReason }) => withdrawalReason || null),
    ],
  });
}

function toRule(list: AttendanceList, words: ListWords): Sheet {
  const { rule, version, hash } = list.rule;
  return toSheet<readonly [string, string]>({
    name: words.sheets.rule,
    list,
    rows: [
      [words.ruleNamed, words.ruleVersion(version)] as const,
      ...words.ruleLines(rule),
      [words.ruleHash, hash ?? '–'] as const,
    ],
    columns: [text(words.figure, 40, ([name]) => name), text(words.value, 70, ([, value]) => value)],
  });
}

function toSheet<Row>({
  name,
  list,
  columns,
  rows,
  onRows,
}: {
  name: string;
  list: AttendanceList;
  columns: readonly Column<Row>[];
  rows: Iterable<Row> | AsyncIterable<Row>;
  onRows?: OnRows | undefined;
}): Sheet {
  async function* cells(): AsyncGenerator<SheetCell[]> {
    let index = 0;
    for await (const row of rows) {
      yield columns.map(({ read }) => read(row, index));
      index += 1;
      if (onRows && index % TELL_EVERY_ROWS === 0) onRows(index);
    }
    onRows?.(index);
  }
  return { name, timeZone: list.timeZone, columns, rows: cells() };
}

function text<Row>(title: string, width: number, read: (row: Row) => SheetCell): Column<Row> {
  return { title, kind: 'text', width, read };
}

function number<Row>(title: string, width: number, read: (row: Row) => SheetCell): Column<Row> {
  return { title, kind: 'number', width, read };
}

function duration<Row>(title: string, read: (row: Row) => SheetCell): Column<Row> {
  return { title, kind: 'duration', width: 14, read };
}
