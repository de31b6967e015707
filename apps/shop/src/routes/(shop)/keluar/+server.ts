import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, cookies }) => {
  await locals.api('POST /auth/logout', { body: {} }).catch(() => undefined);
  // Whatever the server said, this browser is signed out.
  cookies.delete('lumbung_access');
  cookies.delete('lumbung_refresh');
  redirect(303, '/');
};
