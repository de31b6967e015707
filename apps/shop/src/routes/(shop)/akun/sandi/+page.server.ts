import { complain, refused } from '#lib/server/forms.ts';
import { requireSession } from '#lib/server/guard.ts';
import * as m from '#messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => requireSession(event);

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const newPassword = String(form.get('newPassword') ?? '');
    if (newPassword.length < 10) {
      return complain(m.register_password_short(), { newPassword: m.register_password_short() }, { done: null });
    }
    try {
      await locals.api('POST /auth/password', {
        body: { currentPassword: String(form.get('currentPassword') ?? ''), newPassword },
      });
    } catch (error) {
      return refused(error, { done: null });
    }
    return { trouble: null, done: m.account_password_done() };
  },
};
