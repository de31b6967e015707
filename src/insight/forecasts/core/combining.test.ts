import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { calendarFactors } from './calendar-effect.ts';
import { coldStart, type KnownProduct } from './cold-start.ts';
import { evenNumbers } from './fixtures.ts';
import { forecastGroup, type GroupMember } from './forecast-group.ts';
import { fitSeries } from './forecast-series.ts';
import { sumForecasts } from './joint-sums.ts';
import { bottomUp, minTrace } from './reconcile.ts';

const made = (length: number, value: (t: number) => number): Float64Array =>
  Float64Array.from({ length }, (_, t) => value(t));

describe('reconciliation', () => {
  const hierarchy = {
    bottom: 4,
    sums: [
      [0, 1, 2, 3],
      [0, 1],
      [2, 3],
    ],
  };
  const path = fc
    .array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 2 })
    .map((x) => Float64Array.from(x));
  const paths = fc.array(path, { minLength: 7, maxLength: 7 });
  const isCoherent = (all: readonly Float64Array[]): boolean =>
    hierarchy.sums.every((parts, k) =>
      [0, 1].every((step) => {
        const sum = parts.reduce((total, part) => total + (all[3 + part]?.[step] ?? 0), 0);
        return Math.abs(sum - (all[k]?.[step] ?? 0)) <= 1e-6 * Math.max(1, sum);
      }),
    );

  it('should add up at every level and stay at or above zero when the forecasts are anything', () => {
    const next = evenNumbers(1);
    const errors = Array.from({ length: 7 }, () => made(20, () => next() - 0.5));
    fc.assert(
      fc.property(paths, (given) =>
        ([{ kind: 'wls_struct' }, { kind: 'shrink', errors }] as const).every((weights) => {
          const all = minTrace(hierarchy, given, weights);
          return isCoherent(all) && all.every((own) => own.every((value) => value >= 0));
        }),
      ),
      { numRuns: 50, seed: 20_261_121 },
    );
  });

  it('should change nothing when the forecasts add up already', () => {
    const all = bottomUp(
      hierarchy,
      [1, 2, 3, 4].map((value) => Float64Array.of(value)),
    );
    const reconciled = minTrace(hierarchy, all, { kind: 'wls_struct' });
    all.forEach((own, k) => {
      assert.ok(Math.abs((own[0] ?? 0) - (reconciled[k]?.[0] ?? 0)) < 1e-9);
    });
  });

  it('should believe the series with small errors more when weights come from errors', () => {
    const next = evenNumbers(2);
    const errors = [0.01, 1, 1].map((size) => made(50, () => size * (next() - 0.5)));
    const given = [10, 3, 3].map((value) => Float64Array.of(value));
    const [total] = minTrace({ bottom: 2, sums: [[0, 1]] }, given, { kind: 'shrink', errors });
    assert.ok((total?.[0] ?? 0) > 9.9, `${total}`);
  });
});

describe('a product without a past', () => {
  const product = (categoryId: string, price: number, level: number): KnownProduct => ({
    categoryId,
    features: [Math.log(price)],
    level,
    profile: Float64Array.of(1, 1, 1, 1, 1, 0, 2),
    spread: 1,
  });
  const bread = [10, 11, 12, 13, 14, 15, 16, 17].map((price, i) => product('bread', price, 20 + i));
  const ahead = { horizon: 7, weekday: 0 };

  it('should take level and week from its nearest neighbours when the category is known', () => {
    const { mean, basis, similar } = coldStart({ categoryId: 'bread', features: [Math.log(10.5)] }, bread, ahead);
    assert.equal(basis, 'similar');
    assert.equal(similar, 5);
    assert.ok((mean[0] ?? 0) > 20 && (mean[0] ?? 0) < 24);
    assert.deepEqual([mean[5], (mean[6] ?? 0) / (mean[0] ?? 1)], [0, 2]);
  });

  it('should say that it rests on the shop or on nothing when the category is new or the shop is', () => {
    assert.equal(coldStart({ categoryId: 'cake', features: [] }, bread, ahead).basis, 'shop');
    const { basis, mean } = coldStart({ categoryId: 'cake', features: [] }, [], ahead);
    assert.equal(basis, 'nothing');
    assert.ok(mean.every((value) => value === 0));
  });

  it('should move towards its own sales when days come in', () => {
    const at = (days: number): number =>
      coldStart({ categoryId: 'bread', features: [2.3] }, bread, ahead, new Float64Array(days).fill(100)).mean[0] ?? 0;
    assert.ok(at(0) < at(7) && at(7) < at(60) && at(60) < 100);
  });
});

