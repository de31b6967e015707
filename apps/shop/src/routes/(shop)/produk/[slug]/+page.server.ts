import { redirect } from '@sveltejs/kit';
import { complain, refused, text, whole } from '#lib/server/forms.ts';
import { besideProduct } from '#lib/server/recommendations.ts';
import * as m from '#messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const product = await locals.api('GET /products/{id}', { path: { id: params.slug } });
  const { similar, boughtTogether } = await besideProduct(locals.api, product.id);
  return { product, similar, boughtTogether };
};

const offerPattern = /^[\w-]{1,64}$/;

type Wanted = { offerId: string; quantity: number };

function readWanted(form: FormData): Wanted | undefined {
  const offerId = text(form, 'offerId');
  const quantity = whole(form, 'quantity', 1, 9_999);
  return offerPattern.test(offerId) && quantity !== undefined ? { offerId, quantity } : undefined;
}

function nothingChosen() {
  return complain(m.product_choose_first(), {}, { added: null });
}

export const actions: Actions = {
  keranjang: async ({ request, locals }) => {
    const wanted = readWanted(await request.formData());
    if (!wanted) return nothingChosen();
    try {
      await locals.api('POST /cart/items', { body: { items: [wanted] } });
    } catch (error) {
      return refused(error, { added: null });
    }
    return { trouble: null, added: wanted.quantity };
  },

  /** Straight to the till with this one line; the cart stays as it is. */
  beli: async ({ request }) => {
    const wanted = readWanted(await request.formData());
    if (!wanted) return nothingChosen();
    redirect(303, `/checkout?item=${wanted.offerId}:${wanted.quantity}`);
  },
};
