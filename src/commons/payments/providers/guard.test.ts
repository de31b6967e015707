import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { waitFor } from '#platform/testing/database';
import { guardProvider } from './guard.ts';
import { type PaymentProvider, ProviderFault, ProviderRefused } from './payment-provider.ts';

/** A provider whose status call does what the test says, and counts. */
function playing(answer: (time: number) => Promise<null>) {
  let calls = 0;
  const never = () => Promise.reject(new Error('not asked here'));
  const provider: PaymentProvider = {
    name: 'played',
    supports: () => true,
    canRefund: () => true,
    canOpenAccounts: () => true,
    openAccount: () => Promise.reject(new Error('not asked')),
    listArrivals: async () => [],
    createPayment: never,
    getPayment: () => answer(++calls),
    cancelPayment: never,
    refund: never,
    getRefund: never,
    payout: never,
    getPayout: never,
    readWebhook: () => ({ about: 'nothing', event: '' }),
    getDispute: async () => null,
    listMoves: async () => null,
    rereadWebhook: () => null,
  };
  return { provider, calls: () => calls };
}

const key = { reference: 'r', providerPaymentId: null, captureId: null };
const quick = () => Promise.reject(new ProviderFault('played', 'broke', { isSent: true }));

describe('a guarded provider', () => {
  it('should be asked once more when it breaks off at once, and not when it took the whole time', async () => {
    const broken = playing((time) => (time === 1 ? quick() : Promise.resolve(null)));
    assert.equal(await guardProvider(broken.provider, { retryPauseMs: 1 }).getPayment(key), null);
    assert.equal(broken.calls(), 2);
    const slow = playing(() => Promise.reject(new ProviderFault('played', 'slow', { isSent: true, isTimeout: true })));
    await assert.rejects(guardProvider(slow.provider, { retryPauseMs: 1 }).getPayment(key));
    assert.equal(slow.calls(), 1);
  });

  it('should be left alone when it has failed in a row, and asked again after a while', async () => {
    let isUp = false;
    const down = playing(() => (isUp ? Promise.resolve(null) : quick()));
    const guarded = guardProvider(down.provider, { faultsToOpen: 3, openMs: 60, retryPauseMs: 1 });
    for (let time = 0; time < 2; time++) await assert.rejects(guarded.getPayment(key));
    assert.equal(guarded.isHealthy(), false);
    const before = down.calls();
    await assert.rejects(guarded.getPayment(key), (error) => error instanceof ProviderFault && !error.isSent);
    assert.equal(down.calls(), before);
    isUp = true;
    await waitFor('the breaker is willing to try', () => guarded.isHealthy());
    assert.equal(await guarded.getPayment(key), null);
    assert.equal(guarded.isHealthy(), true);
  });

  it('should never be left alone for its refusals when they are answers', async () => {
    const strict = playing(() => Promise.reject(new ProviderRefused('played', 'NO', 'never')));
    const guarded = guardProvider(strict.provider, { faultsToOpen: 2 });
    for (let time = 0; time < 5; time++)
      await assert.rejects(guarded.getPayment(key), (error) => error instanceof ProviderRefused);
    assert.equal(strict.calls(), 5);
    assert.equal(guarded.isHealthy(), true);
  });
});
