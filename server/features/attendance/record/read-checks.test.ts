import { describe, expect, it } from 'vitest';
import type { AttendanceEvent, NewAttendanceEvent } from '#shared/attendance-events.ts';
import type { CheckEnding } from '#shared/presence-checks.ts';
import { readChecks } from './read-checks.ts';

const second = (seconds: number): Date => new Date(Date.UTC(2021, 8, 28, 1) + seconds * 1_000);
const text = (seconds: number): string => second(seconds).toISOString();

function shown(check: 'tap' | 'code_word' = 'tap'): NewAttendanceEvent {
  const word = check === 'tap' ? null : 'lúa';
  const data = { checkId: 'c', topicId: 't', check, askedById: null, word, closesAt: text(240) };
  return { kind: 'check.shown', at: second(0), data };
}

function extended(at: number, until: number): NewAttendanceEvent {
  return { kind: 'check.extended', at: second(at), data: { checkId: 'c', closesAt: text(until) } };
}

function delivered(seconds: number, ...personIds: string[]): NewAttendanceEvent {
  const people = personIds.map((personId) => ({ personId, at: text(seconds), seen: true }));
  return { kind: 'check.delivered', at: second(seconds), data: { checkId: 'c', people } };
}

function deliveredByLine(seconds: number, personId: string): NewAttendanceEvent {
  const people = [{ personId, at: text(seconds), seen: false }];
  return { kind: 'check.delivered', at: second(240), data: { checkId: 'c', people, byLine: true } };
}

function joined(seconds: number, personId: string): NewAttendanceEvent {
  const data = { connection: 1, leaseId: 'l', role: 'learner' } as const;
  return { kind: 'connection.joined', at: second(seconds), personId, data };
}

function left(seconds: number, personId: string): NewAttendanceEvent {
  const data = { connection: 1, reason: 'lost', lastProofAt: text(seconds) } as const;
  return { kind: 'connection.left', at: second(seconds + 15), personId, data };
}

function answered(seconds: number, personId: string, right = true): NewAttendanceEvent {
  const answer = { personId, at: text(seconds), writtenAt: null, rough: false, right };
  return { kind: 'check.answered', at: second(seconds), data: { checkId: 'c', answers: [answer] } };
}

function closed(
  seconds: number,
  lists: { unanswered?: string[]; excused?: string[]; notDelivered?: string[] },
  ending: CheckEnding = 'time',
): NewAttendanceEvent {
  const data = { checkId: 'c', ending, unanswered: [], excused: [], notDelivered: [], ...lists };
  return { kind: 'check.closed', at: second(seconds), data };
}

function read(...events: NewAttendanceEvent[]) {
  const numbered = events.map((event, at) => ({ personId: null, ...event, seq: at + 1 }) as AttendanceEvent);
  const { checks, faults } = readChecks(numbered);
  const people = Object.fromEntries(
    [...(checks.get('c')?.people ?? [])].map(([id, { outcome }]) => [id, outcome]),
  );
  return { people, faults: faults.map(({ seq, says }) => `${seq} ${says}`), checks };
}

describe('what became of a check, from events alone', () => {
  it('is an answer, a silence, too little time or no delivery; and an answer that comes late after all', () => {
    const { people, faults } = read(
      shown(),
      delivered(1, 'hoa', 'lan', 'mai'),
      delivered(200, 'tam'),
      answered(30, 'hoa'),
      closed(240, { unanswered: ['lan', 'mai'], excused: ['tam'], notDelivered: ['an'] }),
      answered(300, 'mai'),
      delivered(300, 'an'),
    );
    expect(people).toEqual({
      hoa: 'answered',
      lan: 'expired',
      mai: 'answered',
      tam: 'excused',
      an: 'excused',
    });
    expect(faults).toEqual([]);
  });

  it('is also a silence of whoever was on one line for long enough, though no page said a word of it', () => {
    for (const events of [[], [left(90, 'lan')]]) {
      const { people, faults } = read(
        joined(-300, 'lan'),
        shown(),
        ...events,
        deliveredByLine(30, 'lan'),
        closed(240, { unanswered: ['lan'] }),
      );
      expect(people).toEqual({ lan: 'expired' });
      expect(faults).toEqual([]);
    }
  });

  it('counts against nobody where it was cut short', () => {
    const { people, faults } = read(
      shown(),
      delivered(1, 'lan'),
      closed(120, { excused: ['lan'] }, 'closed_early'),
    );
    expect(people).toEqual({ lan: 'excused' });
    expect(faults).toEqual([]);
  });

  it('has the longer time that a restart gave to whoever was cut off', () => {
    const { checks, people, faults } = read(
      shown(),
      delivered(1, 'lan'),
      extended(220, 280),
      answered(270, 'lan'),
      closed(280, {}),
    );
    expect(people).toEqual({ lan: 'answered' });
    expect(checks.get('c')).toMatchObject({ closesMs: +second(280), closedMs: +second(280) });
    expect(faults).toEqual([]);
  });

  it('has wrong words counted, and their writer reached', () => {
    const { checks, people } = read(shown('code_word'), answered(20, 'lan', false), answered(30, 'lan'));
    expect(people).toEqual({ lan: 'answered' });
    expect(checks.get('c')?.people.get('lan')).toMatchObject({ wrongWords: 1, deliveredMs: +second(20) });
  });
});

describe('events that contradict those before them are named:', () => {
  it('a silence of whoever was reached too late, and of whoever was never reached', () => {
    const events = [shown(), delivered(200, 'lan'), closed(240, { unanswered: ['lan', 'hoa'] })];
    expect(read(...events).faults).toEqual([
      '3 calls person lan expired, who is excused by what was told before, in check c',
      '3 calls person hoa expired, who is not_delivered by what was told before, in check c',
    ]);
  });

  it('time that is taken away, time for what has closed, and an end before its time', () => {
    expect(read(shown(), extended(100, 200)).faults).toEqual(['2 takes time from check c']);
    expect(read(shown(), closed(240, {}), extended(250, 300)).faults).toEqual([
      '3 gives more time to the closed check c',
    ]);
    expect(read(shown(), closed(200, {})).faults).toEqual([
      '2 says that time was up, which it was not, for check c',
    ]);
  });

  it('a line that brought it to somebody who was on none, or on none for long enough', () => {
    const fault = 'says that a line of person lan brought them, which it has not had, check c';
    const end = [deliveredByLine(30, 'lan'), closed(240, { unanswered: ['lan'] })];
    expect(read(shown(), ...end).faults).toEqual([`2 ${fault}`]);
    expect(read(joined(-300, 'hoa'), shown(), ...end).faults).toEqual([`3 ${fault}`]);
    expect(read(joined(31, 'lan'), shown(), ...end).faults).toEqual([`3 ${fault}`]);
    expect(read(joined(-300, 'lan'), shown(), left(89, 'lan'), ...end).faults).toEqual([`4 ${fault}`]);
  });

  it('somebody who was reached and is passed over, an answer that comes twice, a check that nobody showed', () => {
    expect(read(shown(), delivered(1, 'lan'), closed(240, {})).faults).toEqual([
      '3 says nothing of person lan, whom it had reached, in check c',
    ]);
    expect(read(shown(), answered(1, 'lan'), answered(2, 'lan')).faults).toHaveLength(1);
    expect(read(answered(1, 'lan')).faults).toHaveLength(1);
    expect(read(shown(), shown()).faults).toHaveLength(1);
  });
});
