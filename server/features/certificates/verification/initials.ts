const segments = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** "Nguyễn Thị Hoà" as "N. T. H.": enough for whoever holds the paper, nothing for whoever does not. */
export function toInitials(name: string): string {
  return name
    .normalize('NFC')
    .split(/\s+/u)
    .filter(Boolean)
    .map((word) => {
      const [first] = segments.segment(word);
      return `${(first?.segment ?? '').toLocaleUpperCase('vi')}.`;
    })
    .join(' ');
}
