import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readInteractions } from './read-interactions.ts';
import { recommendFile } from './recommend-file.ts';

describe('a file of purchases', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lumbung-recommend-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string | Buffer): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const ROWS = 'customer_id,stock_code,first_date\n1,a,2011-01-01\n1,b,2011-01-02\n2,a,2011-01-03\n';

  it('should read the same when it is packed, in another order of columns, or without a header', async () => {
    const swapped = 'first_date,item,user\n2011-01-01,a,1\n2011-01-02,b,1\n2011-01-03,a,2\n';
    const bare = ROWS.split('\n').slice(1).join('\n');
    const given = [file('a.csv', ROWS), file('b.csv.gz', gzipSync(ROWS)), file('c.csv', swapped), file('d.csv', bare)];
    for (const path of given) {
      const { read, refused } = await readInteractions(path);
      assert.deepEqual(
        [read.customers, read.items, [...read.purchases.people]],
        [
          ['1', '2'],
          ['a', 'b'],
          [0, 0, 1],
        ],
        path,
      );
      assert.equal(read.lastDay, Date.UTC(2011, 0, 3) / 86_400_000);
      assert.deepEqual(refused, []);
    }
  });

  it('should name rows that cannot be used and go on, when some are broken', async () => {
    const { read, refused } = await readInteractions(
      file('e.csv', `${ROWS}3,,2011-01-01\n3,a b,2011-01-01\n4,c,soon\n5\n`),
    );
    assert.deepEqual(read.customers, ['1', '2']);
    assert.deepEqual(refused, [
      { line: 5, code: 'recommendations.row-wrong' },
      { line: 6, code: 'recommendations.row-wrong' },
      { line: 7, code: 'recommendations.date-wrong' },
      { line: 8, code: 'recommendations.row-wrong' },
    ]);
  });

  it('should say so in a sentence when nothing is usable, the file is cut off, or it is not there', async () => {
    await assert.rejects(readInteractions(file('f.csv', 'customer_id,stock_code,first_date\n')), /no row/);
    await assert.rejects(readInteractions(file('g.csv.gz', gzipSync(ROWS).subarray(0, 30))));
    await assert.rejects(readInteractions(join(folder, 'missing.csv')), /ENOENT/);
  });

  it('should write new items only, best first, for every customer, when a run is made', async () => {
    const out = join(folder, 'run.tsv');
    const report = await recommendFile({ interactions: file('h.csv', ROWS), out });
    assert.deepEqual([report.customers, report.items, report.purchases], [2, 2, 3]);
    const lines = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    assert.deepEqual(
      lines.map(([customer, q0, item, rank, , tag]) => [customer, q0, item, rank, tag]),
      [['2', 'Q0', 'b', '1', 'lumbung']],
    );
  });
});
