import { refused } from '#lib/server/forms.ts';
import { signedIn } from '#lib/server/guard.ts';
import * as m from '#messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
  signedIn(event, async () => {
    const { locals, params } = event;
    const [payment, recent] = await Promise.all([
      locals.api('GET /payments/{id}', { path: { id: params.id } }),
      locals.api('GET /orders', { query: { limit: 50 } }).catch(() => ({ items: [] })),
    ]);
    return { payment, orders: recent.items.filter((order) => order.paymentId === payment.id) };
  });

export const actions: Actions = {
  /** Asks the bank or the QRIS provider now, instead of waiting for its message. */
  cek: async ({ locals, params }) => {
    try {
      const payment = await locals.api('POST /payments/{id}/check', { path: { id: params.id }, body: {} });
      return { trouble: null, checked: payment.status === 'pending' ? m.pay_not_yet() : null };
    } catch (error) {
      return refused(error, { checked: null });
    }
  },
};
