import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase, waitFor } from '#platform/testing/database';
import { BANK_PRIVATE_KEY, openStage, TEST_SECRETS } from '../../../sandbox/fixtures.ts';
import { openPayments, type PaymentsStage, type SandboxKit } from '../fixtures.ts';

const kit: SandboxKit = { open: openStage, secrets: TEST_SECRETS, bankPrivateKey: BANK_PRIVATE_KEY };
const refuses = (code: string) => (error: unknown) => isRefusal(error, code);
const ani = userCall(newUuid(), ['ADMIN']);
const budi = userCall(newUuid(), ['ADMIN']);
type Status = 'ACTION_REQUIRED' | 'UNDER_REVIEW' | 'WON' | 'LOST';

for (const provider of ['xendit', 'midtrans'] as const) {
  describe(`disputes at ${provider}`, () => {
    const store = testDatabase('payments');
    let stage: PaymentsStage;
    before(async () => {
      const channels = [
        {
          code: 'QRIS',
          isEnabled: true,
          providers: [provider],
          minimumMinor: 1,
          maximumMinor: 10_000_000,
          expiresInMinutes: 30,
        },
      ];
      stage = await openPayments(store.database, kit, { settings: { 'payments.channels': channels } });
    });
    after(() => stage.close());

    const asset = (code: string) => stage.books.balanceOf(code).then((owed) => 0 - owed);
    const escrow = (orderId: string) => stage.books.balanceOf(`escrow:order:${orderId}`);

    /** A paid bill of two orders of one seller, 100.000 and 50.000. */
    async function paid() {
      const wish = stage.intent({ parts: [100_000, 50_000], sellerId: newUuid() });
      const payment = await stage.api.createIntent(stage.call, wish);
      const { body } = await stage.pay(payment);
      await waitFor('it is paid', async () => {
        await stage.settle();
        return (await stage.api.getPayment(stage.call, { paymentId: payment.id })).status === 'completed';
      });
      const [arrival] = (body as { payments: { id: string }[] }).payments;
      const [first, second] = wish.allocations.map(({ orderId }) => orderId);
      const sellerId = wish.allocations[0]?.sellerId ?? '';
      return {
        paymentId: payment.id,
        arrivalId: arrival?.id ?? '',
        first: first ?? '',
        second: second ?? '',
        sellerId,
      };
    }
    const dispute = (id: string, status: Status, amountMinor?: number) =>
      stage.control('POST', '/disputes', { id, status, ...(amountMinor ? { amountMinor } : {}) });
    const casesOf = async (paymentId: string) =>
      (await stage.api.listExceptions(stage.call, { limit: 100 })).items.filter((item) => item.paymentId === paymentId);
    const caseOf = (paymentId: string, kind: string) =>
      waitFor(`there is a ${kind}`, async () => {
        await stage.settle();
        return (await casesOf(paymentId)).find((item) => item.kind === kind);
      });
    async function decide(exceptionId: string, action: 'recover' | 'bear') {
      const wish = { exceptionId, action, note: 'Bukti sudah diperiksa' };
      await stage.api.resolveException(ani, wish);
      await assert.rejects(stage.api.resolveException(ani, wish), refuses('payments.second-person-needed'));
      return await stage.api.resolveException(budi, wish);
    }
    const entriesOf = async (kind: string) => (await stage.books.postings()).filter((one) => one.kind === kind);

    it('should leave the provider at once and wait for two people when a dispute is lost, however often it is told', async () => {
      const { paymentId, arrivalId, first, second } = await paid();
      const before = {
        provider: await stage.books.balanceOf(`provider:${provider}`),
        open: await asset('platform:chargebacks'),
      };
      await stage.control('POST', '/webhooks/rules', { source: provider, effect: 'duplicate' });
      await dispute(arrivalId, 'LOST');
      const found = await caseOf(paymentId, 'chargeback');
      assert.equal(found.amount.amount, 150_000);
      assert.equal((await stage.books.balanceOf(`provider:${provider}`)) - before.provider, -150_000);
      assert.equal((await asset('platform:chargebacks')) - before.open, 150_000);
      const resolved = await decide(found.id, 'recover');
      assert.equal(resolved.status, 'resolved');
      await Promise.all([stage.sweepExceptions(), stage.sweepExceptions(), stage.sweepNotices()]);
      assert.deepEqual([await escrow(first), await escrow(second)], [0, 0]);
      assert.equal(await asset('platform:chargebacks'), before.open);
      assert.equal((await casesOf(paymentId)).length, 1);
      await assert.rejects(decide(found.id, 'bear'), refuses('payments.exception-resolved'));
    });

    it('should take what the seller is owed when escrow is empty, and the rest from the house', async () => {
      const { paymentId, arrivalId, first, second, sellerId } = await paid();
      stage.books.earn(`escrow:order:${first}`, -100_000);
      stage.books.earn(`escrow:order:${second}`, -20_000);
      stage.books.earn(`seller:${sellerId}:payable`, 60_000);
      const losses = await stage.books.balanceOf('platform:losses');
      await dispute(arrivalId, 'LOST');
      const found = await caseOf(paymentId, 'chargeback');
      await decide(found.id, 'recover');
      assert.equal(await stage.books.balanceOf(`seller:${sellerId}:payable`), -60_000);
      assert.equal(await escrow(second), 20_000, 'of the 30.000 that were there');
      assert.equal(await escrow(first), 100_000, 'nothing was left of it');
      assert.equal((await stage.books.balanceOf('platform:losses')) - losses, -60_000);
    });

    it('should be the loss of the house alone when two people decide so', async () => {
      const { paymentId, arrivalId, first } = await paid();
      const losses = await stage.books.balanceOf('platform:losses');
      await dispute(arrivalId, 'LOST', 40_000);
      const found = await caseOf(paymentId, 'chargeback');
      assert.equal(found.amount.amount, 40_000);
      await assert.rejects(
        stage.api.resolveException(ani, { exceptionId: found.id, action: 'keep', note: 'x' }),
        refuses('payments.action-not-possible'),
      );
      await decide(found.id, 'bear');
      assert.equal((await stage.books.balanceOf('platform:losses')) - losses, -40_000);
      assert.equal(await escrow(first), 100_000);
    });

    it('should never take more than is there when the money goes while people decide', async () => {
      const { paymentId, arrivalId } = await paid();
      await dispute(arrivalId, 'LOST');
      const found = await caseOf(paymentId, 'chargeback');
      const losses = await stage.books.balanceOf('platform:losses');
      const wish = { exceptionId: found.id, action: 'recover' as const, note: 'Bukti sudah diperiksa' };
      await stage.api.resolveException(ani, wish);
      stage.books.setLate(true);
      await stage.api.resolveException(budi, wish);
      stage.books.setLate(false);
      assert.equal((await stage.books.balanceOf('platform:losses')) - losses, -150_000);
      assert.ok((await entriesOf('chargeback.borne')).length > 0);
    });

    if (provider === 'xendit') {
      it('should be a case for staff while it is open, and over when it is won', async () => {
        const { paymentId, arrivalId } = await paid();
        const before = await stage.books.balanceOf('provider:xendit');
        await dispute(arrivalId, 'ACTION_REQUIRED');
        const found = await caseOf(paymentId, 'dispute');
        await dispute(arrivalId, 'UNDER_REVIEW');
        await dispute(arrivalId, 'WON');
        await waitFor('the case is over', async () => {
          await stage.settle();
          return (await casesOf(paymentId)).find(({ id }) => id === found.id)?.status === 'resolved';
        });
        assert.equal(await stage.books.balanceOf('provider:xendit'), before);
        assert.equal((await casesOf(paymentId)).length, 1);
      });

      it('should believe the provider and not the notice when somebody claims a dispute', async () => {
        const { paymentId, arrivalId } = await paid();
        const body = JSON.stringify({
          event: 'dispute.lost',
          id: 'mi-dspt-unknown',
          status: 'LOST',
          payment_id: arrivalId,
        });
        const answered = await fetch(`${stage.door.url}/webhooks/xendit`, {
          method: 'POST',
          headers: { 'x-callback-token': kit.secrets.xenditCallbackToken },
          body,
        });
        assert.equal(answered.status, 200);
        await stage.settle();
        assert.deepEqual(await casesOf(paymentId), []);
      });
    }
  });
}
