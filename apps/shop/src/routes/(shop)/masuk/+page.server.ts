import { isApiProblem } from '@lumbung/kit/api-client.ts';
import { fail, redirect } from '@sveltejs/kit';
import { complain, text, troubleOf, typedValues } from '#lib/server/forms.ts';
import { safePath } from '#lib/server/guard.ts';
import { deviceName, readIdentifier, welcome } from '#lib/server/sign-in.ts';
import * as m from '#messages';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const next = safePath(url.searchParams.get('lanjut'));
  if (locals.hasSession && (await locals.api('GET /users/me').catch(() => null))) redirect(303, next);
  const ways = await locals.api('GET /auth/ways').catch(() => null);
  return {
    next,
    hasGoogle: ways?.google ?? false,
    complaint: complaintOf(url.searchParams.get('error')),
    way: url.searchParams.get('cara') === 'kode' ? ('code' as const) : ('password' as const),
    isNew: url.searchParams.has('baru'),
    isReset: url.searchParams.has('sandi-baru'),
  };
};

/** What Google's way back may have brought along. Only our own codes become words. */
function complaintOf(code: string | null): string | null {
  switch (code) {
    case null:
      return null;
    case 'identity.google-unavailable':
    case 'identity.google-off':
      return m.sign_in_google_unavailable();
    case 'identity.google-email-not-verified':
      return m.sign_in_google_unverified();
    case 'identity.second-factor-required':
      return m.sign_in_google_totp();
    default:
      return m.sign_in_google_refused();
  }
}

const nothing = { trouble: null, sentTo: null, expiresAt: null, needsTotp: false };

export const actions: Actions = {
  sandi: async ({ request, locals, cookies, url }) => {
    const form = await request.formData();
    const totpCode = text(form, 'totpCode').replace(/\s/g, '');
    const values = typedValues(form, 'password', 'totpCode');
    const body = {
      identifier: readIdentifier(form),
      password: String(form.get('password') ?? ''),
      deviceName: deviceName(request.headers.get('user-agent')),
      session: 'cookie' as const,
      ...(totpCode === '' ? {} : { totpCode }),
    };
    try {
      await locals.api('POST /auth/login', { body });
    } catch (error) {
      if (!isApiProblem(error)) throw error;
      const needsTotp = error.code.startsWith('identity.second-factor');
      return fail(error.status, { ...nothing, values, needsTotp, trouble: troubleOf(error) });
    }
    await welcome(locals.api, cookies, locals);
    redirect(303, safePath(url.searchParams.get('lanjut')));
  },

  minta: async ({ request, locals }) => {
    const form = await request.formData();
    const values = typedValues(form);
    const identifier = readIdentifier(form);
    if (identifier === '') return complain(m.sign_in_identifier_needed(), {}, { ...nothing, values });
    try {
      const sent = await locals.api('POST /auth/otp/request', { body: { identifier, purpose: 'login' } });
      return { ...nothing, values, sentTo: identifier, expiresAt: sent.expiresAt };
    } catch (error) {
      if (!isApiProblem(error)) throw error;
      return fail(error.status, { ...nothing, values, trouble: troubleOf(error) });
    }
  },

  kode: async ({ request, locals, cookies, url }) => {
    const form = await request.formData();
    const values = typedValues(form, 'code');
    const identifier = readIdentifier(form);
    try {
      await locals.api('POST /auth/otp/verify', {
        body: {
          identifier,
          code: text(form, 'code').replace(/\D/g, ''),
          deviceName: deviceName(request.headers.get('user-agent')),
          session: 'cookie',
        },
      });
    } catch (error) {
      if (!isApiProblem(error)) throw error;
      return fail(error.status, { ...nothing, values, sentTo: identifier, trouble: troubleOf(error) });
    }
    await welcome(locals.api, cookies, locals);
    redirect(303, safePath(url.searchParams.get('lanjut')));
  },
};
