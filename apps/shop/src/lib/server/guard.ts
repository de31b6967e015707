import { isApiProblem } from '@lumbung/kit/api-client.ts';
import { type RequestEvent, redirect } from '@sveltejs/kit';

/** Where to go after signing in: only a path of our own shop, never another site. */
export function safePath(wanted: string | null | undefined, fallback = '/'): string {
  if (!wanted?.startsWith('/') || wanted.startsWith('//') || wanted.includes('\\')) return fallback;
  const url = new URL(wanted, 'http://shop.invalid');
  return url.host === 'shop.invalid' ? url.pathname + url.search : fallback;
}

/** Sends a guest to sign in and back here afterwards. */
export function requireSession(event: Pick<RequestEvent, 'locals' | 'url'>): void {
  if (!event.locals.hasSession) toSignIn(event.url);
}

export function toSignIn(url: URL): never {
  redirect(303, `/masuk?lanjut=${encodeURIComponent(url.pathname + url.search)}`);
}

/** Runs what needs a session; when the API says that it has ended, signs in again instead of showing an error. */
export async function signedIn<T>(event: Pick<RequestEvent, 'locals' | 'url'>, work: () => Promise<T>): Promise<T> {
  requireSession(event);
  try {
    return await work();
  } catch (error) {
    if (isApiProblem(error) && error.status === 401) toSignIn(event.url);
    throw error;
  }
}
