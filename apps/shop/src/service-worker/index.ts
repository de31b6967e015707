import { version } from '$app/env';
import { assets, immutable } from '$app/manifest';
import { self } from '$app/service-worker';
import { kindOf } from './kinds.ts';

/**
 * Offline: hashed files are kept as they are loaded (none ahead of time: data is dear), pages as they
 * were last seen, pictures up to a number. Nothing of the API is kept, and an old page is shown only without a network.
 */
const shell = `kerangka-${version}`;
const pages = 'halaman-1';
const pictures = 'gambar-1';
const keep = [shell, pages, pictures];
const mostPages = 40;
const mostPictures = 120;

self.addEventListener('install', (event) => {
  event.waitUntil(
    (async () => {
      const cache = await caches.open(shell);
      // The page for no network, with what makes it look like ours; nothing else is fetched ahead.
      const styles = immutable.map((file) => rooted(file.path)).filter((path) => path.endsWith('.css'));
      const icons = assets.map((file) => rooted(file.path)).filter((path) => path.startsWith('/icons/'));
      await cache.addAll(['/offline', ...styles, ...icons]);
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (!keep.includes(name)) await caches.delete(name);
    })(),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  const kind = kindOf(url.pathname, request.mode, request.destination);
  if (kind === 'asset') event.respondWith(cacheFirst(request, shell));
  if (kind === 'picture') event.respondWith(cacheFirst(request, pictures, mostPictures));
  if (kind === 'data') event.respondWith(networkFirst(request, url));
  if (kind === 'page') event.respondWith(networkFirst(request, url).catch(() => offlinePage()));
});

async function cacheFirst(request: Request, name: string, most?: number): Promise<Response> {
  const cache = await caches.open(name);
  const found = await cache.match(request);
  if (found) return found;
  const response = await fetch(request);
  if (response.status === 200) {
    await cache.put(request, response.clone());
    if (most) await trim(cache, most);
  }
  return response;
}

const rooted = (path: string) => `/${path.replace(/^\//, '')}`;

/** The network while there is one; what was last seen at this address when there is none. */
async function networkFirst(request: Request, url: URL): Promise<Response> {
  const cache = await caches.open(pages);
  try {
    const response = await fetch(request);
    if (
      response.status === 200 &&
      !response.redirected &&
      !response.headers.get('cache-control')?.includes('no-store')
    ) {
      await cache.put(url.href, response.clone());
      await trim(cache, mostPages * 2);
    }
    return response;
  } catch (error) {
    const found = await cache.match(url.href);
    if (found) return found;
    throw error;
  }
}

async function offlinePage(): Promise<Response> {
  const found = await caches.match('/offline');
  return found ?? new Response('Offline', { status: 503, headers: { 'content-type': 'text/plain' } });
}

/** The oldest go first: a cache lists its keys in the order they came. */
async function trim(cache: Cache, most: number): Promise<void> {
  const keys = await cache.keys();
  for (const key of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(key);
}
