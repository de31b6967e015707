import { redirect } from '@sveltejs/kit';
import { complain, refused, text, typedValues } from '#lib/server/forms.ts';
import { readIdentifier } from '#lib/server/sign-in.ts';
import * as m from '#messages';
import type { Actions } from './$types';

const nothing = { trouble: null, sentTo: null };

export const actions: Actions = {
  /** Says the same for names that nobody has: whether there is an account is nobody else's business. */
  minta: async ({ request, locals }) => {
    const form = await request.formData();
    const values = typedValues(form);
    const identifier = readIdentifier(form);
    if (identifier.length < 3) return complain(m.sign_in_identifier_needed(), {}, { ...nothing, values });
    try {
      await locals.api('POST /auth/otp/request', { body: { identifier, purpose: 'reset' } });
    } catch (error) {
      return refused(error, { ...nothing, values });
    }
    return { ...nothing, values, sentTo: identifier };
  },

  ganti: async ({ request, locals }) => {
    const form = await request.formData();
    const values = typedValues(form, 'code', 'newPassword');
    const identifier = readIdentifier(form);
    const newPassword = String(form.get('newPassword') ?? '');
    if (newPassword.length < 10)
      return complain(
        m.register_password_short(),
        { newPassword: m.register_password_short() },
        { ...nothing, values, sentTo: identifier },
      );
    try {
      await locals.api('POST /auth/password/reset', {
        body: { identifier, code: text(form, 'code').replace(/\D/g, ''), newPassword },
      });
    } catch (error) {
      return refused(error, { ...nothing, values, sentTo: identifier });
    }
    redirect(303, '/masuk?sandi-baru=1');
  },
};
