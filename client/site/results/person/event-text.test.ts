import i18next from 'i18next';
import { expect, it } from 'vitest';
import { words as en } from '#client/words/site-results.en.ts';
import { words as vi } from '#client/words/site-results.vi.ts';
import { leaveReasons } from '#shared/attendance-events.ts';
import { toEventText } from './event-text.ts';

const events = [
  ['connection.joined', { connection: 2, leaseId: 'lease', role: 'learner' }],
  ...leaveReasons.map(
    (reason) =>
      ['connection.left', { connection: 2, reason, lastProofAt: '2021-09-28T01:02:03.000Z' }] as const,
  ),
  ['correction.made', { topicId: 'one', statusBefore: 'absent', outcome: 'excused', byId: 'staff' }],
  ['correction.withdrawn', { topicId: 'one', correctionId: 'correction', byId: 'staff' }],
  ['viewer_code.entered', { topicId: 'one', codeId: 'code' }],
] as const;

async function tell(language: 'vi' | 'en', kind: string, data: object) {
  const i18n = i18next.createInstance();
  await i18n.init({
    lng: language,
    ns: ['site-results'],
    resources: { vi: { 'site-results': vi }, en: { 'site-results': en } },
    interpolation: { escapeValue: false },
  });
  return toEventText(
    { kind, detail: JSON.stringify({ kind, data }) },
    {
      t: i18n.getFixedT(language, 'site-results'),
      format: { time: (at) => String(at).slice(11, 16), number: String },
      topicTitle: () => '1. Sơ cứu',
    },
  );
}

it.each(['vi', 'en'] as const)(
  'every kind of event about a person is told in words, in %s',
  async (language) => {
    for (const [kind, data] of events) {
      const told = await tell(language, kind, data);
      expect(told?.name, kind).toMatch(/^\p{Lu}/u);
      expect(`${told?.name} ${told?.text}`, kind).not.toMatch(/trail\.|status\.|[{}_]|undefined/);
    }
  },
);

it('an event says which connection, why and when it was last heard', async () => {
  const left = { connection: 2, reason: 'lost', lastProofAt: '2021-09-28T01:02:03.000Z' };
  expect(await tell('vi', 'connection.left', left)).toEqual({
    name: 'Rời lớp',
    text: 'Kết nối 2: mất kết nối; có tín hiệu lần cuối lúc 01:02:03',
  });
});

it('what these words do not know is left as it stands in the record', async () => {
  expect(await tell('vi', 'something.new', {})).toBeNull();
  expect(await tell('vi', 'connection.left', { connection: 1, reason: 'new', lastProofAt: '' })).toBeNull();
});
