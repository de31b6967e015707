import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMemoryCache } from '#platform/cache';
import { fixedClock } from '#platform/clock';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import { isRefusal } from '#platform/refusal';
import { guestCall, userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { storesFor } from '../stores-fixture.ts';
import { NO_CORRECTIONS } from './corrections.ts';
import { createCalendar } from './module.ts';
import { fetchSignals } from './signals/fetch-signals.ts';
import { type Headline, type SeenWeather, SourceUnavailable } from './signals/sources.ts';

const VILLAGE = '31.71.03.1001';
const STORE = newUuid();
const OWNER = newUuid();
const rain = (on: string, daysAhead: number): SeenWeather => ({
  on,
  daysAhead,
  temperatureC: 27,
  humidityPercent: 88,
  rainMm: 12,
  isRainy: true,
  description: { id: 'Hujan Ringan', en: 'Light Rain' },
});

/** An ingredient whose price follows a commodity of the market. */
const following = (commodity: string) => ({
  id: newUuid(),
  name: commodity,
  category: '',
  unit: 'kg' as const,
  pack: null,
  unitPrice: null,
  market: { commodity, per: 'kg' as const, factor: 1 },
  conversions: [],
  leadTimeDays: 1,
  shelfLifeDays: null,
  supplier: '',
  stock: { quantity: 0, countedAt: null },
  onOrder: 0,
  isActive: true,
  version: 1,
});

describe('calendar', () => {
  const db = testDatabase('calendar');
  const house = (
    outside: { days?: SeenWeather[]; news?: Headline[]; isDown?: boolean } = {},
    followed: string[] = [],
  ) => {
    const asked: string[] = [];
    const down = new SourceUnavailable('test', null);
    const deps = {
      database: db.database,
      settings: { readSettings: async () => ({ values: { 'calendar.corrections': NO_CORRECTIONS } }) },
      weather: {
        attribution: 'BMKG',
        forecastOf: async (code: string) => {
          asked.push(code);
          if (outside.isDown) throw down;
          return outside.days ?? [];
        },
      },
      news: {
        search: async (topic: string) => {
          asked.push(topic);
          if (outside.isDown) throw down;
          return outside.news ?? [];
        },
      },
      stores: storesFor(new Map([[STORE, OWNER]])),
      ingredients: { ingredientsOf: async () => ({ ingredients: followed.map(following) }) },
      enqueue: async (job: string) => void asked.push(job),
      cache: createMemoryCache(),
      clock: fixedClock('2026-11-21T03:00:00Z'),
      log: silentLog,
    };
    return { ...createCalendar(deps), fetch: () => fetchSignals(deps), asked, call: guestCall() };
  };

  it('should give facts without weather when the whole country is asked about', async () => {
    const { api, call } = house();
    const { days, weatherSource } = await api.calendarOf(call, {
      regionCode: null,
      from: '2026-12-24',
      to: '2026-12-26',
    });
    assert.deepEqual(
      days.map(({ isDayOff, weather }) => [isDayOff, weather]),
      [
        [true, null],
        [true, null],
        [false, null],
      ],
    );
    assert.equal(weatherSource, null);
  });

  it('should refuse with calendar.period-wrong when the days run backwards', async () => {
    const { api, call } = house();
    const asked = api.calendarOf(call, { regionCode: null, from: '2026-12-24', to: '2026-12-23' });
    await assert.rejects(asked, (error) => isRefusal(error, 'calendar.period-wrong'));
  });

  it('should refuse with calendar.period-too-long when years are asked for', async () => {
    const { api, call } = house();
    const asked = api.calendarOf(call, { regionCode: null, from: '2022-01-01', to: '2026-12-23' });
    await assert.rejects(asked, (error) => isRefusal(error, 'calendar.period-too-long'));
  });

  it('should refuse with calendar.place-wrong when the place is no village', async () => {
    const { api, call } = house();
    await assert.rejects(api.watchPlace(call, { villageCode: '31.71' }), (error) =>
      isRefusal(error, 'calendar.place-wrong'),
    );
  });

  it('should keep what the source said and show it for the village and its district when a place is watched', async () => {
    const { api, call, fetch } = house({ days: [rain('2026-11-21', 0), rain('2026-11-22', 1)] });
    await api.watchPlace(call, { villageCode: '3171031001' });
    await api.watchPlace(call, { villageCode: VILLAGE });
    await fetch();
    for (const regionCode of [VILLAGE, '31.71.03', '31']) {
      const { days, weatherSource } = await api.calendarOf(call, { regionCode, from: '2026-11-21', to: '2026-11-23' });
      assert.deepEqual(
        days.map(({ weather }) => weather?.rainMm ?? null),
        [12, 12, null],
        regionCode,
      );
      assert.equal(weatherSource, 'BMKG');
    }
  });

  it('should go on with what it has when the sources are down', async () => {
    const { api, call, fetch, asked } = house({ isDown: true });
    await api.watchPlace(call, { villageCode: '34.04.07.2001' });
    await api.newsOf(call, { topic: 'bawang merah' });
    await fetch();
    assert.ok(asked.includes('34.04.07.2001') && asked.includes('bawang merah'));
    const { days } = await api.calendarOf(call, { regionCode: VILLAGE, from: '2026-11-21', to: '2026-11-21' });
    assert.equal(days[0]?.weather?.isRainy, true);
  });

  it('should fetch a topic and keep each address once when somebody has asked about it', async () => {
    const item = { title: 'Harga cabai naik', url: 'https://berita.test/1', publishedOn: '2026-11-20', sentiment: -1 };
    const { api, call, fetch } = house({ news: [item, { ...item, title: 'Lagi' }] });
    assert.deepEqual(await api.newsOf(call, { topic: 'Cabai  Rawit' }), { items: [] });
    await fetch();
    const { items } = await api.newsOf(call, { topic: 'cabai rawit' });
    assert.deepEqual(
      items.map(({ title, publishedOn }) => [title, publishedOn]),
      [['Harga cabai naik', '2026-11-20']],
    );
  });

  it('should watch the village and fetch at once when the owner first looks', async () => {
    const { api, asked } = house();
    const owner = userCall(OWNER, ['SELLER']);
    assert.equal((await api.calendarOfStore(owner, { storeId: STORE })).weatherSource, null);
    await api.calendarOfStore(owner, { storeId: STORE });
    assert.deepEqual(asked, ['calendar.fetch-signals']);
  });

  it('should tell what is coming in the days of the store when its owner asks, and nobody else', async () => {
    const { api, fetch } = house({ days: [rain('2026-11-21', 0)] });
    const owner = userCall(OWNER, ['SELLER']);
    await fetch();
    const { days } = await api.calendarOfStore(owner, { storeId: STORE, days: 40 });
    assert.deepEqual(
      [days.length, days[0]?.on, days[34]?.holidays.map(({ code }) => code)],
      [40, '2026-11-21', ['natal']],
    );
    const stranger = userCall(newUuid(), ['SELLER']);
    for (const asking of [
      api.calendarOfStore(stranger, { storeId: STORE }),
      api.newsOfStore(stranger, { storeId: STORE }),
    ])
      await assert.rejects(asking, (error) => isRefusal(error, 'stores.not-found'));
  });

  it('should have headlines about what the store cooks with when its ingredients follow the market', async () => {
    const item = { title: 'Harga bawang turun', url: 'https://berita.test/9', publishedOn: null, sentiment: 1 };
    const { api, fetch } = house({ news: [item] }, ['bawang_putih', 'bawang_putih']);
    const owner = userCall(OWNER, ['SELLER']);
    assert.deepEqual((await api.newsOfStore(owner, { storeId: STORE })).items, []);
    await fetch();
    const { items } = await api.newsOfStore(owner, { storeId: STORE });
    assert.deepEqual(
      items.map(({ topic, title }) => [topic, title]),
      [['harga bawang putih', 'Harga bawang turun']],
    );
  });
});
