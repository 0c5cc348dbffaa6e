/** A language by its own speakers' name for it in the page's language: `vi` is "Tiếng Việt", `en` is "Tiếng Anh" or "English". */
export function languageName(language: string, pageLanguage: string): string {
  const name = new Intl.DisplayNames([pageLanguage], { type: 'language', fallback: 'code' }).of(language);
  return name ? name.charAt(0).toLocaleUpperCase(pageLanguage) + name.slice(1) : language;
}

/** What is spoken and read in Vietnam's programmes, and by their guests; the first is chosen unless said. */
export const captionLanguages = ['vi', 'en', 'km', 'lo', 'zh', 'fr', 'ko', 'ja'] as const;
