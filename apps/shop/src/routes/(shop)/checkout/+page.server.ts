import { isApiProblem } from '@lumbung/kit/api-client.ts';
import { fail, redirect } from '@sveltejs/kit';
import { readItems } from '#lib/items.ts';
import { findVillages, saveAddress } from '#lib/server/addresses.ts';
import { keyAfter, loadCheckout, orderKey, placeOnce, readOrder } from '#lib/server/checkout.ts';
import { sentenceOf, text, troubleOf, typedValues } from '#lib/server/forms.ts';
import { signedIn } from '#lib/server/guard.ts';
import * as m from '#messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
  loadCheckout(event, readItems(event.url.searchParams.getAll('item')), sentenceOf);

const nothing = { values: null, key: null, address: null, trouble: null };

export const actions: Actions = {
  /** Only for pages without a script: shows the sums of what was chosen. */
  hitung: async ({ request }) => ({ ...nothing, values: typedValues(await request.formData()) }),

  pesan: async (event) => {
    const form = await event.request.formData();
    const values = typedValues(form);
    const formKey = text(form, 'key').slice(0, 64);
    const refuse = (status: number, message: string, code: string, key: string | null = crypto.randomUUID()) =>
      fail(status, { ...nothing, values, key, trouble: { message, code, fields: {} } });
    if (text(form, 'paymentChannel') === '')
      return refuse(400, m.checkout_choose_payment(), 'shop.no-channel', formKey);
    const order = readOrder(form);
    if (!order) return refuse(422, m.checkout_no_courier(), 'shop.no-courier');
    let paymentId: string;
    try {
      const placed = await signedIn(event, () => placeOnce(event.locals.api, order, orderKey(formKey, order)));
      paymentId = placed.payment.id;
    } catch (error) {
      if (!isApiProblem(error)) throw error;
      return fail(error.status, { ...nothing, values, key: keyAfter(error, formKey), trouble: troubleOf(error) });
    }
    redirect(303, `/bayar/${paymentId}`);
  },

  desa: async (event) => {
    const form = await event.request.formData();
    return { ...nothing, address: await findVillages(event.locals.api, form) };
  },

  alamat: async (event) => {
    const result = await saveAddress(event.locals.api, await event.request.formData());
    if ('status' in result) return fail(result.status, { ...nothing, address: result.data });
    const params = new URLSearchParams(event.url.searchParams);
    params.delete('/alamat');
    params.set('alamat', result.saved.id);
    redirect(303, `/checkout?${params}`);
  },
};
