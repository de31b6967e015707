import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';
import { readTillFile, type TillFile } from './read-till-file.ts';

const BAKERY = resolve(import.meta.dirname, '../../../../../shared/data/forecast/bakery_transactions.csv.gz');
const question = (bytes: Uint8Array) => ({ bytes, mapping: {}, earliest: '2000-01-01', latest: '2026-11-22' });
const read = (bytes: Uint8Array | string) =>
  readTillFile(question(typeof bytes === 'string' ? Buffer.from(bytes) : bytes));
async function fileOf(bytes: Uint8Array | string): Promise<TillFile> {
  const answer = await read(bytes);
  assert.ok('file' in answer, JSON.stringify(answer));
  return answer.file;
}
const wrongOf = async (bytes: Uint8Array | string) => {
  const answer = await read(bytes);
  return 'wrong' in answer ? answer.wrong : 'read';
};

describe('files of tills', () => {
  it('should name each bad row by line and column and keep the others when a report has both', async () => {
    const text = [
      'Laporan Penjualan;;;',
      'Periode November;;;',
      'Tanggal;Nama Produk;Jml;Total (Rp)',
      '21/11/2026 14:30;Roti Sobek;2;Rp 24.000',
      '32/11/2026;Roti;1;5.000',
      '21 Nov 2026;=HYPERLINK("http://x");1,5;1.250.000',
      '21/11/2026;<script>alert(1)</script>;abc;5',
      '21/11/1999;Tawar;1;1',
      '21/11/2026;;1;1',
      `21/11/2026;${'x'.repeat(200)};1;1`,
      '21/11/2026;Tawar;-2;1',
      '21/11/2026;Tawar;1;murah',
    ].join('\n');
    const file = await fileOf(text);
    assert.deepEqual(
      file.lines.map((line) => [line.line, line.on, line.product, line.quantity, line.amountMinor]),
      [
        [4, '2026-11-21', 'Roti Sobek', 2, 24_000],
        [6, '2026-11-21', '=HYPERLINK("http://x")', 1.5, 1_250_000],
      ],
    );
    assert.deepEqual(
      file.refused.map(({ line, column, code }) => [line, column, code]),
      [
        [5, 'Tanggal', 'date-wrong'],
        [7, 'Jml', 'number-wrong'],
        [8, 'Tanggal', 'date-out-of-range'],
        [9, 'Nama Produk', 'missing'],
        [10, 'Nama Produk', 'text-too-long'],
        [11, 'Jml', 'number-out-of-range'],
        [12, 'Total (Rp)', 'number-wrong'],
      ],
    );
  });

  it('should give the same lines the same ids when a file is read twice, and two coffees two ids', async () => {
    const text =
      'date,time,transaction,item\n2026-01-02,9:58:11,1,Kopi\n2026-01-02,9:58:11,1,Kopi\n2026-01-02,10:00,2,Kopi\n';
    const [first, second] = [await fileOf(text), await fileOf(gzipSync(text))];
    assert.deepEqual(first.lines, second.lines);
    assert.equal(new Set(first.lines.map((line) => line.externalId)).size, 3);
  });

  it('should read a sheet when days are days, formulas are text and figures have a point', async () => {
    const bold = { fontWeight: 'bold' as const };
    const head = ['Tanggal', 'Item', 'Qty', 'Total'].map((value) => ({ value, ...bold }));
    const row = [
      { value: new Date('2026-11-21'), type: Date, format: 'dd/mm/yyyy' },
      { value: '=HYPERLINK("x")', type: String },
      { value: 2.5, type: Number },
      { value: 1_250_000, type: Number },
    ];
    const bytes = await writeXlsxFile([head, row]).toBuffer();
    const { lines } = await fileOf(bytes);
    assert.deepEqual(
      lines.map((line) => [line.on, line.product, line.quantity, line.amountMinor]),
      [['2026-11-21', '=HYPERLINK("x")', 2.5, 1_250_000]],
    );
  });

  it('should say no in words when a file is a bomb, a picture, empty or something else', async () => {
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': [new Uint8Array(41_000_000), { level: 1 }] });
    assert.ok(bomb.length < 400_000);
    assert.equal(await wrongOf(bomb), 'too-large');
    const crowd = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`f${index}`, new Uint8Array(1)]));
    assert.equal(await wrongOf(zipSync(crowd)), 'too-large');
    assert.equal(await wrongOf(gzipSync(Buffer.alloc(41_000_000), { level: 1 })), 'too-large');
    assert.equal(
      await wrongOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])),
      'unreadable',
    );
    assert.equal(await wrongOf(new Uint8Array(0)), 'unreadable');
    assert.equal(await wrongOf(zipSync({ 'a.txt': strToU8('x') })), 'unreadable');
    assert.equal(await wrongOf(bomb.subarray(0, 500)), 'unreadable');
    assert.equal(await wrongOf('a,b,c\n1,2,3\n'), 'column-missing');
  });

  it('should read old tables when they are in the letters of Windows or in UTF-16', async () => {
    const text = 'Tanggal;Item;Qty\n21/11/2026;Café;2\n';
    const windows = Buffer.from(text, 'latin1');
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    for (const bytes of [windows, wide]) assert.equal((await fileOf(bytes)).lines[0]?.product, 'Café');
  });

  it('should read a real bakery till when its file is there', {
    skip: !existsSync(BAKERY) && 'no bakery file',
  }, async () => {
    const file = await fileOf(readFileSync(BAKERY));
    assert.equal(file.lines.length, 20_507);
    assert.equal(file.refused.length, 0);
    assert.equal(new Set(file.lines.map((line) => line.externalId)).size, 20_507);
    assert.equal(file.lines[0]?.on, '2016-10-30');
  });
});
