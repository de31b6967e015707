/** GET /products, 20 cards of 1,000 products: from SQL (another price bound each time) and from the cache of one second. */
import { measureReads } from './house/reads.ts';
import { readOptions } from './house/report.ts';

await measureReads({ products: 1_000 }, readOptions({ seconds: 6 }), async () => [
  {
    name: 'list',
    pathOf: (worker, round) => `/api/v1/products?minPrice=${1 + ((worker * 100_003 + round) % 9_999_991)}`,
  },
  { name: 'list.cached', pathOf: () => '/api/v1/products' },
]);
