import { complain, refused, text } from '#lib/server/forms.ts';
import { signedIn } from '#lib/server/guard.ts';
import * as m from '#messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
  signedIn(event, async () => {
    const { locals, params } = event;
    const [payment, recent, channels] = await Promise.all([
      locals.api('GET /payments/{id}', { path: { id: params.id } }),
      locals.api('GET /orders', { query: { limit: 50 } }).catch(() => ({ items: [] })),
      locals.api('GET /payments/{id}/channels', { path: { id: params.id } }).catch(() => ({ items: [] })),
    ]);
    const orders = recent.items.filter((order) => order.paymentId === payment.id);
    return {
      payment,
      orders: orders.toSorted((a, b) => a.number.localeCompare(b.number)),
      channels: payment.status === 'pending' ? channels.items : [],
    };
  });

const nothing = { trouble: null, checked: null, holder: null, changedTo: null };

export const actions: Actions = {
  /** Asks the bank or the QRIS provider now, instead of waiting for its message. */
  cek: async ({ locals, params }) => {
    try {
      const payment = await locals.api('POST /payments/{id}/check', { path: { id: params.id }, body: {} });
      return { ...nothing, checked: payment.status === 'pending' ? m.pay_not_yet() : null };
    } catch (error) {
      return refused(error, nothing);
    }
  },

  /** Another way to pay the same bill; the code or number shown until now dies with it. */
  ganti: async ({ request, locals, params }) => {
    const paymentChannel = text(await request.formData(), 'paymentChannel');
    if (paymentChannel === '') return complain(m.checkout_choose_payment(), {}, nothing);
    try {
      const payment = await locals.api('POST /payments/{id}/channel', {
        path: { id: params.id },
        body: { paymentChannel },
      });
      return { ...nothing, changedTo: payment.channelName };
    } catch (error) {
      return refused(error, nothing);
    }
  },

  rekening: async ({ request, locals, params }) => {
    const form = await request.formData();
    const accountNumber = text(form, 'accountNumber').replace(/[\s-]/g, '');
    if (!/^\d{5,20}$/.test(accountNumber))
      return complain(m.sell_account_number_wrong(), { accountNumber: m.sell_account_number_wrong() }, nothing);
    try {
      const kept = await locals.api('PUT /payments/{id}/refund-account', {
        path: { id: params.id },
        body: { bankCode: text(form, 'bankCode'), accountNumber },
      });
      return { ...nothing, holder: `${kept.accountName} · ${kept.accountNumberMasked}` };
    } catch (error) {
      return refused(error, nothing);
    }
  },
};
