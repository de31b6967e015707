import { createApi, isApiProblem } from '@lumbung/kit/api-client.ts';
import { paraglideMiddleware } from '@lumbung/kit/paraglide/server.js';
import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks';
import { pageOf } from '#lib/server/aliases.ts';
import { callApi, refreshSession } from '#lib/server/api-bridge.ts';
import { getLocale } from '#locale';
import * as m from '#messages';

const correlationPattern = /^[\w-]{8,64}$/;

export const handle: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, async ({ locale }: { locale: string }) => {
    const given = event.request.headers.get('x-correlation-id') ?? '';
    const saveData = event.request.headers.get('save-data') === 'on';
    event.locals.correlationId = correlationPattern.test(given) ? given : crypto.randomUUID();
    event.locals.isLite = (event.cookies.get('lumbung_hemat') ?? (saveData ? '1' : '0')) === '1';
    event.locals.refreshing = null;
    event.locals.hasSession = Boolean(event.cookies.get('lumbung_access') || event.cookies.get('lumbung_refresh'));
    event.locals.api = createApi(event.fetch, getLocale);

    const page = event.route.id ? undefined : pageOf(event.url.pathname);
    if (page) return Response.redirect(new URL(page + event.url.search, event.url), 302);

    // The access cookie lives a quarter of an hour. Without this, a page opened after that would be a guest's page.
    if (event.route.id && !event.cookies.get('lumbung_access') && event.cookies.get('lumbung_refresh'))
      await refreshSession(event);

    const response = await resolve(event, {
      transformPageChunk: ({ html }) =>
        html.replace('%lumbung.lang%', locale).replace('%lumbung.class%', event.locals.isLite ? 'lite' : ''),
      preload: (file) => file.type === 'css' || file.type === 'js' || (file.type === 'font' && !event.locals.isLite),
    });
    return withHeaders(response, event.locals.correlationId);
  });

/** Fastify's own headers do not reach a reply that SvelteKit writes. */
function withHeaders(response: Response, correlationId: string): Response {
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'strict-origin-when-cross-origin');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  response.headers.set('cross-origin-opener-policy', 'same-origin');
  response.headers.set('x-correlation-id', correlationId);
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    response.headers.set('cache-control', 'private, no-cache');
    response.headers.append('vary', 'cookie, save-data');
  }
  return response;
}

export const handleFetch: HandleFetch = ({ event, request, fetch }) => {
  const url = new URL(request.url);
  if (url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request);
  return callApi(event, request);
};

/** A refusal of the API that no page caught keeps its status and its sentence; everything else is our fault and logged. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  const correlationId = event.locals.correlationId;
  if (kind !== 'unknown') return { correlationId };
  if (isApiProblem(error) && error.status < 500) {
    return { status: error.status, message: error.detail || m.error_generic_title(), code: error.code, correlationId };
  }
  console.error(JSON.stringify({ level: 'error', correlationId, path: event.url.pathname, error: describe(error) }));
  const status = isApiProblem(error) ? error.status : 500;
  return {
    status,
    message: m.error_generic_title(),
    correlationId,
    code: isApiProblem(error) ? error.code : undefined,
  };
};

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
