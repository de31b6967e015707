import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { storesContract } from '#insight/stores';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal, registerRefusals } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { storesFor } from '../stores-fixture.ts';
import { marketPricesContract } from './contract.ts';
import { createMarketPrices } from './module.ts';

for (const contract of [storesContract, marketPricesContract]) registerRefusals(contract);

describe('market prices', () => {
  const world = testDatabase('market_prices');
  const owners = new Map<string, string>();
  const api = () =>
    createMarketPrices({
      database: world.database,
      clock: fixedClock('2026-11-21T03:00:00Z'),
      newId: newUuid,
      stores: storesFor(owners),
    }).api;
  const house = systemCall('test', newUuid());
  const staff = userCall(newUuid(), ['ADMIN']);
  const refused = (code: string) => (error: unknown) => isRefusal(error, code);
  function shop() {
    const [storeId, userId] = [newUuid(), newUuid()];
    owners.set(storeId, userId);
    return { storeId, userId, call: userCall(userId, ['SELLER']) };
  }
  const day = (number: number): string => `2026-10-${String(number).padStart(2, '0')}`;
  const bring = (commodity: string, region: string, prices: number[], from = 1) =>
    api().importPrices(house, {
      source: 'pihps',
      rows: prices.map((price, index) => ({ commodity, region, on: day(from + index), price })),
    });

  it('should keep each price once and answer back what cannot be right when rows come twice', async () => {
    const rows = [
      { commodity: 'Bawang Merah', region: 'Jawa Barat', on: '2026-10-01', price: 30_000, unit: 'Rp./Kg' },
      { commodity: 'bawang_merah', region: 'pihps:12', on: '2026-10-02', price: 3_100, unit: 'ons' },
      { commodity: 'emas', region: '32', on: '2026-10-02', price: 1 },
      { commodity: 'bawang_merah', region: 'Atlantis', on: '2026-10-02', price: 1 },
      { commodity: 'bawang_merah', region: '32', on: '2026-12-02', price: 1 },
      { commodity: 'bawang_merah', region: '32', on: '2026-10-02', price: 1, unit: 'karung' },
      { commodity: 'bawang_merah', region: '32', on: '2026-10-03', price: 0.1 },
    ];
    const first = await api().importPrices(house, { source: 'bapanas', rows });
    assert.deepEqual([first.saved, first.unchanged], [2, 0]);
    assert.deepEqual(
      first.refused.map(({ row, code }) => [row, code]),
      [
        [3, 'commodity-unknown'],
        [4, 'region-unknown'],
        [5, 'day-out-of-range'],
        [6, 'unit-unknown'],
        [7, 'price-wrong'],
      ],
    );
    const again = await api().importPrices(house, { source: 'bapanas', rows });
    assert.deepEqual([again.saved, again.unchanged], [0, 2]);
    const { points } = await api().priceHistory(house, {
      commodity: 'bawang_merah',
      regionCode: '32',
      from: '2026-10-01',
      to: '2026-10-31',
    });
    assert.deepEqual(
      points.map((point) => [point.on, point.price.amount, point.source]),
      [
        ['2026-10-01', 30_000, 'bapanas'],
        ['2026-10-02', 31_000, 'bapanas'],
      ],
    );
  });

  it('should show how prices have moved when a region or a commodity is asked for (market-prices.filter-missing)', async () => {
    await bring('telur_ayam', '33', [20_000, 21_000, 22_000, 23_000, 24_000, 25_000, 26_000, 27_000, 27_000, 27_000]);
    await bring('telur_ayam', '35', [29_000], 10);
    await bring('beras', '33', [14_000]);
    const { items } = await api().priceBoard(staff, { regionCode: '33' });
    assert.deepEqual(
      items.map((item) => [item.commodity, item.price.amount]),
      [
        ['beras', 14_000],
        ['telur_ayam', 27_000],
      ],
    );
    const eggs = items[1];
    assert.deepEqual(
      [eggs?.weekChangePercent, eggs?.monthChangePercent, eggs?.unchangedDays, eggs?.nationalPrice?.amount],
      [22.7, null, 2, 28_000],
    );
    assert.equal((await api().priceBoard(staff, { commodity: 'telur_ayam' })).items.length, 2);
    await assert.rejects(api().priceBoard(staff, {}), refused('market-prices.filter-missing'));
    assert.ok((await api().listCommodities(staff, {})).items.length > 20);
    assert.ok((await api().listRegions(staff, {})).items.some((region) => region.name === 'Jawa Tengah'));
  });

  it('should refuse a history when there is no such thing (market-prices.commodity-not-found, market-prices.region-not-found, market-prices.period-wrong)', async () => {
    await bring('beras', '34', [14_000]);
    const ask = { commodity: 'beras', regionCode: '34', from: '2026-10-01', to: '2026-10-02' };
    assert.equal((await api().priceHistory(house, ask)).points.length, 1);
    await assert.rejects(
      api().priceHistory(house, { ...ask, commodity: 'emas' }),
      refused('market-prices.commodity-not-found'),
    );
    await assert.rejects(
      api().priceHistory(house, { ...ask, regionCode: '96' }),
      refused('market-prices.region-not-found'),
    );
    for (const from of ['2026-10-03', '2001-01-01'])
      await assert.rejects(api().priceHistory(house, { ...ask, from }), refused('market-prices.period-wrong'));
  });

  it('should answer for the country when a region has no price, and give series with their gaps', async () => {
    await bring('garam', 'ID', [9_000]);
    await bring('jagung', '32', [6_000, 6_100]);
    await bring('jagung', '32', [6_300], 4);
    const { prices } = await api().pricesOf(house, { regionCode: '32', commodities: ['garam', 'jagung', 'kedelai'] });
    assert.deepEqual(
      prices.map((price) => [price.commodity, price.regionCode, price.priceMinor]),
      [
        ['garam', 'ID', 9_000],
        ['jagung', '32', 6_300],
      ],
    );
    const { series } = await api().priceSeries(house, {
      after: { commodity: 'jagung', regionCode: '31' },
      limit: 1,
      days: 100,
    });
    assert.deepEqual(series[0]?.prices, [6_000, 6_100, null, 6_300]);
    assert.deepEqual([series[0]?.startOn, series[0]?.unit], ['2026-10-01', 'kg']);
  });

  it('should tell a store once when a price crosses, and again after it has come back', async () => {
    const { storeId, userId, call } = shop();
    await bring('cabai_rawit', '32', [50_000]);
    const rule = {
      storeId,
      commodity: 'cabai_rawit',
      kind: 'above' as const,
      amount: { amount: 60_000, currency: 'IDR' as const },
    };
    const { id } = await api().addAlert(call, rule);
    await api().addAlert(call, { storeId, commodity: 'cabai_rawit', kind: 'risen', percent: 20, days: 2 });
    const expected = await api().addAlert(call, {
      storeId,
      commodity: 'cabai_rawit',
      kind: 'expected_rise',
      percent: 30,
      days: 5,
    });
    const fired = async () =>
      world.database.run<{ kind: string; user_id: string; percent: number }>(sql`
        select payload ->> 'kind' as kind, payload ->> 'userId' as user_id, (payload ->> 'percent')::float8 as percent
        from market_prices.outbox where event_type = 'price-alert.fired' and payload ->> 'storeId' = ${storeId} order by id`);
    await bring('cabai_rawit', '32', [55_000, 61_000, 67_000], 2);
    assert.deepEqual((await fired()).map(({ kind }) => kind).sort(), ['above', 'risen']);
    assert.equal((await fired())[0]?.user_id, userId);
    await bring('cabai_rawit', '32', [66_000], 5);
    assert.equal((await fired()).length, 2);
    await bring('cabai_rawit', '32', [50_000, 61_000], 6);
    await bring('cabai_rawit', '32', [49_000], 8);
    await bring('cabai_rawit', '32', [70_000], 9);
    assert.equal((await fired()).filter(({ kind }) => kind === 'above').length, 2);
    const ahead = (means: number[]) =>
      api().considerForecasts(house, {
        forecasts: [{ commodity: 'cabai_rawit', regionCode: '32', startOn: '2026-10-10', means }],
      });
    assert.deepEqual(await ahead([72_000, 80_000]), { fired: 0 });
    assert.deepEqual(await ahead([72_000, 100_000]), { fired: 1 });
    assert.deepEqual(await ahead([72_000, 100_000]), { fired: 0 });
    assert.equal((await fired()).at(-1)?.percent, 42.9);
    const { items } = await api().listAlerts(call, { storeId });
    assert.equal(items.find((alert) => alert.id === id)?.lastFiredOn, '2026-10-09');
    assert.equal(items.find((alert) => alert.id === expected.id)?.regionName, 'Jawa Barat');
  });

  it('should refuse alerts when they say nothing, are foreign or too many (stores.not-found, stores.read-only, market-prices.alert-incomplete, market-prices.alert-not-found, market-prices.too-many-alerts)', async () => {
    const { storeId, call } = shop();
    const rule = {
      storeId,
      commodity: 'beras',
      kind: 'above' as const,
      amount: { amount: 1, currency: 'IDR' as const },
    };
    await assert.rejects(api().addAlert(call, { ...rule, kind: 'risen' }), refused('market-prices.alert-incomplete'));
    await assert.rejects(
      api().addAlert(call, { ...rule, commodity: 'emas' }),
      refused('market-prices.commodity-not-found'),
    );
    await assert.rejects(
      api().addAlert(call, { ...rule, regionCode: '96' }),
      refused('market-prices.region-not-found'),
    );
    const { id: alertId } = await api().addAlert(call, rule);
    for (const [who, code] of [
      [shop().call, 'stores.not-found'],
      [staff, 'stores.read-only'],
    ] as const) {
      await assert.rejects(api().addAlert(who, rule), refused(code));
      await assert.rejects(api().removeAlert(who, { storeId, alertId }), refused(code));
    }
    await assert.rejects(api().listAlerts(shop().call, { storeId }), refused('stores.not-found'));
    const other = shop();
    await assert.rejects(
      api().removeAlert(other.call, { storeId: other.storeId, alertId }),
      refused('market-prices.alert-not-found'),
    );
    await api().removeAlert(call, { storeId, alertId });
    await world.database.run(sql`
      insert into market_prices.alerts (id, store_id, commodity, region_code, kind, created_at)
      select gen_random_uuid(), ${storeId}, 'beras', '32', 'above', now() from generate_series(1, 100)`);
    await assert.rejects(api().addAlert(call, rule), refused('market-prices.too-many-alerts'));
  });
});
