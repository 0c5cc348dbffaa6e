import { describe, expect, test } from 'vitest';
import type { BoardDto, BoardRowDto } from '#shared/features/insight.ts';
import { countGroups, countWays, listAtRisk, listLeft, takeBoard, viewBoard } from './board.ts';

const startMs = Date.UTC(2021, 8, 28, 1);
const at = (minutes: number) => new Date(startMs + minutes * 60_000).toISOString();
const ms = (minutes: number) => startMs + minutes * 60_000;

const row = (name: string, over: Partial<BoardRowDto> = {}): BoardRowDto => ({
  personId: name,
  name,
  organisation: null,
  province: null,
  participantGroup: null,
  firstSeenAt: at(0),
  lastSeenAt: at(60),
  present: true,
  seconds: 3_600,
  topics: [
    { topicId: 'one', seconds: 1_800 },
    { topicId: 'two', seconds: 1_200 },
  ],
  hall: null,
  way: null,
  checksDelivered: 0,
  checksAnswered: 0,
  ...over,
});
const board = (rows: BoardRowDto[], over: Partial<BoardDto> = {}): BoardDto => ({
  sessionId: 'session',
  asOf: at(60),
  whole: true,
  startedAt: at(0),
  endedAt: null,
  plannedEndsAt: at(120),
  topics: [
    { topicId: 'one', title: 'Một', windows: [{ from: at(0), to: at(30) }] },
    { topicId: 'two', title: 'Hai', windows: [{ from: at(40), to: null }] },
  ],
  rule: { minimumSharePercent: 80, bridgedGapSeconds: 120, checkSharePercent: 75 },
  rows,
  ...over,
});
const view = (rows: BoardRowDto[], minutes: number, over?: Partial<BoardDto>) =>
  viewBoard(takeBoard(undefined, board(rows, over)), ms(minutes));

describe('the board', () => {
  test('lets whoever is present gain seconds, in the session and in the topic that runs alone', () => {
    const [here, gone] = view([row('An'), row('Bình', { present: false })], 70).people;
    expect(here).toMatchObject({ seconds: 4_200, topicSeconds: [1_800, 1_800] });
    expect(gone).toMatchObject({ seconds: 3_600, topicSeconds: [1_800, 1_200], state: 'left' });
  });

  test('gives nobody a second after the end', () => {
    const ended = { endedAt: at(65), topics: [] };
    expect(view([row('An')], 90, ended)).toMatchObject({
      sessionSeconds: 65 * 60,
      runningTopic: null,
      people: [{ seconds: 65 * 60 }],
    });
  });

  test('puts new rows in the place of old ones, and keeps the others as of their own time', () => {
    const first = takeBoard(undefined, board([row('An'), row('Bình')]));
    const left = row('Bình', { present: false, seconds: 3_660 });
    const second = takeBoard(first, board([left], { whole: false, asOf: at(62) }));
    expect(viewBoard(second, ms(62)).people.map(({ name, seconds }) => [name, seconds])).toEqual([
      ['An', 3_720],
      ['Bình', 3_660],
    ]);
    expect(viewBoard(takeBoard(second, board([row('An')])), ms(62)).people).toHaveLength(1);
  });

  test('tells who is at risk in the topic that runs: whom a call may still help comes first', () => {
    // 20 minutes ran and 60 are to come: 64 of 80 are needed.
    const late = row('Muộn', { topics: [{ topicId: 'two', seconds: 4 * 60 + 30 }] });
    const tooLate = row('Trễ', { topics: [{ topicId: 'two', seconds: 0 }], present: false });
    const missed = row('Quên', { checksDelivered: 2, checksAnswered: 0 });
    const never = row('Vắng', { firstSeenAt: null, lastSeenAt: null, present: false });
    const { people } = view([late, tooLate, missed, never, row('An')], 60);
    expect(listAtRisk(people).map(({ name, outlook }) => [name, outlook])).toEqual([
      ['Muộn', 'every_minute'],
      ['Quên', 'missed_checks'],
      ['Trễ', 'out_of_reach'],
    ]);
  });

  test('lists who has left, the last one first, and not those who never came', () => {
    const left = (name: string, minutes: number) => row(name, { present: false, lastSeenAt: at(minutes) });
    const never = row('Vắng', { firstSeenAt: null, lastSeenAt: null, present: false });
    const { people } = view([left('An', 20), left('Bình', 50), never, row('Cúc')], 60);
    expect(listLeft(people).map(({ name }) => name)).toEqual(['Bình', 'An']);
  });

  test('takes whom a hall has named for there, not for absent, gone or at risk', () => {
    const hall = (minutes: number) => ({ name: 'UBND xã Nam Cát', namedAt: at(minutes), confirmed: true });
    const lost = { present: false, lastSeenAt: at(20), topics: [] };
    const never = { ...lost, firstSeenAt: null, lastSeenAt: null };
    const { people } = view(
      [
        row('An', { ...never, hall: hall(50) }),
        row('Bình', { ...lost, hall: hall(50) }),
        row('Cúc', { ...lost, hall: hall(10) }),
        row('Dung', { hall: hall(50) }),
      ],
      60,
    );
    expect(people.map(({ name, state }) => [name, state])).toEqual([
      ['An', 'in_hall'],
      ['Bình', 'in_hall'],
      ['Cúc', 'left'],
      ['Dung', 'present'],
    ]);
    expect(listAtRisk(people).map(({ name }) => name)).toEqual(['Cúc']);
    expect(listLeft(people).map(({ name }) => name)).toEqual(['Cúc']);
    expect(countGroups(people, 'province')).toMatchObject([{ all: 4, present: 1, inHall: 2 }]);
  });

  test('counts by where they come from, the unknown ones last', () => {
    const { people } = view(
      [
        row('An', { province: '42' }),
        row('Bình', { province: '42', present: false }),
        row('Cúc'),
        row('Dung'),
        row('Em', { firstSeenAt: null, present: false }),
      ],
      60,
    );
    expect(countGroups(people, 'province')).toMatchObject([
      { key: '42', all: 2, present: 1 },
      { key: null, all: 3, present: 2 },
    ]);
  });

  test('after the end counts each way apart, and everybody once', () => {
    const ways = ['self', 'hall', 'hall', 'elsewhere', 'by_hand', 'none'] as const;
    const { people } = view(
      ways.map((way, index) => row(`Học viên ${index}`, { way, present: false })),
      60,
      { endedAt: at(60) },
    );
    const counts = { self: 1, hall: 2, elsewhere: 1, by_hand: 1, none: 1 };
    expect(countWays(people)).toEqual(counts);
    expect(countGroups(people, 'province')).toMatchObject([{ all: 6, ways: counts }]);
  });
});
