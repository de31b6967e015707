import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import { sql } from '#platform/database';
import { isRefusal } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { createSettings } from './module.ts';

describe('settings', () => {
  const world = testDatabase('settings');
  const call = userCall('00000000-0000-8000-8000-00000000000a', ['ADMIN']);
  const api = () =>
    createSettings({
      database: world.database,
      definitions: [
        {
          key: 'orders.complete-after-days',
          schema: Type.Integer({ minimum: 1, maximum: 30 }),
          default: 2,
          description: { id: 'Hari', en: 'Days' },
        },
        {
          key: 'payments.qris-cap',
          schema: Type.Integer({ minimum: 0 }),
          default: 10_000_000,
          description: { id: 'Batas', en: 'Cap' },
        },
      ],
    }).api;

  it('should give the default when nobody has changed a setting', async () => {
    assert.deepEqual(await api().readSettings(call, { keys: ['payments.qris-cap'] }), {
      values: { 'payments.qris-cap': 10_000_000 },
    });
  });

  it('should put a value in force with event and audit entry when it fits', async () => {
    const changed = await api().changeSetting(call, {
      key: 'orders.complete-after-days',
      value: 5,
      expectedVersion: 0,
      reason: 'Lebaran',
    });
    assert.equal(changed.version, 1);
    assert.equal(changed.changedBy, '00000000-0000-8000-8000-00000000000a');
    assert.deepEqual(await api().readSettings(call, { keys: ['orders.complete-after-days'] }), {
      values: { 'orders.complete-after-days': 5 },
    });
    const events = await world.database.run<{ t: string }>(
      sql`select event_type as t from settings.outbox order by id`,
    );
    assert.deepEqual(
      events.map((event) => event.t),
      ['setting.changed', 'audit.recorded'],
    );
  });

  it('should refuse and keep the value when it does not fit the schema (settings.invalid)', async () => {
    const before = await api().readSettings(call, { keys: ['payments.qris-cap'] });
    await assert.rejects(
      api().changeSetting(call, { key: 'payments.qris-cap', value: 'many', expectedVersion: 0, reason: 'typo' }),
      (error) => isRefusal(error, 'settings.invalid'),
    );
    assert.deepEqual(await api().readSettings(call, { keys: ['payments.qris-cap'] }), before);
  });

  it('should let one of two people through when both change the same version (settings.changed-meanwhile)', async () => {
    const attempts = [1, 2, 3].map((n) =>
      api().changeSetting(call, { key: 'payments.qris-cap', value: n, expectedVersion: 0, reason: 'race' }),
    );
    const outcomes = await Promise.allSettled(attempts);
    assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') assert.ok(isRefusal(outcome.reason, 'settings.changed-meanwhile'));
  });

  it('should refuse when nobody declared the setting (settings.unknown)', async () => {
    await assert.rejects(api().readSettings(call, { keys: ['orders.moon'] }), (error) =>
      isRefusal(error, 'settings.unknown'),
    );
    await assert.rejects(
      api().changeSetting(call, { key: 'orders.moon', value: 1, expectedVersion: 0, reason: 'why' }),
      (error) => isRefusal(error, 'settings.unknown'),
    );
  });
});
