import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evenNumbers } from './fixtures.ts';
import { forecastGroup } from './forecast-group.ts';
import { kinOf, priceBoards } from './price-boards.ts';
import { forecastPrices, levelForFew } from './price-model.ts';

const DAYS = 420;
const HORIZON = 14;

/** Markets that follow one wandering middle and come back to it. */
function markets(count: number, pull: number): Float64Array[] {
  const next = evenNumbers(7);
  const noise = (size: number): number => size * (next() + next() + next() - 1.5);
  const middle = Float64Array.from({ length: DAYS + HORIZON }, () => 0);
  for (let t = 1; t < middle.length; t++) middle[t] = (middle[t - 1] ?? 0) + noise(0.02);
  return Array.from({ length: count }, () => {
    let gap = 0;
    return middle.map((value) => {
      gap = gap * (1 - pull) + noise(0.03);
      return 30_000 * Math.exp(value + gap);
    });
  });
}

describe('prices of one commodity', () => {
  it('should beat no change and hold its bands when markets come back to each other', () => {
    const all = markets(20, 0.1);
    const forecasts = forecastPrices(
      all.map((series) => series.slice(0, DAYS)),
      HORIZON,
      [0.8],
    );
    let [said, naive, inside] = [0, 0, 0];
    forecasts.forEach(({ path, bands }, market) => {
      const truth = all[market]?.at(-1) ?? 0;
      said += Math.abs(truth - (path[HORIZON - 1] ?? 0));
      naive += Math.abs(truth - (all[market]?.[DAYS - 1] ?? 0));
      if (truth >= (bands[0]?.lower[HORIZON - 1] ?? 0) && truth <= (bands[0]?.upper[HORIZON - 1] ?? 0)) inside++;
    });
    assert.ok(said < naive, `${said} against ${naive}`);
    assert.ok(inside >= 12, `${inside} of 20`);
  });

  it('should announce no change and a narrow band when prices stand still', () => {
    const [forecast] = forecastPrices(
      [new Float64Array(300).fill(12_000), new Float64Array(300).fill(12_500)],
      30,
      [0.95],
    );
    assert.ok(forecast?.path.every((value) => Math.abs(value - 12_000) < 1));
    assert.ok((forecast?.bands[0]?.upper[29] ?? 0) < 12_100);
  });

  it('should stay finite and above zero when the past is short or a single market is known', () => {
    for (const length of [1, 10, 95, 140]) {
      const series = Float64Array.from({ length }, (_, t) => 10_000 + 500 * Math.sin(t));
      const [forecast] = forecastPrices([series], 7, [0.8]);
      assert.equal(forecast?.path.length, 7);
      assert.ok(
        forecast?.path.every((value) => value > 0 && Number.isFinite(value)),
        `${length}`,
      );
      assert.ok(
        forecast?.bands[0]?.lower.every((value) => value > 0 && Number.isFinite(value)),
        `${length}`,
      );
    }
  });

  it('should be told from demand when daily figures wander and never touch zero', () => {
    const next = evenNumbers(11);
    const quotes = markets(1, 0.05)[0]?.slice(0, 300) ?? new Float64Array();
    const demand = quotes.map(() => 20 + 10 * next());
    const members = [quotes, demand].map((values) => ({ values, period: 7, horizon: 7, day: 0, board: 'egg' }));
    const said = forecastGroup(members, [0.8]).map((forecast) => forecast.members[0]);
    assert.deepEqual(said, ['Prices of a board', 'Level by weekday']);
  });

  it('should find what is one thing at several markets when no id says so, and leave a wrong hint aside', () => {
    const chilli = markets(6, 0.1).map((series) => series.slice(0, DAYS));
    const beef = markets(6, 0.1).map((series) => series.slice(0, DAYS).map((price, t) => price * 4 * (1 + t / 900)));
    const egg = chilli.map((series) => series.map((price) => 1e9 / price));
    const quoted = [...chilli, ...beef, ...egg].map((values) => ({ values, hint: undefined }));
    const found = priceBoards(quoted).map((board) => board.toSorted((a, b) => a - b));
    assert.deepEqual(
      found.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0)),
      [
        [0, 1, 2, 3, 4, 5],
        [6, 7, 8, 9, 10, 11],
        [12, 13, 14, 15, 16, 17],
      ],
    );
    assert.deepEqual(priceBoards(chilli.map((values) => ({ values, hint: 'chilli' }))).length, 1);
    const market = [...chilli.slice(0, 1), ...beef.slice(0, 1)].map((values) => ({ values, hint: 'market 12' }));
    assert.equal(
      priceBoards(market.map((one, at) => ({ ...one, values: at ? one.values.map((v) => v * 9) : one.values }))).length,
      2,
    );
  });

  it('should call kin what moves together and nothing else when there are several boards', () => {
    const [one, other] = [markets(4, 0.1), markets(4, 0.3)];
    const turned = one.map((series) => series.map((price) => 1e9 / price));
    const still = one.map((series) => series.map(() => 12_000));
    assert.deepEqual(kinOf([one, other, turned, still]), [1, 0, undefined, undefined]);
  });

  it('should foresee a feast when the calendar tells of it and prices rose before the last ones', () => {
    const feast = Float64Array.from({ length: 760 }, (_, t) => Number(t % 180 >= 150));
    const next = evenNumbers(3);
    const prices = Array.from({ length: 8 }, () =>
      feast.map((isFeast) => 30_000 * (1 + 0.3 * isFeast) * (1 + 0.01 * next())),
    );
    const past = prices.map((series) => series.slice(0, 684));
    const [plain] = forecastPrices(past, HORIZON, [0.8]);
    const [told] = forecastPrices(past, HORIZON, [0.8], { terms: [feast.slice(0, 684 + HORIZON)] });
    const end = HORIZON - 1;
    assert.ok((told?.path[end] ?? 0) > 34_000, `${told?.path[end]}`);
    assert.ok((plain?.path[end] ?? 0) < 34_000, `${plain?.path[end]}`);
  });

  it('should ask for a higher level when markets miss together, and hardly when each misses by itself', () => {
    const next = evenNumbers(5);
    const alone = Array.from({ length: 100 }, () => Float64Array.from({ length: 30 }, () => next()));
    const together = alone.map((own) => own.map(() => own[0] ?? 0));
    const [few, many] = [together, alone].map((scores) => levelForFew(scores, 0.8, { level: 0.8, overlap: 5 }));
    assert.ok(Math.abs((few ?? 0) - 0.8 * (1 + 5 / 100)) < 0.004, `${few}`);
    assert.ok(Math.abs((many ?? 0) - 0.8) < 0.004, `${many}`);
  });
});
