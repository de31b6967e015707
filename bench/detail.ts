/** GET /products/:id over 1,000 products, each in its turn. */
import { guestCall } from './house/calls.ts';
import { measureReads } from './house/reads.ts';
import { readOptions } from './house/report.ts';

await measureReads({ products: 1_000 }, readOptions({ seconds: 6 }), async (house) => {
  const ids = await house.database.adminOf(house.databaseUrl, async (client) =>
    (await client.query<{ id: string }>('select id from products.products order by md5(id::text)')).rows.map(
      (row) => row.id,
    ),
  );
  const idOf = (worker: number, round: number): string => ids[(worker * 67 + round) % ids.length] ?? '';
  return [
    {
      name: 'detail',
      pathOf: (worker, round) => `/api/v1/products/${idOf(worker, round)}`,
      direct: (apis, worker, round) => apis.products.getProduct(guestCall, { product: idOf(worker, round) }),
    },
  ];
});