describe('sums over days and products', () => {
  const next = evenNumbers(9);
  const fits = Array.from({ length: 12 }, () =>
    fitSeries({ values: made(140, () => Math.round(20 + 20 * next())), period: 7, horizon: 7 }),
  );
  const all = fits.map((_, index) => ({ index, weight: 1 }));
  const sums = [
    { parts: all.slice(0, 1), steps: { from: 0, to: 7 } },
    { parts: all, steps: { from: 0, to: 7 } },
    { parts: all.map(({ index }) => ({ index, weight: 250 })), steps: { from: 0, to: 7 } },
  ];
  const forecasts = sumForecasts(fits, 7, { sums, levels: [0.1, 0.5, 0.9] });

  it('should have the sum of the means as mean, and the same futures when asked again', () => {
    const wanted = fits.reduce((sum, { mean }) => sum + mean.reduce((total, value) => total + value, 0), 0);
    assert.ok(Math.abs((forecasts[1]?.mean ?? 0) - wanted) < 1e-6);
    assert.deepEqual(sumForecasts(fits, 7, { sums, levels: [0.1, 0.5, 0.9] }), forecasts);
  });

  it('should be relatively narrower for the whole than for one product when products err apart', () => {
    const width = (k: number): number =>
      ((forecasts[k]?.quantiles[2] ?? 0) - (forecasts[k]?.quantiles[0] ?? 0)) / (forecasts[k]?.mean ?? 1);
    assert.ok(width(1) < 0.7 * width(0), `${width(1)} against ${width(0)}`);
  });

  it('should scale with the weights when a recipe turns products into grams', () => {
    assert.ok(Math.abs((forecasts[2]?.quantiles[2] ?? 0) / 250 - (forecasts[1]?.quantiles[2] ?? 0)) < 1e-6);
  });
});

describe('days that say nothing about demand', () => {
  const DAYS = 180;
  const next = evenNumbers(4);
  const shop = (change: (t: number, value: number) => number, day?: number): GroupMember[] =>
    Array.from({ length: 8 }, () => ({
      values: made(DAYS, (t) => change(t, 30 + 10 * (next() - 0.5))),
      period: 7,
      horizon: 7,
      ...(day === undefined ? {} : { day }),
    }));
  const levelOf = (members: GroupMember[]): number =>
    forecastGroup(members, [0.8]).reduce((sum, { mean }) => sum + (mean[0] ?? 0) / members.length, 0);

  it('should not sink when the whole shop was closed for a week', () => {
    const open = levelOf(shop((_t, value) => value, 0));
    const closed = levelOf(shop((t, value) => (t >= 165 && t < 172 ? 0 : value), 0));
    assert.ok(Math.abs(closed / open - 1) < 0.05, `${closed} against ${open}`);
  });

  it('should not learn marked days when a product was sold out or promoted', () => {
    const values = made(DAYS, (t) => (t >= 150 ? 0 : 30));
    const marks = Uint8Array.from(values, (_, t) => (t >= 150 ? 1 : 0));
    assert.ok((fitSeries({ values, period: 7, horizon: 7, marks }).mean[0] ?? 0) > 27);
    assert.ok((fitSeries({ values, period: 7, horizon: 7 }).mean[0] ?? 99) < 25);
  });

  it('should raise a day ahead when the calendar has moved the shop before, and not believe one that has not', () => {
    const payDays = made(DAYS + 7, (t) => (t % 30 < 3 ? 1 : 0));
    const total = made(DAYS, (t) => 100 * (1 + 0.5 * (payDays[t] ?? 0)) * (0.95 + 0.1 * next()));
    const terms = (column: Float64Array) => ({ past: [column.subarray(0, DAYS)], future: [column.subarray(DAYS)] });
    const { future } = calendarFactors(total, new Uint8Array(DAYS), terms(payDays));
    assert.ok((future[0] ?? 0) > 1.3 && Math.abs((future[6] ?? 0) - 1) < 0.1, `${future}`);
    const chance = made(DAYS + 7, () => (next() < 0.1 ? 1 : 0));
    assert.ok(calendarFactors(total, new Uint8Array(DAYS), terms(chance)).future.every((value) => value === 1));
  });

  it('should carry the calendar into the forecast when days are known', () => {
    const members = shop((t, value) => value * (t % 30 < 3 ? 1.6 : 1), 1_000);
    const calendar = (day: number, count: number): Float64Array[] => [
      made(count, (t) => ((day - 1_000 + t) % 30 < 3 ? 1 : 0)),
    ];
    const [forecast] = forecastGroup(members, [0.8], calendar);
    assert.ok((forecast?.mean[0] ?? 0) > 1.3 * (forecast?.mean[4] ?? 0), `${forecast?.mean}`);
  });

  it('should carry the calendar into the forecast when the series is alone', () => {
    const [member] = shop((t, value) => value * (t % 30 < 3 ? 1.6 : 1), 0);
    assert.ok(member);
    const [forecast] = forecastGroup([member], [0.8], (_day, count) => [made(count, (t) => (t % 30 < 3 ? 1 : 0))]);
    assert.ok((forecast?.mean[0] ?? 0) > 1.3 * (forecast?.mean[4] ?? 0), `${forecast?.mean}`);
  });
});
