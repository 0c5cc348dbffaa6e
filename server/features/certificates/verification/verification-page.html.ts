import { toDuration, toEnglishDay, toEnglishDuration, toShortDay } from '../drawing/dates.ts';
import { escapeHtml } from './escape-html.ts';
import { plainStyle, plainStyleSource } from './plain-style.ts';
import type { VerifiedCertificate } from './verification.service.ts';
import { type PageLanguage, words } from './verification-words.ts';

/** Nothing but this very style and its own form: no script, no picture, no other address, in no frame. */
export const verificationPolicy = [
  "default-src 'none'",
  `style-src ${plainStyleSource}`,
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
    ? `<p>${text.checkFile}</p><p><code>${found.sha256}</code></p><div class="soft"><p>${text.checkHow}</p>${toCommands(text.fileName)}</div>`
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
    body: `<div class="card"><div class="status warn" role="alert"><strong>${text.wait}</strong><p>${text.waitText(Math.max(1, Math.ceil(waitMs / 60_000)))}</p><p><a class="next" href="">${text.retry}</a></p></div></div>`,
  });
}

/** A command that breaks in the middle of a sentence is typed wrong. */
function toCommands(fileName: string): string {
  const commands = [
    ['Windows', `certutil -hashfile ${fileName} SHA256`],
    ['macOS', `shasum -a 256 ${fileName}`],
    ['Linux', `sha256sum ${fileName}`],
  ];
  return `<ul>${commands.map(([system, command]) => `<li>${system}: <code>${command}</code></li>`).join('')}</ul>`;
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
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex,nofollow"><title>${escapeHtml(title)}</title><style>${plainStyle}</style></head><body><header><h1>${words[language].title}</h1>${link}</header><main>${body}</main></body></html>`;
}
