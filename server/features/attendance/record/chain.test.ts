import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewAttendanceEvent } from '#shared/attendance-events.ts';
import { forge, type Link, startOfChain, verifyChain } from './chain.ts';

const sessionId = '019ac000-0000-7000-8000-000000000001';
const topicId = '019ac000-0000-7000-8000-000000000002';
const personId = '019ac000-0000-7000-8000-000000000003';

const events: fc.Arbitrary<NewAttendanceEvent[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('topic.opened' as const, 'topic.closed' as const),
    at: fc.date({ noInvalidDate: true, min: new Date('2021-01-01'), max: new Date('2031-01-01') }),
    personId: fc.constant(personId),
    data: fc.record({ topicId: fc.string({ unit: 'grapheme' }) }),
  }),
  { minLength: 1, maxLength: 20 },
);
const forgeAll = (recorded: NewAttendanceEvent[]) => forge(sessionId, startOfChain(sessionId), recorded);
const headOf = (links: Link[]) => links.at(-1) ?? startOfChain(sessionId);
const at = new Date('2021-09-28T01:00:00.000Z');

describe('the chain of a record', () => {
  it('begins and goes on as it is published, so that others can check it with a hash and nothing else', () => {
    const [first] = forgeAll([{ kind: 'topic.opened', at, personId, data: { topicId } }]);
    expect(first?.body).toBe(
      `{"at":"2021-09-28T01:00:00.000Z","data":{"topicId":"${topicId}"},"kind":"topic.opened","personId":"${personId}","seq":1,"sessionId":"${sessionId}"}`,
    );
    // By `printf` and `sha256sum`.
    expect(Buffer.from(startOfChain(sessionId).hash).toString('hex')).toBe(
      'a94332423891cbb1ad6662e6d1f96f83e8a7957d03f0003c0d2cbfc174d07d19',
    );
    expect(Buffer.from(first?.hash ?? []).toString('hex')).toBe(
      '69a6669e6152bdf7e71aab44420737939e7017b351bcbc05b8d42ecff9735bca',
    );
  });

  it('is whole as it was written, however it was written: at once or one by one', () => {
    fc.assert(
      fc.property(events, (recorded) => {
        const links = forgeAll(recorded);
        const oneByOne: Link[] = [];
        for (const event of recorded) oneByOne.push(...forge(sessionId, headOf(oneByOne), [event]));
        expect(oneByOne).toEqual(links);
        expect(verifyChain({ sessionId, links, head: headOf(links) })).toEqual({
          ok: true,
          head: { seq: links.length, hash: headOf(links).hash },
        });
      }),
    );
  });

  it('names the first place at which anything was changed, taken out, put in or put elsewhere', () => {
    fc.assert(
      fc.property(
        events,
        fc.nat(),
        fc.constantFrom('change', 'remove', 'repeat', 'swap'),
        (recorded, n, how) => {
          const links = forgeAll(recorded);
          const head = headOf(links);
          const index = n % links.length;
          const link = links[index] as Link;
          const next = links[index + 1];
          if (how === 'change') links[index] = { ...link, body: link.body.replace('2', '3') };
          if (how === 'remove') links.splice(index, 1);
          if (how === 'repeat') links.splice(index, 0, link);
          if (how === 'swap' && !next) return;
          if (how === 'swap') links.splice(index, 2, next as Link, link);
          const seq = how === 'repeat' ? link.seq + 1 : link.seq;
          expect(verifyChain({ sessionId, links, head })).toMatchObject({ ok: false, seq });
        },
      ),
    );
  });

  it('is not whole when all later hashes are made anew, for the head that was told before knows', () => {
    const links = forgeAll([
      { kind: 'topic.opened', at, data: { topicId } },
      { kind: 'topic.closed', at, data: { topicId } },
    ]);
    const told = headOf(links);
    const rewritten = forgeAll([
      { kind: 'topic.opened', at, data: { topicId } },
      { kind: 'topic.closed', at: new Date(0), data: { topicId } },
    ]);
    expect(verifyChain({ sessionId, links: rewritten }).ok).toBe(true);
    expect(verifyChain({ sessionId, links: rewritten, head: told })).toEqual({
      ok: false,
      seq: 3,
      fault: 'head',
    });
    expect(verifyChain({ sessionId, links: links.slice(0, 1), head: told })).toMatchObject({
      seq: 2,
      fault: 'head',
    });
  });

  it('passes for no other session’s', () => {
    const links = forgeAll([{ kind: 'topic.opened', at, data: { topicId } }]);
    expect(verifyChain({ sessionId: topicId, links })).toEqual({ ok: false, seq: 1, fault: 'body' });
  });
});
