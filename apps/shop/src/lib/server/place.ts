import type { Region } from '@lumbung/kit/api.ts';
import type { Api } from '@lumbung/kit/api-client.ts';
import { shortCity } from '@lumbung/kit/format/places.ts';
import type { Cookies } from '@sveltejs/kit';
import type { Destination } from '#lib/destination.ts';

/** Where a guest would have things sent: kept on this device, for there is no account to keep it in. */
export type Place = { villageCode: string; postalCode: string; label: string; timeZone: string };

const name = 'lumbung_tujuan';
const aYear = 60 * 60 * 24 * 365;

export function readPlace(cookies: Cookies): Place | null {
  try {
    const kept: unknown = JSON.parse(cookies.get(name) ?? 'null');
    return isPlace(kept) ? kept : null;
  } catch {
    return null;
  }
}

export function keepPlace(cookies: Cookies, place: Place, isSecure: boolean): void {
  cookies.set(name, JSON.stringify(place), { path: '/', maxAge: aYear, sameSite: 'lax', secure: isSecure });
}

/** The village itself, from the API: what a form says of it is not believed. */
export async function findVillage(api: Api, code: string): Promise<Region | null> {
  if (!/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/.test(code)) return null;
  const query = { parent: code.slice(0, 8), level: 'village' as const, limit: 100 };
  const { items } = await api('GET /regions', { query }).catch(() => ({ items: [] }));
  return items.find((region) => region.code === code) ?? null;
}

/** `Sukasari, Bandung`: what fits into a line above the goods. */
export function shortLabel(region: Pick<Region, 'label'>): string {
  const [, district = '', regency = ''] = region.label.replace(', Kec. ', ', ').split(', ');
  return [district, shortCity(regency)].filter((part) => part !== '').join(', ');
}

export function destinationOf(place: Place): Destination {
  const { villageCode, postalCode, label } = place;
  return { kind: 'place', villageCode, postalCode, label };
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null) return false;
  const { villageCode, postalCode, label, timeZone } = value as Partial<Record<keyof Place, unknown>>;
  const isCode = typeof villageCode === 'string' && /^[\d.]{13}$/.test(villageCode);
  const isPostal = typeof postalCode === 'string' && /^[1-9]\d{4}$/.test(postalCode);
  return isCode && isPostal && typeof label === 'string' && label.length < 200 && typeof timeZone === 'string';
}
