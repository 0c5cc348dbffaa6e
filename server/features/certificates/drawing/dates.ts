/** `13/10/2021`, with leading zeros as ministry forms have them. */
export function toShortDay(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${date}/${month}/${year}`;
}

/** "ngày 13 tháng 10 năm 2021": of the days below ten and the first two months the zero is written, so that nothing can be put before. */
export function toDayInWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `ngày ${date} tháng ${Number(month) < 3 ? month : String(Number(month))} năm ${year}`;
}

export function toEnglishDay(day: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** "1 giờ 30 phút" */
export function toDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} phút`;
  return rest === 0 ? `${hours} giờ` : `${hours} giờ ${rest} phút`;
}

export function toEnglishDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const ofHours = hours === 1 ? '1 hour' : `${hours} hours`;
  const ofMinutes = rest === 1 ? '1 minute' : `${rest} minutes`;
  if (hours === 0) return ofMinutes;
  return rest === 0 ? ofHours : `${ofHours} ${ofMinutes}`;
}
