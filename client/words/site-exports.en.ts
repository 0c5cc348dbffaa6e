import type { EnglishOf } from '#client/lib/words.ts';
import type { words as vi } from './site-exports.vi.ts';

export const words = {
  title: 'Exports',
  lead: 'Every download is recorded in the log, because the lists hold personal data.',
  scope: {
    label: 'Exports of',
    series: 'The whole series',
    topic: 'Topic {{number}}: {{title}}',
    person: 'One learner',
  },
  list: {
    title: 'Attendance list',
    seriesLead:
      'The whole series: one line per learner, with the result of each topic and whether they qualify for the certificate.',
    sessionLead:
      'This session: when learners came in, when they were last seen, how long they were present, and the result of each topic.',
    topicLead: 'This topic: one line per learner, with time present, presence checks and the result.',
    personLead: 'This learner: the result of each topic and whether they qualify for the certificate.',
    xlsx: 'Excel (XLSX)',
    xlsxUse: 'To filter, count and send on. Five sheets: list, topics, presence checks, corrections, rule.',
    pdf: 'To print (PDF)',
    pdfUse:
      'A4, with a signature column and page numbers; the rule and the hash of the record are printed at its foot.',
    csv: 'CSV',
    csvUse: 'The list alone, for other programs.',
    json: 'JSON',
    jsonUse: 'Every figure, for software developers.',
  },
  pack: {
    title: 'Evidence pack',
    lead: 'One signed ZIP file: lists, raw record, presence checks, questions, polls, feedback, materials, captions, the rule and every correction. An auditor can verify it without Lectern.',
    topicLead:
      'One signed ZIP file about this topic: lists, the raw record of the sessions that taught it, the rule and every correction. It does not say who qualifies for a certificate.',
    zip: 'Evidence (ZIP)',
    zipUse: 'Open verify.html from it and drop the ZIP file on the page to verify it.',
    waits: 'It can be made when no session is open: data that still changes cannot be signed.',
  },
  download: 'Download',
  downloadOf: 'Download: {{name}}',
  preparing: 'Preparing…',
  working: 'Preparing and downloading',
  workingSize: '{{size}} so far',
  done: 'Downloaded, {{size}}',
  missing_one:
    'The pack is not complete: one upload is no longer on the server. README.txt names it; restore it from a backup, then download the pack again.',
  missing_other:
    'The pack is not complete: {{count}} uploads are no longer on the server. README.txt names them; restore them from a backup, then download the pack again.',
  failed: 'The download stopped halfway. Please try again.',
} satisfies EnglishOf<typeof vi>;
