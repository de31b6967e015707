import { redirect } from '@sveltejs/kit';
import { text } from '#lib/server/forms.ts';
import { safePath } from '#lib/server/guard.ts';
import type { RequestHandler } from './$types';

const aYear = 60 * 60 * 24 * 365;

/** Language and lite mode, kept in cookies; a form, so that both switches work without a script. */
export const POST: RequestHandler = async ({ request, cookies, url, locals }) => {
  const form = await request.formData();
  const options = { path: '/', maxAge: aYear, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
  const language = text(form, 'bahasa');
  if (language === 'id' || language === 'en') {
    // Readable by scripts: the pages in the browser choose their words by it.
    cookies.set('lumbung_language', language, { ...options, httpOnly: false });
    if (locals.hasSession) await locals.api('PATCH /users/me', { body: { language } }).catch(() => undefined);
  }
  const lite = text(form, 'hemat');
  if (lite === '0' || lite === '1') cookies.set('lumbung_hemat', lite, options);
  redirect(303, safePath(text(form, 'kembali')));
};
