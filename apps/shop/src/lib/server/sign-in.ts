import type { Cookies } from '@sveltejs/kit';
import type { Api } from '@lumbung/kit/api-client.ts';
import { parsePhone } from '@lumbung/kit/format/phone.ts';
import { text } from './forms.ts';

/** What follows every sign-in: the guest's cart becomes the person's cart, and the shop speaks as they chose before. */
export async function welcome(api: Api, cookies: Cookies, locals: App.Locals): Promise<void> {
  locals.hasSession = true;
  if (cookies.get('lumbung_cart')) await api('POST /cart/merge', { body: {} }).catch(() => undefined);
}

/** The device's name in the list of devices, read from the browser's own words. */
export function deviceName(agent: string | null): string {
  const text = agent ?? '';
  const browser = /Edg\//.test(text) ? 'Edge' : /OPR\//.test(text) ? 'Opera' : /Firefox\//.test(text) ? 'Firefox' : /Chrome\//.test(text) ? 'Chrome' : /Safari\//.test(text) ? 'Safari' : 'Browser';
  const system = /Android/.test(text) ? 'Android' : /iPhone|iPad/.test(text) ? 'iOS' : /Windows/.test(text) ? 'Windows' : /Mac OS X/.test(text) ? 'macOS' : /Linux/.test(text) ? 'Linux' : '';
  return system === '' ? browser : `${browser} · ${system}`;
}

/** People type a phone the way they say it; the API knows it by its international form. */
export function readIdentifier(form: FormData): string {
  const typed = text(form, 'identifier');
  return typed.includes('@') ? typed.toLowerCase() : (parsePhone(typed) ?? typed);
}
