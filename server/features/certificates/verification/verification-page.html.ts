import { createHash } from 'node:crypto';
import { toDuration, toEnglishDay, toEnglishDuration, toShortDay } from '../drawing/dates.ts';
import { escapeHtml } from './escape-html.ts';
import type { VerifiedCertificate } from './verification.service.ts';
import { type PageLanguage, words } from './verification-words.ts';

/** Without the site's type and script: it must open on any telephone, and at once. */
const style = `:root{color-scheme:light dark;--text:#211d18;--soft:#5d5448;--line:#ddd3c2;--accent:#0f5a47;--paper:#faf6ee;--card:#fffdf8;--good:#0f5a47;--bad:#a3231d;--warn:#8a5a00}
@media(prefers-color-scheme:dark){:root{--text:#f1ebe1;--soft:#b9ae9e;--line:#3a342b;--accent:#84cdb0;--paper:#171512;--card:#1f1c18;--good:#84cdb0;--bad:#ff9d94;--warn:#f0c069}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:40rem;padding:1rem 1.125rem 3.5rem;background:var(--paper);color:var(--text);font:1.0625rem/1.6 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
header{display:flex;gap:1rem;justify-content:space-between;align-items:center;margin-bottom:1rem}
a{color:var(--accent)}
header a,.next{display:inline-block;padding:.65rem 0}
header a{flex:none;white-space:nowrap}
h1{font-size:1.125rem;line-height:1.4;margin:0;font-weight:600;text-wrap:balance}
h2{font-size:1.0625rem;line-height:1.5;margin:2rem 0 .25rem}
p{margin:0 0 .75rem}
.soft{color:var(--soft);font-size:.9375rem}
.card+.soft{margin-top:.75rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;overflow:hidden}
.status{padding:1.125rem 1.125rem 1rem;border-inline-start:.375rem solid var(--good)}
.status strong{display:block;text-wrap:balance;font-size:1.5rem;line-height:1.3;color:var(--good)}
.status p{margin:.25rem 0 0}
.bad{border-color:var(--bad)}.bad strong{color:var(--bad)}
.warn{border-color:var(--warn)}.warn strong{color:var(--warn)}
dl{margin:0;border-top:1px solid var(--line)}
dl div{padding:.7rem 1.125rem;border-bottom:1px solid var(--line)}
dl div:last-child{border-bottom:0}
dt{color:var(--soft);font-size:.875rem}
dd{margin:0}
dd.name{font-size:1.25rem;font-weight:600;line-height:1.4}
code{font:.8125rem/1.5 ui-monospace,"Cascadia Mono",Menlo,Consolas,monospace;word-break:break-all}
form{margin-top:1rem}
label{display:block;font-weight:600;margin-bottom:.375rem}
input{width:100%;min-height:3rem;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);border-radius:.5rem;letter-spacing:.04em}
button{min-height:3rem;margin-top:.75rem;padding:.5rem 1.5rem;font:inherit;font-weight:600;color:var(--paper);background:var(--accent);border:0;border-radius:.5rem;width:100%}
@media(min-width:30rem){button{width:auto}}
@media print{:root{--text:#000;--soft:#333;--paper:#fff;--card:#fff;--accent:#000;--good:#000}@page{size:A4;margin:14mm 16mm}body{padding:0;max-width:none;font-size:10.5pt;line-height:1.45}header a,.another{display:none}dl div{padding:.4rem 1rem}}`;

/** Nothing but this very style and its own form: no script, no picture, no other address, in no frame. */
export const verificationPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const tones = { valid: '', revoked: 'bad', replaced: 'warn', erased: 'warn' } as const;

