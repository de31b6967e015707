import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { storesContract } from '#insight/stores';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import { isRefusal, registerRefusals } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { storesFor } from '../stores-fixture.ts';
import { type ForecastRow, forecastsContract } from './contract.ts';
import { fitSeries, type SeriesFit, type SeriesInput } from './core/forecast-series.ts';
import { addDays } from './days.ts';
import type { ForecastsDeps } from './forecasts-deps.ts';
import { EVERYBODY } from './forecasts-deps.ts';
import { createForecasts } from './module.ts';
import { finishPrices } from './reckon/finish-prices.ts';
import { finishStore } from './reckon/finish-store.ts';

for (const contract of [storesContract, forecastsContract]) registerRefusals(contract);

const END = '2026-11-20';
type Product = Awaited<ReturnType<ForecastsDeps['sales']['dailySeries']>>['series'][number];

/** Days of a product that sells more on Saturdays, with a little noise from a fixed rule. */
function product(name: string, level: number, days: number, change: Partial<Product> = {}): Product {
  const startOn = addDays(END, 1 - days);
  const quantities = Array.from({ length: days }, (_, day) => {
    const weekday = new Date(`${addDays(startOn, day)}T00:00:00Z`).getUTCDay();
    return Math.round(level * (weekday === 6 ? 1.8 : 1) + ((day * 7919) % 5) - 2);
  });
  return { productId: newUuid(), name, category: 'Roti', startOn, quantities, priceMinor: 12_000, ...change };
}

/** The same series in every test: fitted once. */
const fits = new Map<string, SeriesFit>();
function fitOnce(input: SeriesInput): SeriesFit {
  const key = `${input.horizon} ${input.values.join()}`;
  const fit = fits.get(key) ?? fitSeries(input);
  fits.set(key, fit);
  return fit;
}

/** Wider bands hold narrower ones, and those the mean. */
function isInOrder(row: ForecastRow): boolean {
  const path = [row.lo95, row.lo80, row.mean, row.hi80, row.hi95];
  const sums = [row.sum.lo80, row.sum.mean, row.sum.hi80];
  return [path, sums].every((values) =>
    values.every((value, place) => place === 0 || value >= (values[place - 1] ?? 0)),
  );
}
const isNear = (value: number | undefined, from: number, to: number): boolean =>
  value !== undefined && value > from && value < to;

