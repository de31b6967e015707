import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readLine, readSeriesFile } from './read-series-file.ts';

const line = (change: object): string =>
  JSON.stringify({ id: 'a', freq: 'Monthly', period: 12, h: 3, x: [1, 2, 3, 4], ...change });

describe('a line of a series file', () => {
  const wrong: [string, string, string][] = [
    ['it is no JSON', '{"id":', 'forecasts.line-wrong'],
    ['it is a list', '[1,2]', 'forecasts.line-wrong'],
    ['it has no id', line({ id: undefined }), 'forecasts.line-wrong'],
    ['its id is a book', line({ id: 'x'.repeat(100_000) }), 'forecasts.line-wrong'],
    ['a value is NaN', '{"id":"a","period":1,"h":1,"x":[1,NaN]}', 'forecasts.line-wrong'],
    ['a value is beyond numbers', '{"id":"a","period":1,"h":1,"x":[1,1e999]}', 'forecasts.value-too-large'],
    ['it has no values', line({ x: [] }), 'forecasts.no-values'],
    ['all values are gaps', line({ x: [null, null] }), 'forecasts.no-values'],
    ['the values are no list', line({ x: 'abc' }), 'forecasts.value-wrong'],
    ['a value is text', line({ x: [1, '2', 3] }), 'forecasts.value-wrong'],
    ['a value is huge', line({ x: [1, 1e300] }), 'forecasts.value-too-large'],
    ['there are too many values', line({ x: new Array(100_001).fill(1) }), 'forecasts.too-many-values'],
    ['the period is zero', line({ period: 0 }), 'forecasts.period-wrong'],
    ['the period is missing', line({ period: undefined }), 'forecasts.period-wrong'],
    ['the horizon is no whole number', line({ h: 1.5 }), 'forecasts.horizon-wrong'],
    ['the horizon is huge', line({ h: 1e9 }), 'forecasts.horizon-wrong'],
  ];
  for (const [when, text, code] of wrong) {
    it(`should be refused with ${code} when ${when}`, () => {
      const read = readLine(text, undefined);
      assert.equal('code' in read ? read.code : 'taken', code);
    });
  }

  it('should fill gaps between and cut those in front when values are missing', () => {
    const read = readLine(line({ period: 1, x: [null, 2, null, 4] }), undefined);
    assert.ok(!('code' in read));
    assert.deepEqual([[...read.values], read.filled], [[2, 3, 4], 1]);
  });

  it('should fill a gap from the same weekday when there is a season', () => {
    const read = readLine(line({ period: 2, x: [10, 1, null, 1, 20, 1] }), undefined);
    assert.ok(!('code' in read));
    assert.equal(read.values[2], 15);
  });

  it('should carry the last quote over days without one when the series is a price', () => {
    const quotes = Array.from({ length: 300 }, (_, t) => (t % 7 > 4 ? null : 30_000 + 200 * t));
    const read = readLine(line({ freq: 'Daily', period: 7, x: [...quotes, null, null] }), undefined);
    assert.ok(!('code' in read));
    assert.deepEqual([read.values[5], read.values.at(-1)], [30_000 + 200 * 4, 30_000 + 200 * 298]);
  });

  it('should take the horizon of the command when the line has none', () => {
    const read = readLine(line({ h: undefined }), 5);
    assert.ok(!('code' in read));
    assert.equal(read.horizon, 5);
  });

  it('should lie on the calendar when it is daily and says when it starts, the gaps in front counted', () => {
    const read = readLine(line({ period: 7, start: '1970-01-11', x: [null, 4, 5] }), undefined);
    assert.ok(!('code' in read));
    assert.equal(read.day, 11);
  });

  it('should lie nowhere when its start cannot be read', () => {
    for (const start of ['2026-13-01', '2026-02-30', '0001-01-01', '9999-12-31', 'yesterday', 7, null]) {
      const read = readLine(line({ period: 7, start }), undefined);
      assert.ok(!('code' in read));
      assert.equal(read.day, undefined);
    }
  });

  it('should name its board when its id does', () => {
    const boards = ['cabai|12', 'cabai/12', 'cabai:12', 'cabai', '|12'].map((id) => readLine(line({ id }), undefined));
    assert.deepEqual(
      boards.map((read) => ('code' in read ? read.code : read.board)),
      ['cabai', 'cabai', 'cabai', undefined, undefined],
    );
  });
});

describe('a series file', () => {
  it('should refuse an id with forecasts.id-twice and keep the first when it comes again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lumbung-series-'));
    const path = join(folder, 'series.jsonl');
    await writeFile(path, [line({}), line({ x: [9] }), line({ id: 'b' })].join('\n'));
    const { series, refused } = await readSeriesFile(path, undefined);
    await rm(folder, { recursive: true });
    assert.deepEqual(
      series.map(({ id, values }) => [id, values.length]),
      [
        ['a', 4],
        ['b', 4],
      ],
    );
    assert.deepEqual(refused, [{ line: 2, id: 'a', code: 'forecasts.id-twice' }]);
  });

  it('should go on after a line, and name the file, when the one swells to millions and the other breaks off', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lumbung-series-'));
    try {
      const bomb = Buffer.concat([
        Buffer.from('{"id":"b","x":['),
        Buffer.alloc(40_000_000, '1,'),
        Buffer.from(`\n${line({})}\n`),
      ]);
      const packed = gzipSync(bomb);
      assert.ok(packed.length < 100_000);
      await writeFile(join(folder, 'bomb.jsonl'), packed);
      const { series, refused } = await readSeriesFile(join(folder, 'bomb.jsonl'), undefined);
      assert.deepEqual([series.length, refused], [1, [{ line: 1, id: null, code: 'forecasts.line-too-long' }]]);
      await writeFile(join(folder, 'cut.gz'), gzipSync(line({}).repeat(50)).subarray(0, 80));
      await assert.rejects(readSeriesFile(join(folder, 'cut.gz'), undefined), /forecasts\.file-damaged/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
