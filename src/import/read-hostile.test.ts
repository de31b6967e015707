import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Draft, RefusedRow } from './draft.ts';
import { encodingOf } from './read-lines.ts';
import { type Format, type ReadOptions, readRows } from './read-rows.ts';

const OPTIONS = { stock: 10, rupiahPerUnit: 1, price: 50_000, weightGrams: 400 };
const HEADER = 'key,name,category,price,weightGrams,description';

describe('files as they really come', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lumbung-hostile-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function read(bytes: string | Buffer, format: Format, change: Partial<ReadOptions> = {}) {
    const path = join(folder, `file-${Math.random()}`);
    await writeFile(path, bytes);
    const drafts: Draft[] = [];
    const refused: RefusedRow[] = [];
    for await (const row of readRows(path, { ...OPTIONS, format, ...change })) {
      if ('draft' in row) drafts.push(row.draft);
      else refused.push(row.refused);
    }
    return { drafts, refused, encoding: await encodingOf(path) };
  }
  const names = (drafts: Draft[]) => drafts.map(({ line, name }) => [line, name]);

  it('should have no rows when a file is empty, blank or a header only', async () => {
    for (const text of ['', '\n\n\r\n', HEADER, `\ufeff${HEADER}\r\n`]) {
      assert.deepEqual((await read(text, 'csv')).drafts, []);
      if (!text.includes('key')) assert.deepEqual((await read(text, 'jsonl')).refused, []);
    }
  });

  it('should count lines rightly when there are a mark at the start, CRLF and quoted line breaks', async () => {
    const text = `\ufeff${HEADER}\r\nA,Kopi A,Uji,1000,100,"satu\r\ndua\r\ntiga"\r\nB,Kopi B,Uji,1000,100,\r\nC,x,Uji,1000,100,\r\n`;
    const { drafts, refused } = await read(text, 'csv');
    assert.deepEqual(names(drafts), [
      [2, 'Kopi A'],
      [5, 'Kopi B'],
    ]);
    assert.match(drafts[0]?.description ?? '', /satu\r?\ndua\r?\ntiga/);
    assert.deepEqual(
      refused.map(({ line, code }) => [line, code]),
      [[6, 'import.field-wrong']],
    );
  });

  it('should read names as they were written when the file is Latin-1 or UTF-16', async () => {
    const text = `${HEADER}\nA,Café Crème,Uji,1000,100,\n`;
    const latin = await read(Buffer.from(text, 'latin1'), 'csv');
    assert.deepEqual([latin.encoding, latin.drafts[0]?.name], ['windows-1252', 'Café Crème']);
    const wide = await read(Buffer.from(`\ufeff${text}`, 'utf16le'), 'csv');
    assert.deepEqual([wide.encoding, wide.drafts[0]?.name], ['utf-16le', 'Café Crème']);
    assert.equal((await read(text, 'csv')).encoding, 'utf-8');
  });

  it('should take control characters out when NUL and the like stand in a row', async () => {
    const { drafts, refused } = await read(`${HEADER}\nA\u0000,Ko\u0000pi\u0007 A,Uji,1000,100,\n`, 'csv');
    assert.deepEqual([drafts[0]?.key, drafts[0]?.name, refused], ['A', 'Kopi A', []]);
    const json = `{"key":"B","name":"Kopi\\u0000 B","category":"Uji","price":1,"weightGrams":1}`;
    assert.equal((await read(json, 'jsonl')).drafts[0]?.name, 'Kopi B');
  });

  it('should refuse the row with its line and go on or stop there when a quote is never closed', async () => {
    const { drafts, refused } = await read(
      `${HEADER}\nA,Kopi A,Uji,1000,100,\nB,"Kopi B,Uji,1000,100,\nC,Kopi C,Uji,1000,100,\n`,
      'csv',
    );
    assert.deepEqual(names(drafts), [[2, 'Kopi A']]);
    assert.deepEqual(
      refused.map(({ line, code }) => [line, code]),
      [[3, 'import.unreadable']],
    );
  });

  it('should keep memory bounded and refuse the row when a line has no end', async () => {
    const json = await read(`{"key":"${'x'.repeat(5_000_000)}"}\n{"key":"B"}\n`, 'jsonl');
    assert.deepEqual(
      json.refused.map(({ line, code }) => [line, code]),
      [
        [1, 'import.unreadable'],
        [2, 'import.field-required'],
      ],
    );
    assert.ok(JSON.stringify(json.refused).length < 10_000);
    const csv = await read(`${HEADER}\nA,"${'x'.repeat(5_000_000)}",Uji,1000,100,\n`, 'csv');
    assert.deepEqual([csv.drafts.length, csv.refused[0]?.code], [0, 'import.unreadable']);
  });

  it('should make a product of each listing title when a file has nothing else', async () => {
    const text = 'posting_id,title,label_group\np1,"Tas ""Rajut"" Wanita",1\np2,,2\n';
    const { drafts, refused } = await read(text, 'listings');
    assert.deepEqual(names(drafts), [[2, 'Tas "Rajut" Wanita']]);
    assert.partialDeepStrictEqual(drafts[0]?.variants[0], { priceMinor: 50_000, stock: 10, weightGrams: 400 });
    assert.deepEqual(
      refused.map(({ line, code }) => [line, code]),
      [[3, 'import.field-required']],
    );
    const unpriced = await read(text, 'listings', { price: null });
    assert.equal(unpriced.refused[0]?.code, 'import.field-required');
  });

  it('should make a list of goods of order lines when names and prices differ between them', async () => {
    const lines = [
      'invoice,stock_code,description,quantity,unit_price',
      '1,85123a,WHITE LANTERN,6,2.55',
      '2,85123A,WHITE LANTERN,4,2.55',
      '3,85123A,white lantern broken,1,3.00',
      'C4,85123A,WHITE LANTERN,-2,2.55',
      '5,POST,,1,0.0',
      '6,22752,BOX,x,1.00',
    ];
    const { drafts, refused } = await read(lines.join('\n'), 'order-lines', { price: null });
    assert.equal(drafts.length, 1);
    const [goods] = drafts;
    assert.deepEqual(
      [goods?.key, goods?.name, goods?.variants[0]?.priceMinor, goods?.soldBefore],
      ['85123A', 'WHITE LANTERN', 255, 9],
    );
    assert.deepEqual(
      refused.map(({ line, code }) => [line, code]),
      [
        [7, 'import.field-wrong'],
        [6, 'import.field-required'],
      ],
    );
  });
});
