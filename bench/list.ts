/** GET /products, 20 cards of 1,000 products: from SQL (another price bound each time) and from the cache of one second. */
import { guestCall } from './house/calls.ts';
import { measureReads } from './house/reads.ts';
import { readOptions } from './house/report.ts';

const anyList = { category: null, seller: null, brand: null, inStock: false, sort: 'newest', cursor: null } as const;
/** Another one each time, spread over bounds that all goods, or half of them, are above. Twenty cards in any case. */
const priceBound = (worker: number, round: number): number => 1 + ((worker * 100_003 + round * 7_919) % 249_989);
const hasTwentyCards = (body: Buffer): boolean => body.toString().split('"priceFrom"').length === 21;
const listOf = (minPriceMinor: number | null) => ({ ...anyList, minPriceMinor, maxPriceMinor: null, limit: 20 });

await measureReads({ products: 1_000 }, readOptions({ seconds: 6 }), async () => [
  {
    name: 'list',
    check: hasTwentyCards,
    pathOf: (worker, round) => `/api/v1/products?minPrice=${priceBound(worker, round)}`,
    direct: (apis, worker, round) => apis.products.listProducts(guestCall, listOf(priceBound(worker, round))),
  },
  {
    name: 'list.cached',
    check: hasTwentyCards,
    pathOf: () => '/api/v1/products',
    direct: (apis) => apis.products.listProducts(guestCall, listOf(null)),
  },
]);
