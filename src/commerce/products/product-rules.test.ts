import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { KOPI } from './fixtures.ts';
import { decideAttributes, decideQuantities, decideVariants } from './product-rules.ts';
import { cleanDescription, cleanName, plainText, productSlug } from './product-texts.ts';

describe('decideVariants', () => {
  const axes = [
    { name: 'Warna', values: ['Merah'] },
    { name: 'Ukuran', values: ['M', 'L'] },
  ];

  it('should accept one variant when there are no axes', () => {
    assert.deepEqual(decideVariants([], [{}]), { accepted: true, axes: [], optionKeys: ['[]'] });
  });
  it('should add values to the axes when variants use new ones', () => {
    const decision = decideVariants(axes, [
      { Warna: 'Biru', Ukuran: 'M' },
      { Ukuran: 'XL', Warna: 'Merah' },
    ]);
    assert.deepEqual(decision, {
      accepted: true,
      axes: [
        { name: 'Warna', values: ['Merah', 'Biru'] },
        { name: 'Ukuran', values: ['M', 'L', 'XL'] },
      ],
      optionKeys: ['["Biru","M"]', '["Merah","XL"]'],
    });
  });
  it('should refuse when an option is missing, foreign or chosen twice, or an axis stands twice', () => {
    for (const options of [
      [{ Warna: 'Merah' }],
      [{ Warna: 'Merah', Bahan: 'Katun' }],
      [
        { Warna: 'Merah', Ukuran: 'M' },
        { Warna: 'Merah', Ukuran: 'M' },
      ],
    ]) {
      assert.equal(decideVariants(axes, options as Record<string, string>[]).accepted, false);
    }
    assert.equal(decideVariants([], [{}, {}]).accepted, false);
    assert.equal(
      decideVariants(
        [axes[0], axes[0]].flatMap((axis) => axis ?? []),
        [{ Warna: 'Merah' }],
      ).accepted,
      false,
    );
  });
});

describe('decideAttributes', () => {
  it('should keep name and unit with the value when it fits', () => {
    const decision = decideAttributes(KOPI.attributes, [
      { code: 'berat_bersih', value: 250 },
      { code: 'organik', value: true },
    ]);
    assert.deepEqual(decision, {
      accepted: true,
      attributes: [
        { code: 'berat_bersih', name: 'Berat bersih', value: 250, unit: 'g' },
        { code: 'organik', name: 'Organik', value: true, unit: null },
      ],
    });
  });
  it('should refuse when the code is unknown or the value of another kind', () => {
    assert.partialDeepStrictEqual(decideAttributes(KOPI.attributes, [{ code: 'warna', value: 'Merah' }]), {
      code: 'products.attribute-unknown',
    });
    for (const given of [
      { code: 'sangrai', value: 'Gosong' },
      { code: 'berat_bersih', value: '250' },
      { code: 'organik', value: 'ya' },
    ]) {
      assert.partialDeepStrictEqual(decideAttributes(KOPI.attributes, [given]), { code: 'products.attribute-wrong' });
    }
  });
});

describe('decideQuantities', () => {
  it('should fill in what is not given, and refuse when the order is wrong', () => {
    assert.deepEqual(decideQuantities({}), { minQuantity: 1, maxQuantity: 999 });
    assert.deepEqual(decideQuantities({ minQuantity: 2000 }), { minQuantity: 2000, maxQuantity: 2000 });
    assert.deepEqual(decideQuantities({ maxQuantity: 5 }, { minQuantity: 3, maxQuantity: 9 }), {
      minQuantity: 3,
      maxQuantity: 5,
    });
    assert.equal(decideQuantities({ minQuantity: 10 }, { minQuantity: 3, maxQuantity: 9 }), null);
  });
});

describe('texts', () => {
  it('should become paragraphs and line breaks when a description is plain', () => {
    assert.equal(
      cleanDescription('Biji <3 & utuh.\r\nSedang.\n\nSegar.'),
      '<p>Biji &lt;3 &amp; utuh.<br />Sedang.</p><p>Segar.</p>',
    );
  });
  it('should lose everything harmful when a description has tags', () => {
    const html =
      '<h1>Promo</h1><p onclick="x()">Halo <b>kak</b><script>alert(1)</script> <a href="http://x">klik</a><img src=x onerror=y></p>';
    assert.equal(cleanDescription(html), 'Promo<p>Halo <b>kak</b> klik</p>');
  });
  it('should read as one line when search or a title wants it', () => {
    assert.equal(plainText('<p>A &lt; B<br />C</p><p>D &amp; E</p>'), 'A < B C D & E');
    assert.equal(cleanName('  Kopi\u0000\u202e  Gayo\n250 g '), 'Kopi Gayo 250 g');
  });
  it('should give an address of its own when another product has the same name', () => {
    assert.equal(productSlug('Kopi Gayo 250 g', '0193e9a2-6f10-7c5e-9a43-0f2d3c4b5a69'), 'kopi-gayo-250-g-3c4b5a69');
    assert.equal(productSlug('香', '0193e9a2-6f10-7c5e-9a43-0f2d3c4b5a69'), 'barang-3c4b5a69');
  });
});
