import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildFacets, selectionsOf } from './facet-rules.ts';

describe('facets', () => {
  it('should gather the choices of a query by facet when several are made', () => {
    assert.deepEqual(selectionsOf({ brand: ['Sony'], filter: ['warna:Merah', 'warna:Biru', 'bahan:Katun: halus'] }), [
      { code: 'bahan', values: ['Katun: halus'] },
      { code: 'brand', values: ['Sony'] },
      { code: 'warna', values: ['Biru', 'Merah'] },
    ]);
  });

  it('should count other values as if no choice were made when a facet has one', () => {
    const selections = [{ code: 'warna', values: ['Merah'] }];
    const counts = [
      { code: 'warna', name: 'Warna', value: 'Merah', failed: 0, count: 3 },
      { code: 'warna', name: 'Warna', value: 'Biru', failed: 1, count: 5 },
      { code: 'bahan', name: 'Bahan', value: 'Katun', failed: 0, count: 2 },
      { code: 'bahan', name: 'Bahan', value: 'Katun', failed: 1, count: 4 },
      { code: 'bahan', name: 'Bahan', value: 'Wol', failed: 0, count: 1 },
    ];
    const facets = buildFacets(counts, selections, 3);
    assert.deepEqual(
      facets.find((facet) => facet.code === 'warna')?.values.map((v) => [v.value, v.count, v.selected]),
      [
        ['Merah', 3, true],
        ['Biru', 5, false],
      ],
    );
    assert.deepEqual(
      facets.find((facet) => facet.code === 'bahan')?.values.map((v) => [v.value, v.count]),
      [
        ['Katun', 2],
        ['Wol', 1],
      ],
    );
  });

  it('should keep a chosen value in sight when nothing has it any more', () => {
    const facets = buildFacets([], [{ code: 'warna', values: ['Ungu'] }], 0);
    assert.deepEqual(facets[0]?.values, [{ value: 'Ungu', label: 'Ungu', count: 0, selected: true }]);
  });

  it('should leave out a facet when it says nothing about most goods or leaves no choice', () => {
    const rare = [
      { code: 'suhu', name: 'Suhu', value: '3', failed: 0, count: 1 },
      { code: 'suhu', name: 'Suhu', value: '4', failed: 0, count: 1 },
    ];
    const single = [{ code: 'kondisi', name: 'Kondisi', value: 'Baru', failed: 0, count: 100 }];
    assert.deepEqual(buildFacets([...rare, ...single], [], 100), []);
  });
});