describe('forecasts', () => {
  const world = testDatabase('forecasts');
  const owners = new Map<string, string>();
  const queued: { name: string; data: object }[] = [];
  const house = systemCall('test', newUuid());
  const staff = userCall(newUuid(), ['ADMIN']);
  const refused = (code: string) => (error: unknown) => isRefusal(error, code);
  const roti = product('Roti sobek', 40, 120);
  const kopi = product('Kopi', 20, 120);
  const fresh = product('Donat', 10, 5);
  const silent = { ...product('Lama', 5, 1), quantities: [] };
  const others = ['Bolu', 'Kue', 'Teh'].map((name, index) => product(name, 12 + index, 120));
  const flour = newUuid();
  const all = [roti, kopi, fresh, silent, ...others].sort((a, b) => (a.productId < b.productId ? -1 : 1));
  const considered: { commodity: string; means: number[] }[] = [];

  const deps = (change: Partial<ForecastsDeps> = {}): ForecastsDeps => ({
    database: world.database,
    clock: fixedClock('2026-11-20T18:00:00Z'),
    newId: newUuid,
    log: silentLog,
    enqueue: async (name, data) => void queued.push({ name, data }),
    reckoner: {
      fit: async (inputs, onDone) => {
        onDone(inputs.length);
        return inputs.map(fitOnce);
      },
      finishStore: async (question) => finishStore(question),
      finishPrices: async (question) => finishPrices(question),
    },
    stores: storesFor(owners, {
      closedDays: [{ on: '2026-11-25', reason: 'Renovasi' }],
      openingHours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '06:00', closes: '21:00' })),
    }),
    sales: {
      dailySeries: async (_call, { afterProductId, limit }) => {
        const series = all.filter((one) => afterProductId === null || one.productId > afterProductId).slice(0, limit);
        const quantities = roti.quantities.map((_, day) =>
          [roti, kopi, ...others].reduce((sum, one) => sum + (one.quantities[day] ?? 0), 0),
        );
        const revenuesMinor = quantities.map((quantity) => quantity * 12_000);
        return {
          endOn: END,
          series,
          store: afterProductId === null ? { startOn: roti.startOn, quantities, revenuesMinor } : null,
        };
      },
      actualsOf: async (_call, { days }) => ({
        days: days.map(({ on }) =>
          on === '2026-11-21' ? { quantity: 75, revenueMinor: 900_000 } : { quantity: null, revenueMinor: null },
        ),
      }),
    },
    recipes: {
      needsOf: async () => ({
        needs: [
          { productId: roti.productId, ingredientId: flour, quantityPerPiece: 0.05 },
          { productId: fresh.productId, ingredientId: flour, quantityPerPiece: 0.02 },
        ],
      }),
    },
    ingredients: {
      ingredientsOf: async () => ({
        ingredients: [
          {
            id: flour,
            name: 'Tepung',
            category: 'Tepung',
            unit: 'kg',
            pack: null,
            unitPrice: null,
            market: null,
            conversions: [],
            leadTimeDays: 1,
            shelfLifeDays: null,
            supplier: '',
            stock: { quantity: 5, countedAt: null },
            onOrder: 0,
            isActive: true,
            version: 1,
          },
        ],
      }),
    },
    marketPrices: {
      priceSeries: async () => ({ series: [] }),
      considerForecasts: async (_call, { forecasts }) => {
        considered.push(...forecasts);
        return { fired: 0 };
      },
    },
    calendar: { calendarOf: () => Promise.reject(new Error('away')) },
    ...change,
  });
  const api = (change: Partial<ForecastsDeps> = {}) => createForecasts(deps(change)).api;
  function shop() {
    const [storeId, userId] = [newUuid(), newUuid()];
    owners.set(storeId, userId);
    return { storeId, userId, call: userCall(userId, ['SELLER']) };
  }
  async function forecasted() {
    const own = shop();
    const { id: runId } = await api().requestRun(own.call, { storeId: own.storeId });
    const run = await api().workRun(house, { runId });
    return { ...own, run };
  }

  it('should forecast products, store and ingredients with bands and accuracy in words when a run is asked for', async () => {
    const { storeId, call, run } = await forecasted();
    assert.deepEqual([run.status, run.version, run.leftOut, run.done], ['done', 1, 1, run.total]);
    assert.ok(run.notes.some((note) => note.includes('Kalender')));
    const bread = await api().getForecast(call, { storeId, target: 'product', subject: roti.productId });
    assert.equal(bread.rows.length, 28);
    assert.deepEqual([bread.rows[0]?.on, bread.basedOn, bread.historyDays], ['2026-11-21', END, 120]);
    const [saturday, sunday] = [bread.rows[0], bread.rows[1]];
    assert.ok(isNear(saturday?.mean, 60, 85), `Saturday ${saturday?.mean}`);
    assert.ok(isNear(sunday?.mean, 32, 48), `Sunday ${sunday?.mean}`);
    assert.ok(bread.rows.filter(({ on }) => on !== '2026-11-25').every(isInOrder));
    const closed = bread.rows.find((row) => row.on === '2026-11-25');
    assert.deepEqual([closed?.mean, closed?.hi95, closed?.events], [0, 0, ['closed']]);
    assert.equal(bread.accuracy.confidence, 'high');
    assert.match(
      bread.accuracy.words,
      /^Biasanya meleset [\d,]+ % \(tebakan sederhana [\d,]+ %\)\. Rentang 80 % memuat/,
    );
    assert.ok(bread.history.length > 100 && bread.history.at(-1)?.on === END);
    const table = await api().listForecasts(call, { storeId, target: 'product', limit: 4 });
    const rest = await api().listForecasts(call, {
      storeId,
      target: 'product',
      limit: 4,
      cursor: table.nextCursor ?? '',
    });
    assert.deepEqual([table.items.length, rest.items.length, table.items[0]?.name], [4, 2, 'Roti sobek']);
    const donut = await api().getForecast(call, { storeId, target: 'product', subject: fresh.productId });
    assert.deepEqual([donut.accuracy.windows, donut.accuracy.confidence], [0, 'low']);
    assert.match(donut.methods[0] ?? '', /^cold start/);
    const pieces = await api().getForecast(call, { storeId, target: 'sales', subject: 'quantity' });
    const first = [...table.items, ...rest.items].reduce((sum, one) => sum + one.tomorrow, 0);
    assert.ok(Math.abs((pieces.rows[0]?.mean ?? 0) - first) < 0.01 * first);
    assert.equal((await api().getForecast(call, { storeId, target: 'sales', subject: 'revenue' })).unit, 'IDR');
    const { forecasts, version } = await api().ingredientForecasts(call, { storeId });
    const expected = (saturday?.mean ?? 0) * 0.05 + (donut.rows[0]?.mean ?? 0) * 0.02;
    assert.ok(Math.abs((forecasts[0]?.means[0] ?? 0) - expected) < 1e-3);
    assert.ok((forecasts[0]?.sums[6]?.hi95 ?? 0) > (forecasts[0]?.sums[6]?.hi80 ?? 0));
    assert.deepEqual([version, forecasts[0]?.products[0]?.name], [1, 'Roti sobek']);
    const said = await world.database.run<{ type: string }>(
      sql`select event_type as type from forecasts.outbox where aggregate_id = ${run.id}`,
    );
    assert.deepEqual(said, [{ type: 'forecast.run-completed' }]);
  });

  it('should show runs and forecasts to their store only when others ask (stores.not-found, stores.read-only, forecasts.run-not-found, forecasts.not-found)', async () => {
    const { storeId, call, run } = await forecasted();
    const one = { storeId, target: 'product' as const, subject: roti.productId };
    const wish = { ...one, on: '2026-11-22', value: 9, reason: 'uji' };
    const stranger = shop();
    const reads = [
      () => api().getRun(stranger.call, { storeId, runId: run.id }),
      () => api().listRuns(stranger.call, { storeId }),
      () => api().listForecasts(stranger.call, { storeId, target: 'product' }),
      () => api().getForecast(stranger.call, one),
      () => api().listOverrides(stranger.call, { storeId }),
    ];
    const writes = (who: typeof call) => [
      () => api().requestRun(who, { storeId }),
      () => api().overrideForecast(who, wish),
      () => api().removeOverride(who, { storeId, overrideId: newUuid() }),
    ];
    for (const ask of [...reads, ...writes(stranger.call)]) await assert.rejects(ask(), refused('stores.not-found'));
    for (const ask of writes(staff)) await assert.rejects(ask(), refused('stores.read-only'));
    const foreign = { storeId: stranger.storeId, runId: run.id };
    await assert.rejects(api().getRun(stranger.call, foreign), refused('forecasts.run-not-found'));
    await assert.rejects(api().workRun(house, { runId: newUuid() }), refused('forecasts.run-not-found'));
    await assert.rejects(
      api().getForecast(stranger.call, { ...one, storeId: stranger.storeId }),
      refused('forecasts.not-found'),
    );
    await assert.rejects(api().getForecast(call, { ...one, version: 2 }), refused('forecasts.not-found'));
    assert.equal((await api().getForecast(staff, one)).name, 'Roti sobek');
    assert.deepEqual(
      (await api().listRuns(call, { storeId })).items.map(({ id }) => id),
      [run.id],
    );
  });

  it('should answer the same run when it is asked for twice, and keep versions apart (forecasts.no-sales)', async () => {
    const { storeId, call } = shop();
    const first = await api().requestRun(call, { storeId });
    const second = await api().requestRun(call, { storeId });
    assert.equal(first.id, second.id);
    assert.equal(queued.filter(({ data }) => 'runId' in data && data.runId === first.id).length, 2);
    await api().workRun(house, { runId: first.id });
    assert.equal((await api().workRun(house, { runId: first.id })).version, 1);
    const third = await api().requestRun(call, { storeId, horizonDays: 7 });
    assert.equal((await api().workRun(house, { runId: third.id })).version, 2);
    const subject = { storeId, target: 'product' as const, subject: roti.productId };
    assert.deepEqual(
      [
        (await api().getForecast(call, subject)).rows.length,
        (await api().getForecast(call, { ...subject, version: 1 })).rows.length,
      ],
      [7, 28],
    );
    const nothing: ForecastsDeps['sales'] = {
      ...deps().sales,
      dailySeries: async () => ({ endOn: null, series: [], store: null }),
    };
    await assert.rejects(api({ sales: nothing }).requestRun(call, { storeId }), refused('forecasts.no-sales'));
  });

  it('should keep what was shown when a run fails or dies half way', async () => {
    const { storeId, call } = await forecasted();
    const broken = { ...deps().reckoner, fit: () => Promise.reject(new Error('no memory')) };
    const { id: runId } = await api().requestRun(call, { storeId });
    const failed = await api({ reckoner: broken }).workRun(house, { runId });
    assert.deepEqual([failed.status, failed.version], ['failed', 2]);
    assert.equal((await api().getForecast(call, { storeId, target: 'sales', subject: 'revenue' })).version, 1);
    const again = await api().requestRun(call, { storeId });
    // A process has begun it, has written half of it and is gone.
    await world.database.run(sql`update forecasts.runs set status = 'running', version = 3 where id = ${again.id}`);
    await world.database.run(sql`
      insert into forecasts.forecasts select gen_random_uuid(), scope, 3, target, subject, 'halb', unit, category, made_at, based_on,
        start_on, history_days, methods, accuracy, mean, lo80, hi80, lo95, hi95, sum_lo80, sum_hi80, sum_lo95, sum_hi95,
        error_percent, history, parts, week_mean from forecasts.forecasts where scope = ${storeId} limit 2`);
    assert.equal((await api().listForecasts(call, { storeId, target: 'product' })).items[0]?.version, 1);
    assert.equal((await api().workRun(house, { runId: again.id })).status, 'done');
    const names = (await api().listForecasts(call, { storeId, target: 'product' })).items.map(({ name }) => name);
    assert.ok(names.length === 6 && !names.includes('halb'));
  });

  it('should plan by a figure and tell later who was nearer when a person says another one (forecasts.day-not-ahead, forecasts.override-not-found)', async () => {
    const { storeId, userId, call } = await forecasted();
    const wish = {
      storeId,
      target: 'product' as const,
      subject: roti.productId,
      on: '2026-11-21',
      value: 76,
      reason: 'Ada bazar',
    };
    const before = await api().ingredientForecasts(call, { storeId });
    const { id } = await api().overrideForecast(call, { ...wish, value: 500 });
    const override = await api().overrideForecast(call, wish);
    assert.equal(override.id, id);
    const after = await api().ingredientForecasts(call, { storeId });
    const moved = (after.forecasts[0]?.means[0] ?? 0) - (before.forecasts[0]?.means[0] ?? 0);
    assert.ok(Math.abs(moved - (76 - override.forecast) * 0.05) < 1e-6);
    const shown = await api().getForecast(call, { storeId, target: 'product', subject: roti.productId });
    assert.deepEqual(shown.rows[0]?.override, { value: 76, reason: 'Ada bazar', by: userId });
    const { items } = await api().listForecasts(call, { storeId, target: 'product' });
    assert.equal(items[0]?.tomorrow, 76);
    const sales = { ...wish, target: 'sales' as const, subject: 'revenue', on: '2026-11-30', value: 1_000 };
    await api().overrideForecast(call, sales);
    const list = (await api().listOverrides(call, { storeId })).items;
    assert.deepEqual(list.find((one) => one.id === id)?.actual, 75);
    assert.equal(
      list.find((one) => one.id === id)?.nearer,
      Math.abs(override.forecast - 75) > 1 ? 'person' : 'forecast',
    );
    assert.equal(list.find((one) => one.id !== id)?.nearer, null);
    for (const on of ['2026-11-20', '2027-01-01'])
      await assert.rejects(api().overrideForecast(call, { ...wish, on }), refused('forecasts.day-not-ahead'));
    await assert.rejects(api().overrideForecast(call, { ...wish, subject: newUuid() }), refused('forecasts.not-found'));
    await api().removeOverride(call, { storeId, overrideId: id });
    await assert.rejects(
      api().removeOverride(call, { storeId, overrideId: id }),
      refused('forecasts.override-not-found'),
    );
    const audits = await world.database.run(
      sql`select 1 as yes from forecasts.outbox where event_type = 'audit.recorded' and aggregate_id = ${`store:${storeId}`}`,
    );
    assert.equal(audits.length, 4);
  });

  it('should forecast prices for everybody and let alerts consider them when the night comes', async () => {
    const { storeId } = shop();
    const wave = (level: number, phase: number) =>
      Array.from({ length: 400 }, (_, day) =>
        day % 7 > 4 ? null : Math.round(level * (1 + 0.2 * Math.sin((day + phase) / 40))),
      );
    const regions = ['31', '32', '33'].map((regionCode, index) => ({
      commodity: 'cabai_rawit',
      regionCode,
      name: `Cabai rawit, ${regionCode}`,
      unit: 'kg',
      startOn: addDays(END, -399),
      prices: wave(50_000 + 2_000 * index, index),
    }));
    const marketPrices = { ...deps().marketPrices, priceSeries: async () => ({ series: regions }) };
    queued.length = 0;
    const { queued: count } = await api().queueNightlyRuns(house, {});
    assert.equal(count, queued.length);
    assert.equal(count, owners.size + 1);
    const [row] = await world.database.run<{ id: string }>(
      sql`select id from forecasts.runs where scope = ${EVERYBODY} and status = 'queued'`,
    );
    const run = await api({ marketPrices }).workRun(house, { runId: row?.id ?? '' });
    assert.deepEqual([run.status, run.total, run.storeId], ['done', 3, null]);
    const price = await api().getPriceForecast(staff, { commodity: 'cabai_rawit', regionCode: '32.73' });
    assert.deepEqual(
      [price.subject, price.unit, price.rows.length, price.storeId],
      ['cabai_rawit:32', 'IDR/kg', 28, null],
    );
    assert.ok(price.accuracy.windows === 5 && price.rows.every((one) => one.lo95 > 0 && one.lo80 <= one.mean));
    await assert.rejects(
      api().getPriceForecast(staff, { commodity: 'emas', regionCode: '32' }),
      refused('forecasts.not-found'),
    );
    const { forecasts } = await api().priceForecastsOf(house, {
      regionCode: '32',
      commodities: ['cabai_rawit', 'emas'],
    });
    assert.deepEqual(
      forecasts.map((one) => [one.regionCode, one.means.length]),
      [['32', 28]],
    );
    assert.ok(considered.length === 3 && considered.every((one) => one.means.length === 28));
    assert.ok(storeId);
  });
});
