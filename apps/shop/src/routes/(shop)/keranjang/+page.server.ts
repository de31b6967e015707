import type { Cart, LineRequest } from '@lumbung/kit/api.ts';
import type { Api } from '@lumbung/kit/api-client.ts';
import { type Destination, quoteTo } from '#lib/destination.ts';
import { readItems } from '#lib/items.ts';
import { refused, text, texts, whole } from '#lib/server/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, depends, parent }) => {
  depends('shop:around');
  const [cart, { destination }] = await Promise.all([locals.api('GET /cart'), parent()]);
  return { cart, postage: destination ? await askPostage(locals.api, cart, destination) : null };
};

/** What each shop could send with, by its id. A cart without it is still a cart. */
async function askPostage(api: Api, cart: Cart, destination: Destination) {
  const lines = cart.sellers
    .flatMap((group) => group.lines)
    .filter((line) => line.available >= line.quantity)
    .map(({ offerId, quantity }) => ({ offerId, quantity }));
  if (lines.length === 0) return null;
  const quote = await api('POST /checkout/quote', { body: { ...quoteTo(destination), lines } }).catch(() => null);
  return quote && Object.fromEntries(quote.sellers.map(({ seller, services }) => [seller.id, services]));
}

type CartForm = { removed: LineRequest[] | null };

export const actions: Actions = {
  jumlah: async ({ request, locals }) => {
    const form = await request.formData();
    const quantity = whole(form, 'quantity', 1, 9_999);
    try {
      if (quantity !== undefined) {
        await locals.api('PATCH /cart/items/{offerId}', {
          path: { offerId: text(form, 'offerId') },
          body: { quantity },
        });
      }
    } catch (error) {
      return refused<CartForm>(error, { removed: null });
    }
    return { trouble: null, removed: null };
  },

  /** One line or many; what was taken out comes back with the answer, so that it can be put back. */
  hapus: async ({ request, locals }) => {
    const items = readItems(texts(await request.formData(), 'item'));
    try {
      for (const { offerId } of items) await locals.api('DELETE /cart/items/{offerId}', { path: { offerId } });
    } catch (error) {
      return refused<CartForm>(error, { removed: null });
    }
    return { trouble: null, removed: items };
  },

  kembalikan: async ({ request, locals }) => {
    const items = readItems(texts(await request.formData(), 'item'));
    try {
      if (items.length > 0) await locals.api('POST /cart/items', { body: { items } });
    } catch (error) {
      return refused<CartForm>(error, { removed: null });
    }
    return { trouble: null, removed: null };
  },
};
