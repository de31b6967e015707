import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
import { type SalesRow, salesContract } from './contract.ts';
import { createSales } from './module.ts';
import { readTillFile } from './till/read-till-file.ts';

for (const contract of [storesContract, salesContract]) registerRefusals(contract);

describe('sales', () => {
  const world = testDatabase('sales');
  const owners = new Map<string, string>();
  const module = () =>
    createSales({
      database: world.database,
      clock: fixedClock('2026-11-21T03:00:00Z'),
      newId: newUuid,
      stores: storesFor(owners, { closedDays: [{ on: '2026-11-10', reason: 'Libur' }] }),
      readTill: readTillFile,
    });
  const api = () => module().api;
  const staff = userCall(newUuid(), ['ADMIN']);
  const house = systemCall('test', newUuid());
  const refused = (code: string) => (error: unknown) => isRefusal(error, code);

  function shop() {
    const [storeId, userId] = [newUuid(), newUuid()];
    owners.set(storeId, userId);
    return { storeId, call: userCall(userId, ['SELLER']) };
  }
  const row = (change: Partial<SalesRow> = {}): SalesRow => ({
    externalId: newUuid(),
    soldAt: '2026-11-20',
    product: 'Roti sobek',
    quantity: 2,
    amount: 24_000,
    ...change,
  });
  const csv = (text: string, isDryRun = false) => ({
    fileName: '../../kasir<b>.csv',
    base64: Buffer.from(text).toString('base64'),
    mapping: {},
    isDryRun,
  });
  const productOf = async (call: ReturnType<typeof userCall>, storeId: string) =>
    (await api().listProducts(call, { storeId })).items[0]?.id ?? '';

  it('should count each row once when rows come twice, and put right what has changed', async () => {
    const { storeId, call } = shop();
    const first = row();
    const done = await api().recordSales(call, { storeId, rows: [first, row({ product: ' roti  SOBEK ' })] });
    assert.deepEqual(done, { accepted: 2, repeated: 0, corrected: 0, productsMade: 1 });
    const again = await api().recordSales(call, { storeId, rows: [first, { ...first }] });
    assert.deepEqual(again, { accepted: 0, repeated: 2, corrected: 0, productsMade: 0 });
    const moved = { ...first, soldAt: '2026-11-19T23:30:00Z', quantity: 5, amount: 60_000 };
    assert.equal(
      (await api().recordSales(call, { storeId, rows: [{ ...moved, soldAt: '2026-11-18T23:30:00Z' }] })).corrected,
      1,
    );
    const { items } = await api().salesByDay(call, { storeId, from: '2026-11-18', to: '2026-11-20' });
    assert.deepEqual(
      items.map((day) => [day.on, day.quantity, day.revenue.amount, day.transactions]),
      [
        ['2026-11-18', 0, 0, 0],
        ['2026-11-19', 5, 60_000, 1],
        ['2026-11-20', 2, 24_000, 1],
      ],
    );
    const events = await world.database.run(
      sql`select 1 as yes from sales.outbox where event_type = 'sales.changed' and aggregate_id = ${storeId}`,
    );
    assert.equal(events.length, 2);
  });

  it('should show nothing to strangers and let staff only look when they ask (stores.not-found, stores.read-only)', async () => {
    const { storeId, call } = shop();
    await api().recordSales(call, { storeId, rows: [row()] });
    const productId = await productOf(call, storeId);
    const stranger = shop().call;
    const period = { storeId, from: '2026-11-01', to: '2026-11-20' };
    const mark = { storeId, productId: null, from: '2026-11-01', to: '2026-11-01', kind: 'other' as const, note: '' };
    const reads = [
      () => api().salesByDay(stranger, period),
      () => api().salesByProduct(stranger, period),
      () => api().salesSummary(stranger, { storeId }),
      () => api().listProducts(stranger, { storeId }),
      () => api().listImports(stranger, { storeId }),
      () => api().listMarks(stranger, period),
    ];
    const writes = (who: typeof stranger) => [
      () => api().recordSales(who, { storeId, rows: [row()] }),
      () => api().importSales(who, { storeId, ...csv('Tanggal;Item\n2026-11-20;x\n') }),
      () => api().correctDay(who, { storeId, productId, on: '2026-11-20', quantity: 9, reason: 'uji' }),
      () => api().changeProduct(who, { storeId, productId, name: 'Punyaku' }),
      () => api().addMark(who, mark),
      () => api().removeMark(who, { storeId, markId: newUuid() }),
    ];
    for (const ask of [...reads, ...writes(stranger)]) await assert.rejects(ask(), refused('stores.not-found'));
    for (const ask of writes(staff)) await assert.rejects(ask(), refused('stores.read-only'));
    assert.equal((await api().listProducts(staff, { storeId })).items.length, 1);
    assert.equal((await api().salesSummary(call, { storeId })).today.quantity, 2);
  });

  it('should refuse the whole call when a day is out of range (sales.day-out-of-range)', async () => {
    const { storeId, call } = shop();
    for (const soldAt of ['1999-12-31', '2026-11-23'])
      await assert.rejects(
        api().recordSales(call, { storeId, rows: [row(), row({ soldAt })] }),
        (error) => isRefusal(error, 'sales.day-out-of-range') && error.details.line === 2,
      );
    assert.deepEqual((await api().listProducts(call, { storeId })).items, []);
    await api().recordSales(call, { storeId, rows: [row()] });
    const productId = await productOf(call, storeId);
    const late = { storeId, productId, on: '2027-01-01', quantity: 1, reason: 'uji' };
    await assert.rejects(api().correctDay(call, late), refused('sales.day-out-of-range'));
  });

  it('should import a file once when it is sent twice, and write nothing in a dry run', async () => {
    const { storeId, call } = shop();
    const text = 'Tanggal;Item;Qty;Total\n20/11/2026;Roti;2;24.000\n19/11/2026;Kopi;x;5\n18/11/2026;Kopi;1;15.000\n';
    const dry = await api().importSales(call, { storeId, ...csv(text, true) });
    assert.deepEqual([dry.id, dry.rows, dry.refused, dry.accepted], [null, 3, 1, 0]);
    assert.deepEqual((await api().listProducts(call, { storeId })).items, []);
    const report = await api().importSales(call, { storeId, ...csv(text) });
    assert.deepEqual(
      [report.accepted, report.productsMade, report.from, report.to],
      [2, 2, '2026-11-18', '2026-11-20'],
    );
    assert.equal(report.fileName, 'kasir<b>.csv');
    assert.deepEqual(report.firstRefused[0], {
      line: 3,
      column: 'Qty',
      code: 'number-wrong',
      detail: '"x" bukan angka.',
    });
    const again = await api().importSales(call, { storeId, ...csv(text) });
    assert.deepEqual([again.accepted, again.repeated, again.corrected], [0, 2, 0]);
    assert.equal((await api().listImports(call, { storeId })).items.length, 2);
    const best = await api().salesByProduct(call, { storeId, from: '2026-11-01', to: '2026-11-20' });
    assert.deepEqual(
      best.items.map((item) => [item.name, item.revenue.amount]),
      [
        ['Roti', 24_000],
        ['Kopi', 15_000],
      ],
    );
  });

  it('should refuse a file when it cannot be read, lacks a column or is too large (sales.file-unreadable, sales.column-missing, sales.file-too-large)', async () => {
    const { storeId, call } = shop();
    const send = (text: string | Buffer) =>
      api().importSales(call, {
        storeId,
        fileName: 'x',
        base64: Buffer.from(text).toString('base64'),
        mapping: {},
        isDryRun: false,
      });
    await assert.rejects(send(''), refused('sales.file-unreadable'));
    await assert.rejects(send('a;b\n1;2\n'), refused('sales.column-missing'));
    await assert.rejects(send(Buffer.alloc(10_000_001, 65)), refused('sales.file-too-large'));
  });

  it('should set a day to what a person says when he corrects it, also back (sales.product-not-found)', async () => {
    const { storeId, call } = shop();
    await api().recordSales(call, { storeId, rows: [row(), row()] });
    const productId = await productOf(call, storeId);
    const correct = (quantity: number) =>
      api().correctDay(call, { storeId, productId, on: '2026-11-20', quantity, reason: 'Salah hitung' });
    assert.deepEqual([(await correct(3)).quantity, (await correct(3)).revenue.amount], [3, 36_000]);
    assert.equal((await correct(0)).quantity, 0);
    assert.deepEqual([(await correct(4)).quantity, (await correct(4)).revenue.amount], [4, 48_000]);
    const audits = await world.database.run(
      sql`select 1 as yes from sales.outbox where event_type = 'audit.recorded' and aggregate_id = ${`store:${storeId}`}`,
    );
    assert.equal(audits.length, 5);
    const nothing = { storeId, productId: newUuid(), on: '2026-11-20', quantity: 1, reason: 'uji' };
    await assert.rejects(api().correctDay(call, nothing), refused('sales.product-not-found'));
    await assert.rejects(
      api().salesByDay(call, { storeId, from: '2026-11-20', to: '2026-11-20', productId: newUuid() }),
      refused('sales.product-not-found'),
    );
    await assert.rejects(
      api().changeProduct(call, { storeId, productId: newUuid() }),
      refused('sales.product-not-found'),
    );
  });

  it('should refuse a period when it runs backwards or is too long (sales.period-wrong)', async () => {
    const { storeId, call } = shop();
    for (const period of [
      { from: '2026-11-20', to: '2026-11-19' },
      { from: '2000-01-01', to: '2026-11-19' },
    ]) {
      for (const ask of [api().salesByDay, api().salesByProduct, api().listMarks])
        await assert.rejects(ask(call, { storeId, ...period }), refused('sales.period-wrong'));
    }
  });

  it('should leave gaps in series when the store was shut, an item was out or nothing was sold at all', async () => {
    const { storeId, call } = shop();
    const days = ['2026-11-08', '2026-11-09', '2026-11-12', '2026-11-13'];
    await api().recordSales(call, {
      storeId,
      rows: [...days.map((soldAt) => row({ soldAt })), row({ soldAt: '2026-11-11', product: 'Kopi', quantity: 1 })],
    });
    const roti = (await api().listProducts(call, { storeId, q: 'ROTI' })).items[0]?.id ?? '';
    const mark = { storeId, productId: roti, kind: 'stock_out' as const, note: 'Habis' };
    const { id: markId } = await api().addMark(call, { ...mark, from: '2026-11-12', to: '2026-11-12' });
    const ask = () => api().dailySeries(house, { storeId, days: 30, afterProductId: null, limit: 10 });
    const { endOn, series, store } = await ask();
    assert.equal(endOn, '2026-11-13');
    const found = series.find((one) => one.productId === roti);
    assert.deepEqual([found?.startOn, found?.priceMinor], ['2026-11-08', 12_000]);
    // The 10th was a closed day; on the 11th others were sold; on the 12th it was out.
    assert.deepEqual(found?.quantities, [2, 2, null, 0, null, 2]);
    assert.deepEqual(store?.revenuesMinor, [24_000, 24_000, null, 24_000, 24_000, 24_000]);
    await api().removeMark(call, { storeId, markId });
    assert.equal((await ask()).series.find((one) => one.productId === roti)?.quantities[4], 2);
    await assert.rejects(api().removeMark(call, { storeId, markId }), refused('sales.mark-not-found'));
    await assert.rejects(
      api().addMark(call, { ...mark, productId: newUuid(), from: '2026-11-12', to: '2026-11-12' }),
      refused('sales.product-not-found'),
    );
    await assert.rejects(
      api().addMark(call, { ...mark, from: '2026-11-12', to: '2026-11-11' }),
      refused('sales.period-wrong'),
    );
    await world.database.run(sql`
      insert into sales.marks select gen_random_uuid(), ${storeId}, null, '2020-01-01', '2020-01-01', 'other', '' from generate_series(1, 1000)`);
    await assert.rejects(
      api().addMark(call, { ...mark, from: '2026-11-12', to: '2026-11-12' }),
      refused('sales.too-many-marks'),
    );
    assert.equal((await api().listMarks(call, { storeId, from: '2026-11-01', to: '2026-11-30' })).items.length, 0);
  });

  it('should stop when a store has too many products (sales.too-many-products)', async () => {
    const { storeId, call } = shop();
    await world.database.run(sql`
      insert into sales.products (id, store_id, key, name) select gen_random_uuid(), ${storeId}, 'name:' || g, g::text from generate_series(1, 20000) g`);
    await assert.rejects(api().recordSales(call, { storeId, rows: [row()] }), refused('sales.too-many-products'));
    await assert.rejects(
      api().importSales(call, { storeId, ...csv('Tanggal;Item\n2026-11-20;Baru\n') }),
      refused('sales.too-many-products'),
    );
  });

  it('should page products by name and keep what the owner changes when there are many', async () => {
    const { storeId, call } = shop();
    await api().recordSales(call, { storeId, rows: ['C', 'A', 'B_', 'D'].map((product) => row({ product })) });
    const first = await api().listProducts(call, { storeId, limit: 3 });
    const second = await api().listProducts(call, { storeId, limit: 3, cursor: first.nextCursor ?? '' });
    assert.deepEqual(
      [...first.items, ...second.items].map((item) => item.name),
      ['A', 'B_', 'C', 'D'],
    );
    assert.equal((await api().listProducts(call, { storeId, q: '_' })).items.length, 1);
    const productId = first.items[0]?.id ?? '';
    const changed = await api().changeProduct(call, { storeId, productId, category: 'Roti', isActive: false });
    assert.deepEqual([changed.category, changed.isActive, changed.lastPrice?.amount], ['Roti', false, 12_000]);
    const { series } = await api().dailySeries(house, { storeId, days: 9, afterProductId: null, limit: 10 });
    assert.equal(series.length, 3);
    assert.equal(
      (await api().productsByIds(house, { storeId, productIds: [productId, newUuid()] })).products.length,
      1,
    );
  });

  it('should let orders flow in when a shop is connected before or after they are paid, and out when they are cancelled', async () => {
    const sellerId = newUuid();
    const { storeId, call } = shop();
    const inbox = new Inbox({ database: world.database, reactions: module().reactions ?? [], log: silentLog });
    const fact = (eventType: string, payload: unknown): EventEnvelope => ({
      eventId: newUuid(),
      eventType,
      eventVersion: 1,
      aggregateType: 'order',
      aggregateId: newUuid(),
      eventTimestamp: '2026-11-20T10:00:00Z',
      metadata: { correlationId: 'x', causationId: null, userId: null, tenantId: null, source: 'orders' },
      payload,
    });
    const order = (orderId: string) => ({
      orderId,
      sellerId,
      createdAt: '2026-11-20T16:00:00Z',
      paidAt: '2026-11-20T18:00:00Z',
      lines: [
        {
          offerId: newUuid(),
          productId: newUuid(),
          variantId: newUuid(),
          sku: 'KOPI-1',
          name: 'Kopi bubuk',
          quantity: 3,
          unitPriceMinor: 20_000,
          lineTotalMinor: 60_000,
        },
      ],
    });
    const [early, late] = [order(newUuid()), order(newUuid())];
    await inbox.receive([fact('order.confirmed', early)]);
    const connected = { storeId, ownerId: newUuid(), sellerId, name: 'x', status: 'active' };
    await inbox.receive([fact('store.created', connected)]);
    const confirmed = fact('order.confirmed', late);
    await inbox.receive([confirmed, confirmed]);
    const day = async () => (await api().salesByDay(call, { storeId, from: '2026-11-21', to: '2026-11-21' })).items[0];
    assert.deepEqual([(await day())?.quantity, (await day())?.transactions], [6, 2]);
    await inbox.receive([fact('order.cancelled', { ...late, refundMinor: 60_000 })]);
    assert.deepEqual([(await day())?.quantity, (await day())?.revenue.amount], [3, 60_000]);
    const { items } = await api().listProducts(call, { storeId });
    assert.deepEqual(
      items.map((item) => item.catalogProductId).sort(),
      [early.lines[0]?.productId, late.lines[0]?.productId].sort(),
    );
  });

  it('should seed a past once when a store has none', async () => {
    const { storeId, call } = shop();
    const products = [
      {
        productId: newUuid(),
        name: 'Roti tawar',
        category: 'Roti',
        startOn: '2026-11-01',
        quantities: [3, 0, 5],
        priceMinor: 15_000,
      },
    ];
    assert.deepEqual(await api().seedDays(house, { storeId, products }), { days: 2 });
    assert.deepEqual(await api().seedDays(house, { storeId, products }), { days: 0 });
    const best = await api().salesByProduct(call, { storeId, from: '2026-11-01', to: '2026-11-03' });
    assert.deepEqual([best.items[0]?.quantity, best.items[0]?.revenue.amount], [8, 120_000]);
    const summary = await api().salesSummary(call, { storeId });
    assert.deepEqual([summary.on, summary.today.quantity, summary.daysWithSales], ['2026-11-03', 5, 2]);
  });
});
