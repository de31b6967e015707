import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evenNumbers } from './fixtures.ts';
import { bandsFor, fitSeries } from './forecast-series.ts';

const HORIZON = 6;
const LENGTH = 60;
const WEEK = 7;

/** Random walks of very different sizes, each with its future. */
function walks(count: number): { values: Float64Array; future: Float64Array }[] {
  const next = evenNumbers(42);
  return Array.from({ length: count }, (_, index) => {
    const size = 10 ** (index % 4);
    let level = 100 * size;
    const path = Float64Array.from({ length: LENGTH + HORIZON }, () => {
      level += size * (next() + next() + next() - 1.5);
      return level;
    });
    return { values: path.slice(0, LENGTH), future: path.slice(LENGTH) };
  });
}

describe('conformal bands', () => {
  const all = walks(600);
  const fits = all.map(({ values }) => fitSeries({ values, period: 1, horizon: HORIZON }));
  const bands = bandsFor(fits, HORIZON, [0.8, 0.95]);

  const shareInside = (level: number): number => {
    let inside = 0;
    all.forEach(({ future }, index) => {
      const band = bands[index]?.find((candidate) => candidate.level === level);
      future.forEach((value, step) => {
        if (value >= (band?.lower[step] ?? 0) && value <= (band?.upper[step] ?? 0)) inside++;
      });
    });
    return inside / (all.length * HORIZON);
  };

  it('should hold their share of later values when series of all sizes share one pool', () => {
    assert.ok(Math.abs(shareInside(0.8) - 0.8) < 0.05, `${shareInside(0.8)} of 0.8`);
    assert.ok(Math.abs(shareInside(0.95) - 0.95) < 0.04, `${shareInside(0.95)} of 0.95`);
  });

  it('should widen with the step and with the level when errors grow with time', () => {
    const [narrow, wide] = bands[0] ?? [];
    const width = (band: typeof narrow, step: number): number => (band?.upper[step] ?? 0) - (band?.lower[step] ?? 0);
    assert.ok(width(narrow, HORIZON - 1) > 1.5 * width(narrow, 0));
    assert.ok(width(wide, 0) > width(narrow, 0));
  });

  it('should cut the band at zero when the series never went below', () => {
    const values = Float64Array.from({ length: 40 }, (_, t) => (t % 4 === 0 ? 9 : 0));
    const fit = fitSeries({ values, period: 1, horizon: 3 });
    assert.ok(bandsFor([fit], 3, [0.95])[0]?.[0]?.lower.every((value) => value >= 0));
  });

  it('should still give a band that widens when a series is too short for any backtest', () => {
    const fit = fitSeries({ values: Float64Array.of(4, 6, 5, 7, 6), period: 1, horizon: 3 });
    const [band] = bandsFor([fit], 3, [0.8])[0] ?? [];
    assert.equal(fit.windows.length, 0);
    assert.ok(band && (band.upper[2] ?? 0) - (fit.mean[2] ?? 0) > (band.upper[0] ?? 0) - (fit.mean[0] ?? 0));
  });
});

/** Per series and step, 1 where the future lies inside the band of the level and 0 where it does not. */
function heldSteps(panel: readonly { values: Float64Array; future: Float64Array }[], period: number, level: number) {
  const horizon = panel[0]?.future.length ?? 0;
  const fits = panel.map(({ values }) => fitSeries({ values, period, horizon }));
  return bandsFor(fits, horizon, [level]).map(([band], index) =>
    Array.from(panel[index]?.future ?? [], (value, step) =>
      Number(value >= (band?.lower[step] ?? 1) && value <= (band?.upper[step] ?? 0)),
    ),
  );
}

const meanOf = (shares: readonly number[]): number => shares.reduce((sum, share) => sum + share, 0) / shares.length;

describe('conformal bands around a season', () => {
  it('should hold strong weekdays too when errors grow with what is sold and goods differ in their days', () => {
    const next = evenNumbers(7);
    const panel = Array.from({ length: 120 }, (_, index) => {
      const path = Float64Array.from({ length: 16 * WEEK }, (_, t) => {
        const level = (t + index) % WEEK < 2 ? 40 : 20;
        return level * (1 + 0.4 * (next() + next() + next() - 1.5));
      });
      return { values: path.slice(0, -WEEK), future: path.slice(-WEEK) };
    });
    const held = heldSteps(panel, WEEK, 0.8);
    const share = (isStrong: boolean): number =>
      meanOf(held.flatMap((steps, index) => steps.filter((_, step) => (step + index) % WEEK < 2 === isStrong)));
    assert.ok(share(true) > 0.64, `${share(true)} of 0.8 on strong days`);
    assert.ok(Math.abs(share(false) - 0.8) < 0.1, `${share(false)} of 0.8 on weak days`);
  });

  it('should hold their share of rare demand when most bands end at zero and nothing can fall below', () => {
    const next = evenNumbers(11);
    const panel = Array.from({ length: 200 }, (_, index) => {
      const likely = 0.2 + 0.002 * index;
      const path = Float64Array.from({ length: LENGTH + HORIZON }, () =>
        next() < likely ? Math.ceil(-2 * Math.log(next())) : 0,
      );
      return { values: path.slice(0, LENGTH), future: path.slice(LENGTH) };
    });
    for (const level of [0.8, 0.95]) {
      const held = meanOf(heldSteps(panel, 1, level).flat());
      assert.ok(Math.abs(held - level) < 0.03, `${held} of ${level}`);
    }
  });
});
