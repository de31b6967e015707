import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { complexSmoothing } from './ces.ts';
import { evenNumbers } from './fixtures.ts';
import { adida, croston, imapa, sba, tsb } from './intermittent.ts';
import { DAMPED, HOLT, SES } from './members.ts';
import { fourierTerms, regressionForecast } from './regression.ts';
import { mstl, onSeasonsOf, stl } from './stl.ts';
import { dynamicTheta } from './theta.ts';

const RUNS = { numRuns: 40, seed: 20_261_121 };
const made = (length: number, value: (t: number) => number): Float64Array =>
  Float64Array.from({ length }, (_, t) => value(t));
const anySeries = fc
  .array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 })
  .map((values) => Float64Array.from(values));
const near = (given: number | undefined, wanted: number, slack: number): void =>
  assert.ok(Math.abs((given ?? Number.NaN) - wanted) <= slack, `${given} is not within ${slack} of ${wanted}`);

describe('complex exponential smoothing', () => {
  it('should stay finite when the values are anything', () => {
    fc.assert(
      fc.property(anySeries, (series) => complexSmoothing(series, 12).forecast.every(Number.isFinite)),
      RUNS,
    );
  });

  it('should follow level or trend when nobody tells which of them there is', () => {
    near(
      complexSmoothing(
        made(60, () => 50),
        6,
      ).forecast[5],
      50,
      0.01,
    );
    near(
      complexSmoothing(
        made(60, (t) => 100 + 3 * t),
        6,
      ).forecast[5],
      100 + 3 * 65,
      12,
    );
  });
});

describe('exponential smoothing', () => {
  it('should continue a line with Holt, less with damped Holt and not with SES when the series is one', () => {
    const line = made(40, (t) => 10 + 2 * t);
    const at = (method: typeof SES): number => method(line, 1, 10)[9] ?? 0;
    near(at(HOLT), 10 + 2 * 49, 1);
    assert.ok(at(DAMPED) < at(HOLT) && at(DAMPED) > at(SES));
    near(at(SES), 10 + 2 * 39, 1);
  });
});

describe('dynamic optimised theta', () => {
  it('should shift and stretch with the series when the unit changes', () => {
    const series = made(40, (t) => 100 + t + 5 * Math.sin(t));
    const [plain, stretched] = [series, series.map((value) => value * 1_000)].map((x) => dynamicTheta(x, 6).forecast);
    plain?.forEach((value, step) => {
      near((stretched?.[step] ?? 0) / 1_000, value, Math.abs(value) * 0.005);
    });
  });

  it('should take half the slope of the series when noise hides the rest, as theta does', () => {
    const next = evenNumbers(3);
    const { forecast } = dynamicTheta(
      made(80, (t) => 100 + t + 20 * (next() - 0.5)),
      20,
    );
    const slope = ((forecast[19] ?? 0) - (forecast[0] ?? 0)) / 19;
    assert.ok(slope > 0.3 && slope < 1.1, `${slope}`);
  });
});

describe('seasonal decomposition by loess', () => {
  const season = [5, -3, 8, -10];
  const series = made(60, (t) => 100 + 0.5 * t + (season[t % 4] ?? 0));

  it('should add up to the series when trend, season and rest are put together', () => {
    fc.assert(
      fc.property(anySeries, fc.constantFrom(1, 4, 7, 12), (values, period) => {
        const { trend, season: own, rest } = stl(values, period, { seasonWindow: 7, robustRounds: 1 });
        const most = Math.max(1, ...values.map(Math.abs));
        return values.every(
          (value, t) => Math.abs((trend[t] ?? 0) + (own[t] ?? 0) + (rest[t] ?? 0) - value) <= 1e-6 * most,
        );
      }),
      RUNS,
    );
  });

  it('should find line and season when the series is nothing else', () => {
    const { trend, season: own } = stl(series, 4, { seasonWindow: 'periodic' });
    near(trend[30], 115, 0.5);
    near((own[32] ?? 0) - (own[31] ?? 0), 15, 0.5);
  });

  it('should hardly notice a strike when rounds are robust', () => {
    const struck = series.map((value, t) => (t === 30 ? value + 500 : value));
    const { trend } = stl(struck, 4, { seasonWindow: 'periodic', robustRounds: 5 });
    near(trend[30], 115, 5);
  });

  it('should part a short from a long season when both are there', () => {
    const long = (t: number): number => 20 * Math.sin((2 * Math.PI * t) / 28);
    const both = made(28 * 6, (t) => 200 + (t % 7 === 0 ? 30 : 0) + long(t));
    const { seasons, adjusted } = mstl(both, [7, 28]);
    near((seasons[0]?.[84] ?? 0) - (seasons[0]?.[85] ?? 0), 30, 4);
    assert.ok(Math.max(...adjusted) - Math.min(...adjusted) < 15);
    const path = onSeasonsOf([7, 28], (x, _period, horizon) => dynamicTheta(x, horizon).forecast)(both, 7, 28);
    near(path[0], 230, 8);
    near(path[7], 230 + long(7), 8);
  });
});

describe('dynamic regression', () => {
  it('should give back the weights when errors have a memory', () => {
    const next = evenNumbers(5);
    const promotion = made(200, (t) => (t % 9 < 2 ? 1 : 0));
    let error = 0;
    const series = promotion.map((flag) => {
      error = 0.7 * error + next() - 0.5;
      return 40 + 12 * flag + error;
    });
    const future = [Float64Array.of(1, 0)];
    const { weights, forecast } = regressionForecast(series, { past: [promotion], future }, 2);
    near(weights[1], 12, 0.5);
    near((forecast[0] ?? 0) - (forecast[1] ?? 0), 12, 1);
  });

  it('should continue a long season when Fourier terms carry it', () => {
    const year = (t: number): number =>
      300 + 50 * Math.sin((2 * Math.PI * t) / 365.25) + 20 * Math.cos((4 * Math.PI * t) / 365.25);
    const past = fourierTerms(365.25, 3, 0, 800);
    const future = fourierTerms(365.25, 3, 800, 60);
    const { forecast } = regressionForecast(made(800, year), { past, future }, 60);
    forecast.forEach((value, step) => {
      near(value, year(800 + step), 3);
    });
  });

  it('should leave terms aside when there are more of them than values can carry', () => {
    const terms = Array.from({ length: 20 }, () => new Float64Array(12).fill(1));
    const { forecast } = regressionForecast(
      made(12, (t) => t),
      { past: terms, future: terms },
      3,
    );
    assert.ok(forecast.every(Number.isFinite));
  });
});

describe('rare demand', () => {
  const rare = made(120, (t) => (t % 6 === 0 ? 12 : 0));

  it('should come to the mean per day when demand is regular', () => {
    for (const method of [croston, sba, tsb, adida, imapa]) near(method(rare, 3)[0], 2, 0.5);
  });

  it('should decay with TSB and stand still with Croston when nothing is sold any more', () => {
    const dead = Float64Array.from([...rare, ...new Float64Array(60)]);
    assert.ok((tsb(dead, 1)[0] ?? 1) < 0.1);
    assert.ok((croston(dead, 1)[0] ?? 0) > 1);
  });
});
