import type { Recommendations } from '@lumbung/kit/api.ts';
import type { Api } from '@lumbung/kit/api-client.ts';

const NONE: Recommendations = { similar: [], boughtTogether: [], forYou: [], isPersonal: false };
/** Every card is a picture more to fetch: a product's page has room for these, a home page for fewer. */
const BESIDE = 8;
const TOGETHER = 3;
const FOR_PERSON = 6;

/** What goes with a product. A page stands without it: whatever goes wrong, it is simply not there. */
export async function besideProduct(
  api: Api,
  product: string,
): Promise<Pick<Recommendations, 'similar' | 'boughtTogether'>> {
  const found = await api('GET /recommendations', { query: { product, limit: BESIDE } }).catch(() => NONE);
  const boughtTogether = found.boughtTogether.slice(0, TOGETHER);
  return { boughtTogether, similar: found.similar.slice(0, BESIDE - boughtTogether.length) };
}

/** For who has bought before; nobody else has anything of their own. */
export async function forPerson(api: Api, hasSession: boolean): Promise<Recommendations['forYou']> {
  if (!hasSession) return [];
  const { forYou, isPersonal } = await api('GET /recommendations', { query: { for: 'me', limit: FOR_PERSON } }).catch(
    () => NONE,
  );
  return isPersonal ? forYou : [];
}
