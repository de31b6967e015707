import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { testDatabase } from '#platform/testing/database';
import { MAX_CATEGORIES } from './category-rules.ts';
import { catalogWorld, freshSlug } from './fixtures.ts';

describe('categories', () => {
  const db = testDatabase('catalog');
  const world = catalogWorld(() => db.database);
  const { call } = world;
  const refused = (code: string) => (error: unknown) => isRefusal(error, code);

  it('should stand in the tree with path, attributes, event and audit when it is made', async () => {
    const parent = await world.api.createCategory(call, {
      name: 'Makanan & minuman',
      slug: freshSlug('makanan'),
      attributes: [{ code: 'halal', name: 'Halal', kind: 'boolean', isFilterable: true }],
    });
    const child = await world.api.createCategory(call, {
      name: 'Kopi',
      slug: freshSlug('kopi'),
      parentId: parent.categoryId,
      attributes: [{ code: 'berat_bersih', name: 'Berat bersih', kind: 'number', unit: 'g' }],
    });
    assert.deepEqual(
      child.path.map((step) => step.name),
      ['Makanan & minuman', 'Kopi'],
    );
    assert.deepEqual(
      child.attributes.map((attribute) => attribute.code),
      ['halal', 'berat_bersih'],
    );
    assert.deepEqual(await world.api.categoryScope(call, { category: parent.slug }), {
      categoryIds: [parent.categoryId, child.categoryId],
    });
    assert.deepEqual((await world.api.categoryScope(call, { category: 'tidak-ada' })).categoryIds, []);
    const { categories } = await world.api.listCategories(call, {});
    assert.deepEqual(
      categories.find((category) => category.slug === child.slug)?.attributes.map((attribute) => attribute.code),
      ['halal'],
    );
    const events = await db.database.run<{ event_type: string }>(sql`
      select event_type from catalog.outbox where aggregate_id in (${child.categoryId}, ${`category:${child.categoryId}`}) order by id`);
    assert.deepEqual(
      events.map((event) => event.event_type),
      ['category.updated', 'audit.recorded'],
    );
  });

  it('should change when the version that was read still stands, and refuse when it does not', async () => {
    const made = await world.api.createCategory(call, { name: 'Teh', slug: freshSlug('teh') });
    const change = {
      name: 'Teh & herbal',
      attributes: [{ code: 'rasa', name: 'Rasa', kind: 'choice' as const, values: ['Melati', 'Hijau'] }],
    };
    const after = await world.api.updateCategory(call, { categoryId: made.categoryId, version: made.version, change });
    assert.partialDeepStrictEqual(after, { name: 'Teh & herbal', version: 2 });
    await assert.rejects(
      world.api.updateCategory(call, { categoryId: made.categoryId, version: 1, change: {} }),
      refused('request.stale'),
    );
    await assert.rejects(
      world.api.updateCategory(call, {
        categoryId: made.categoryId,
        version: null,
        change: { attributes: [{ code: 'rasa', name: 'Rasa', kind: 'text' }] },
      }),
      refused('catalog.attribute-kind-fixed'),
    );
  });

  it('should carry everything below along when it moves', async () => {
    const [a, b] = [
      await world.api.createCategory(call, { name: 'A', slug: freshSlug('a') }),
      await world.api.createCategory(call, { name: 'B', slug: freshSlug('b') }),
    ];
    const child = await world.api.createCategory(call, { name: 'C', slug: freshSlug('c'), parentId: a.categoryId });
    await world.api.updateCategory(call, {
      categoryId: a.categoryId,
      version: null,
      change: { parentId: b.categoryId },
    });
    const moved = await world.api.getCategory(call, { category: child.categoryId });
    assert.deepEqual(
      moved.path.map((step) => step.name),
      ['B', 'A', 'C'],
    );
    await assert.rejects(
      world.api.updateCategory(call, {
        categoryId: b.categoryId,
        version: null,
        change: { parentId: child.categoryId },
      }),
      refused('catalog.parent-is-below'),
    );
  });

  it('should refuse when place, address or attributes are wrong', async () => {
    const made = await world.api.createCategory(call, { name: 'Sambal', slug: freshSlug('sambal') });
    await assert.rejects(world.api.createCategory(call, { name: 'X', slug: made.slug }), refused('catalog.slug-taken'));
    await assert.rejects(
      world.api.createCategory(call, { name: 'X', parentId: newUuid() }),
      refused('catalog.parent-not-found'),
    );
    await assert.rejects(
      world.api.createCategory(call, { name: 'X', attributes: [{ code: 'a', name: 'A', kind: 'text', unit: 'g' }] }),
      refused('catalog.attribute-wrong'),
    );
    let parentId = made.categoryId;
    for (const name of ['2', '3', '4'])
      parentId = (await world.api.createCategory(call, { name, slug: freshSlug(name), parentId })).categoryId;
    await assert.rejects(
      world.api.createCategory(call, { name: '5', slug: freshSlug('5'), parentId }),
      refused('catalog.too-deep'),
    );
  });

  it('should not be found when nobody made it', async () => {
    const categoryId = newUuid();
    await assert.rejects(world.api.getCategory(call, { category: 'tidak-ada' }), refused('catalog.category-not-found'));
    await assert.rejects(world.api.attributesOf(call, { categoryId }), refused('catalog.category-not-found'));
    await assert.rejects(
      world.api.updateCategory(call, { categoryId, version: null, change: {} }),
      refused('catalog.category-not-found'),
    );
    assert.deepEqual((await world.api.categoriesByIds(call, { categoryIds: [categoryId] })).categories, []);
  });
});

