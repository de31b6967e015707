import type { Recommendations } from '@lumbung/kit/api.ts';
import type { Api } from '@lumbung/kit/api-client.ts';

const NONE: Recommendations = { similar: [], boughtTogether: [], forYou: [], isPersonal: false };
const SHOWN = 10;

/** What goes with a product. A page stands without it: whatever goes wrong, it is simply not there. */
export function besideProduct(api: Api, product: string): Promise<Recommendations> {
  return api('GET /recommendations', { query: { product, limit: SHOWN } }).catch(() => NONE);
}

/** For who has bought before; nobody else has anything of their own. */
export async function forPerson(api: Api, hasSession: boolean): Promise<Recommendations['forYou']> {
  if (!hasSession) return [];
  const { forYou, isPersonal } = await api('GET /recommendations', { query: { for: 'me', limit: SHOWN } }).catch(
    () => NONE,
  );
  return isPersonal ? forYou : [];
}
