import type { Address, Cart, Me } from '@lumbung/kit/api.ts';
import type { Api } from '@lumbung/kit/api-client.ts';
import { zoneOf } from '@lumbung/kit/format/dates.ts';
import { shortCity } from '@lumbung/kit/format/places.ts';
import type { Destination } from '#lib/destination.ts';
import { destinationOf, readPlace } from '#lib/server/place.ts';
import { getLocale } from '#locale';
import type { LayoutServerLoad } from './$types';

type Person = { me: Me; address: Address | null; unreadCount: number };

/** What every page of the shop shows around its own content: who you are, where to, what lies in the cart. */
export const load: LayoutServerLoad = async ({ locals, cookies, depends }) => {
  depends('shop:around');
  const place = readPlace(cookies);
  const [person, cart] = await Promise.all([
    locals.hasSession ? loadPerson(locals.api) : null,
    locals.hasSession || cookies.get('lumbung_cart') ? quietly(locals.api('GET /cart')) : null,
  ]);
  return {
    me: person && { id: person.me.id, name: person.me.name, isSeller: person.me.roles.includes('SELLER') },
    destination: person?.address ? destinationTo(person.address) : place && destinationOf(place),
    zone: zoneOf(person?.address?.timeZone ?? place?.timeZone ?? person?.me.timeZone),
    cartCount: countOf(cart),
    unreadCount: person?.unreadCount ?? 0,
    isLite: locals.isLite,
    locale: getLocale(),
  };
};

function destinationTo({ id, districtName, regencyName }: Address): Destination {
  return { kind: 'address', id, label: `${districtName}, ${shortCity(regencyName)}` };
}

async function loadPerson(api: Api): Promise<Person | null> {
  const [me, addresses, unread] = await Promise.all([
    quietly(api('GET /users/me')),
    quietly(api('GET /users/me/addresses')),
    quietly(api('GET /notifications', { query: { unread: true, limit: 1 } })),
  ]);
  if (!me) return null;
  const list = addresses?.items ?? [];
  return { me, address: list.find((one) => one.isDefault) ?? list[0] ?? null, unreadCount: unread?.unreadCount ?? 0 };
}

function countOf(cart: Cart | null): number {
  return cart?.sellers.reduce((sum, group) => sum + group.lines.length, 0) ?? 0;
}

/** The frame of a page must not bring the page down: what fails here is simply not shown. */
function quietly<T>(work: Promise<T>): Promise<T | null> {
  return work.catch(() => null);
}
