import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Loan } from '#credit/loans';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { type Database, sql } from '#platform/database';
import { createFieldCipher } from '#platform/encryption';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import { isRefusal, refuse } from '#platform/refusal';
import { ModuleSagas } from '#platform/saga-runner';
import { userCall } from '#platform/testing/calls';
import { testDatabase, waitFor } from '#platform/testing/database';
import { aLoan, dyingDatabase, theLoans, theTill } from './fixtures.ts';
import { createDisbursements } from './module.ts';

const ACCOUNT = { bankCode: '014', accountNumber: '1234567890' };

describe('disbursements', () => {
  const world = testDatabase('disbursements');
  const [tenantId, otherTenantId] = [newUuid(), newUuid()];
  const [officer, compliance, foreigner] = [userCall(newUuid()), userCall(newUuid()), userCall(newUuid())];
  const stranger = userCall(newUuid());
  const roles = new Map([
    [officer, { tenantId, role: 'CREDIT_OFFICER' as const }],
    [compliance, { tenantId, role: 'COMPLIANCE_OFFICER' as const }],
    [foreigner, { tenantId: otherTenantId, role: 'CREDIT_OFFICER' as const }],
  ]);
  const system = systemCall('test', newUuid());
  const no = (code: string) => (error: unknown) => isRefusal(error, code);

  type Change = { database?: Database; owner?: string; holder?: string; fundingCode?: string; leaseMs?: number };
  /** A process of the house: its own runner, the neighbours of the test. */
  function house(till: ReturnType<typeof theTill>, loans: ReturnType<typeof theLoans>, change: Change = {}) {
    const database = change.database ?? world.database;
    const sagas = new ModuleSagas({
      database,
      owner: change.owner ?? 'p1',
      log: silentLog,
      leaseMs: change.leaseMs ?? 30_000,
    });
    const made = createDisbursements({
      database,
      sagas,
      cipher: createFieldCipher([Buffer.alloc(32, 7)]),
      clock: fixedClock('2026-11-21T18:30:00Z'),
      log: silentLog,
      tenants: {
        tenantOfCall: async (call) => {
          const acting =
            roles.get(call) ?? (call.actor.kind === 'system' ? { tenantId, role: 'HOUSE' as const } : null);
          if (!acting) throw refuse('tenants.not-found');
          return { name: 'Dana Lumbung', kind: 'online-lender', ...acting };
        },
      },
      loans: loans.api,
      payments: till.api,
      funding: {
        payoutSource: async (_call, { loanId }) => {
          if (change.fundingCode) throw refuse(change.fundingCode as 'funding.not-funded');
          return { accountCode: `custody:loan:${loanId}:committed` };
        },
      },
      identity: {
        namesByIds: async (_call, { userIds }) => ({
          names: Object.fromEntries(userIds.map((userId) => [userId, 'Budi Santoso'])),
        }),
        accountsByIds: async (_call, { userIds }) => ({
          accounts: userIds.map((userId) => ({
            ...{ userId, name: change.holder ?? 'Budi Santoso', email: null, phone: null, roles: [] },
            language: 'id' as const,
          })),
        }),
      },
    });
    sagas.register(made.sagas ?? []);
    const hear = async (eventType: string, payoutId: string, more: object = {}) => {
      const loanId = till.payouts.get(payoutId)?.ownerId ?? newUuid();
      const facts = { payoutId, ownerKind: 'loan', ownerId: loanId, amountMinor: 950_000, bankCode: '014' };
      const payload = { ...facts, accountNumberMasked: '••••••7890', endedAt: '2026-11-21T17:30:00Z', ...more };
      const reaction = made.reactions?.find((one) => one.eventType === eventType) ?? assert.fail(eventType);
      await reaction.run?.(system, { eventId: newUuid(), eventType, payload } as never);
    };
    return { ...made, sagas, hear };
  }
  function theStage(change: Partial<Loan> = {}) {
    const [till, loans] = [theTill(), theLoans()];
    const loan = aLoan({ tenantId, ...change });
    loans.loans.set(loan.loanId, loan);
    return { till, loans, loanId: loan.loanId };
  }
  const told = (loanId: string) =>
    world.database.run<{ type: string; payload: { failureCode?: string } }>(
      sql`select event_type as type, payload from disbursements.outbox where aggregate_id = ${loanId} and event_type like 'disbursement.%' order by id`,
    );
  const typesOf = async (loanId: string) => (await told(loanId)).map((event) => event.type);

  it('should send the net amount, and start the loan on the day of arrival in Jakarta when it has arrived', async () => {
    const { till, loans, loanId } = theStage();
    const { api, hear } = house(till, loans);
    const [first, second] = await Promise.all([1, 2].map(() => api.disburse(officer, { loanId, ...ACCOUNT })));
    assert.ok(first && second);
    assert.equal(till.payouts.size, 1);
    const [payout] = [...till.payouts.values()];
    assert.deepEqual(
      [payout?.amountMinor, payout?.accountNumber, payout?.fromAccountCode],
      [950_000, '1234567890', `custody:loan:${loanId}:committed`],
    );
    assert.equal((await api.getDisbursement(compliance, { loanId })).status, 'sent');
    for (let time = 0; time < 3; time++) await hear('person-payout.completed', first.payoutId);
    assert.deepEqual(loans.asked, [`activate ${first.payoutId} 2026-11-22 1000000`]);
    const seen = await api.disburse(officer, { loanId, ...ACCOUNT });
    assert.deepEqual([seen.status, seen.paidOn, seen.accountNumberMasked], ['active', '2026-11-22', '••••••7890']);
    assert.deepEqual(await typesOf(loanId), ['disbursement.completed']);
    const [row] = await world.database.run<{ sealed: string }>(
      sql`select account_sealed as sealed from disbursements.disbursements where loan_id = ${loanId}`,
    );
    assert.ok(row && !row.sealed.includes('1234567890'));
  });

  it('should lose nothing and send once when its process dies between any two steps', async () => {
    // Calls of the database that a whole attempt makes: dies before and after each of them.
    for (let atCall = 1; atCall <= 4; atCall++)
      for (const isDone of [false, true]) {
        const { till, loans, loanId } = theStage();
        const database = dyingDatabase(world.database, { atCall, isDone });
        const mortal = house(till, loans, { database, owner: 'dead', leaseMs: 1 });
        await mortal.api.disburse(officer, { loanId, ...ACCOUNT }).catch(() => {});
        const heir = house(till, loans, { owner: `heir-${atCall}-${isDone}`, leaseMs: 5_000 });
        const wasWritten = await heir.api.getDisbursement(officer, { loanId }).then(
          () => true,
          () => false,
        );
        assert.equal(wasWritten, atCall > 1 || isDone, `written before ${atCall}`);
        // Whoever asked sees nothing and asks again, or the sweep of another process goes on.
        if (!wasWritten) await heir.api.disburse(officer, { loanId, ...ACCOUNT });
        await waitFor('the payout is sent', async () => {
          await heir.sagas.sweep();
          return (await heir.api.getDisbursement(officer, { loanId })).status === 'sent';
        });
        assert.equal(till.payouts.size, 1, `died at ${atCall} ${isDone}`);
      }
  });

  it('should send once when payments fails or its answer is lost', async () => {
    const { till, loans, loanId } = theStage();
    till.faults.push(new Error('no line'));
    till.lostAnswers.push(new Error('cut off'));
    const { api, sagas } = house(till, loans);
    assert.equal((await api.disburse(officer, { loanId, ...ACCOUNT })).status, 'sending');
    await waitFor('it is sent', async () => {
      await sagas.sweep();
      return (await api.getDisbursement(officer, { loanId })).status === 'sent';
    });
    assert.equal(till.payouts.size, 1);
  });

  it('should start the loan once when its process died after the money had arrived', async () => {
    const { till, loans, loanId } = theStage();
    const { api, hear, jobs } = house(till, loans);
    const { payoutId } = await api.disburse(officer, { loanId, ...ACCOUNT });
    loans.refusals.push('loans.date-in-future');
    await hear('person-payout.completed', payoutId);
    const waiting = await api.getDisbursement(officer, { loanId });
    assert.deepEqual([waiting.status, waiting.failureCode], ['paid', 'loans.date-in-future']);
    await world.database.run(
      sql`update disbursements.disbursements set due_at = '2026-11-21' where loan_id = ${loanId}`,
    );
    const sweep = jobs?.find(({ name }) => name === 'disbursements.sweep') ?? assert.fail('no job');
    await Promise.all([sweep.run(system, null), sweep.run(system, null)]);
    assert.deepEqual([(await api.getDisbursement(officer, { loanId })).status, loans.asked.length], ['active', 1]);
    assert.deepEqual(await typesOf(loanId), ['disbursement.completed']);
  });

  it('should try again to the same account only when a payout has failed', async () => {
    const { till, loans, loanId } = theStage();
    const { api, hear } = house(till, loans);
    const first = await api.disburse(officer, { loanId, ...ACCOUNT });
    await assert.rejects(api.retryDisbursement(officer, { loanId }), no('disbursements.nothing-to-retry'));
    await hear('person-payout.failed', first.payoutId, { failureCode: 'INVALID_DESTINATION' });
    await hear('person-payout.failed', first.payoutId, { failureCode: 'INVALID_DESTINATION' });
    assert.equal((await api.getDisbursement(officer, { loanId })).failureCode, 'INVALID_DESTINATION');
    await assert.rejects(api.disburse(officer, { loanId, ...ACCOUNT }), no('disbursements.retry-instead'));
    const other = { ...ACCOUNT, accountNumber: '5555544444' };
    await assert.rejects(api.disburse(officer, { loanId, ...other }), no('disbursements.already-asked'));
    await assert.rejects(api.retryDisbursement(compliance, { loanId }), no('disbursements.not-allowed'));
    await assert.rejects(api.retryDisbursement(stranger, { loanId }), no('disbursements.no-institution'));
    await assert.rejects(api.retryDisbursement(foreigner, { loanId }), no('disbursements.not-found'));
    const again = await api.retryDisbursement(officer, { loanId });
    assert.deepEqual([again.attempt, again.status, again.payoutId === first.payoutId], [2, 'sent', false]);
    assert.deepEqual(
      [...till.payouts.values()].map((one) => one.accountNumber),
      ['1234567890', '1234567890'],
    );
    await hear('person-payout.completed', again.payoutId);
    assert.deepEqual(await typesOf(loanId), ['disbursement.failed', 'disbursement.completed']);
  });

  it('should put the loan right when the bank sends the money back, and pay out again', async () => {
    const { till, loans, loanId } = theStage();
    const { api, hear } = house(till, loans);
    const { payoutId } = await api.disburse(officer, { loanId, ...ACCOUNT });
    await hear('person-payout.completed', payoutId);
    for (let time = 0; time < 2; time++)
      await hear('person-payout.reversed', payoutId, { failureCode: 'REJECTED_BY_CHANNEL' });
    assert.deepEqual(loans.asked.slice(1), [`reverse ${payoutId}`]);
    assert.equal((await api.getDisbursement(officer, { loanId })).status, 'reversed');
    const again = await api.retryDisbursement(officer, { loanId });
    await hear('person-payout.completed', again.payoutId);
    assert.equal((await api.getDisbursement(officer, { loanId })).status, 'active');
    assert.deepEqual(await typesOf(loanId), [
      'disbursement.completed',
      'disbursement.reversed',
      'disbursement.completed',
    ]);
  });

  it('should put the loan right later when its record is being mended as the money comes back', async () => {
    const { till, loans, loanId } = theStage();
    const { api, hear } = house(till, loans);
    const { payoutId } = await api.disburse(officer, { loanId, ...ACCOUNT });
    await hear('person-payout.completed', payoutId);
    loans.refusals.push('loans.stream-broken');
    const back = () => hear('person-payout.reversed', payoutId, { failureCode: 'REJECTED_BY_CHANNEL' });
    await assert.rejects(back(), no('loans.stream-broken'), 'so it is told again');
    assert.equal((await api.getDisbursement(officer, { loanId })).status, 'active');
    await back();
    assert.deepEqual(loans.asked.slice(1), [`reverse ${payoutId}`]);
    assert.equal((await api.getDisbursement(officer, { loanId })).status, 'reversed');
  });

  it('should count what came back as a payment when the loan has gone on, and show it when even that is refused', async () => {
    for (const codes of [['loans.wrong-state'], ['loans.wrong-state', 'loans.nothing-open']]) {
      const { till, loans, loanId } = theStage();
      const { api, hear } = house(till, loans);
      const { payoutId } = await api.disburse(officer, { loanId, ...ACCOUNT });
      await hear('person-payout.completed', payoutId);
      loans.refusals.push(...codes);
      await hear('person-payout.reversed', payoutId, { failureCode: 'REJECTED_BY_CHANNEL' });
      const isRefused = codes.length === 2;
      assert.deepEqual(loans.asked.slice(1), isRefused ? [] : ['payout-refund 950000']);
      const seen = await api.getDisbursement(officer, { loanId });
      assert.deepEqual(
        [seen.status, seen.failureCode],
        ['reversed', isRefused ? 'loans.nothing-open' : 'REJECTED_BY_CHANNEL'],
      );
      await assert.rejects(api.retryDisbursement(officer, { loanId }), no('disbursements.loan-not-open'));
    }
  });

  it('should refuse and send nothing when account, funding, loan or caller do not fit', async () => {
    const { till, loans, loanId } = theStage();
    const { api } = house(till, loans);
    const wish = { loanId, ...ACCOUNT };
    await assert.rejects(api.disburse(stranger, wish), no('disbursements.no-institution'));
    await assert.rejects(api.disburse(compliance, wish), no('disbursements.not-allowed'));
    await assert.rejects(api.disburse(foreigner, wish), no('disbursements.loan-not-found'));
    await assert.rejects(api.getDisbursement(officer, { loanId }), no('disbursements.not-found'));
    await assert.rejects(api.getDisbursement(stranger, { loanId }), no('disbursements.no-institution'));
    await assert.rejects(api.listDisbursements(stranger, {}), no('disbursements.no-institution'));
    const poor = house(till, loans, { fundingCode: 'funding.not-funded' });
    await assert.rejects(poor.api.disburse(officer, wish), no('disbursements.not-funded'));
    const another = house(till, loans, { holder: 'Orang Lain' });
    await assert.rejects(another.api.disburse(officer, wish), no('disbursements.account-name-differs'));
    const codes = [
      ['payments.funds-too-low', 'disbursements.funds-too-low'],
      ['payments.account-not-found', 'disbursements.account-not-found'],
      ['payments.bank-unknown', 'disbursements.bank-unknown'],
    ] as const;
    for (const [theirs, ours] of codes) {
      till.faults.push(refuse(theirs));
      await assert.rejects(api.disburse(officer, wish), no(ours));
    }
    assert.equal(till.payouts.size, 0);
    const refused = await told(loanId);
    assert.deepEqual(
      refused.map((event) => event.type),
      Array(5).fill('disbursement.refused'),
    );
    const over = theStage({ status: 'closed' });
    const closed = house(over.till, over.loans).api.disburse(officer, { loanId: over.loanId, ...ACCOUNT });
    await assert.rejects(closed, no('disbursements.loan-not-open'));
    // Nothing has left, so another account may be asked for.
    const asked = await api.disburse(officer, { ...wish, accountNumber: '5555544444' });
    assert.deepEqual([asked.status, asked.attempt], ['sent', 6]);
    await assert.rejects(api.disburse(foreigner, wish), no('disbursements.loan-not-found'));
  });

  it('should send part by part, fees out of the first, each once and all to the same account, when asked for parts', async () => {
    const { till, loans, loanId } = theStage();
    const { api, hear } = house(till, loans);
    const ask = (tranche: number, amountMinor?: number, account = ACCOUNT) =>
      api.disburse(officer, { loanId, ...account, tranche, ...(amountMinor === undefined ? {} : { amountMinor }) });
    assert.deepEqual((await api.disbursementsOfLoan(officer, { loanId })).items, []);
    await assert.rejects(ask(2, 1), no('disbursements.earlier-tranche-open'));
    await assert.rejects(ask(1, 1_000_001), no('disbursements.amount-too-large'));
    await assert.rejects(ask(1, 50_000), no('disbursements.amount-too-small'));
    const first = await ask(1, 300_000);
    assert.deepEqual([first.amountMinor, first.netMinor, first.tranche], [300_000, 250_000, 1]);
    await assert.rejects(ask(1, 300_001), no('disbursements.already-asked'));
    await assert.rejects(ask(2, 1), no('disbursements.earlier-tranche-open'));
    await hear('person-payout.completed', first.payoutId);
    await assert.rejects(ask(2, 1, { ...ACCOUNT, accountNumber: '5555544444' }), no('disbursements.already-asked'));
    await assert.rejects(ask(2, 700_001), no('disbursements.amount-too-large'));
    await assert.rejects(ask(3, 1), no('disbursements.earlier-tranche-open'));
    loans.checks.push('loans.over-cap', 'loans.dates-contradict');
    await assert.rejects(ask(2, 400_000), no('disbursements.over-cap'));
    await assert.rejects(ask(2, 400_000), no('disbursements.loan-not-open'));
    loans.loans.set(loanId, { ...(loans.loans.get(loanId) ?? assert.fail()), isStreamBroken: true });
    await assert.rejects(ask(2, 400_000), no('disbursements.loan-not-open'), 'its record is being mended');
    const { isStreamBroken: _, ...mended } = loans.loans.get(loanId) ?? assert.fail();
    loans.loans.set(loanId, mended);
    assert.equal(till.payouts.size, 1, 'nothing was sent');
    const [second, again] = await Promise.all([ask(2, 400_000), ask(2, 400_000)]);
    assert.deepEqual([second.payoutId, second.netMinor], [again.payoutId, 400_000]);
    await hear('person-payout.failed', second.payoutId, { failureCode: 'INVALID_DESTINATION' });
    await assert.rejects(ask(3, 1), no('disbursements.earlier-tranche-open'));
    const retried = await api.retryDisbursement(officer, { loanId });
    assert.deepEqual([retried.tranche, retried.attempt, retried.amountMinor], [2, 2, 400_000]);
    await hear('person-payout.completed', retried.payoutId);
    const last = await ask(3);
    assert.equal(last.amountMinor, 300_000, 'the rest');
    await hear('person-payout.completed', last.payoutId);
    await hear('person-payout.reversed', last.payoutId, { failureCode: 'REJECTED_BY_CHANNEL' });
    const anew = await api.retryDisbursement(officer, { loanId, tranche: 3 });
    await hear('person-payout.completed', anew.payoutId);
    await assert.rejects(ask(4), no('disbursements.loan-not-open'));
    await assert.rejects(api.retryDisbursement(officer, { loanId, tranche: 4 }), no('disbursements.not-found'));
    const { items } = await api.disbursementsOfLoan(compliance, { loanId });
    assert.deepEqual(
      items.map((item) => [item.tranche, item.status, item.amountMinor, item.netMinor]),
      [
        [1, 'active', 300_000, 250_000],
        [2, 'active', 400_000, 400_000],
        [3, 'active', 300_000, 300_000],
      ],
    );
    assert.equal(new Set([...till.payouts.values()].map((payout) => payout.accountNumber)).size, 1);
    await assert.rejects(api.disbursementsOfLoan(foreigner, { loanId }), no('disbursements.loan-not-found'));
    await assert.rejects(api.disbursementsOfLoan(stranger, { loanId }), no('disbursements.no-institution'));
    const { payouts } = await api.personalData(system, { userId: items[0]?.borrowerId ?? '' });
    assert.equal(payouts.length, 3);
    const listed = (await api.listDisbursements(officer, { limit: 100 })).items.filter((one) => one.loanId === loanId);
    assert.deepEqual([listed.length, listed[0]?.borrowerName], [3, 'Budi Santoso']);
  });

  it('should wait for the bank when it does not answer', async () => {
    const { till, loans, loanId } = theStage();
    till.faults.push(refuse('payments.bank-unavailable'));
    const { api, sagas } = house(till, loans);
    assert.equal((await api.disburse(officer, { loanId, ...ACCOUNT })).status, 'sending');
    await waitFor('it is sent', async () => {
      await sagas.sweep();
      return till.payouts.size === 1;
    });
  });

  it('should list what is under way page by page when asked', async () => {
    const { api } = house(theTill(), theLoans());
    const first = await api.listDisbursements(officer, { limit: 2, status: 'sent' });
    const second = await api.listDisbursements(officer, { limit: 2, status: 'sent', cursor: first.nextCursor ?? '' });
    const ids = [...first.items, ...second.items].map((item) => item.loanId);
    assert.deepEqual([ids.length, new Set(ids).size], [4, 4]);
    assert.deepEqual((await api.listDisbursements(foreigner, {})).items, []);
  });
});
