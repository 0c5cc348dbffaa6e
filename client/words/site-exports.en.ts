import type { EnglishOf } from '#client/lib/words.ts';
import type { words as vi } from './site-exports.vi.ts';

export const words = {
  title: 'Exports',
  lead: 'Every download is noted in the log, because lists hold personal data.',
  list: {
    title: 'Attendance list',
    seriesLead:
      'The whole series: a line for each learner, with the result of each topic and whether they qualify.',
    sessionLead:
      'This session: when somebody came, when they were last seen, how long they were present, and the result of each topic.',
    xlsx: 'Excel (XLSX)',
    xlsxUse: 'To filter, count and send on. Five sheets: list, topics, presence checks, corrections, rule.',
    pdf: 'To print (PDF)',
    pdfUse: 'A4 with a column to sign and page numbers; the rule and the hash of the record stand on it.',
    csv: 'CSV',
    csvUse: 'The list alone, for other programs.',
    json: 'JSON',
    jsonUse: 'Every figure, for whoever writes programs.',
  },
  pack: {
    title: 'Evidence pack',
    lead: 'One signed ZIP file: lists, raw record, presence checks, questions, polls, feedback, materials, captions, the rule and every correction. An auditor can verify it without Lectern.',
    zip: 'Evidence (ZIP)',
    zipUse: 'Open verify.html from it and drop the ZIP file on the page to verify it.',
    waits: 'It can be made once no session is open any more: what still changes cannot be signed.',
  },
  download: 'Download',
  downloadOf: 'Download: {{name}}',
  preparing: 'Preparing…',
  working: 'Being made and downloaded',
  workingSize: '{{size}} so far',
  done: 'Downloaded, {{size}}',
  failed: 'The download stopped halfway. Please try again.',
} satisfies EnglishOf<typeof vi>;
