export type Kind = 'asset' | 'picture' | 'data' | 'page' | 'other';

/** Pages that must never be shown from memory: they take money or change a session. */
const neverKept = [/^\/checkout/, /^\/masuk/, /^\/daftar/, /^\/keluar/, /^\/pilihan/, /^\/akun\/sandi/];
/** Paths of the same origin that belong to the server and not to the shop. */
const notOurs = [
  /^\/api\//,
  /^\/desk/,
  /^\/docs/,
  /^\/webhooks/,
  /^\/internal/,
  /^\/health/,
  /^\/ready/,
  /^\/metrics/,
  /^\/\.well-known/,
];

/** What a request of our own origin is, and so how it is answered without a network. */
export function kindOf(path: string, mode: string, destination: string): Kind {
  if (path.startsWith('/_app/immutable/') || path.startsWith('/icons/')) return 'asset';
  if (path.startsWith('/media/')) return destination === 'image' ? 'picture' : 'other';
  if ([...notOurs, ...neverKept].some((pattern) => pattern.test(path))) return 'other';
  if (path.endsWith('/__data.json')) return 'data';
  return mode === 'navigate' ? 'page' : 'other';
}
