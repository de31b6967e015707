import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import { isRefusal } from '#platform/refusal';
import { testDatabase } from '#platform/testing/database';
import { capture, credit, debit, escrowOf, payableOf, posting } from './fixtures.ts';
import { expireHolds } from './holds.ts';
import { createLedger } from './module.ts';

const call = systemCall('test', newUuid());
const LATER = '2030-01-01T00:00:00.000Z';
const refuses = (code: string) => (error: unknown) => isRefusal(error, code);

describe('holds', () => {
  const store = testDatabase('ledger');

  async function funded(amountMinor: number) {
    const clock = fixedClock('2026-11-21T03:00:00Z');
    const deps = { database: store.database, clock, log: silentLog };
    const ledger = { ...deps, ...createLedger(deps) };
    const balanceOf = async (code: string) => (await ledger.api.balance(call, { accountCode: code })).balanceMinor;
    const order = newUuid();
    await ledger.api.post(call, { entries: [capture({ [order]: amountMinor })] });
    const accountCode = escrowOf(order);
    const available = async () => (await ledger.api.balance(call, { accountCode })).availableMinor;
    const hold = (amount: number, holdId = newUuid()) =>
      ledger.api.placeHold(call, { holdId, accountCode, amountMinor: amount, expiresAt: LATER });
    return { ...ledger, balanceOf, order, accountCode, available, hold };
  }

  it('should take held money from what is available and not from the balance when a hold is placed', async () => {
    const { api, accountCode, hold } = await funded(100);
    const { holdId } = await hold(60);
    assert.deepEqual(await api.balance(call, { accountCode }), {
      accountCode,
      currency: 'IDR',
      type: 'liability',
      balanceMinor: 100,
      heldMinor: 60,
      availableMinor: 40,
    });
    assert.deepEqual(await hold(60, holdId), { holdId, status: 'placed' });
    assert.equal((await api.balance(call, { accountCode })).heldMinor, 60);
  });

  it('should place it once when the same hold is asked for many times at once', async () => {
    const { available, hold } = await funded(100);
    const id = newUuid();
    await Promise.all(Array.from({ length: 8 }, () => hold(60, id)));
    assert.equal(await available(), 40);
  });

  it('should refuse with ledger.balance-too-low when more is asked than is free, and never hand out more in a race', async () => {
    const { available, hold, api } = await funded(100);
    await assert.rejects(hold(101), refuses('ledger.balance-too-low'));
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => hold(10)));
    assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 10);
    assert.equal(await available(), 0);
    await assert.rejects(
      api.placeHold(call, { holdId: newUuid(), accountCode: payableOf(newUuid()), amountMinor: 1, expiresAt: LATER }),
      refuses('ledger.balance-too-low'),
    );
  });

  it('should not let others spend held money when they post', async () => {
    const { api, accountCode, hold } = await funded(100);
    await hold(60);
    const spend = (amount: number) =>
      api.post(call, { entries: [posting([debit(accountCode, amount), credit('provider:xendit', amount)])] });
    await assert.rejects(spend(41), refuses('ledger.balance-too-low'));
    await spend(40);
  });

  it('should refuse with ledger.hold-conflict, ledger.account-not-holdable or ledger.account-unknown when the wish does not fit', async () => {
    const { api, hold } = await funded(100);
    const { holdId } = await hold(60);
    await assert.rejects(hold(50, holdId), refuses('ledger.hold-conflict'));
    await assert.rejects(
      api.placeHold(call, { holdId: newUuid(), accountCode: 'platform:commission', amountMinor: 1, expiresAt: LATER }),
      refuses('ledger.account-not-holdable'),
    );
    await assert.rejects(
      api.placeHold(call, { holdId: newUuid(), accountCode: 'some:thing', amountMinor: 1, expiresAt: LATER }),
      refuses('ledger.account-unknown'),
    );
  });

  it('should become an entry of its id when it is settled, freeing what was not taken, once', async () => {
    const { api, accountCode, available, hold, balanceOf } = await funded(100);
    const { holdId } = await hold(60);
    const settle = () =>
      api.settleHold(call, {
        holdId,
        kind: 'refund.completed',
        description: '',
        reference: 'test',
        lines: [debit(accountCode, 50), credit('provider:xendit', 50)],
      });
    assert.deepEqual(await settle(), { entryId: holdId });
    assert.deepEqual(await settle(), { entryId: holdId });
    assert.equal(await balanceOf(accountCode), 50);
    assert.equal(await available(), 50);
    await assert.rejects(
      api.settleHold(call, {
        holdId,
        kind: 'x',
        description: '',
        reference: 'test',
        lines: [debit(accountCode, 40), credit('provider:xendit', 40)],
      }),
      refuses('ledger.entry-conflict'),
    );
    await assert.rejects(api.releaseHold(call, { holdId }), refuses('ledger.hold-closed'));
  });

  it('should be settled when the entry of its id comes through an outbox', async () => {
    const { api, accountCode, available, hold } = await funded(100);
    const { holdId } = await hold(100);
    await api.post(call, {
      entries: [posting([debit(accountCode, 100), credit('provider:xendit', 100)], { entryId: holdId })],
    });
    assert.equal(await available(), 0);
    assert.equal((await api.balance(call, { accountCode })).heldMinor, 0);
    assert.equal((await api.verifyLedger(call, { scope: 'full' })).isSound, true);
  });

  it('should give the money back when it is released, and be harmless the second time', async () => {
    const { api, available, hold, accountCode } = await funded(100);
    const { holdId } = await hold(60);
    assert.equal((await api.releaseHold(call, { holdId })).status, 'released');
    assert.equal((await api.releaseHold(call, { holdId })).status, 'released');
    assert.equal(await available(), 100);
    await assert.rejects(
      api.settleHold(call, {
        holdId,
        kind: 'x',
        description: '',
        reference: 'x',
        lines: [debit(accountCode, 60), credit('provider:xendit', 60)],
      }),
      refuses('ledger.hold-closed'),
    );
  });

  it('should refuse with ledger.balance-too-low or ledger.hold-not-found when more is settled than was held, or nothing was held', async () => {
    const { api, hold, accountCode } = await funded(100);
    const { holdId } = await hold(60);
    const settle = (id: string, amount: number, other = 'provider:xendit') =>
      api.settleHold(call, {
        holdId: id,
        kind: 'x',
        description: '',
        reference: 'x',
        lines: [debit(accountCode, amount), credit(other, amount)],
      });
    await assert.rejects(settle(holdId, 61), refuses('ledger.balance-too-low'));
    await assert.rejects(settle(newUuid(), 1), refuses('ledger.hold-not-found'));
    await assert.rejects(settle(holdId, 1, 'some:thing'), refuses('ledger.account-unknown'));
    await assert.rejects(
      api.settleHold(call, {
        holdId,
        kind: 'x',
        description: '',
        reference: 'x',
        lines: [debit(accountCode, 2), credit('provider:xendit', 1)],
      }),
      refuses('ledger.not-balanced'),
    );
    await assert.rejects(api.releaseHold(call, { holdId: newUuid() }), refuses('ledger.hold-not-found'));
  });

  it('should free the money by itself when its time has run out', async () => {
    const ledger = await funded(100);
    const { holdId } = await ledger.hold(60);
    ledger.clock.set('2029-12-31T23:59:59Z');
    assert.equal(await expireHolds(ledger), 0);
    ledger.clock.set(LATER);
    await Promise.all([expireHolds(ledger), expireHolds(ledger)]);
    assert.equal(await ledger.available(), 100);
    assert.equal((await ledger.api.releaseHold(call, { holdId })).status, 'expired');
  });
});
