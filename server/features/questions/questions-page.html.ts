import { createHash } from 'node:crypto';
import { formatDay, type LocalTime, localTimeReader } from '#server/core/local-time.ts';
import type { PublishedQuestions } from './questions-page.service.ts';
import { toMinute } from './questions-sheet.ts';

export type PageLanguage = 'vi' | 'en';

const words = {
  vi: {
    title: 'Hỏi và đáp',
    count: (count: number) => `${count} câu hỏi đã được trả lời`,
    none: 'Chưa có câu hỏi nào được đăng.',
    aloud: (session: string, day: string, time: string, minute: number | null) =>
      `Đã trả lời trực tiếp trong “${session}”, ngày ${day} lúc ${time}${minute === null ? '' : `, phút ${minute}`}.`,
    inSession: 'Đã trả lời trực tiếp trong buổi học.',
    other: 'English',
    gone: 'Không có trang này',
    goneText: 'Trang hỏi đáp đã được gỡ, hoặc địa chỉ bị sai. Hãy hỏi lại ban tổ chức.',
  },
  en: {
    title: 'Questions and answers',
    count: (count: number) => (count === 1 ? 'One question answered' : `${count} questions answered`),
    none: 'No questions have been published yet.',
    aloud: (session: string, day: string, time: string, minute: number | null) =>
      `Answered aloud in “${session}” on ${day} at ${time}${minute === null ? '' : `, minute ${minute}`}.`,
    inSession: 'Answered aloud in the session.',
    other: 'Tiếng Việt',
    gone: 'There is no such page',
    goneText: 'The page was taken down, or the address is wrong. Please ask the organisers.',
  },
} as const;

/** Without the site's type and script: it is read once, often on a slow line, and printed. */
const style = `:root{color-scheme:light dark;--text:#211d18;--soft:#5d5448;--line:#ddd3c2;--accent:#0f5a47;--paper:#faf6ee}
@media(prefers-color-scheme:dark){:root{--text:#f1ebe1;--soft:#b9ae9e;--line:#3a342b;--accent:#84cdb0;--paper:#171512}}
body{margin:0 auto;max-width:44rem;padding:1.5rem 1.25rem 4rem;background:var(--paper);color:var(--text);font:1.0625rem/1.65 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
header{border-bottom:1px solid var(--line);padding-bottom:1rem;margin-bottom:1.5rem}
.bar{display:flex;gap:1rem;justify-content:space-between;align-items:baseline}
p{margin:0 0 .75rem}
.soft{color:var(--soft)}
a{color:var(--accent);flex:none;display:inline-block;padding:.6rem 0}
h1{font-size:clamp(1.375rem,5vw,1.75rem);line-height:1.3;margin:.25rem 0 .5rem}
h2{font-size:1.125rem;line-height:1.5;margin:0 0 .5rem}
h2,.answer{white-space:pre-line}
ol{list-style:none;margin:0;padding:0}
li{padding:1.25rem 0;border-bottom:1px solid var(--line);break-inside:avoid}
.answer{border-inline-start:3px solid var(--accent);padding-inline-start:.9rem}
@media print{:root{--text:#000;--soft:#333;--line:#999;--accent:#000;--paper:#fff}body{max-width:none;padding:0;font-size:11pt}a{display:none}}`;

/** Nothing but this very style: no script, no picture, no other address, in no frame. */
export const pageSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page for whoever has its address; every text in it was written by people, so every text is escaped. */
export function toQuestionsPage(page: PublishedQuestions, language: PageLanguage): string {
  const text = words[language];
  const readTime = localTimeReader(page.timeZone);
  const items = page.questions.map(
    ({ body, answer, aloud }) =>
      `<li><h2>${escapeHtml(body)}</h2>${answer === null ? '' : `<p class="answer">${escapeHtml(answer)}</p>`}${toAloud(aloud, answer)}</li>`,
  );

  function toAloud(aloud: PublishedQuestions['questions'][number]['aloud'], answer: string | null): string {
    if (!aloud) return answer === null ? `<p class="soft">${text.inSession}</p>` : '';
    const time = readTime(aloud.at);
    const minute = toMinute(aloud.at, aloud.sessionStartedAt);
    return `<p class="soft">${escapeHtml(text.aloud(aloud.sessionTitle, formatDay(time), toClock(time), minute))}</p>`;
  }

  return toDocument({
    language,
    title: `${page.topicTitle} – ${text.title}`,
    searchable: page.searchable,
    body: `<header><div class="bar"><p class="soft">${escapeHtml(page.seriesTitle)}</p>${toOtherLanguage(language)}</div><h1>${escapeHtml(page.topicTitle)}</h1><p class="soft">${text.title} · ${items.length === 0 ? text.none : text.count(items.length)}</p></header><main><ol>${items.join('')}</ol></main>`,
  });
}

/** Also for an address that was right once: what was taken down is not told from what never was. */
export function toMissingPage(language: PageLanguage): string {
  const text = words[language];
  return toDocument({
    language,
    title: text.gone,
    searchable: false,
    body: `<header><div class="bar"><p class="soft">Lectern</p>${toOtherLanguage(language)}</div></header><main><h1>${text.gone}</h1><p>${text.goneText}</p></main>`,
  });
}

function toDocument({
  language,
  title,
  searchable,
  body,
}: {
  language: PageLanguage;
  title: string;
  searchable: boolean;
  body: string;
}): string {
  const robots = searchable ? '' : '<meta name="robots" content="noindex">';
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title>${robots}<style>${style}</style></head><body>${body}</body></html>`;
}

function toOtherLanguage(language: PageLanguage): string {
  const other = language === 'vi' ? 'en' : 'vi';
  return `<a href="?language=${other}" lang="${other}" hreflang="${other}">${words[language].other}</a>`;
}

function toClock({ hour, minute }: LocalTime): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => entities[sign] ?? sign);
}
