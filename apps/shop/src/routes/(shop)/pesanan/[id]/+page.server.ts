import { complain, refused, text } from '#lib/server/forms.ts';
import { signedIn } from '#lib/server/guard.ts';
import * as m from '#messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
  signedIn(event, async () => {
    const { locals, params } = event;
    const [order, tracking] = await Promise.all([
      locals.api('GET /orders/{id}', { path: { id: params.id } }),
      locals.api('GET /orders/{id}/tracking', { path: { id: params.id } }).catch(() => null),
    ]);
    return { order, tracking };
  });

export const actions: Actions = {
  batal: async ({ request, locals, params }) => {
    const form = await request.formData();
    const reason = text(form, 'reason');
    if (reason.length < 3) return complain(m.order_cancel_reason_needed(), {}, { done: null });
    try {
      await locals.api('POST /orders/{id}/cancel', {
        path: { id: params.id },
        body: { reason },
        idempotencyKey: text(form, 'key'),
      });
    } catch (error) {
      return refused(error, { done: null });
    }
    return { trouble: null, done: m.order_cancelled_done() };
  },

  selesai: async ({ request, locals, params }) => {
    const form = await request.formData();
    try {
      await locals.api('POST /orders/{id}/complete', {
        path: { id: params.id },
        body: {},
        idempotencyKey: text(form, 'key'),
      });
    } catch (error) {
      return refused(error, { done: null });
    }
    return { trouble: null, done: m.order_completed_done() };
  },
};
