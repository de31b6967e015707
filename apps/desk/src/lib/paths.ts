/** Where the house serves the desk; the same as `paths.base` of the build. */
export const base = '/desk';

/** The address of a page of the desk: `to('/orders')` → `/desk/orders`. */
export function to(path: string): string {
  return path === '/' ? base : `${base}${path}`;
}

/** Where to go after signing in: only a page of the desk itself, never another site. */
export function safeNext(wanted: string | null): string {
  const isOurs = wanted !== null && /^\/desk(?:[/?#]|$)/.test(wanted) && !wanted.startsWith(to('/sign-in'));
  return isOurs ? wanted : to('/');
}

/** A notice leads to a page of our own site: within the desk, or out of it into the shop. */
export function noticeLink(link: string | null): { href: string; isShop: boolean } | null {
  if (!link || !/^\/(?![/\\])/.test(link)) return null;
  return { href: link, isShop: !/^\/desk(?:[/?#]|$)/.test(link) };
}