describe('ensureCategories', () => {
  const db = testDatabase('catalog');
  const world = catalogWorld(() => db.database);
  const { call } = world;

  it('should make only what is missing when categories are ensured again', async () => {
    const [root, leaf] = [freshSlug('elektronik'), freshSlug('kabel')];
    const input = {
      categories: [
        { slug: root, name: 'Elektronik', parentSlug: null, attributes: [] },
        {
          slug: leaf,
          name: 'Kabel',
          parentSlug: root,
          attributes: [{ code: 'panjang', name: 'Panjang', kind: 'number' as const, unit: 'm' }],
        },
      ],
    };
    const first = await world.api.ensureCategories(call, input);
    const leafId = first.categories[1]?.categoryId ?? '';
    await world.api.updateCategory(call, { categoryId: leafId, version: null, change: { name: 'Kabel & adaptor' } });
    assert.deepEqual(await world.api.ensureCategories(call, input), first);
    const kept = await world.api.getCategory(call, { category: leaf });
    assert.deepEqual([kept.name, kept.path.length, kept.attributes.length], ['Kabel & adaptor', 2, 1]);
    const events = await db.database.run(sql`select from catalog.outbox where event_type = 'category.updated'`);
    assert.equal(events.length, 3);
  });

  it('should refuse when a parent is missing, the tree too deep or too large', async () => {
    const one = (slug: string, parentSlug: string | null) => ({ slug, name: slug, parentSlug, attributes: [] });
    await assert.rejects(world.api.ensureCategories(call, { categories: [one('x', 'tidak-ada')] }), (error) =>
      isRefusal(error, 'catalog.parent-not-found'),
    );
    const deep = ['t1', 't2', 't3', 't4', 't5'].map((slug, index, all) => one(slug, all[index - 1] ?? null));
    await assert.rejects(world.api.ensureCategories(call, { categories: deep }), (error) =>
      isRefusal(error, 'catalog.too-deep'),
    );
    const twice = [{ ...one('y', null), attributes: [{ code: 'a', name: 'A', kind: 'choice' as const }] }];
    await assert.rejects(world.api.ensureCategories(call, { categories: twice }), (error) =>
      isRefusal(error, 'catalog.attribute-wrong'),
    );
    for (let batch = 0; batch < MAX_CATEGORIES / 1000; batch++) {
      const many = Array.from({ length: 998 }, (_, index) => one(`m${batch}-${index}`, null));
      await world.api.ensureCategories(call, { categories: many });
    }
    const tooMany = Array.from({ length: 20 }, (_, index) => one(`n-${index}`, null));
    await assert.rejects(world.api.ensureCategories(call, { categories: tooMany }), (error) =>
      isRefusal(error, 'catalog.too-many'),
    );
  });
});

describe('brands', () => {
  const db = testDatabase('catalog');
  const world = catalogWorld(() => db.database);
  const { call } = world;
  const refused = (code: string) => (error: unknown) => isRefusal(error, code);

  it('should be made once when names differ only in case and spaces, in the order of the names', async () => {
    const { brands } = await world.api.ensureBrands(call, { names: ['Kopi Sumbing', 'Rotan Raya', 'kopi  sumbing'] });
    assert.deepEqual(
      brands.map((brand) => brand.name),
      ['Kopi Sumbing', 'Rotan Raya', 'Kopi Sumbing'],
    );
    assert.equal(brands[0]?.slug, 'kopi-sumbing');
    assert.match((await world.api.createBrand(call, { name: 'Kopi-Sumbing!' })).slug, /^kopi-sumbing-[0-9a-f]{6}$/);
    assert.deepEqual(await world.api.ensureBrands(call, { names: ['KOPI SUMBING', 'Rotan Raya', 'Kopi Sumbing'] }), {
      brands,
    });
    assert.deepEqual((await world.api.findBrands(call, { startsWith: 'kopi s', limit: 5 })).brands, [brands[0]]);
    assert.deepEqual((await world.api.findBrands(call, { startsWith: '%', limit: 5 })).brands, []);
    assert.deepEqual(await world.api.getBrand(call, { brand: brands[1]?.slug ?? '' }), brands[1]);
    assert.deepEqual(await world.api.getBrand(call, { brand: brands[1]?.brandId ?? '' }), brands[1]);
  });

  it('should refuse when the name is taken', async () => {
    const brand = await world.api.createBrand(call, { name: 'Tenun Timur' });
    await world.api.createBrand(call, { name: 'Tenun Barat' });
    await assert.rejects(world.api.createBrand(call, { name: 'tenun timur' }), refused('catalog.brand-taken'));
    await assert.rejects(
      world.api.updateBrand(call, { brandId: brand.brandId, name: 'Tenun BARAT' }),
      refused('catalog.brand-taken'),
    );
    assert.partialDeepStrictEqual(await world.api.updateBrand(call, { brandId: brand.brandId, name: 'Tenun TIMUR' }), {
      name: 'Tenun TIMUR',
    });
  });

  it('should not be found when nobody made it', async () => {
    await assert.rejects(world.api.getBrand(call, { brand: 'tidak-ada' }), refused('catalog.brand-not-found'));
    await assert.rejects(
      world.api.updateBrand(call, { brandId: newUuid(), name: 'X' }),
      refused('catalog.brand-not-found'),
    );
  });
});
