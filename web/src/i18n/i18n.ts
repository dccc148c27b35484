import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const LANGUAGES = { en: 'English', zh: '简体中文' } as const;
export type Language = keyof typeof LANGUAGES;

const STORED = 'latchkey.language';

type Words = Record<string, unknown>;
/** One file for each area of the console and language; each is loaded with the first page that needs its language. */
const FILES = import.meta.glob<Words>('./{en,zh}/*.json', { import: 'default' });

/** What was chosen here, else what the browser prefers, else English. */
function preferred(): Language {
  const wanted = [localStorage.getItem(STORED) ?? '', ...navigator.languages];
  const found = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag in LANGUAGES);
  return (found as Language | undefined) ?? 'en';
}

async function load(language: Language, namespace: string): Promise<Words> {
  const file = FILES[`./${language}/${namespace}.json`];
  if (!file) throw new Error(`There are no words for ${namespace} in ${language}`);
  return file();
}

export async function startI18n(): Promise<void> {
  await i18next
    .use({ type: 'backend', read: load })
    .use(initReactI18next)
    .init({
      lng: preferred(),
      fallbackLng: false,
      ns: ['shell'],
      defaultNS: 'shell',
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
  i18next.on('languageChanged', showLanguage);
  showLanguage(i18next.language);
}

function showLanguage(language: string): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : language;
}

/** As the account wants it, in a browser where nothing else was chosen. */
export async function speakAsAccount(language: Language | null): Promise<void> {
  if (language !== null && localStorage.getItem(STORED) === null) await i18next.changeLanguage(language);
}

export async function speak(language: Language): Promise<void> {
  localStorage.setItem(STORED, language);
  await i18next.changeLanguage(language);
}
