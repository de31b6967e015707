import type { Api } from '@lumbung/kit/api-client.ts';
import { parsePhone } from '@lumbung/kit/format/phone.ts';
import type { Cookies } from '@sveltejs/kit';
import { text } from './forms.ts';

/** What follows every sign-in: the guest's cart becomes the person's cart, and the shop speaks as they chose before. */
export async function welcome(api: Api, cookies: Cookies, locals: App.Locals): Promise<void> {
  locals.hasSession = true;
  if (cookies.get('lumbung_cart')) await api('POST /cart/merge', { body: {} }).catch(() => undefined);
}

const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

/** The device's name in the list of devices, read from the browser's own words: `Chrome · Android`. */
export function deviceName(agent: string | null): string {
  const nameIn = (names: [RegExp, string][]) => names.find(([words]) => words.test(agent ?? ''))?.[1];
  return [nameIn(browsers) ?? 'Browser', nameIn(systems)].filter(Boolean).join(' · ');
}

/** People type a phone the way they say it; the API knows it by its international form. */
export function readIdentifier(form: FormData): string {
  const typed = text(form, 'identifier');
  return typed.includes('@') ? typed.toLowerCase() : (parsePhone(typed) ?? typed);
}
