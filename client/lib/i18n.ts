import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { initReactI18next } from 'react-i18next';
import { readChoice, storeChoice } from './storage.ts';
import type { Catalogue } from './words.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
  }
}

export type Language = 'vi' | 'en';

/** `first-paint.js` reads the same key to set the page's `lang` before anything is drawn. */
const storageKey = 'lectern.language';

export interface WordSources {
  /** Travels with the page: it is what nearly everybody reads, and what stands in when English cannot be fetched. */
  vi: Catalogue;
  /** Fetched only by those who chose English. */
  loadEn: () => Promise<Catalogue>;
}

let loadEnglish: (() => Promise<Catalogue>) | undefined;

/** Call once, before the first render. */
export async function startI18n({ vi, loadEn }: WordSources): Promise<void> {
  loadEnglish = loadEn;
  i18next.use(initReactI18next);
  await i18next.init({
    lng: 'vi',
    fallbackLng: 'vi',
    supportedLngs: ['vi', 'en'],
    resources: { vi },
    ns: Object.keys(vi),
    defaultNS: 'common',
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    saveMissing: import.meta.env.DEV,
    missingKeyHandler: (_languages, feature, key) => console.error(`No words for ${feature}:${key}`),
  });

  i18next.on('languageChanged', showLanguage);
  if (storedLanguage() === 'en') await chooseLanguage('en');
  showLanguage();
}

export function currentLanguage(): Language {
  return i18next.language === 'en' ? 'en' : 'vi';
}

/** Where the English words cannot be fetched, the language stays as it is. */
export async function chooseLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'common')) {
    if (!(await fetchEnglish())) return;
  }
  storeChoice(storageKey, language === 'vi' ? null : language);
  await i18next.changeLanguage(language);
}

export function useLanguage(): [Language, (language: Language) => void] {
  const language = useSyncExternalStore(subscribe, currentLanguage);
  return [language, (next) => void chooseLanguage(next)];
}

async function fetchEnglish(): Promise<boolean> {
  try {
    const words = await loadEnglish?.();
    for (const [feature, texts] of Object.entries(words ?? {})) {
      i18next.addResourceBundle('en', feature, texts);
    }
    return words !== undefined;
  } catch (error) {
    console.warn('The English words could not be fetched', error);
    return false;
  }
}

function storedLanguage(): Language {
  return readChoice(storageKey) === 'en' ? 'en' : 'vi';
}

function showLanguage(): void {
  document.documentElement.lang = currentLanguage();
}

function subscribe(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}
