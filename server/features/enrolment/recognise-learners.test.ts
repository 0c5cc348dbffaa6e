import { expect, test } from 'vitest';
import { type KnownPerson, type NamedLearner, planPeople } from './recognise-learners.ts';

const an: KnownPerson = {
  id: 'an',
  email: 'an@example.vn',
  phone: null,
  passwordHash: null,
  platformRole: 'NONE',
};

function line(over: Partial<NamedLearner> = {}): NamedLearner {
  return { clientId: 'line', name: 'Ai đó', email: null, phone: null, ...over };
}

test('lines without an address or a number are each a person of their own', () => {
  const planned = planPeople({ learners: [line(), line()], known: [an] });

  expect(new Set(planned.map((person) => person.personId)).size).toBe(2);
  expect(planned.every((person) => person.isNew)).toBe(true);
});

test('a third line joins two others that it shares an address and a number with', () => {
  const learners = [
    line({ clientId: '1', email: 'b@example.vn', phone: '+84912000001' }),
    line({ clientId: '2', phone: '+84912000001' }),
    line({ clientId: '3', email: 'b@example.vn' }),
  ];

  expect(planPeople({ learners, known: [] })).toMatchObject([
    { clientId: '1', email: 'b@example.vn', phone: '+84912000001', isNew: true },
  ]);
});

test('a number that a list adds to somebody we know is found again further down', () => {
  const learners = [line({ email: 'an@example.vn', phone: '+84912000001' }), line({ phone: '+84912000001' })];

  expect(planPeople({ learners, known: [an] })).toMatchObject([
    { personId: 'an', phone: '+84912000001', isNew: false, hasNewDetails: true },
  ]);
});

test('somebody with an account keeps what they sign in with', () => {
  const known = [{ ...an, passwordHash: '$argon2id$…' }];
  const learners = [line({ email: 'an@example.vn', phone: '+84912000001' })];

  expect(planPeople({ learners, known })).toMatchObject([
    { personId: 'an', phone: null, hasNewDetails: false },
  ]);
});

test('a line that belongs to two people is refused by its number in the list', () => {
  const binh: KnownPerson = { ...an, id: 'binh', email: null, phone: '+84912000002' };
  const learners = [null, line({ email: 'an@example.vn', phone: '+84912000002' })];

  expect(() => planPeople({ learners, known: [an, binh] })).toThrow(
    expect.objectContaining({ code: 'malformed', details: { fields: ['learners.1.phone'] } }),
  );
});
