import { api } from '#lib/api.ts';
import { getLocale, setLocale } from '#locale';

/** Changes the language of the pages and of what the house sends. The page is loaded again: every word changes. */
export async function chooseLanguage(language: 'id' | 'en', isSignedIn: boolean): Promise<void> {
  if (language === getLocale()) return;
  if (isSignedIn) await api('PATCH /users/me', { body: { language } }).catch(() => undefined);
  await setLocale(language);
}
