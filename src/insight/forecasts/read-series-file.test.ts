import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLine } from './read-series-file.ts';

const line = (change: object): string =>
  JSON.stringify({ id: 'a', freq: 'Monthly', period: 12, h: 3, x: [1, 2, 3, 4], ...change });

describe('a line of a series file', () => {
  const wrong: [string, string, string][] = [
    ['it is no JSON', '{"id":', 'forecasts.line-wrong'],
    ['it is a list', '[1,2]', 'forecasts.line-wrong'],
    ['it has no id', line({ id: undefined }), 'forecasts.line-wrong'],
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

  it('should take the horizon of the command when the line has none', () => {
    const read = readLine(line({ h: undefined }), 5);
    assert.ok(!('code' in read));
    assert.equal(read.horizon, 5);
  });
});
