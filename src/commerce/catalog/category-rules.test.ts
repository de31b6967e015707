import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type AttributeRow,
  brandKey,
  buildTree,
  type CategoryRow,
  decideAttributes,
  decidePlace,
} from './category-rules.ts';

const row = (categoryId: string, parentId: string | null, depth: number): CategoryRow => ({
  categoryId,
  parentId,
  slug: categoryId,
  name: categoryId.toUpperCase(),
  position: 0,
  depth,
  version: 1,
});
const rows = [row('a', null, 1), row('b', 'a', 2), row('c', 'b', 3), row('d', 'c', 4), row('x', null, 1)];
const attribute = (categoryId: string, code: string, change: Partial<AttributeRow> = {}): AttributeRow => ({
  categoryId,
  code,
  name: code,
  kind: 'text',
  unit: null,
  values: [],
  isFilterable: false,
  ...change,
});

describe('buildTree', () => {
  it('should list parents before children, with paths, when rows come by depth', () => {
    const tree = buildTree(rows, []);
    assert.deepEqual(
      tree.map((category) => category.path.map((step) => step.slug).join('/')),
      ['a', 'a/b', 'a/b/c', 'a/b/c/d', 'x'],
    );
  });

  it('should let an own attribute hide an inherited one when the codes are equal', () => {
    const tree = buildTree(rows, [
      attribute('a', 'warna'),
      attribute('a', 'bahan'),
      attribute('b', 'warna', { kind: 'choice', values: ['Merah'] }),
    ]);
    const found = tree.find((category) => category.slug === 'c')?.attributes;
    assert.deepEqual(
      found?.map(({ code, kind }) => [code, kind]),
      [
        ['bahan', 'text'],
        ['warna', 'choice'],
      ],
    );
  });
});

describe('decidePlace', () => {
  it('should give new depths to everything below when a branch moves', () => {
    const decision = decidePlace(rows.slice(0, 3).concat(row('x', null, 1)), { categoryId: 'b' }, 'x');
    assert.deepEqual(decision, {
      accepted: true,
      depths: [
        { categoryId: 'b', depth: 2 },
        { categoryId: 'c', depth: 3 },
      ],
    });
  });
  it('should refuse when the parent lies below or is the category itself', () => {
    assert.partialDeepStrictEqual(decidePlace(rows, { categoryId: 'a' }, 'c'), { code: 'catalog.parent-is-below' });
    assert.partialDeepStrictEqual(decidePlace(rows, { categoryId: 'a' }, 'a'), { code: 'catalog.parent-is-below' });
  });
  it('should refuse when something would lie deeper than the bound', () => {
    assert.partialDeepStrictEqual(decidePlace(rows, { categoryId: 'a' }, 'x'), { code: 'catalog.too-deep' });
    assert.partialDeepStrictEqual(decidePlace(rows, { categoryId: 'new' }, 'd'), { code: 'catalog.too-deep' });
  });
  it('should refuse when there is no such parent', () => {
    assert.partialDeepStrictEqual(decidePlace(rows, { categoryId: 'new' }, 'nobody'), {
      code: 'catalog.parent-not-found',
    });
  });
});

describe('decideAttributes', () => {
  it('should fill in defaults when only code, name and kind are given', () => {
    const decision = decideAttributes('a', [], [{ code: 'bahan', name: 'Bahan', kind: 'text' }]);
    assert.deepEqual(decision, { accepted: true, rows: [attribute('a', 'bahan', { name: 'Bahan' })] });
  });
  it('should refuse when unit or values do not belong to the kind, or a code stands twice', () => {
    const wrong = [
      [{ code: 'a', name: 'A', kind: 'text' as const, unit: 'g' }],
      [{ code: 'a', name: 'A', kind: 'choice' as const }],
      [{ code: 'a', name: 'A', kind: 'boolean' as const, values: ['x'] }],
      [{ code: 'a', name: 'A', kind: 'choice' as const, values: ['x', 'x'] }],
      [
        { code: 'a', name: 'A', kind: 'text' as const },
        { code: 'a', name: 'B', kind: 'text' as const },
      ],
    ];
    for (const given of wrong)
      assert.partialDeepStrictEqual(decideAttributes('a', [], given), { code: 'catalog.attribute-wrong' });
  });
  it('should refuse when the kind of a standing attribute would change', () => {
    const decision = decideAttributes(
      'a',
      [attribute('a', 'berat')],
      [{ code: 'berat', name: 'Berat', kind: 'number' }],
    );
    assert.partialDeepStrictEqual(decision, { code: 'catalog.attribute-kind-fixed', details: { code: 'berat' } });
  });
});

describe('brandKey', () => {
  it('should be equal when names differ in case and spaces only', () => {
    assert.equal(brandKey('  ABC  Tekno '), brandKey('abc tekno'));
  });
});
