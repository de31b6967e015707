import { createApi } from '@lumbung/kit/api-client.ts';
import { getLocale } from '#locale';

let refreshing: Promise<boolean> | null = null;

/** A new session from the refresh cookie, asked for once however many calls found the old one ended. */
function refresh(): Promise<boolean> {
  refreshing ??= fetch('/api/v1/auth/refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
    .then(
      (response) => response.ok,
      () => false,
    )
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

const fetchWithSession: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  return response.status === 401 && (await refresh()) ? fetch(input, init) : response;
};

/** The API from the browser, on our own origin, with the session's cookies. */
export const browserApi = createApi(fetchWithSession, getLocale);
