import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Draft } from '../draft.ts';
import { rowsOf } from './import-olist.ts';
import { basketsOf, freightsOf, minorOf, offersOf } from './olist-rules.ts';
import { readOlist } from './read-olist.ts';

const A = 'aaaaaaaa00000001';
const B = 'bbbbbbbb00000002';
const [P1, P2, P3] = ['11111111', '22222222', '33333333'];
const TABLES = {
  sellers: `seller_id,seller_zip_code_prefix,seller_city,seller_state\n${A},1,campinas,SP\n${B},2,rio,RJ\nx;y,3,,\n`,
  products: `"product_id","product_category_name","product_weight_g","product_length_cm","product_height_cm","product_width_cm"\n${P1},beleza_saude,225,16,10,14\n${P2},,,,,\n${P3},artes,100,1,1,1\n`,
  product_category_name_translation:
    '\ufeffproduct_category_name,product_category_name_english\nbeleza_saude,health_beauty\n',
  orders: 'order_id,order_status\n00000001,delivered\n00000002,canceled\n00000003,created\n',
  order_items: [
    'order_id,order_item_id,product_id,seller_id,price,freight_value',
    `00000001,1,${P1},${A},199.9,18.14`,
    `00000001,2,${P1},${A},199.9,18.1`,
    `00000001,3,${P2},${B},10,0.05`,
    `00000002,1,${P1},${A},189.0,18.14`,
    `00000002,2,${P1},${A},abc,18.14`,
  ].join('\n'),
};

describe('the Olist marketplace', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lumbung-olist-'));
    for (const [name, text] of Object.entries(TABLES)) await writeFile(join(folder, `${name}.csv`), text);
  });
  after(() => rm(folder, { recursive: true }));

  it('should read amounts to the last unit when they are written with one, two or no digits', () => {
    assert.deepEqual(['199.9', '18.14', '10', '0.05'].map(minorOf), [19_990, 1_814, 1_000, 5]);
    assert.deepEqual(['', '-1', '1.234', '1e3', 'abc', '1,5'].map(minorOf), [null, null, null, null, null, null]);
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e11 }), (minor) => minorOf((minor / 100).toFixed(2)) === minor));
  });

  it('should split baskets by seller and add everything up when items are read', async () => {
    const olist = await readOlist(folder);
    const [first, second] = basketsOf(olist.items);
    assert.deepEqual(first, {
      orderId: '00000001',
      parts: [
        {
          sellerId: A,
          lines: [{ productId: P1, priceMinor: 19_990, quantity: 2 }],
          subtotalMinor: 39_980,
          freightMinor: 3_624,
        },
        {
          sellerId: B,
          lines: [{ productId: P2, priceMinor: 1_000, quantity: 1 }],
          subtotalMinor: 1_000,
          freightMinor: 5,
        },
      ],
      totalMinor: 44_609,
    });
    assert.equal(second?.totalMinor, 20_714);
    assert.deepEqual(
      [...freightsOf(basketsOf(olist.items))],
      [
        [A, [1_814, 3_624]],
        [B, [5]],
      ],
    );
    assert.deepEqual(
      olist.refused.map(({ line, code }) => [line, code]),
      [
        [4, 'import.field-wrong'],
        [6, 'import.field-wrong'],
      ],
    );
    assert.equal(olist.orderIds.length, 3);
  });

  it('should make one offer per product, seller and price, with as many pieces as were sold, when rows are made', async () => {
    const olist = await readOlist(folder);
    assert.deepEqual(
      offersOf(olist.items).map(({ priceMinor, sold }) => [priceMinor, sold]),
      [
        [19_990, 2],
        [1_000, 1],
        [18_900, 1],
      ],
    );
    const drafts: Draft[] = [];
    const refused: string[] = [];
    for await (const row of rowsOf(olist, null)) {
      if ('draft' in row) drafts.push(row.draft);
      else refused.push(row.refused.code);
    }
    assert.deepEqual(
      drafts.map(({ seller, category, axes, variants }) => [
        seller,
        category[1],
        axes.length,
        variants.map((v) => [v.sku, v.priceMinor, v.stock]),
      ]),
      [
        [
          `olist-${A}`,
          'Health beauty',
          1,
          [
            [`${P1}-18900`, 18_900, 1],
            [`${P1}-19990`, 19_990, 2],
          ],
        ],
        [`olist-${B}`, 'Others', 0, [[`${P2}-1000`, 1_000, 1]]],
      ],
    );
    assert.deepEqual(refused, ['import.field-wrong', 'import.field-wrong', 'import.field-required']);
    const kept: string[] = [];
    for await (const row of rowsOf(olist, 'gudang'))
      if ('draft' in row) kept.push(`${row.draft.seller} ${row.draft.status}`);
    assert.deepEqual(kept.at(-1), 'gudang draft');
  });
});
