import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays } from '#engine/calendar/days';
import type { Call } from '#platform/call';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { someTerms } from './fixtures.ts';
import type { Step } from './shapes.ts';
import { loanStories, refused, START, TODAY } from './story-fixture.ts';

describe('what loans refuse and to whom', () => {
  const world = testDatabase('loans');
  const { api, clock, house, somebody, story, isSound } = loanStories(world);

  it('should not know such steps when interest follows the payments (loans.not-for-this-product)', async () => {
    const base = someTerms().schedule;
    const { paidOut, record } = story({
      schedule: { ...base, method: 'declining', amortisation: 'equal-instalments', ratePercent: '24' },
      recalculation: { rest: 'daily', prepayment: 'smaller-instalments', settlement: 'until-payment' },
    });
    const loanId = await paidOut();
    await assert.rejects(record(loanId, 35, { kind: 're-amortisation' }), refused('loans.not-for-this-product'));
  });

  it('should answer the same when a step comes again, and refuse when it is another (loans.id-taken)', async () => {
    const { officer, paidOut, made } = story();
    const loanId = await paidOut();
    const step = { kind: 'repayment' as const, amountMinor: 100_000, reference: 'VA-1' };
    const wanted = { loanId, transactionId: newUuid(), valueDate: addDays(START, 10), step };
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => api.recordTransaction(officer, wanted)));
    for (const outcome of outcomes) assert.deepEqual(outcome, outcomes[0]);
    assert.equal((await api.getLoan(officer, { loanId })).version, 4);
    await assert.rejects(
      api.recordTransaction(officer, { ...wanted, step: { ...step, amountMinor: 100_001 } }),
      refused('loans.id-taken'),
    );
    const wish = {
      loanId,
      productId: newUuid(),
      productVersion: 1,
      borrowerId: newUuid(),
      amountMinor: 1_000_000,
      periods: 3,
      agreedOn: START,
    };
    await assert.rejects(api.createLoan(officer, wish), refused('loans.id-taken'));
    const mine = { ...wish, loanId: newUuid() };
    assert.deepEqual(await api.createLoan(officer, mine), await api.createLoan(officer, mine));
    const other = await made();
    const payout = { loanId: other.loanId, transactionId: newUuid(), paidOutOn: START, amountMinor: 3_000_000 };
    assert.deepEqual(await api.activateLoan(officer, payout), await api.activateLoan(officer, payout));
    await assert.rejects(api.activateLoan(officer, { ...payout, amountMinor: 1 }), refused('loans.id-taken'));
  });

  it('should refuse when the loan has changed meanwhile (loans.changed-meanwhile)', async () => {
    const { officer, paidOut, made } = story();
    const loanId = await paidOut();
    const step = { kind: 'repayment' as const, amountMinor: 1_000 };
    const wanted = { loanId, transactionId: newUuid(), valueDate: START, step, expectedVersion: 2 };
    await assert.rejects(api.recordTransaction(officer, wanted), refused('loans.changed-meanwhile'));
    const { transaction } = await api.recordTransaction(officer, { ...wanted, expectedVersion: 3 });
    const back = { loanId, transactionId: transaction.transactionId, reason: 'Salah kirim', expectedVersion: 3 };
    await assert.rejects(api.reverseTransaction(officer, back), refused('loans.changed-meanwhile'));
    const waiting = await made();
    await assert.rejects(
      api.cancelLoan(officer, { loanId: waiting.loanId, reason: 'Batal', expectedVersion: 9 }),
      refused('loans.changed-meanwhile'),
    );
    await assert.rejects(
      api.activateLoan(officer, {
        loanId: waiting.loanId,
        transactionId: newUuid(),
        paidOutOn: START,
        amountMinor: 1,
        expectedVersion: 9,
      }),
      refused('loans.changed-meanwhile'),
    );
  });

  it('should refuse when days, amounts or states do not allow it', async () => {
    const { officer, checker, made, paidOut, pay, record } = story();
    const waiting = await made();
    const payout = { loanId: waiting.loanId, transactionId: newUuid(), paidOutOn: START, amountMinor: 3_000_000 };
    await assert.rejects(pay(waiting.loanId, 1, 1), refused('loans.wrong-state'));
    await assert.rejects(api.payoffQuote(officer, { loanId: waiting.loanId }), refused('loans.wrong-state'));
    await assert.rejects(
      api.activateLoan(officer, { ...payout, amountMinor: 3_000_001 }),
      refused('loans.amount-too-large'),
    );
    await assert.rejects(
      api.activateLoan(officer, { ...payout, paidOutOn: '2026-12-01' }),
      refused('loans.date-in-future'),
    );
    await assert.rejects(
      api.activateLoan(officer, { ...payout, paidOutOn: '2026-07-01' }),
      refused('loans.wrong-state'),
    );
    await assert.rejects(
      api.loanFiguresOn(officer, { loanId: waiting.loanId, onDate: START }),
      refused('loans.dates-contradict'),
    );
    await api.cancelLoan(officer, { loanId: waiting.loanId, reason: 'Berubah pikiran' });
    assert.equal((await api.cancelLoan(officer, { loanId: waiting.loanId, reason: 'Lagi' })).status, 'cancelled');
    await assert.rejects(api.activateLoan(officer, payout), refused('loans.wrong-state'));
    const loanId = await paidOut();
    await assert.rejects(api.cancelLoan(officer, { loanId, reason: 'Terlambat' }), refused('loans.wrong-state'));
    await assert.rejects(pay(loanId, 200, 1), refused('loans.date-in-future'));
    await assert.rejects(pay(loanId, -1, 1), refused('loans.date-before-payout'));
    await assert.rejects(api.payoffQuote(officer, { loanId, onDate: START }), refused('loans.dates-contradict'));
    await assert.rejects(
      api.reverseTransaction(officer, { loanId, transactionId: newUuid(), reason: 'Coba saja' }),
      refused('loans.no-such-transaction'),
    );
    await assert.rejects(
      record(loanId, 1, {
        kind: 'fee',
        name: 'Biaya besar',
        amountMinor: 2_900_000,
        dueOn: addDays(START, 5),
        isPenalty: true,
      }),
      refused('loans.amount-too-large'),
    );
    await assert.rejects(
      api.previewStep(checker, { loanId, valueDate: addDays(START, 200), step: { kind: 're-amortisation' } }),
      refused('loans.date-in-future'),
    );
    await assert.rejects(
      api.cashFlow(officer, { fromOn: '2026-02-01', untilOn: '2026-01-01' }),
      refused('loans.dates-contradict'),
    );
    await isSound();
  });

  it('should book only what its product allows when a loan is made', async () => {
    const { officer } = story();
    const wish = {
      productId: newUuid(),
      productVersion: 1,
      borrowerId: newUuid(),
      amountMinor: 60_000_000,
      periods: 3,
      agreedOn: START,
    };
    await assert.rejects(api.createLoan(officer, wish), refused('loans.outside-limits'));
    const small = { ...wish, amountMinor: 1_000_000 };
    await assert.rejects(
      api.createLoan(officer, { ...small, productVersion: 404 }),
      refused('loans.product-not-available'),
    );
    await assert.rejects(
      api.createLoan(officer, { ...small, productVersion: 409 }),
      refused('loans.product-not-available'),
    );
    await assert.rejects(api.createLoan(officer, { ...small, productVersion: 500 }), refused('loans.over-cap'));
  });

  it('should refuse a new price past the cap of the loan’s life when it is rescheduled or paid out (loans.over-cap)', async () => {
    const { paidOut, record } = story();
    const loanId = await paidOut();
    const dear: Step = {
      kind: 'reschedule',
      changes: [{ kind: 'rate', fromDueOn: addDays(START, 60), annualRatePercent: '9' }],
    };
    await assert.rejects(record(loanId, 40, dear), refused('loans.over-cap'));
    const other = story({ schedule: { ...someTerms().schedule, ratePercent: '2' } });
    const loan = await other.made();
    const payout = { loanId: loan.loanId, transactionId: newUuid(), paidOutOn: START, amountMinor: 3_000_000 };
    await assert.rejects(api.activateLoan(other.officer, payout), refused('loans.over-cap'));
    assert.equal((await api.getLoan(other.officer, { loanId: loan.loanId })).status, 'approved');
  });

  it('should leave forgiving to people and ends to compliance when roles differ (loans.not-allowed)', async () => {
    const { tenantId, officer, paidOut, record } = story();
    const partner = somebody('PARTNER', tenantId);
    const loanId = await paidOut();
    await record(loanId, 1, { kind: 'repayment', amountMinor: 1 }, partner);
    for (const step of [{ kind: 'goodwill-credit', amountMinor: 1 }, { kind: 're-amortisation' }] as Step[]) {
      await assert.rejects(record(loanId, 1, step, partner), refused('loans.not-allowed'));
    }
    await assert.rejects(record(loanId, 1, { kind: 'write-off' }, officer), refused('loans.not-allowed'));
    await assert.rejects(
      api.previewStep(partner, { loanId, valueDate: START, step: { kind: 'write-off' } }),
      refused('loans.not-allowed'),
    );
    const payout = { loanId, transactionId: newUuid(), paidOutOn: START, amountMinor: 1 };
    await assert.rejects(api.activateLoan(partner, payout), refused('loans.not-allowed'));
    await assert.rejects(api.openBusinessDay(officer, { tenantId, businessDate: START }), refused('loans.not-allowed'));
    await assert.rejects(
      api.closeLoans(officer, { tenantId, businessDate: START, afterLoanId: null, limit: 1 }),
      refused('loans.not-allowed'),
    );
  });

  it('should not exist when somebody of another institution asks (loans.not-found, loans.no-institution)', async () => {
    const { paidOut } = story();
    const loanId = await paidOut();
    const strange = somebody('COMPLIANCE_OFFICER', newUuid());
    const nobody = userCall(newUuid());
    const step: Step = { kind: 'repayment', amountMinor: 1 };
    const doors: ((call: Call) => Promise<unknown>)[] = [
      (call) => api.getLoan(call, { loanId }),
      (call) => api.schedule(call, { loanId }),
      (call) => api.transactions(call, { loanId }),
      (call) => api.timeline(call, { loanId }),
      (call) => api.journal(call, { loanId }),
      (call) => api.payoffQuote(call, { loanId }),
      (call) => api.loanFiguresOn(call, { loanId, onDate: START }),
      (call) => api.previewStep(call, { loanId, valueDate: START, step }),
      (call) => api.recordTransaction(call, { loanId, transactionId: newUuid(), valueDate: START, step }),
      (call) => api.reverseTransaction(call, { loanId, transactionId: newUuid(), reason: 'Coba saja' }),
      (call) => api.cancelLoan(call, { loanId, reason: 'Coba saja' }),
      (call) => api.activateLoan(call, { loanId, transactionId: newUuid(), paidOutOn: START, amountMinor: 1 }),
    ];
    for (const door of doors) {
      await assert.rejects(door(strange), refused('loans.not-found'));
      await assert.rejects(door(nobody), refused('loans.not-found'));
    }
    await assert.rejects(api.listLoans(nobody, {}), refused('loans.no-institution'));
    await assert.rejects(api.portfolio(nobody, {}), refused('loans.no-institution'));
    await assert.rejects(api.businessDay(nobody, {}), refused('loans.no-institution'));
    await assert.rejects(api.cashFlow(nobody, { fromOn: START, untilOn: START }), refused('loans.no-institution'));
    const wish = { productId: newUuid(), productVersion: 1, borrowerId: newUuid(), amountMinor: 1, periods: 1 };
    await assert.rejects(api.createLoan(nobody, wish), refused('loans.no-institution'));
    assert.deepEqual((await api.listLoans(strange, {})).items, []);
  });

  it('should show a borrower the own loans and nothing of the books when they ask', async () => {
    const { officer } = story();
    const borrowerId = newUuid();
    const borrower = userCall(borrowerId);
    const wish = {
      productId: newUuid(),
      productVersion: 1,
      borrowerId,
      amountMinor: 1_000_000,
      periods: 3,
      agreedOn: START,
    };
    const { loanId } = await api.createLoan(officer, wish);
    await api.createLoan(officer, wish);
    assert.equal((await api.getLoan(borrower, { loanId })).loanId, loanId);
    await assert.rejects(api.journal(borrower, { loanId }), refused('loans.not-found'));
    const first = await api.listMyLoans(borrower, { limit: 1 });
    assert.ok(first.nextCursor);
    const second = await api.listMyLoans(borrower, { limit: 1, cursor: first.nextCursor });
    assert.equal(new Set([...first.items, ...second.items].map((loan) => loan.loanId)).size, 2);
    assert.equal((await api.countOpenLoans(house, { userId: borrowerId })).open, 2);
    assert.equal((await api.personalData(house, { userId: borrowerId })).loans.length, 2);
  });

  it('should find loans by state, number and days past due when a list is asked for', async () => {
    const { tenantId, officer, made, paidOut, pay } = story();
    const waiting = await made();
    const late = await paidOut();
    const good = await paidOut();
    await pay(good, 30, 3_540_000);
    clock.set('2026-09-20T03:00:00Z');
    const idsOf = async (filter: Parameters<typeof api.listLoans>[1]) =>
      (await api.listLoans(officer, filter)).items.map((loan) => loan.loanId);
    assert.deepEqual(await idsOf({ status: 'approved' }), [waiting.loanId]);
    assert.deepEqual(await idsOf({ leastDaysPastDue: 20 }), [late]);
    assert.deepEqual(await idsOf({ leastDaysPastDue: 21 }), []);
    assert.deepEqual(await idsOf({ number: waiting.number }), [waiting.loanId]);
    assert.deepEqual(await idsOf({ status: 'active', mostDaysPastDue: 5 }), []);
    assert.equal((await idsOf({})).length, 3);
    const { groups } = await api.portfolio(officer, {});
    assert.deepEqual(
      groups.map((group) => [group.status, group.daysFrom]),
      [
        ['active', 16],
        ['closed', 0],
      ],
    );
    const due = await api.loansDueOn(house, { tenantId, dueOn: addDays(START, 30), afterLoanId: null, limit: 10 });
    assert.deepEqual(
      due.items.map((item) => item.loanId),
      [late],
    );
    await world.database.run(
      sql`update loans.loans set net_payout_minor = amount_minor - 45000 where tenant_id = ${tenantId}`,
    );
    const flow = await api.cashFlow(officer, { fromOn: START, untilOn: addDays(START, 60) });
    assert.deepEqual(
      flow.items.map((item) => [item.kind, item.count, item.parts.feeMinor]),
      [
        ['disbursement', 2, 90_000],
        ['repayment', 1, 0],
      ],
      'fees are taken out of the payout',
    );
    assert.deepEqual(await api.countBorrowers(house, { tenantId }), { borrowers: 2, activeBorrowers: 1 });
    const lines = await api.transactionsOfDay(house, {
      tenantId,
      fromOn: '2026-01-01',
      untilOn: '2027-01-01',
      limit: 2,
    });
    assert.equal(lines.items.length, 2);
    assert.ok(lines.nextCursor);
    clock.set(TODAY);
  });

  it('should keep the business date apart from the clock when days are closed', async () => {
    const { tenantId, officer } = story();
    assert.equal((await api.businessDay(officer, {})).businessDate, '2026-11-21');
    await api.openBusinessDay(house, { tenantId, businessDate: '2026-11-20' });
    assert.equal((await api.businessDay(officer, {})).businessDate, '2026-11-20');
    assert.equal(
      (await api.openBusinessDay(house, { tenantId, businessDate: '2026-11-19' })).businessDate,
      '2026-11-20',
    );
  });

  it('should refuse to change what has happened when we try it ourselves', async () => {
    const { paidOut } = story();
    const loanId = await paidOut();
    await assert.rejects(world.database.run(sql`delete from loans.events where loan_id = ${loanId}`), /never changed/);
    await world.database.run(
      sql`update loans.positions set principal_minor = principal_minor + 1 where loan_id = ${loanId}`,
    );
    const { problems } = await api.verifyLoans(house, {});
    assert.equal(problems.length, 1);
    await world.database.run(
      sql`update loans.positions set principal_minor = principal_minor - 1 where loan_id = ${loanId}`,
    );
    await isSound();
  });
});
