import { createHash } from 'node:crypto';
import type { CertificateDto } from '#shared/features/certificates.ts';
import { toShortDay } from './drawing/dates.ts';
import { type SheetLanguage, words } from './register-sheet.ts';
import { escapeHtml } from './verification/escape-html.ts';

const style = `@page{size:A4 landscape;margin:14mm 12mm}
body{margin:1.5rem;color:#000;background:#fff;font:10pt/1.4 "Be Vietnam Pro","Noto Sans",system-ui,sans-serif}
h1{font-size:15pt;margin:0}p{margin:.25rem 0 1rem}
table{border-collapse:collapse;width:100%}
th,td{border:.5pt solid #555;padding:4pt 5pt;text-align:start;vertical-align:top}
th{background:#f0ede6;font-size:9pt}
td.whole{white-space:nowrap}td.sign{min-width:36mm}
tr{break-inside:avoid;height:26pt}thead{display:table-header-group}
.gone{color:#555}
@media print{body{margin:0}}`;

/** Numbers and days: what breaks in the middle is read as two. */
const wholeColumns = new Set([0, 1, 5]);

export const registerPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The register as it is printed and signed by whoever receives a paper. */
export function toRegisterPage(
  certificates: readonly CertificateDto[],
  { language, seriesTitle, printedAt }: { language: SheetLanguage; seriesTitle: string; printedAt: string },
): string {
  const text = words[language];
  const [, number, register, name, born, organisation, province, issued, state] = text.titles;
  const heads = [
    number,
    register,
    name,
    born,
    `${organisation} – ${province}`,
    issued,
    state,
    text.signature,
  ];
  const rows = certificates.map((one) => {
    const place = [one.organisation, one.province].filter(Boolean).join(' – ');
    const status =
      one.replacedBySerial === null
        ? text.states[one.state]
        : `${text.states[one.state]}: ${one.replacedBySerial}`;
    const cells = [
      one.serial,
      one.registerNumber,
      one.name ?? text.erased,
      one.birthYear === null ? '' : String(one.birthYear),
      place,
      toShortDay(one.issuedOn),
      status,
    ];
    return `<tr${one.state === 'valid' ? '' : ' class="gone"'}>${cells.map((cell, at) => `<td${wholeColumns.has(at) ? ' class="whole"' : ''}>${escapeHtml(cell)}</td>`).join('')}<td class="sign"></td></tr>`;
  });
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${text.name} – ${escapeHtml(seriesTitle)}</title><style>${style}</style></head><body><h1>${text.name}</h1><p>${escapeHtml(seriesTitle)} · ${text.head(certificates.length)} · ${text.print} ${escapeHtml(printedAt)}</p><table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></body></html>`;
}
