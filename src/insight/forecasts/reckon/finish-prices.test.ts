import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { evenNumbers } from '../core/fixtures.ts';
import { addDays } from '../days.ts';
import { finishPrices } from './finish-prices.ts';
import { kinOfCommodities } from './kin-of-commodities.ts';
import type { Quotes } from './price-axis.ts';

const DAYS = 684;
const HORIZON = 14;
const START = '2025-01-06';
/** Every 180 days a month of feast. */
const isFeast = (day: number): boolean => day % 180 >= 150;

function markets(commodity: string, priceOf: (day: number, noise: number) => number, days = DAYS): Quotes[] {
  const next = evenNumbers(commodity.length);
  return Array.from({ length: 6 }, (_, region) => ({
    regionCode: String(31 + region),
    name: `${commodity} ${region}`,
    unit: 'kg',
    startOn: addDays(START, DAYS - days),
    prices: Array.from({ length: days }, (_, t) => (t % 7 > 4 ? null : priceOf(t + DAYS - days, next()))),
  }));
}

describe('prices of a night', () => {
  it('should take the columns of the very days when the calendar begins earlier than the prices', () => {
    const series = markets('egg', (day, noise) => 30_000 * (isFeast(day) ? 1.3 : 1) * (1 + 0.01 * noise));
    const early = 100;
    const column = Float64Array.from({ length: early + DAYS + HORIZON }, (_, t) => Number(isFeast(t - early)));
    const calendar = { startOn: addDays(START, -early), terms: [column] };
    const question = { commodity: 'egg', horizon: HORIZON, series, kin: [] };
    const endOf = (answer: ReturnType<typeof finishPrices>): number => answer?.records[0]?.mean[HORIZON - 1] ?? 0;
    const told = finishPrices({ ...question, calendar });
    assert.ok(endOf(told) > 34_000, `${endOf(told)}`);
    assert.ok(endOf(finishPrices({ ...question, calendar: null })) < 34_000);
    // One that ends too early is as good as none.
    const short = { ...calendar, terms: [column.slice(0, -1)] };
    assert.ok(endOf(finishPrices({ ...question, calendar: short })) < 34_000);
    const accuracy = told?.records[0]?.accuracy;
    assert.equal(accuracy?.windows, 5);
    assert.ok((accuracy?.heldIn95Percent ?? 0) >= (accuracy?.heldIn80Percent ?? 101));
  });

  it('should leave a kin aside when it is younger, and choose it by how prices move when it is not', () => {
    const wave = (day: number, noise: number): number => 40_000 * (1 + 0.3 * Math.sin(day / 25)) * (1 + 0.01 * noise);
    const red = markets('red chilli', wave);
    const hot = markets('hot chilli', (day, noise) => 1.5 * wave(day, noise));
    const rice = markets('rice', (day, noise) => 12_000 + day + noise);
    const young = markets('young chilli', wave, 100);
    const all = new Map([
      ['red', red],
      ['hot', hot],
      ['rice', rice],
      ['young', young],
    ]);
    assert.deepEqual(
      [...kinOfCommodities(all)],
      [
        ['red', 'hot'],
        ['hot', 'red'],
      ],
    );
    const question = { commodity: 'red', horizon: HORIZON, series: red, calendar: null };
    const means = (kin: Quotes[]) => finishPrices({ ...question, kin })?.records.map(({ mean }) => [...mean]);
    assert.deepEqual(means(young), means([]));
    assert.equal(means(hot)?.length, 6);
  });
});
