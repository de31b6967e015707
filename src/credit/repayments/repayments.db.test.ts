import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Loan } from '#credit/loans';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import { createFieldCipher } from '#platform/encryption';
import { derivedId, newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import { isRefusal, refuse } from '#platform/refusal';
import { ModuleSagas } from '#platform/saga-runner';
import { userCall } from '#platform/testing/calls';
import { testDatabase, waitFor } from '#platform/testing/database';
import { aLoan, allAreBudi, allAreLumbung, theLoans, thePayments } from './fixtures.ts';
import { createRepayments } from './module.ts';

const NOW = '2026-11-21T03:00:00.000Z';
const BANK = { bankCode: '014', accountNumber: '1234567890' };
const NOTE = { note: 'Diperiksa bersama' };

describe('repayments', () => {
  const world = testDatabase('repayments');
  const [tenantId, otherTenantId] = [newUuid(), newUuid()];
  const officer = userCall(newUuid());
  const [second, partner] = [userCall(newUuid()), userCall(newUuid())];
  const [foreigner, stranger] = [userCall(newUuid()), userCall(newUuid())];
  const roles = new Map([
    [officer, { tenantId, role: 'CREDIT_OFFICER' as const }],
    [second, { tenantId, role: 'COMPLIANCE_OFFICER' as const }],
    [partner, { tenantId, role: 'PARTNER' as const }],
    [foreigner, { tenantId: otherTenantId, role: 'CREDIT_OFFICER' as const }],
  ]);
  const people = { second, partner, foreigner, stranger };
  const system = systemCall('test', newUuid());
  const no = (code: string) => (error: unknown) => isRefusal(error, code);

  function theStage(change: Partial<Loan> = {}) {
    const [loans, payments] = [theLoans(), thePayments()];
    const loan = aLoan({ tenantId, ...change });
    loans.loans.set(loan.loanId, loan);
    const sagas = new ModuleSagas({ database: world.database, owner: newUuid(), log: silentLog, leaseMs: 5_000 });
    const made = createRepayments({
      database: world.database,
      sagas,
      cipher: createFieldCipher([Buffer.alloc(32, 7)]),
      clock: fixedClock(NOW),
      newId: newUuid,
      log: silentLog,
      tenants: {
        tenantOfCall: async (call) => {
          const acting = roles.get(call);
          if (!acting) throw refuse('tenants.not-found');
          return { name: 'Dana Lumbung', kind: 'online-lender', ...acting };
        },
        tenantsByIds: allAreLumbung,
      },
      loans: loans.api,
      payments: payments.api,
      identity: allAreBudi,
    });
    sagas.register(made.sagas ?? []);
    const hear = async (eventType: string, payload: object) => {
      const reaction = made.reactions?.find((one) => one.eventType === eventType) ?? assert.fail(eventType);
      await reaction.run?.(system, { eventId: newUuid(), eventType, payload } as never);
    };
    const job = async (name: string) => await made.jobs?.find((one) => one.name === name)?.run(system, null);
    const { loanId } = loan;
    const arrive = async (amountMinor: number, change: object = {}) => {
      const captureId = newUuid();
      const ids = { accountId: newUuid(), ownerKind: 'loan', ownerId: loanId, captureId };
      const payload = { ...ids, amountMinor, paidAt: NOW, receivedAt: NOW, ...change };
      await hear('payment-account.credited', payload);
      return { ...payload, captureId };
    };
    const activate = () => hear('loan.activated', loan);
    const borrower = userCall(loan.borrowerId);
    return { ...made, sagas, loans, payments, loan, loanId, borrower, hear, job, arrive, activate };
  }
  const events = (aggregateId: string) =>
    world.database.run<{ type: string; payload: Record<string, never> }>(sql`
      select event_type as type, payload from repayments.outbox where aggregate_id = ${aggregateId} and event_type not in ('audit.recorded') order by id`);
  const typesOf = async (id: string) => (await events(id)).map((event) => event.type);

  it('should open one account per loan when it is paid out, and show it to its borrower and its institution only', async () => {
    const stage = theStage();
    const { api, loanId, borrower } = stage;
    await Promise.all([stage.activate(), stage.activate()]);
    const account = await api.repaymentAccount(borrower, { loanId });
    assert.deepEqual([account.accountName, account.bank], ['Budi Santoso', 'BRI']);
    assert.deepEqual(await api.repaymentAccount(officer, { loanId }), account);
    for (const call of [people.foreigner, people.stranger]) {
      await assert.rejects(api.repaymentAccount(call, { loanId }), no('repayments.loan-not-found'));
      await assert.rejects(api.listReceipts(call, { loanId }), no('repayments.loan-not-found'));
    }
    const approved = theStage({ status: 'approved' });
    await assert.rejects(
      approved.api.repaymentAccount(approved.borrower, { loanId: approved.loanId }),
      no('repayments.no-account-yet'),
    );
    const early = theStage();
    early.payments.refusals.push('payments.provider-unavailable');
    await assert.rejects(
      early.api.repaymentAccount(early.borrower, { loanId: early.loanId }),
      no('repayments.account-unavailable'),
    );
    assert.ok(await early.api.repaymentAccount(early.borrower, { loanId: early.loanId }), 'opened when asked for');
  });

  it('should count from the day of the bank in Jakarta when the message comes days late, once however often', async () => {
    const stage = theStage();
    await stage.activate();
    const payload = await stage.arrive(350_000, { paidAt: '2026-11-17T17:30:00.000Z' });
    await Promise.all(Array.from({ length: 10 }, () => stage.hear('payment-account.credited', payload)));
    assert.deepEqual(stage.loans.of(stage.loanId), [
      { loanId: stage.loanId, kind: 'repayment', valueDate: '2026-11-18', amountMinor: 350_000 },
    ]);
    assert.deepEqual(await typesOf(payload.captureId), ['repayment.recorded']);
    const { items } = await stage.api.listReceipts(stage.borrower, { loanId: stage.loanId });
    assert.deepEqual(
      items.map((item) => [item.status, item.valueDate]),
      [['recorded', '2026-11-18']],
    );
    await stage.hear('payment-account.credited', { ...payload, captureId: newUuid(), ownerKind: 'funder' });
    assert.equal(stage.loans.recorded.size, 1, 'money of funders is not a repayment');
  });

  it('should wait when the loan cannot take it yet or is being mended, and be a recovery after a write-off', async () => {
    for (const code of ['loans.date-in-future', 'loans.stream-broken']) {
      const stage = theStage();
      await stage.activate();
      stage.loans.refusing.set(stage.loanId, [code]);
      const { captureId } = await stage.arrive(10_000);
      assert.equal(stage.loans.recorded.size, 0);
      await world.database.run(sql`update repayments.receipts set due_at = ${NOW} where id = ${captureId}`);
      await Promise.all([stage.job('repayments.sweep'), stage.job('repayments.sweep')]);
      assert.deepEqual(await typesOf(captureId), ['repayment.recorded'], code);
    }
    const lost = theStage({ status: 'written-off' });
    await lost.activate();
    await lost.arrive(77_000);
    assert.equal(lost.loans.of(lost.loanId)[0]?.kind, 'recovery');
  });

  it('should pay once when the process died between the loan and its own row', async () => {
    const stage = theStage();
    await stage.activate();
    const { captureId } = await stage.arrive(20_000);
    // As it stood before its process died: the loan has it, the row does not know.
    await world.database.run(
      sql`update repayments.receipts set status = 'arrived', due_at = ${NOW} where id = ${captureId}`,
    );
    await stage.job('repayments.sweep');
    const [row] = await world.database.run<{ status: string }>(
      sql`select status from repayments.receipts where id = ${captureId}`,
    );
    assert.equal(row?.status, 'recorded');
    assert.equal(stage.loans.recorded.size, 1);
  });

  describe('money that fits no loan', () => {
    async function unmatched(stage: ReturnType<typeof theStage>, amountMinor = 90_000) {
      await stage.activate();
      stage.loans.refusing.set(stage.loanId, ['loans.wrong-state']);
      const { captureId } = await stage.arrive(amountMinor);
      assert.deepEqual(await typesOf(captureId), ['repayment.unmatched']);
      return captureId;
    }

    it('should become another loan, with the money, when two people say so', async () => {
      const stage = theStage();
      const unmatchedId = await unmatched(stage);
      const target = aLoan({ tenantId });
      stage.loans.loans.set(target.loanId, target);
      const wish = { unmatchedId, action: 'apply' as const, targetLoanId: target.loanId, ...NOTE };
      const { api } = stage;
      await assert.rejects(api.resolveUnmatched(officer, wish), no('repayments.second-person-needed'));
      await assert.rejects(api.resolveUnmatched(officer, wish), no('repayments.second-person-needed'));
      const other = { unmatchedId, action: 'keep' as const, ...NOTE };
      await assert.rejects(api.resolveUnmatched(people.second, other), no('repayments.proposal-differs'));
      const done = await api.resolveUnmatched(people.second, wish);
      assert.deepEqual([done.status, done.reasonCode], ['resolved', 'loans.wrong-state']);
      assert.equal(stage.loans.of(target.loanId)[0]?.amountMinor, 90_000);
      await assert.rejects(api.resolveUnmatched(people.second, wish), no('repayments.already-resolved'));
      assert.deepEqual(await typesOf(unmatchedId), ['repayment.unmatched', 'repayment.moved']);
      const [posting] = await events(`receipt:${unmatchedId}`);
      assert.ok(posting);
      const { lines } = posting.payload as unknown as { lines: { accountCode: string; side: string }[] };
      assert.deepEqual(
        lines.map((line) => [line.side, line.accountCode]),
        [
          ['debit', `custody:loan:${stage.loanId}:received`],
          ['credit', `custody:loan:${target.loanId}:received`],
        ],
      );
    });

    it('should go back to a named account, and lie here again when that fails', async () => {
      const stage = theStage();
      const unmatchedId = await unmatched(stage);
      const destination = { ...BANK, accountName: 'Budi Santoso' };
      const wish = { unmatchedId, action: 'refund' as const, destination, ...NOTE };
      const { api, payments } = stage;
      await assert.rejects(api.resolveUnmatched(officer, wish), no('repayments.second-person-needed'));
      payments.refusals.push('payments.account-name-differs');
      await assert.rejects(api.resolveUnmatched(people.second, wish), no('repayments.payout-refused'));
      await assert.rejects(api.resolveUnmatched(people.second, wish), no('repayments.second-person-needed'));
      const done = await api.resolveUnmatched(officer, wish);
      assert.deepEqual([done.status, done.accountNumberMasked], ['resolved', '••••••7890']);
      const [[payoutId, payout] = assert.fail('no payout')] = [...payments.payouts];
      assert.deepEqual([payout.amountMinor, payout.fromAccountCode], [90_000, `custody:loan:${stage.loanId}:received`]);
      const failed = { payoutId, ownerKind: 'loan-refund', failureCode: 'INVALID_DESTINATION' };
      await stage.hear('person-payout.failed', failed);
      const { items } = await api.listUnmatched(officer, { status: 'open' });
      assert.deepEqual(items.find((item) => item.unmatchedId === unmatchedId)?.reasonCode, 'repayments.refund-failed');
    });

    it('should be kept aside when two people say so, and only they', async () => {
      const stage = theStage();
      const unmatchedId = await unmatched(stage);
      const { api } = stage;
      const wish = { unmatchedId, action: 'keep' as const, ...NOTE };
      const refused = async (call: typeof officer, code: string, change: object = {}) =>
        await assert.rejects(api.resolveUnmatched(call, { ...wish, ...change }), no(code));
      await refused(people.stranger, 'repayments.no-institution');
      await refused(people.partner, 'repayments.not-allowed');
      await refused(people.foreigner, 'repayments.unmatched-not-found');
      await refused(officer, 'repayments.target-needed', { action: 'apply' });
      await refused(officer, 'repayments.target-needed', { action: 'refund' });
      await assert.rejects(api.listUnmatched(people.stranger, {}), no('repayments.no-institution'));
      assert.deepEqual((await api.listUnmatched(people.foreigner, {})).items, []);
      await refused(officer, 'repayments.second-person-needed');
      assert.equal((await api.resolveUnmatched(people.second, wish)).status, 'resolved');
      const [, moved] = await events(unmatchedId);
      assert.ok(moved);
      assert.equal((moved.payload as unknown as { toLoanId: string | null }).toLoanId, null);
    });

    it('should be open again when the named loan does not take it either', async () => {
      const stage = theStage();
      const unmatchedId = await unmatched(stage);
      const { api, loans, loanId } = stage;
      const own = { unmatchedId, action: 'apply' as const, targetLoanId: loanId, ...NOTE };
      await assert.rejects(api.resolveUnmatched(officer, own), no('repayments.second-person-needed'));
      loans.refusing.set(loanId, ['loans.wrong-state']);
      await assert.rejects(api.resolveUnmatched(people.second, own), no('repayments.loan-takes-nothing'));
      const foreign = aLoan({ tenantId: otherTenantId });
      loans.loans.set(foreign.loanId, foreign);
      const wrong = { ...own, targetLoanId: foreign.loanId };
      await assert.rejects(api.resolveUnmatched(officer, wrong), no('repayments.second-person-needed'));
      await assert.rejects(api.resolveUnmatched(people.second, wrong), no('repayments.loan-not-found'));
      assert.equal(loans.of(foreign.loanId).length, 0);
      await assert.rejects(api.resolveUnmatched(officer, own), no('repayments.second-person-needed'));
      assert.equal((await api.resolveUnmatched(people.second, own)).status, 'resolved');
      assert.deepEqual(await typesOf(unmatchedId), ['repayment.unmatched'], 'its own loan: no money moves');
    });
  });

  describe('claims of borrowers', () => {
    const claim = { amountMinor: 350_000, paidOn: '2026-11-19', note: 'Transfer lewat ATM' };

    it('should stop late charges and ask the provider when it is made, until it is decided', async () => {
      for (const isAccepted of [true, false]) {
        const stage = theStage();
        const { api, loanId, borrower, loans } = stage;
        await stage.activate();
        const opened = await api.claimPayment(borrower, { loanId, ...claim });
        assert.deepEqual([opened.status, opened.frozenUntil], ['open', '2026-12-21']);
        assert.equal(stage.payments.checked.length, 1);
        const freezeId = derivedId('repayments.freeze', opened.claimId);
        assert.deepEqual(loans.recorded.get(freezeId), {
          ...{ loanId, kind: 'charge-freeze', valueDate: '2026-11-19', amountMinor: 0 },
        });
        await assert.rejects(api.claimPayment(borrower, { loanId, ...claim }), no('repayments.claim-open'));
        const { claimId } = opened;
        assert.deepEqual((await api.claimsOfLoan(borrower, { loanId })).items, [opened]);
        const decided = await api.decideClaim(officer, { claimId, isAccepted, ...NOTE });
        assert.equal(decided.status, isAccepted ? 'accepted' : 'rejected');
        assert.deepEqual(loans.reversed, isAccepted ? [] : [freezeId]);
        assert.equal(loans.of(loanId).length, isAccepted ? 2 : 1);
        const again = api.decideClaim(officer, { claimId, isAccepted: !isAccepted, ...NOTE });
        await assert.rejects(again, no('repayments.claim-decided'));
        assert.deepEqual(await typesOf(claimId), ['payment-claim.opened', 'payment-claim.decided']);
      }
    });

    it('should be accepted by itself when the payment is found', async () => {
      const stage = theStage();
      await stage.activate();
      const { claimId } = await stage.api.claimPayment(stage.borrower, { loanId: stage.loanId, ...claim });
      await stage.arrive(1);
      await stage.arrive(350_000, { paidAt: '2026-11-19T02:00:00.000Z' });
      const { items } = await stage.api.listClaims(officer, { status: 'accepted' });
      assert.ok(items.some((item) => item.claimId === claimId));
    });

    it('should be refused when loan, day or caller do not fit', async () => {
      const stage = theStage();
      const { api, loanId, borrower } = stage;
      await assert.rejects(api.claimPayment(borrower, { loanId, ...claim }), no('repayments.no-account-yet'));
      await stage.activate();
      const refused = async (call: typeof officer, code: string, change: object = {}) =>
        await assert.rejects(api.claimPayment(call, { loanId, ...claim, ...change }), no(code));
      await refused(people.stranger, 'repayments.loan-not-found');
      await refused(people.foreigner, 'repayments.loan-not-found');
      await refused(borrower, 'repayments.paid-in-future', { paidOn: '2026-11-22' });
      await refused(borrower, 'repayments.claim-too-old', { paidOn: '2026-08-22' });
      const { claimId } = await api.claimPayment(borrower, { loanId, ...claim });
      const decide = { claimId, isAccepted: true, ...NOTE };
      await assert.rejects(api.decideClaim(people.stranger, decide), no('repayments.no-institution'));
      await assert.rejects(api.decideClaim(people.partner, decide), no('repayments.not-allowed'));
      await assert.rejects(api.decideClaim(people.foreigner, decide), no('repayments.claim-not-found'));
      await assert.rejects(api.listClaims(people.stranger, {}), no('repayments.no-institution'));
      await assert.rejects(api.claimsOfLoan(people.stranger, { loanId }), no('repayments.loan-not-found'));
    });
  });

  describe('what was paid too much', () => {
    const refund = (stage: ReturnType<typeof theStage>, call = officer) =>
      stage.api.refundOverpayment(call, { loanId: stage.loanId, ...BANK });

    it('should be booked before it is sent, and put back when it does not arrive', async () => {
      const stage = theStage({ status: 'overpaid', overpaidMinor: 60_000 });
      const made = await refund(stage);
      assert.deepEqual([made.status, made.amountMinor], ['sent', 60_000]);
      assert.equal(stage.loans.recorded.get(made.refundId)?.kind, 'credit-balance-refund');
      assert.equal(stage.payments.payouts.get(made.refundId)?.amountMinor, 60_000);
      await assert.rejects(refund(stage), no('repayments.refund-open'));
      const ends = { payoutId: made.refundId, ownerKind: 'loan-refund', ownerId: stage.loanId };
      await stage.hear('person-payout.failed', { ...ends, failureCode: 'INVALID_DESTINATION' });
      assert.deepEqual(stage.loans.reversed, [made.refundId]);
      const again = await refund(stage);
      await stage.hear('person-payout.completed', { ...ends, payoutId: again.refundId });
      const [row] = await world.database.run<{ status: string }>(
        sql`select status from repayments.refunds where id = ${again.refundId}`,
      );
      assert.equal(row?.status, 'completed');
    });

    it('should be sent once when the bank does not answer at first', async () => {
      const stage = theStage({ status: 'overpaid', overpaidMinor: 60_000 });
      stage.payments.refusals.push('payments.bank-unavailable');
      assert.equal((await refund(stage)).status, 'sending');
      await waitFor('it is sent', async () => {
        await stage.sagas.sweep();
        return stage.payments.payouts.size === 1;
      });
    });

    it('should stay where it is when account, loan or caller do not fit', async () => {
      const stage = theStage({ status: 'overpaid', overpaidMinor: 60_000 });
      await assert.rejects(refund(stage, people.stranger), no('repayments.no-institution'));
      await assert.rejects(refund(stage, people.partner), no('repayments.not-allowed'));
      await assert.rejects(refund(stage, people.foreigner), no('repayments.loan-not-found'));
      stage.payments.refusals.push('payments.account-name-differs');
      await assert.rejects(refund(stage), no('repayments.payout-refused'));
      assert.equal(stage.loans.reversed.length, 1, 'what was booked is taken out');
      assert.equal((await refund(stage)).status, 'sent');
      const even = theStage();
      await assert.rejects(refund(even), no('repayments.nothing-overpaid'));
    });
  });

  it('should receive what had lost its way when a day is laid beside the statement of the bank', async () => {
    const stage = theStage();
    const { api, loanId, payments } = stage;
    await stage.activate();
    const day = '2026-11-20';
    const at = '2026-11-20T02:00:00.000Z';
    const line = (change: object) => ({
      ...{ entryId: newUuid(), at, amountMinor: 100_000, remark: 'VA', accountId: newUuid(), ownerKind: 'loan' },
      ...{ ownerId: loanId, captureId: null },
      ...change,
    });
    const credit = (amountMinor: number) => ({
      ...{ captureId: newUuid(), accountId: newUuid(), ownerId: loanId, amountMinor, paidAt: at, receivedAt: NOW },
    });
    const [both, hereOnly] = [credit(100_000), credit(50_000)];
    const foreign = { ...credit(9), ownerId: newUuid() };
    payments.credits.push(both, hereOnly, foreign);
    payments.lines.push(
      line({ captureId: both.captureId }),
      line({ amountMinor: 70_000 }),
      line({ ownerKind: null, ownerId: null, accountId: null }),
      line({ ownerId: foreign.ownerId, captureId: foreign.captureId }),
    );
    const made = await api.reconcileDay(officer, { day });
    assert.deepEqual([made.lines, made.matched, made.matchedMinor], [2, 1, 100_000]);
    assert.deepEqual(
      made.problems.map((problem) => [problem.kind, problem.amountMinor]),
      [
        ['missing-here', 70_000],
        ['missing-at-bank', 50_000],
      ],
    );
    assert.equal(stage.loans.of(loanId).length, 2, 'both arrivals had been lost on the way from payments');
    await api.reconcileDay(officer, { day });
    const { items } = await api.listReconciliations(people.second, {});
    assert.deepEqual(
      items.map((item) => [item.day, item.problems.length]),
      [[day, 2]],
    );
    assert.deepEqual((await api.listReconciliations(people.foreigner, {})).items, []);
    await assert.rejects(api.listReconciliations(people.stranger, {}), no('repayments.no-institution'));
    await assert.rejects(api.reconcileDay(people.stranger, { day }), no('repayments.no-institution'));
    await assert.rejects(api.reconcileDay(people.partner, { day }), no('repayments.not-allowed'));
    await assert.rejects(api.reconcileDay(officer, { day: '2026-11-21' }), no('repayments.day-not-over'));
    payments.refusals.push('payments.bank-unavailable');
    await assert.rejects(api.reconcileDay(officer, { day }), no('repayments.bank-unavailable'));
    await stage.job('repayments.reconcile');
    assert.equal((await api.getReconciliation(people.second, { day })).problems.length, 2);
    await assert.rejects(api.getReconciliation(people.foreigner, { day }), no('repayments.not-reconciled'));
    await assert.rejects(api.getReconciliation(people.stranger, { day }), no('repayments.no-institution'));
  });

  describe('lines of the statement that name no account', () => {
    const [one, other] = [userCall(newUuid(), ['ADMIN']), userCall(newUuid(), ['ADMIN'])];
    async function aLine(stage: ReturnType<typeof theStage>) {
      const entryId = `BANK-${newUuid()}`;
      const nobody = { accountId: null, ownerKind: null, ownerId: null, captureId: null };
      const day = '2026-11-19';
      const at = `${day}T02:00:00.000Z`;
      stage.payments.lines.push({ entryId, at, amountMinor: 88_000, remark: 'TRSF E-BANKING BUDI', ...nobody });
      await Promise.all([stage.api.reconcileDay(officer, { day }), stage.api.reconcileDay(officer, { day })]);
      return { entryId, day };
    }

    it('should wait for people of the house, and be an arrival of a loan when two of them say so', async () => {
      const stage = theStage();
      const { api, loanId, payments } = stage;
      await stage.activate();
      const { entryId, day } = await aLine(stage);
      const { items } = await api.listUnidentified(one, { status: 'open', limit: 100 });
      assert.equal(items.filter((item) => item.entryId === entryId).length, 1);
      const wish = { entryId, action: 'credit' as const, loanId, ...NOTE };
      const refused = (call: typeof one, code: string, change: object = {}) =>
        assert.rejects(api.resolveUnidentified(call, { ...wish, ...change }), no(code), code);
      for (const call of [officer, people.second, people.partner, people.stranger])
        await refused(call, 'repayments.house-only');
      await assert.rejects(api.listUnidentified(officer, {}), no('repayments.house-only'));
      const found = await api.loansOfNumber(one, { number: ' dl-2610-000001 ' });
      const words = { institutionName: 'Dana Lumbung', borrowerName: 'Budi Santoso' };
      assert.deepEqual(found.items, [{ loanId, loanNumber: 'DL-2610-000001', ...words }]);
      await assert.rejects(api.loansOfNumber(officer, { number: 'DL-2610-000001' }), no('repayments.house-only'));
      await refused(one, 'repayments.no-account-yet', { loanId: newUuid() });
      await refused(one, 'repayments.unmatched-not-found', { entryId: 'BANK-0' });
      await refused(one, 'repayments.second-person-needed');
      await refused(one, 'repayments.second-person-needed');
      await refused(other, 'repayments.proposal-differs', { action: 'set-aside' });
      payments.refusals.push('payments.bank-unavailable');
      await assert.rejects(api.resolveUnidentified(other, wish), no('payments.bank-unavailable'));
      const done = await api.resolveUnidentified(one, wish);
      assert.deepEqual([done.status, done.borrowerName, payments.stated.size], ['credited', 'Budi Santoso', 1]);
      await refused(other, 'repayments.already-resolved');
      const arrived = { captureId: derivedId('test', entryId), accountId: newUuid(), ownerId: loanId };
      const at = `${day}T02:00:00.000Z`;
      payments.credits.push({ ...arrived, amountMinor: 88_000, paidAt: at, receivedAt: NOW });
      assert.deepEqual((await api.reconcileDay(officer, { day })).problems, [], 'the bank knows it, under no account');
      assert.equal(stage.loans.of(loanId)[0]?.amountMinor, 88_000);
    });

    it('should lie in suspense when two say that it is nobody’s, also when the first process dies', async () => {
      const stage = theStage();
      const { api } = stage;
      const { entryId } = await aLine(stage);
      const wish = { entryId, action: 'set-aside' as const, ...NOTE };
      await assert.rejects(api.resolveUnidentified(one, { ...wish, action: 'credit' }), no('repayments.target-needed'));
      await assert.rejects(api.resolveUnidentified(one, wish), no('repayments.second-person-needed'));
      // As it stood before its process died: decided, and not carried out.
      await world.database.run(sql`
        update repayments.unidentified set status = 'resolving', updated_at = '2026-11-01' where entry_id = ${entryId}`);
      await Promise.all([stage.job('repayments.sweep'), stage.job('repayments.sweep')]);
      assert.equal((await events(`statement-line:${entryId}`)).length, 1);
      const { items } = await api.listUnidentified(one, { status: 'set_aside', limit: 100 });
      assert.ok(items.some((item) => item.entryId === entryId));
    });
  });

  it('should tell a person what is kept of them as a payer when they ask', async () => {
    const stage = theStage();
    const { api, loanId, borrower, loan } = stage;
    const own = () => api.personalData(borrower, { userId: loan.borrowerId });
    assert.deepEqual(await own(), { repaymentAccounts: [], receipts: [], paymentClaims: [], refunds: [] });
    await stage.activate();
    await stage.arrive(1_000);
    await api.claimPayment(borrower, { loanId, amountMinor: 5_000, paidOn: '2026-11-19', note: 'Lewat ATM' });
    stage.loans.loans.set(loanId, { ...loan, overpaidMinor: 700 });
    await api.refundOverpayment(officer, { loanId, ...BANK });
    const seen = await own();
    const lengths = Object.values(seen).map((items) => items.length);
    assert.deepEqual(lengths, [1, 1, 1, 1]);
    assert.equal(JSON.stringify(seen).includes(BANK.accountNumber), false, 'account numbers stay masked');
    const listed = await api.listRefunds(officer, { loanId });
    assert.deepEqual(
      listed.items.map((item) => [item.loanNumber, item.borrowerName, item.amountMinor]),
      [['DL-2610-000001', 'Budi Santoso', 700]],
    );
    assert.ok((await api.listRefunds(officer, { status: 'sent' })).items.length > 0);
    await assert.rejects(api.listRefunds(people.foreigner, { loanId }), no('repayments.loan-not-found'));
    await assert.rejects(api.listRefunds(people.stranger, {}), no('repayments.no-institution'));
  });
});
