import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chooseEnsemble } from './ensemble.ts';
import { forecastGroup } from './forecast-group.ts';

const made = (length: number, value: (t: number) => number): Float64Array =>
  Float64Array.from({ length }, (_, t) => value(t));
const last = (path: Float64Array): number => path.at(-1) ?? Number.NaN;

describe('the ensemble', () => {
  it('should repeat the value when a series is constant', () => {
    assert.deepEqual(
      [
        ...chooseEnsemble(
          made(30, () => 7),
          12,
          3,
        ).mean,
      ],
      [7, 7, 7],
    );
  });

  it('should repeat the last value when there are fewer than four', () => {
    assert.deepEqual([...chooseEnsemble(Float64Array.of(3, 9), 1, 2).mean], [9, 9]);
  });

  it('should follow a straight line when the series is one', () => {
    const { mean } = chooseEnsemble(
      made(40, (t) => 100 + 5 * t),
      1,
      4,
    );
    assert.ok(Math.abs(last(mean) - (100 + 5 * 43)) < 8, `${last(mean)}`);
  });

  it('should repeat the season when the series is nothing else', () => {
    const season = [80, 100, 130, 90];
    const { mean } = chooseEnsemble(
      made(40, (t) => season[t % 4] ?? 0),
      4,
      8,
    );
    mean.forEach((value, step) => {
      assert.ok(Math.abs(value - (season[step % 4] ?? 0)) < 3, `step ${step}: ${value}`);
    });
  });

  it('should keep closed weekdays at zero when a shop never sells on them', () => {
    const { mean } = chooseEnsemble(
      made(140, (t) => (t % 7 === 5 ? 0 : 10 + (t % 3))),
      7,
      14,
    );
    assert.ok((mean[5] ?? 1) < 1.5 && (mean[12] ?? 1) < 1.5, `${mean[5]} and ${mean[12]}`);
    assert.ok((mean[0] ?? 0) > 8, `${mean[0]}`);
  });

  it('should say which methods spoke when demand is rare', () => {
    assert.deepEqual(
      chooseEnsemble(
        made(60, (t) => (t % 5 === 0 ? 3 : 0)),
        1,
        2,
      ).members,
      ['TSB', 'SBA', 'IMAPA'],
    );
  });

  it('should be finite and not below zero when the values are anything from zero up', () => {
    const values = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true })), {
      minLength: 1,
      maxLength: 90,
    });
    fc.assert(
      fc.property(values, fc.constantFrom(1, 4, 7, 12, 52), (series, period) => {
        const { mean } = chooseEnsemble(Float64Array.from(series), period, 6);
        assert.ok(
          mean.every((value) => Number.isFinite(value) && value >= 0),
          `${mean}`,
        );
      }),
      { numRuns: 60, seed: 20_261_121 },
    );
  });

  it('should scale with the series when the unit changes', () => {
    const series = made(48, (t) => 200 + 3 * t + 40 * Math.sin((t * Math.PI) / 6) + ((t * 37) % 11));
    const [plain, scaled] = [series, series.map((value) => value * 1_000)].map((x) => chooseEnsemble(x, 12, 6).mean);
    plain?.forEach((value, step) => {
      assert.ok(Math.abs((scaled?.[step] ?? 0) / 1_000 / value - 1) < 0.01, `step ${step}: ${value}`);
    });
  });

  it('should look at the latest values only when a past is endless', () => {
    const series = made(100_000, (t) => 100 + 20 * Math.sin(t / 30) + (t % 7));
    for (const period of [1, 7, 24]) {
      const [forecast] = forecastGroup([{ values: series, period, horizon: 14 }], [0.8]);
      assert.ok(forecast?.mean.every(Number.isFinite));
    }
  });
});
