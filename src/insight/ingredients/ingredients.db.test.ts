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
import { ingredientsContract, type NewIngredient } from './contract.ts';
import { createIngredients } from './module.ts';

for (const contract of [storesContract, ingredientsContract]) registerRefusals(contract);

describe('ingredients', () => {
  const world = testDatabase('ingredients');
  const owners = new Map<string, string>();
  const api = () =>
    createIngredients({
      database: world.database,
      clock: fixedClock('2026-11-21T03:00:00Z'),
      newId: newUuid,
      stores: storesFor(owners),
    }).api;
  const refused = (code: string) => (error: unknown) => isRefusal(error, code);
  const house = systemCall('test', newUuid());
  const staff = userCall(newUuid(), ['ADMIN']);

  function shop() {
    const [storeId, userId] = [newUuid(), newUuid()];
    owners.set(storeId, userId);
    return { storeId, call: userCall(userId, ['SELLER']) };
  }
  const flour: NewIngredient = { name: 'Tepung terigu', category: 'Tepung', unit: 'kg' };

  it('should show ingredients to their store only, and let staff look, when others ask (stores.not-found, stores.read-only)', async () => {
    const { storeId, call } = shop();
    const { id: ingredientId } = await api().createIngredient(call, { storeId, ...flour });
    const stranger = shop().call;
    for (const [who, code] of [
      [stranger, 'stores.not-found'],
      [staff, 'stores.read-only'],
    ] as const) {
      await assert.rejects(api().createIngredient(who, { storeId, ...flour }), refused(code));
      await assert.rejects(api().changeIngredient(who, { storeId, ingredientId, name: 'x' }), refused(code));
      await assert.rejects(api().countStock(who, { storeId, ingredientId, quantity: 1 }), refused(code));
    }
    await assert.rejects(api().listIngredients(stranger, { storeId }), refused('stores.not-found'));
    await assert.rejects(api().getIngredient(stranger, { storeId, ingredientId }), refused('stores.not-found'));
    assert.equal((await api().getIngredient(staff, { storeId, ingredientId })).name, 'Tepung terigu');
    const own = shop();
    const foreign = { storeId: own.storeId, ingredientId };
    await assert.rejects(api().getIngredient(own.call, foreign), refused('ingredients.not-found'));
    await assert.rejects(api().changeIngredient(own.call, foreign), refused('ingredients.not-found'));
    await assert.rejects(api().countStock(own.call, { ...foreign, quantity: 1 }), refused('ingredients.not-found'));
  });

  it('should keep a name once and refuse a stale version when two people write (ingredients.name-taken, ingredients.changed-meanwhile)', async () => {
    const { storeId, call } = shop();
    const { id: ingredientId } = await api().createIngredient(call, { storeId, ...flour });
    const twin = { ...flour, name: 'TEPUNG terigu ' };
    await assert.rejects(api().createIngredient(call, { storeId, ...twin }), refused('ingredients.name-taken'));
    await api().createIngredient(call, { storeId, ...flour, name: 'Gula' });
    const rename = { storeId, ingredientId, name: 'gula' };
    await assert.rejects(api().changeIngredient(call, rename), refused('ingredients.name-taken'));
    const price = { amount: 12_400, currency: 'IDR' as const };
    const changed = await api().changeIngredient(call, { storeId, ingredientId, unitPrice: price, expectedVersion: 1 });
    assert.deepEqual([changed.unitPrice, changed.version, changed.name], [price, 2, 'Tepung terigu']);
    assert.equal((await api().changeIngredient(call, { storeId, ingredientId, unitPrice: null })).unitPrice, null);
    await assert.rejects(
      api().changeIngredient(call, { storeId, ingredientId, expectedVersion: 1 }),
      refused('ingredients.changed-meanwhile'),
    );
  });

  it('should refuse a unit when it leads nowhere and count in one that does (ingredients.unit-unclear)', async () => {
    const { storeId, call } = shop();
    const eggs = { name: 'Telur', category: 'Telur', unit: 'butir' as const };
    const market = { commodity: 'telur_ayam', per: 'kg' as const, factor: 1 };
    await assert.rejects(
      api().createIngredient(call, { storeId, ...eggs, market }),
      refused('ingredients.unit-unclear'),
    );
    const conversions = [
      { unit: 'tray' as const, quantity: 30, of: 'butir' as const },
      { unit: 'butir' as const, quantity: 60, of: 'g' as const },
    ];
    const { id: ingredientId } = await api().createIngredient(call, { storeId, ...eggs, market, conversions });
    const counted = await api().countStock(call, { storeId, ingredientId, quantity: 2, unit: 'tray' });
    assert.deepEqual([counted.stock.quantity, counted.stock.countedAt], [60, '2026-11-21T03:00:00.000Z']);
    await assert.rejects(
      api().countStock(call, { storeId, ingredientId, quantity: 1, unit: 'l' }),
      refused('ingredients.unit-unclear'),
    );
    await assert.rejects(
      api().changeIngredient(call, { storeId, ingredientId, conversions: [] }),
      refused('ingredients.unit-unclear'),
    );
  });

  it('should move an order once when its key comes twice', async () => {
    const { storeId, call } = shop();
    const { id: ingredientId } = await api().createIngredient(call, { storeId, ...flour, stock: 3 });
    const move = (movementKey: string, kind: 'ordered' | 'arrived') =>
      api().moveOrdered(house, { storeId, movementKey, kind, lines: [{ ingredientId, quantity: 25 }] });
    const [order, arrival] = [newUuid(), newUuid()];
    await move(order, 'ordered');
    await move(order, 'ordered');
    assert.equal((await api().getIngredient(call, { storeId, ingredientId })).onOrder, 25);
    await move(arrival, 'arrived');
    await move(arrival, 'arrived');
    const after = await api().getIngredient(call, { storeId, ingredientId });
    assert.deepEqual([after.onOrder, after.stock.quantity], [0, 28]);
  });

  it('should page by name and seed once when seeds come twice (ingredients.too-many)', async () => {
    const { storeId, call } = shop();
    const seeds = ['Gula', 'air', 'Ragi'].map((name) => ({ ingredientId: newUuid(), ...flour, name }));
    for (let time = 0; time < 2; time++) await api().seedIngredients(house, { storeId, ingredients: seeds });
    const first = await api().listIngredients(call, { storeId, limit: 2 });
    const second = await api().listIngredients(call, { storeId, limit: 2, cursor: first.nextCursor ?? '' });
    assert.deepEqual(
      [...first.items, ...second.items].map((one) => one.name),
      ['air', 'Gula', 'Ragi'],
    );
    assert.equal((await api().listIngredients(call, { storeId, category: 'Gula' })).items.length, 0);
    assert.equal((await api().ingredientsOf(house, { storeId, ingredientIds: null })).ingredients.length, 3);
    await world.database.run(sql`
      insert into ingredients.ingredients (id, store_id, name, category, unit, created_at)
      select gen_random_uuid(), ${storeId}, 'x' || g, 'x', 'g', now() from generate_series(1, 1000) g`);
    await assert.rejects(
      api().createIngredient(call, { storeId, ...flour, name: 'Satu lagi' }),
      refused('ingredients.too-many'),
    );
  });
});
