import type { CertificateSheet } from '../facts.ts';
import { toDuration, toEnglishDuration, toShortDay } from './dates.ts';

/** What stands under the name: only what is known and wanted. */
export function toPersonLine({ design, facts }: CertificateSheet): string {
  const { prints } = design;
  const parts = [
    prints.birthYear && facts.birthYear !== null ? `Sinh năm: ${facts.birthYear}` : '',
    prints.organisation && facts.organisation ? `Đơn vị: ${facts.organisation}` : '',
    prints.province ? facts.province : '',
  ];
  return parts.filter(Boolean).join('   ·   ');
}

export function toPersonLineEn({ design, facts }: CertificateSheet): string {
  const { prints } = design;
  return prints.birthYear && facts.birthYear !== null ? `born in ${facts.birthYear}` : '';
}

/** What stands under the course. */
export function toCourseLines({ design, facts }: CertificateSheet): string[] {
  const { prints } = design;
  const minutes = totalMinutes(facts);
  const count = facts.topics.length;
  const extent = [
    count > 1 ? `${count} chuyên đề` : '',
    prints.hours && minutes > 0 ? `thời lượng ${toDuration(minutes)}` : '',
    prints.form && design.form ? `hình thức: ${design.form}` : '',
  ].filter(Boolean);
  const first = extent.join(', ');
  return [
    capitalise([first, prints.dates ? toPeriod(facts) : ''].filter(Boolean).join('; ')),
    prints.results ? `Kết quả: đạt ${facts.topicsPassed}/${count} chuyên đề` : '',
    design.remark,
  ].filter(Boolean);
}

export function toCourseLineEn({ design, facts }: CertificateSheet): string {
  const { prints } = design;
  const minutes = totalMinutes(facts);
  const count = facts.topics.length;
  return capitalise(
    [
      count > 1 ? `${count} topics` : '',
      prints.hours && minutes > 0 ? toEnglishDuration(minutes) : '',
      prints.form ? design.formEn : '',
      prints.dates && facts.firstDay && facts.lastDay
        ? facts.firstDay === facts.lastDay
          ? `on ${toShortDay(facts.firstDay)}`
          : `from ${toShortDay(facts.firstDay)} to ${toShortDay(facts.lastDay)}`
        : '',
      prints.results ? `${facts.topicsPassed} of ${count} topics passed` : '',
    ]
      .filter(Boolean)
      .join(', '),
  );
}

export function totalMinutes({ topics }: CertificateSheet['facts']): number {
  return topics.reduce((sum, { minutes }) => sum + minutes, 0);
}

function toPeriod({ firstDay, lastDay }: CertificateSheet['facts']): string {
  if (!firstDay || !lastDay) return '';
  return firstDay === lastDay
    ? `ngày ${toShortDay(firstDay)}`
    : `từ ngày ${toShortDay(firstDay)} đến ngày ${toShortDay(lastDay)}`;
}

function capitalise(text: string): string {
  const [first = '', ...rest] = text;
  return first.toLocaleUpperCase('vi') + rest.join('');
}
