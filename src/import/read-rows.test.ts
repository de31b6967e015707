import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Draft } from './draft.ts';
import { attributeName, unitOf } from './draft-from-icecat.ts';
import { type Format, readRows } from './read-rows.ts';

const GUIDE = resolve(import.meta.dirname, '../../docs/guides/import.md');

const kopi = { key: 'KOPI-1', name: 'Kopi Gayo', category: 'Makanan > Kopi', price: 78000, weightGrams: 270 };

describe('readRows', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lumbung-import-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function read(text: string | Buffer, format: Format = 'jsonl') {
    const path = join(folder, `file-${Math.random()}`);
    await writeFile(path, text);
    const drafts: Draft[] = [];
    const refused: [number, string][] = [];
    for await (const row of readRows(path, { format, stock: 10, rupiahPerUnit: 1, price: null, weightGrams: 500 })) {
      if ('draft' in row) drafts.push(row.draft);
      else refused.push([row.refused.line, row.refused.reason]);
    }
    return { drafts, refused };
  }
  const line = (change: object) => JSON.stringify({ ...kopi, ...change });

  it('should fill in defaults when a JSON row leaves things out', async () => {
    const { drafts } = await read(
      line({
        attributes: { 'Berat bersih': { value: 250, unit: 'g' }, Organik: true },
        images: ['https://x.test/a.jpg'],
      }),
    );
    assert.partialDeepStrictEqual(drafts, [
      {
        line: 1,
        category: ['Makanan', 'Kopi'],
        status: 'active',
        attributes: [
          { code: 'berat_bersih', name: 'Berat bersih', value: 250, unit: 'g' },
          { code: 'organik', name: 'Organik', value: true, unit: null },
        ],
        images: [{ url: 'https://x.test/a.jpg' }],
        variants: [
          {
            sku: 'KOPI-1',
            options: {},
            priceMinor: 78_000,
            stock: null,
            weightGrams: 270,
            lengthMm: 200,
            minQuantity: 1,
            maxQuantity: 999,
          },
        ],
      },
    ]);
  });

  it('should take figures from the row when a variant does not say them', async () => {
    const variants = [
      { sku: 'A', options: { Ukuran: 'S' }, stock: 2 },
      { sku: 'B', options: { Ukuran: 'L' }, price: 90_000, weightGrams: 500 },
    ];
    const { drafts } = await read(line({ axes: [{ name: 'Ukuran', values: ['S', 'L'] }], variants }));
    assert.deepEqual(
      drafts[0]?.variants.map(({ sku, priceMinor, weightGrams, stock }) => [sku, priceMinor, weightGrams, stock]),
      [
        ['A', 78_000, 270, 2],
        ['B', 90_000, 500, null],
      ],
    );
  });

  it('should keep a line whole when it is packed, carries U+2028 or follows an empty one', async () => {
    const { drafts, refused } = await read(
      gzipSync(`${line({ description: 'a\u2028b' })}\r\n\r\n${line({ key: 'KOPI-2' })}`),
    );
    assert.deepEqual(
      drafts.map((draft) => [draft.line, draft.key]),
      [
        [1, 'KOPI-1'],
        [3, 'KOPI-2'],
      ],
    );
    assert.deepEqual(refused, []);
  });

  it('should refuse a row with its line and a sentence when something is wrong, and go on', async () => {
    const wrong: [object | string, RegExp][] = [
      ['{"key": ', /JSON/],
      ['[1]', /JSON/],
      [{ key: undefined }, /^key: wajib diisi/],
      [{ key: ' ' }, /^key: wajib diisi/],
      [{ name: 'ab' }, /^name: paling sedikit 3/],
      [{ price: 12.5 }, /^price: harus bilangan bulat/],
      [{ price: 0 }, /^price/],
      [{ price: 1e16 }, /^price/],
      [{ weightGrams: undefined }, /^weightGrams/],
      [{ stock: -1 }, /^stock/],
      [{ category: 'A > > B' }, /^category/],
      [{ category: 'A > B > C > D > E' }, /^category: paling dalam 4/],
      [{ status: 'sold' }, /^status/],
      [{ colour: 'red' }, /^colour: kolom ini tidak dikenal/],
      [{ images: ['javascript:alert(1)'] }, /^images/],
      [{ attributes: { A: { value: [1] } } }, /^attributes\.A/],
      [{ minQuantity: 5, maxQuantity: 2 }, /^maxQuantity/],
      [{ axes: [{ name: 'A', values: ['1'] }], variants: [{ sku: 'x', options: {} }] }, /^options/],
      [
        {
          axes: [{ name: 'A', values: ['1'] }],
          variants: [
            { sku: 'x', options: { A: '1' } },
            { sku: 'y', options: { A: '1' } },
          ],
        },
        /sama/,
      ],
      [{ variants: [] }, /^variants/],
    ];
    const { drafts, refused } = await read(
      [...wrong.map(([row]) => (typeof row === 'string' ? row : line(row))), line({})].join('\n'),
    );
    assert.equal(drafts.length, 1);
    assert.equal(refused.length, wrong.length);
    for (const [index, [, reason]] of wrong.entries()) assert.match(refused[index]?.[1] ?? '', reason);
    assert.deepEqual(
      refused.map(([number]) => number),
      wrong.map((_, index) => index + 1),
    );
  });

  it('should take out characters when PostgreSQL cannot keep them', async () => {
    const { drafts } = await read(
      '{"key":"A","name":"Kopi\\u0000 \\ud800Gayo","category":"A","price":1,"weightGrams":1,"attributes":{"B":"x\\u0000y"}}',
    );
    assert.equal(drafts[0]?.name, 'Kopi \ufffdGayo');
    assert.equal(drafts[0]?.attributes[0]?.value, 'xy');
  });

  it('should read typed values when CSV has semicolons, thousands and units', async () => {
    const { drafts, refused } = await read(
      '\ufeffkey;name;category;price;weightGrams;attr:Panjang (cm);attr:Organik;attr:Bahan;images\nA;"Kain; lurik";Kain;58.000;190;2,5;ya;Katun;https://x.test/a.jpg|https://x.test/b.jpg\n',
      'csv',
    );
    assert.deepEqual(refused, []);
    assert.partialDeepStrictEqual(drafts[0], {
      name: 'Kain; lurik',
      attributes: [{ value: 2.5, unit: 'cm' }, { value: true }, { value: 'Katun' }],
    });
    assert.deepEqual([drafts[0]?.variants[0]?.priceMinor, drafts[0]?.images.length], [58_000, 2]);
  });

  it('should join lines as variants when they follow each other with one key', async () => {
    const csv =
      'key,sku,name,category,price,stock,weightGrams,option:Warna,option:Ukuran\nK,K-1,Kaos polos,Baju,50000,3,200,Merah,M\nK,K-2,,,55000,,,Merah,L\nT,T-1,Topi,Baju,30000,1,100,,\n';
    const { drafts, refused } = await read(csv, 'csv');
    assert.deepEqual(refused, []);
    assert.deepEqual(
      drafts.map((draft) => [draft.key, draft.line, draft.variants.length]),
      [
        ['K', 2, 2],
        ['T', 4, 1],
      ],
    );
    assert.deepEqual(drafts[0]?.axes, [
      { name: 'Warna', values: ['Merah'] },
      { name: 'Ukuran', values: ['M', 'L'] },
    ]);
    assert.deepEqual(
      drafts[0]?.variants.map(({ sku, priceMinor, weightGrams }) => [sku, priceMinor, weightGrams]),
      [
        ['K-1', 50_000, 200],
        ['K-2', 55_000, 200],
      ],
    );
  });

  it('should read flat attributes by kind when the row is one of Icecat', async () => {
    const row = {
      id: '77',
      name: 'XK-9',
      title: 'Contoh XK-9 toner cartridge Original Black',
      short_description: 'A made-up cartridge',
      supplier: 'Contoh',
      price: 4995,
      img_500x500: 'http://images.test/a.jpg',
      attr_t_printing_colours: 'Black',
      attr_b_colour: false,
      attr_t_colour: 'Black',
      attr_n_package_weight: 812.4,
      attr_n_thermal_design_power__tdp_: 25,
      attr_n_broken: 'x',
    };
    const { drafts } = await read(JSON.stringify(row), 'icecat');
    assert.partialDeepStrictEqual(drafts[0], {
      key: '77',
      brand: 'Contoh',
      category: ['Cetak', 'Toner & Tinta'],
      images: [{ url: 'http://images.test/a.jpg' }],
    });
    assert.deepEqual(drafts[0]?.attributes, [
      { code: 'printing_colours', name: 'Printing colours', value: 'Black', unit: null },
      { code: 'colour', name: 'Colour', value: false, unit: null },
      { code: 'colour_t', name: 'Colour', value: 'Black', unit: null },
      { code: 'package_weight', name: 'Package weight', value: 812.4, unit: 'g' },
      { code: 'thermal_design_power__tdp_', name: 'Thermal design power (tdp)', value: 25, unit: 'W' },
    ]);
    assert.partialDeepStrictEqual(drafts[0]?.variants, [
      { sku: '77', priceMinor: 4_995, stock: 10, weightGrams: 813, lengthMm: 200 },
    ]);
  });

  it('should name attributes and units as people say them when codes are technical', () => {
    assert.equal(attributeName('contrast_ratio__typical_'), 'Contrast ratio (typical)');
    assert.equal(
      attributeName('usb_3_2_gen_1__3_1_gen_1__type_a_ports_quantity'),
      'Usb 3 2 gen 1 (3 1 gen 1) type a ports quantity',
    );
    assert.deepEqual(['cable_length', 'package_width', 'number_of_hdds_installed'].map(unitOf), ['m', 'mm', null]);
  });

  it('should read every example when the guide shows one', async () => {
    const guide = await readFile(GUIDE, 'utf8');
    for (const format of ['jsonl', 'csv'] as const) {
      const examples = [...guide.matchAll(new RegExp(`\`\`\`${format}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
        ([, text = '']) => text,
      );
      assert.ok(examples.length > 0, format);
      for (const text of examples) {
        const { drafts, refused } = await read(text, format);
        assert.deepEqual(refused, []);
        assert.ok(drafts.length > 0);
      }
    }
  });
});
