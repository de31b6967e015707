import { redirect } from '@sveltejs/kit';
import { safePath } from '#lib/server/guard.ts';
import { welcome } from '#lib/server/sign-in.ts';
import type { RequestHandler } from './$types';

/** Back from Google with a session: the guest's cart comes along, then on to where one was going. */
export const GET: RequestHandler = async ({ locals, cookies, url }) => {
  if (locals.hasSession) await welcome(locals.api, cookies, locals);
  redirect(303, safePath(url.searchParams.get('lanjut')));
};
