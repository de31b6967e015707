import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClaimCheck, withoutMarkup } from './check-claims.ts';
import { isBorneOut, numbersOf } from './numbers.ts';

const SOURCES = [
  { number: 1, text: 'Penjualan Jumat, 20 November 2026: 1.250 buah, Rp 3.480.500.' },
  { number: 2, text: 'Beli 12,5 kg ayam.' },
];
const check = (text: string, also = '') => {
  const one = createClaimCheck(SOURCES, also);
  let out = '';
  // Piece by piece, as it comes over the wire.
  for (const piece of text.match(/[\s\S]{1,3}/g) ?? []) out += one.add(piece);
  out += one.end();
  return { text: out.trim(), removed: one.removed, cited: one.cited };
};

describe('numbers', () => {
  it('should be the same when they are written in another way, and not when they are others', () => {
    const same = (left: string, right: string) => isBorneOut(numbersOf(left)[0] ?? [], numbersOf(right));
    for (const [left, right] of [
      ['1.250.000', '1,250,000'],
      ['1,25 juta', '1.250.000'],
      ['3,5 juta', 'Rp 3.480.500'],
      ['12,5', '12.5'],
      ['12.5 kg', '12,49'],
      ['480 ribu', '480000'],
      ['7', '7,0'],
    ] as const)
      assert.ok(same(left, right), `${left} is ${right}`);
    for (const [left, right] of [
      ['1.251', '1.250'],
      ['4 juta', 'Rp 3.480.500'],
      ['120', '12,5'],
      ['13', '12,4'],
      ['5', '1.250'],
    ] as const)
      assert.ok(!same(left, right), `${left} is not ${right}`);
  });
});

describe('claims', () => {
  it('should be told when sources and figures are right', () => {
    const said = 'Kemarin terjual 1.250 buah [1]. Omzetnya sekitar 3,5 juta [1]. Beli 12,5 kg ayam [2].';
    assert.deepEqual(check(said), { text: said, removed: 0, cited: 3 });
  });

  it('should be taken out when a source is invented, or a figure is not in the source that is named', () => {
    const said = 'Terjual 1.250 buah [1]. Terjual 1.250 buah [2]. Laba 9.999 [1]. Katanya ramai [7]. Beli 12,5 kg [2].';
    assert.deepEqual(check(said), { text: 'Terjual 1.250 buah [1]. Beli 12,5 kg [2].', removed: 3, cited: 2 });
  });

  it('should know figures of the question when they are said back, and never those of nobody', () => {
    assert.equal(check('Untuk 40 orang beli 12,5 kg [2].', 'berapa ayam untuk 40 orang').removed, 0);
    assert.equal(check('Untuk 41 orang beli 12,5 kg [2].', 'berapa ayam untuk 40 orang').removed, 1);
    assert.equal(check('Stok masih 88 kg.').removed, 1);
  });

  it('should count no number when it begins a line of a list', () => {
    assert.deepEqual(check('1. Beli 12,5 kg ayam [2].\n2. Terjual 1.250 [1].').removed, 0);
  });

  it('should lose pictures, links, addresses and HTML when they are told', () => {
    const said =
      'Lihat ![x](https://jahat.test/?d=1) [di sini](http://jahat.test) <b onclick=a>ya</b> https://jahat.test/a javascript:alert(1) [1]';
    const clean = withoutMarkup(said);
    assert.doesNotMatch(clean, /jahat|<|>|javascript|onclick/);
    assert.match(clean, /di sini/);
    assert.match(clean, /\[1\]/);
  });

  it('should be cut and not kept waiting when a sentence never ends', () => {
    const one = createClaimCheck(SOURCES, '');
    assert.ok(one.add('ramai sekali '.repeat(200)).length > 1_000);
  });
});
