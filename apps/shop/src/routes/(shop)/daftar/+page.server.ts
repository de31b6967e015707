import { isApiProblem } from '@lumbung/kit/api-client.ts';
import { parsePhone } from '@lumbung/kit/format/phone.ts';
import { fail, redirect } from '@sveltejs/kit';
import { complain, text, troubleOf, typedValues } from '#lib/server/forms.ts';
import { safePath } from '#lib/server/guard.ts';
import { deviceName, welcome } from '#lib/server/sign-in.ts';
import { getLocale } from '#locale';
import * as m from '#messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const ways = await locals.api('GET /auth/ways').catch(() => null);
  return { next: safePath(url.searchParams.get('lanjut')), hasGoogle: ways?.google ?? false };
};

const shortestPassword = 10;

export const actions: Actions = {
  default: async ({ request, locals, cookies, url }) => {
    const form = await request.formData();
    const values = typedValues(form, 'password');
    const next = safePath(url.searchParams.get('lanjut'));
    const typed = text(form, 'identifier');
    const password = String(form.get('password') ?? '');
    const phone = parsePhone(typed);
    const email = /^\S+@\S+\.\S+$/.test(typed) ? typed.toLowerCase() : undefined;
    const fields: Record<string, string> = {};
    if (text(form, 'name') === '') fields.name = m.register_name_needed();
    if (!phone && !email) fields.identifier = m.register_identifier_wrong();
    if (password.length < shortestPassword) fields.password = m.register_password_short();
    if (Object.keys(fields).length > 0) return complain(m.register_incomplete(), fields, { values });

    const identifier = email ?? phone ?? '';
    try {
      await locals.api('POST /auth/register', {
        body: { name: text(form, 'name'), ...(email ? { email } : { phone }), password, language: getLocale() },
      });
    } catch (error) {
      if (!isApiProblem(error)) throw error;
      const trouble = troubleOf(error);
      trouble.fields.identifier ??= trouble.fields.email ?? trouble.fields.phone ?? '';
      return fail(error.status, { values, trouble });
    }
    try {
      await locals.api('POST /auth/login', {
        body: { identifier, password, deviceName: deviceName(request.headers.get('user-agent')), session: 'cookie' },
      });
    } catch {
      // An account of that name may have been there before, with another password: its owner was told, we say nothing.
      redirect(303, `/masuk?baru=1&lanjut=${encodeURIComponent(next)}`);
    }
    await welcome(locals.api, cookies, locals);
    redirect(303, next);
  },
};
