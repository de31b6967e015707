import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import readExcel from 'read-excel-file/node';
import { forecastsContract, type IngredientForecast } from '#insight/forecasts';
import type { Ingredient } from '#insight/ingredients';
import { storesContract } from '#insight/stores';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import type { EventEnvelope } from '#platform/events';
import { newUuid } from '#platform/ids';
import { Inbox } from '#platform/inbox';
import { silentLog } from '#platform/log';
import { isRefusal, registerRefusals } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { storesFor } from '../stores-fixture.ts';
import { purchasePlansContract } from './contract.ts';
import { createPurchasePlans } from './module.ts';
import { atServiceLevel } from './plan-rules.ts';
import type { PlansDeps } from './plans-deps.ts';

for (const contract of [storesContract, forecastsContract, purchasePlansContract]) registerRefusals(contract);

describe('purchase plans', () => {
  const world = testDatabase('purchase_plans');
  const owners = new Map<string, string>();
  const moves: { kind: string; movementKey: string; quantity: number }[] = [];
  const staff = userCall(newUuid(), ['ADMIN']);
  const house = systemCall('test', newUuid());
  const refused = (code: string) => (error: unknown) => isRefusal(error, code);
  const accuracy = {
    windows: 6,
    errorPercent: 12,
    naiveErrorPercent: 20,
    biasPercent: 0,
    heldIn80Percent: 80,
    heldIn95Percent: 95,
    confidence: 'high' as const,
    words: 'Biasanya meleset 12 %.',
  };
  const ingredient = (name: string, change: Partial<Ingredient>): Ingredient => ({
    id: newUuid(),
    name,
    category: 'Tepung',
    unit: 'kg',
    pack: null,
    unitPrice: null,
    market: null,
    conversions: [],
    leadTimeDays: 2,
    shelfLifeDays: null,
    supplier: '',
    stock: { quantity: 30, countedAt: null },
    onOrder: 0,
    isActive: true,
    version: 1,
    ...change,
  });
  const flour = ingredient('Tepung', {
    pack: { label: 'Karung 25 kg', quantity: 25, price: { amount: 300_000, currency: 'IDR' } },
  });
  const chilli = ingredient('=Cabai', {
    category: 'Bumbu',
    unit: 'g',
    stock: { quantity: 0, countedAt: null },
    shelfLifeDays: 3,
    market: { commodity: 'cabai_rawit', per: 'kg', factor: 1.1 },
  });
  const salt = ingredient('Garam', { stock: { quantity: 0, countedAt: null } });
  /** Ten a day from the 22nd on; sums with bands. */
  const forecastOf = (one: Ingredient, perDay: number): IngredientForecast => ({
    ingredientId: one.id,
    forecastId: newUuid(),
    startOn: '2026-11-21',
    means: Array.from({ length: 28 }, () => perDay),
    sums: Array.from({ length: 28 }, (_, step) => {
      const mean = perDay * (step + 1);
      return { mean, hi80: mean * 1.1, hi95: mean * 1.2 };
    }),
    products: [{ productId: bread, name: 'Roti', share: 1 }],
    accuracy,
  });
  const bread = newUuid();
  const deps = (change: Partial<PlansDeps> = {}): PlansDeps => ({
    database: world.database,
    clock: fixedClock('2026-11-20T20:00:00Z'),
    newId: newUuid,
    stores: storesFor(owners),
    ingredients: {
      ingredientsOf: async () => ({ ingredients: [flour, chilli, salt] }),
      moveOrdered: async (_call, { kind, movementKey, lines }) => {
        moves.push({ kind, movementKey, quantity: lines.reduce((sum, line) => sum + line.quantity, 0) });
        return {};
      },
    },
    recipes: {
      needsOf: async () => ({ needs: [{ productId: bread, ingredientId: flour.id, quantityPerPiece: 0.1 }] }),
    },
    forecasts: {
      ingredientForecasts: async () => ({
        version: 4,
        forecasts: [forecastOf(flour, 10), forecastOf(chilli, 100), forecastOf(salt, 0.5)],
      }),
      listForecasts: async () => ({ items: [], nextCursor: null }),
      priceForecastsOf: async () => ({
        forecasts: [
          {
            commodity: 'cabai_rawit',
            regionCode: '32',
            startOn: '2026-11-21',
            means: [60_000, 70_000],
            lo80: [50_000, 60_000],
            hi80: [70_000, 90_000],
          },
        ],
      }),
    },
    marketPrices: { pricesOf: async () => ({ prices: [] }) },
    ...change,
  });
  const api = (change: Partial<PlansDeps> = {}) => createPurchasePlans(deps(change)).api;
  function shop() {
    const [storeId, userId] = [newUuid(), newUuid()];
    owners.set(storeId, userId);
    return { storeId, userId, call: userCall(userId, ['SELLER']) };
  }

  it('should buy whole packs, with what is used before and the price of the day, when a service level is wished for', async () => {
    const { storeId, call } = shop();
    // Today is the 21st in Jakarta: one day is used before the period begins.
    const plan = await api().createPlan(call, { storeId, days: 7 });
    assert.deepEqual(
      [plan.from, plan.to, plan.serviceLevelPercent, plan.status],
      ['2026-11-22', '2026-11-28', 90, 'draft'],
    );
    const line = (one: Ingredient) => plan.lines.find((candidate) => candidate.ingredientId === one.id);
    const dough = line(flour);
    // Eight days of ten at 90 % are 88; 30 lie on the shelf; 58 are three sacks.
    const figures = [dough?.expectedUse, dough?.neededUse, dough?.safety].map((value) => value?.toFixed(2));
    assert.deepEqual(figures, ['70.00', '78.00', '8.00']);
    assert.deepEqual([dough?.quantity, dough?.packs, dough?.cost?.amount, dough?.priceFrom], [75, 3, 900_000, 'pack']);
    assert.deepEqual([dough?.runsOutOn, dough?.orderBy], ['2026-11-24', '2026-11-21']);
    const spice = line(chilli);
    assert.deepEqual(
      [spice?.priceFrom, spice?.unitPrice?.amount, spice?.spoilsBeforeUse],
      ['market-forecast', 66, true],
    );
    assert.ok((spice?.costLow?.amount ?? 0) < (spice?.cost?.amount ?? 0));
    assert.deepEqual([line(salt)?.cost, line(salt)?.priceFrom, plan.unpricedLines], [null, 'none', 1]);
    assert.equal(plan.cost.amount, 900_000 + (spice?.cost?.amount ?? 0));
    const thrifty = await api().previewPlan(staff, { storeId, days: 7, serviceLevelPercent: 50 });
    assert.ok(thrifty.lines[0] && thrifty.lines.every((one) => one.safety === 0));
    assert.equal((await api().listPlans(call, { storeId })).items.length, 1);
  });

  it('should give more when it is to be surer', () => {
    const sum = { mean: 100, hi80: 110, hi95: 120 };
    const levels = [50, 75, 90, 97.5, 99].map((percent) => atServiceLevel(sum, percent));
    assert.deepEqual(levels.map(Math.round), [100, 105, 110, 120, 125]);
  });

  it('should refuse a plan when it cannot be reckoned (purchase-plans.no-forecast, purchase-plans.no-recipes, purchase-plans.period-not-covered)', async () => {
    const { storeId, call } = shop();
    const plan = (change: Partial<PlansDeps>, wish = {}) => api(change).createPlan(call, { storeId, days: 7, ...wish });
    const none = { ...deps().forecasts, ingredientForecasts: async () => ({ version: null, forecasts: [] }) };
    await assert.rejects(plan({ forecasts: none }), refused('purchase-plans.no-forecast'));
    await assert.rejects(
      plan({ recipes: { needsOf: async () => ({ needs: [] }) } }),
      refused('purchase-plans.no-recipes'),
    );
    await assert.rejects(plan({}, { days: 60 }), refused('purchase-plans.period-not-covered'));
    for (const from of ['2026-11-20', '2026-12-15'])
      await assert.rejects(plan({}, { from }), refused('purchase-plans.period-not-covered'));
    await assert.rejects(api().previewPlan(call, { storeId, days: 60 }), refused('purchase-plans.period-not-covered'));
  });

  it('should keep plans to their store when others ask (stores.not-found, stores.read-only, purchase-plans.not-found)', async () => {
    const { storeId, call } = shop();
    const { id: planId } = await api().createPlan(call, { storeId, days: 3 });
    const one = { storeId, planId };
    const stranger = shop();
    const writes = (who: typeof call, at = one) => [
      () => api().changeLine(who, { ...at, ingredientId: flour.id, quantity: 1 }),
      () => api().markOrdered(who, at),
      () => api().markArrived(who, at),
      () => api().removePlan(who, at),
    ];
    const reads = [
      () => api().getPlan(stranger.call, one),
      () => api().listPlans(stranger.call, { storeId }),
      () => api().previewPlan(stranger.call, { storeId, days: 3 }),
      () => api().exportPlan(stranger.call, { ...one, format: 'csv' }),
      () => api().shortages(stranger.call, { storeId }),
      () => api().createPlan(stranger.call, { storeId, days: 3 }),
    ];
    for (const ask of [...reads, ...writes(stranger.call)]) await assert.rejects(ask(), refused('stores.not-found'));
    for (const ask of [...writes(staff), () => api().createPlan(staff, { storeId, days: 3 })])
      await assert.rejects(ask(), refused('stores.read-only'));
    const foreign = { storeId: stranger.storeId, planId };
    for (const ask of [...writes(stranger.call, foreign), () => api().getPlan(stranger.call, foreign)])
      await assert.rejects(ask(), refused('purchase-plans.not-found'));
    assert.equal((await api().getPlan(staff, one)).id, planId);
  });

  it('should order once and take in once what was changed as a draft when calls come twice (purchase-plans.line-not-found, purchase-plans.not-a-draft, purchase-plans.not-ordered, purchase-plans.changed-meanwhile)', async () => {
    const { storeId, call } = shop();
    const { id: planId } = await api().createPlan(call, { storeId, days: 7 });
    const one = { storeId, planId };
    const change = { ...one, ingredientId: flour.id };
    const changed = await api().changeLine(call, { ...change, quantity: 50, note: 'Merek biasa', expectedVersion: 1 });
    const line = changed.lines.find((candidate) => candidate.ingredientId === flour.id);
    assert.deepEqual([line?.packs, line?.cost?.amount, line?.isChanged, line?.note], [2, 600_000, true, 'Merek biasa']);
    await assert.rejects(
      api().changeLine(call, { ...change, quantity: 1, expectedVersion: 1 }),
      refused('purchase-plans.changed-meanwhile'),
    );
    await assert.rejects(
      api().changeLine(call, { ...change, ingredientId: newUuid(), quantity: 1 }),
      refused('purchase-plans.line-not-found'),
    );
    await assert.rejects(api().markArrived(call, one), refused('purchase-plans.not-ordered'));
    moves.length = 0;
    await api().markOrdered(call, one);
    assert.equal((await api().markOrdered(call, one)).status, 'ordered');
    assert.equal(new Set(moves.map((move) => move.movementKey)).size, 1);
    await assert.rejects(api().changeLine(call, { ...change, quantity: 1 }), refused('purchase-plans.not-a-draft'));
    await assert.rejects(api().removePlan(call, one), refused('purchase-plans.not-a-draft'));
    assert.equal((await api().markArrived(call, one)).status, 'arrived');
    await assert.rejects(api().markOrdered(call, one), refused('purchase-plans.not-a-draft'));
    assert.deepEqual(
      moves.map((move) => move.kind),
      ['ordered', 'ordered', 'arrived'],
    );
    const draft = await api().createPlan(call, { storeId, days: 1 });
    await api().removePlan(call, { storeId, planId: draft.id });
    await assert.rejects(api().getPlan(call, { storeId, planId: draft.id }), refused('purchase-plans.not-found'));
  });

  it('should write names as text when they look like formulas', async () => {
    const { storeId, call } = shop();
    const { id: planId } = await api().createPlan(call, { storeId, days: 7 });
    const fileOf = async (format: 'csv' | 'xlsx' | 'text') => api().exportPlan(call, { storeId, planId, format });
    const csv = Buffer.from((await fileOf('csv')).base64, 'base64').toString();
    assert.ok(csv.startsWith('\ufeffKategori;Bahan') && csv.includes("'=Cabai"));
    const sheet = await fileOf('xlsx');
    assert.match(sheet.fileName, /^belanja-2026-11-22\.xlsx$/);
    const [page] = await readExcel(Buffer.from(sheet.base64, 'base64'));
    assert.ok(page?.data.some((row) => row.includes('=Cabai')));
    const text = Buffer.from((await fileOf('text')).base64, 'base64').toString();
    assert.ok(text.includes('- Tepung: 75 kg (3 × Karung 25 kg)'));
  });

  it('should leave days that are over out of what is bought when sales lag behind', async () => {
    const { storeId, call } = shop();
    const planOf = async (startOn: string) => {
      const forecast = { ...forecastOf(flour, 10), startOn };
      const forecasts = {
        ...deps().forecasts,
        ingredientForecasts: async () => ({ version: 4, forecasts: [forecast] }),
      };
      const only = { ...deps().ingredients, ingredientsOf: async () => ({ ingredients: [{ ...flour, pack: null }] }) };
      const of = api({ forecasts, ingredients: only });
      const [line] = (await of.previewPlan(call, { storeId, days: 7, serviceLevelPercent: 50 })).lines;
      const { items } = await of.shortages(call, { storeId });
      return { quantity: line?.quantity, runsOutOn: line?.runsOutOn, shortOn: items[0]?.runsOutOn };
    };
    // Ten a day, thirty on the shelf: today and the seven days after it take eighty, whenever the sales were last told.
    const expected = { quantity: 50, runsOutOn: '2026-11-24', shortOn: '2026-11-24' };
    assert.deepEqual(await planOf('2026-11-21'), expected);
    assert.deepEqual(await planOf('2026-11-16'), expected);
  });

  it('should tell the owner once of each shortage when nights go by', async () => {
    const { storeId, userId, call } = shop();
    const { items } = await api().shortages(call, { storeId });
    assert.deepEqual(
      items.map((item) => [item.name, item.runsOutOn, item.orderBy]),
      [
        ['=Cabai', '2026-11-21', '2026-11-21'],
        ['Garam', '2026-11-21', '2026-11-21'],
        ['Tepung', '2026-11-24', '2026-11-22'],
      ],
    );
    const inboxOf = (change: Partial<PlansDeps> = {}) =>
      new Inbox({
        database: world.database,
        reactions: createPurchasePlans(deps(change)).reactions ?? [],
        log: silentLog,
      });
    const inbox = inboxOf();
    const nightWith = (kitchen: Ingredient[], event: EventEnvelope) => {
      const ingredients = { ...deps().ingredients, ingredientsOf: async () => ({ ingredients: kitchen }) };
      return inboxOf({ ingredients }).receive([event]);
    };
    const completed = (reason: string): EventEnvelope => ({
      eventId: newUuid(),
      eventType: 'forecast.run-completed',
      eventVersion: 1,
      aggregateType: 'forecast-run',
      aggregateId: newUuid(),
      eventTimestamp: '2026-11-20T20:00:00Z',
      metadata: { correlationId: 'x', causationId: null, userId: null, tenantId: null, source: 'forecasts' },
      payload: { runId: newUuid(), storeId, version: 1, reason, series: 3, seconds: 1 },
    });
    await inbox.receive([completed('requested'), completed('nightly'), completed('nightly')]);
    const toldOf = async () => {
      const rows = await world.database.run<{ payload: { userId: string; names: string[] } }>(sql`
        select payload from purchase_plans.outbox
        where event_type = 'ingredient.running-out' and aggregate_id = ${storeId} order by id`);
      return rows.map(({ payload }) => [payload.userId, ...payload.names]);
    };
    const first = [userId, '=Cabai', 'Garam', 'Tepung'];
    assert.deepEqual(await toldOf(), [first]);
    // Salt is bought, and short again some nights later; the others are short all the while.
    const bought = { ...salt, stock: { quantity: 500, countedAt: null } };
    await nightWith([flour, chilli, bought], completed('nightly'));
    assert.deepEqual(await toldOf(), [first]);
    await nightWith([flour, chilli, salt], completed('nightly'));
    assert.deepEqual(await toldOf(), [first, [userId, 'Garam']]);
    assert.ok(house);
  });
});
