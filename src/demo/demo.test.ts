import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { Value } from 'typebox/value';
import type { Picture } from '#commons/media';
import { derivedId } from '#platform/ids';
import { ImportedProduct } from '../commerce/products/product-shapes.ts';
import { CATEGORIES } from './categories.ts';
import { ALL_GOODS } from './goods/all-goods.ts';
import { drawingsOf, firstSku, type Shelf, toRow } from './make-rows.ts';
import { SHOPS } from './shops.ts';

const id = (...parts: string[]): string => derivedId('demo-test', ...parts);

/** Everything that the goods may point to. */
const shelf: Shelf = {
  sellerIds: new Map(SHOPS.map((shop) => [shop.key, id('shop', shop.key)])),
  categoryIds: new Map(CATEGORIES.flatMap((root) => root.below.map((leaf) => [leaf.slug, id('category', leaf.slug)]))),
  brands: new Map(
    ALL_GOODS.flatMap((good) => good.brand ?? []).map((name) => [
      name,
      { brandId: id('brand', name), name, slug: 'x' },
    ]),
  ),
  pictures: new Map(
    ALL_GOODS.flatMap(drawingsOf).map(({ pictureId }): [string, Picture] => [
      pictureId,
      { id: pictureId, url: `/media/${pictureId}/1280.webp`, width: 1280, height: 1280, sources: [] },
    ]),
  ),
};

describe('the demo shop', () => {
  it('should have 150 goods or more when it is laid out, every one of which can be imported', () => {
    assert.equal(SHOPS.length, 10);
    assert.ok(ALL_GOODS.length >= 150);
    assert.equal(new Set(ALL_GOODS.map((good) => good.key)).size, ALL_GOODS.length);
    for (const good of ALL_GOODS) {
      const row = toRow(good, shelf);
      assert.ok(
        Value.Check(ImportedProduct, row),
        `${good.key}: ${JSON.stringify(Value.Errors(ImportedProduct, row).slice(0, 1))}`,
      );
    }
  });

  it('should leave no shelf empty when goods are counted by shop and category', () => {
    for (const shop of SHOPS) assert.ok(ALL_GOODS.filter((good) => good.shop === shop.key).length >= 6, shop.key);
    for (const slug of shelf.categoryIds.keys())
      assert.ok(
        ALL_GOODS.some((good) => good.category === slug),
        slug,
      );
    assert.ok(ALL_GOODS.filter((good) => good.also).length >= 20);
    assert.ok(ALL_GOODS.filter((good) => good.axes?.length === 2).length >= 15);
  });

  it('should give a seller each SKU once when variants and shared offers are counted', () => {
    const skus = ALL_GOODS.flatMap((good) => [
      ...toRow(good, shelf).variants.map((variant) => `${good.shop} ${variant.sku}`),
      ...(good.also ?? []).map(({ shop }) => `${shop} ${good.key}-JUAL`),
    ]);
    assert.equal(new Set(skus).size, skus.length);
    for (const good of ALL_GOODS) assert.equal(toRow(good, shelf).variants[0]?.sku, firstSku(good));
  });

  it('should use only values that the categories allow when goods describe themselves', () => {
    const roots = CATEGORIES.flatMap((root) =>
      root.below.map((leaf) => ({ slug: leaf.slug, attributes: [...root.attributes, ...leaf.attributes] })),
    );
    for (const good of ALL_GOODS) {
      const known = roots.find((leaf) => leaf.slug === good.category)?.attributes ?? [];
      for (const [code, value] of Object.entries(good.attributes)) {
        const attribute = known.find((candidate) => candidate.code === code);
        const kind = { text: 'string', choice: 'string', number: 'number', boolean: 'boolean' }[
          attribute?.kind ?? 'text'
        ];
        assert.equal(typeof value, kind, `${good.key} ${code}`);
        if (attribute?.kind === 'choice')
          assert.ok(attribute.values?.includes(String(value)), `${good.key} ${code} ${value}`);
      }
    }
  });

  it('should draw a picture that can be rendered when a good has several looks', async () => {
    const drawings = ALL_GOODS.flatMap(drawingsOf);
    assert.equal(new Set(drawings.map((drawing) => drawing.pictureId)).size, drawings.length);
    const svgs = drawings.map(({ draw }) => draw());
    assert.equal(new Set(svgs).size > drawings.length * 0.95, true);
    for (const svg of svgs) {
      assert.ok(svg.length < 40_000 && !svg.includes('NaN') && !svg.includes('undefined'));
      assert.equal((await sharp(Buffer.from(svg)).metadata()).width, 1280);
    }
  });

  it('should name a village that exists when a shop says where couriers pick up', async () => {
    const folder = dirname(createRequire(import.meta.url).resolve('idn-area-data/package.json'));
    const wanted = new Set(SHOPS.map((shop) => shop.villageCode));
    for await (const line of createInterface({ input: createReadStream(join(folder, 'data/villages.csv')) }))
      wanted.delete(line.slice(0, line.indexOf(',')));
    assert.deepEqual([...wanted], []);
  });
});