/** `keyAddress`: where the installation says what it signs with. */
export function toVerifiedPage(found: VerifiedCertificate, language: PageLanguage): string {
  const text = words[language];
  const day = (at: string): string => (language === 'vi' ? toShortDay(at) : toEnglishDay(at));
  const length = language === 'vi' ? toDuration(found.minutes) : toEnglishDuration(found.minutes);
  const period =
    found.firstDay && found.lastDay
      ? found.firstDay === found.lastDay
        ? day(found.firstDay)
        : `${day(found.firstDay)} – ${day(found.lastDay)}`
      : '';
  const facts: [term: string, html: string, kind?: string][] = [
    [text.name, found.name === null ? text.erasedName : escapeHtml(found.name), 'name'],
    [text.serial, escapeHtml(found.serial)],
    [text.document, escapeHtml(found.documentName)],
    [text.course, escapeHtml(found.courseName)],
    ...(found.minutes > 0 ? [[text.length, escapeHtml(length)] as [string, string]] : []),
    ...(period ? [[text.period, escapeHtml(period)] as [string, string]] : []),
    [text.issuer, found.issuers.map(escapeHtml).join('<br>')],
    [text.issuedOn, escapeHtml(day(found.issuedOn))],
    [text.code, escapeHtml(found.code)],
  ];
  const next = found.replacement
    ? `<p><a class="next" href="/v/${escapeHtml(found.replacement.code)}?language=${language}">${escapeHtml(text.seeReplacement(found.replacement.serial))}</a></p>`
    : '';
  const when = found.revokedOn ?? found.erasedOn;
  const status = `<div class="status ${tones[found.state]}"><strong>${text.states[found.state]}</strong><p>${escapeHtml(text.explained[found.state](when ? day(when) : ''))}</p>${next}</div>`;
  const initials = found.name !== null && !found.isNameFull ? `<p class="soft">${text.initialsNote}</p>` : '';
  const list = facts
    .map(
      ([term, html, kind]) => `<div><dt>${term}</dt><dd${kind ? ` class="${kind}"` : ''}>${html}</dd></div>`,
    )
    .join('');
  const checksum = found.sha256
    ? `<p>${text.checkFile}</p><p><code>${found.sha256}</code></p><p class="soft">${text.checkHow}</p>`
    : `<p>${text.fileComing}</p>`;
  const signed = found.isSigned
    ? `<p class="soft"><a href="/v/${escapeHtml(found.code)}/record">${text.signedRecord}</a></p>`
    : '';
  return toDocument({
    language,
    title: `${text.states[found.state]} · ${found.serial}`,
    address: `/v/${found.code}`,
    body: `<div class="card">${status}<dl>${list}</dl></div>${initials}<h2>${text.file}</h2>${checksum}${signed}<section class="another"><h2>${text.another}</h2>${toForm(language, '')}</section>`,
  });
}

/** Where a code is typed; with what was typed, where that led nowhere. */
export function toVerificationForm(language: PageLanguage, typed?: string): string {
  const text = words[language];
  const wrong =
    typed === undefined
      ? `<p>${text.lead}</p>`
      : `<div class="card"><div class="status bad" role="alert"><strong>${text.unknown}</strong><p>${text.unknownText}</p></div></div>`;
  return toDocument({
    language,
    title: typed === undefined ? text.title : text.unknown,
    address: '/v',
    body: `${wrong}${toForm(language, typed ?? '')}`,
  });
}

export function toWaitPage(language: PageLanguage, waitMs: number): string {
  const text = words[language];
  return toDocument({
    language,
    title: text.wait,
    address: '/v',
    body: `<div class="card"><div class="status warn" role="alert"><strong>${text.wait}</strong><p>${text.waitText(Math.max(1, Math.ceil(waitMs / 60_000)))}</p></div></div>`,
  });
}

function toForm(language: PageLanguage, typed: string): string {
  const text = words[language];
  const shown = escapeHtml(typed.slice(0, 40));
  return `<form action="/v" method="get"><input type="hidden" name="language" value="${language}"><label for="code">${text.codeLabel}</label><input id="code" name="code" value="${shown}" required autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" placeholder="XXXX-XXXX-XXXX-XXXX"><button>${text.check}</button></form>`;
}

function toDocument({
  language,
  title,
  address,
  body,
}: {
  language: PageLanguage;
  title: string;
  address: string;
  body: string;
}): string {
  const other = language === 'vi' ? 'en' : 'vi';
  const link = `<a href="${escapeHtml(address)}?language=${other}" lang="${other}" hreflang="${other}">${words[language].other}</a>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex,nofollow"><title>${escapeHtml(title)}</title><style>${style}</style></head><body><header><h1>${words[language].title}</h1>${link}</header><main>${body}</main></body></html>`;
}
