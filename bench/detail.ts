/** GET /products/:id over 1,000 products, each in its turn. */
import { measureReads } from './house/reads.ts';
import { readOptions } from './house/report.ts';

await measureReads({ products: 1_000 }, readOptions({ seconds: 6 }), async (house) => {
  const ids = await house.database.adminOf(house.databaseUrl, async (client) =>
    (await client.query<{ id: string }>('select id from products.products order by md5(id::text)')).rows.map(
      (row) => row.id,
    ),
  );
  return [{ name: 'detail', pathOf: (worker, round) => `/api/v1/products/${ids[(worker * 67 + round) % ids.length]}` }];
});
