import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addDays } from '#engine/calendar/days';
import { newUuid } from '#platform/ids';
import { testDatabase } from '#platform/testing/database';
import { someTerms } from './fixtures.ts';
import type { PriceProof, Step } from './shapes.ts';
import { loanStories, refused, START } from './story-fixture.ts';

const SHORT_CONSUMER = {
  ...{ fromOn: '2025-01-01', purpose: 'consumer' as const, size: null, longestMonths: 6 },
  percentPerDay: '0.3',
};

describe('steps of a loan', () => {
  const world = testDatabase('loans');
  const { api, somebody, story, isSound } = loanStories(world);

  it('should owe each part from its own day on when the sum goes out in parts (loans.dates-contradict)', async () => {
    const { officer, made, pay, close, record } = story();
    const { loanId } = await made();
    const payOut = (day: number, amountMinor: number) =>
      api.activateLoan(officer, { loanId, transactionId: newUuid(), paidOutOn: addDays(START, day), amountMinor });
    const first = await payOut(0, 900_000);
    assert.deepEqual([first.loan.paidOutMinor, first.loan.amountMinor], [900_000, 3_000_000]);
    await close(20);
    await pay(loanId, 30, 354_000);
    // Two more parts in the second and third month; the second is told when its day has been closed.
    await close(50);
    await payOut(40, 1_200_000);
    await payOut(65, 900_000);
    const { items } = await api.schedule(officer, { loanId });
    // 0.2 % a day: 900,000 for 30 days; then with 1,200,000 from day 40; then with 900,000 from day 65.
    assert.deepEqual(
      items.map(({ due }) => due.interestMinor),
      [54_000, 54_000 + 48_000, 54_000 + 72_000 + 45_000],
    );
    assert.deepEqual(
      items.map(({ due }) => due.principalMinor),
      [300_000, 900_000, 1_800_000],
    );
    await assert.rejects(payOut(66, 1), refused('loans.amount-too-large'));
    await close(70);
    await record(loanId, 75, { kind: 'charge-off', isFraud: false });
    await isSound();
    // No part goes out after the last instalment, or of a loan that is a loss.
    const other = await made();
    const late = (paidOutOn: number) =>
      api.activateLoan(officer, {
        ...{ loanId: other.loanId, transactionId: newUuid(), amountMinor: 1_000_000 },
        paidOutOn: addDays(START, paidOutOn),
      });
    await late(0);
    await assert.rejects(late(90), refused('loans.dates-contradict'));
    await late(10);
    await assert.rejects(record(other.loanId, 5, { kind: 'write-off' }), refused('loans.dates-contradict'));
    await record(other.loanId, 80, { kind: 'charge-off', isFraud: false });
    await assert.rejects(late(85), refused('loans.wrong-state'));
    await isSound();
  });

  it('should check the cap of the day again and keep the proof when a step makes another schedule (loans.over-cap)', async () => {
    // 0.2 % a day for ninety days and 1.5 % at once: 585,000 of the 810,000 that 0.3 % a day allow.
    const { officer, made, paidOut, record } = story({}, SHORT_CONSUMER);
    const rate = (annualRatePercent: string): Step => ({
      kind: 'reschedule',
      changes: [{ kind: 'rate', fromDueOn: addDays(START, 90), annualRatePercent }],
    });
    const isOver = refused('loans.over-cap');
    const loanId = await paidOut();
    await assert.rejects(record(loanId, 20, rate('0.46')), isOver);
    await assert.rejects(
      api.previewStep(officer, { loanId, valueDate: addDays(START, 20), step: rate('0.46') }),
      isOver,
    );
    assert.equal((await api.getLoan(officer, { loanId })).version, 3, 'nothing was written');
    const { transaction } = await record(loanId, 20, rate('0.45'));
    const proofs = async (ofLoanId: string) =>
      (await api.timeline(officer, { loanId: ofLoanId })).items.flatMap(({ data }) => {
        const { proof } = data as { proof?: PriceProof };
        return proof ? [[proof.priceMinor, proof.days, proof.mostMinor, proof.line?.percentPerDay, proof.verdict]] : [];
      });
    assert.equal(transaction.kind, 'reschedule');
    assert.deepEqual(await proofs(loanId), [[45_000 + 360_000 + 405_000, 90, 810_000, '0.3', 'within']]);
    // Longer at the same price a day: past six months by the line of long terms.
    const longer = (periods: number): Step => ({
      kind: 'reschedule',
      changes: [{ kind: 'extra-periods', fromDueOn: addDays(START, 60), periods }],
    });
    const other = await paidOut();
    await assert.rejects(record(other, 20, longer(5)), isOver);
    await record(other, 20, longer(2));
    const aged: Step = { kind: 're-ageing', startOn: addDays(START, 120), instalments: 4, every: 60, unit: 'days' };
    await record(other, 40, aged);
    assert.equal((await proofs(other)).length, 2);
    // Parts: a rate that the first alone could bear, and the rest could not.
    const inParts = await made();
    const payOut = (day: number, amountMinor: number) =>
      api.activateLoan(officer, {
        ...{ loanId: inParts.loanId, transactionId: newUuid(), amountMinor },
        paidOutOn: addDays(START, day),
      });
    await payOut(0, 900_000);
    await record(inParts.loanId, 20, rate('1'));
    await assert.rejects(payOut(40, 2_100_000), isOver);
    const check = (amountMinor: number) => api.checkPayout(officer, { loanId: inParts.loanId, amountMinor });
    await assert.rejects(check(2_100_001), refused('loans.amount-too-large'));
    await assert.rejects(check(2_100_000), refused('loans.dates-contradict'), 'today all is due');
    await payOut(40, 300_000);
    assert.equal((await proofs(inParts.loanId)).length, 2);
    await isSound();
  });

  it('should take agreements and charge-backs when interest follows the payments', async () => {
    const base = someTerms().schedule;
    const order = (['penalty', 'fee', 'interest', 'principal'] as const).flatMap((component) =>
      (['past-due', 'due', 'in-advance'] as const).map((when) => ({ when, component })),
    );
    const { officer, paidOut, pay, close, record } = story({
      schedule: { ...base, method: 'declining', amortisation: 'equal-instalments', ratePercent: '24', periods: 6 },
      recalculation: { rest: 'daily', prepayment: 'next-instalments', settlement: 'until-payment' },
      allocation: { kind: 'buckets', direction: 'vertical', standard: { order, rest: 'next-instalment' }, byKind: {} },
      chargebackOrder: ['interest', 'principal', 'fee', 'penalty'],
    });
    const loanId = await paidOut();
    await close(20);
    const { transaction } = await pay(loanId, 30, 600_000);
    await record(loanId, 35, { kind: 'chargeback', amountMinor: 600_000, paymentId: transaction.transactionId });
    await close(60);
    await record(loanId, 62, { kind: 're-amortisation' });
    const holiday = {
      kind: 'payment-holiday' as const,
      fromDueOn: addDays(START, 120),
      periods: 1,
      isInterestDue: false,
    };
    await record(loanId, 63, holiday);
    const rate = { kind: 'rate' as const, fromDueOn: addDays(START, 150), annualRatePercent: '12' };
    await record(loanId, 64, { kind: 'reschedule', changes: [rate] });
    assert.equal((await api.schedule(officer, { loanId })).items.length, 7);
    await close(80);
    await isSound();
    await record(loanId, 100, {
      kind: 're-ageing',
      startOn: addDays(START, 130),
      instalments: 4,
      every: 2,
      unit: 'weeks',
    });
    // What was re-aged is re-aged again, and not changed by its old dates.
    await assert.rejects(
      record(loanId, 105, { kind: 'reschedule', changes: [rate] }),
      refused('loans.dates-contradict'),
    );
    await close(110);
    await isSound();
    const { totalMinor } = await api.payoffQuote(officer, { loanId });
    const today = (await api.businessDay(officer, {})).businessDate;
    const paid = await api.recordTransaction(officer, {
      ...{ loanId, transactionId: newUuid(), valueDate: today },
      step: { kind: 'repayment', amountMinor: totalMinor },
    });
    assert.deepEqual([paid.loan.status, paid.loan.openMinor], ['closed', 0]);
    await isSound();
  });

  it('should list every charge with the id by which it is forgiven when somebody asks, late ones as they have come', async () => {
    const { officer, paidOut, record } = story();
    const loanId = await paidOut();
    await record(loanId, 5, {
      kind: 'fee',
      name: 'Biaya kunjungan',
      amountMinor: 40_000,
      dueOn: addDays(START, 40),
      isPenalty: false,
    });
    await record(loanId, 5, {
      kind: 'fee',
      name: 'Denda cek',
      amountMinor: 9_000,
      dueOn: addDays(START, 20),
      isPenalty: true,
    });
    const list = async () => (await api.charges(officer, { loanId })).items;
    const found = await list();
    assert.deepEqual(
      found.map(({ name, kind, isTakenFromPayout, openMinor }) => [name, kind, isTakenFromPayout, openMinor]),
      [
        ['Biaya layanan', 'fee', true, 0],
        ['Denda cek', 'penalty', false, 9_000],
        [null, 'late-charge', false, 82_000],
        ['Biaya kunjungan', 'fee', false, 40_000],
        [null, 'late-charge', false, 52_000],
        [null, 'late-charge', false, 22_000],
      ],
    );
    const [taken, penalty, late, visit] = found;
    assert.ok(taken && penalty && late && visit);
    // The late charge of the first instalment alone: what somebody entered stays.
    await record(loanId, 60, { kind: 'charge-waiver', chargeId: late.chargeId });
    await record(loanId, 60, { kind: 'charge-waiver', chargeId: visit.chargeId });
    const after = new Map((await list()).map((line) => [line.chargeId, line]));
    assert.equal(after.get(penalty.chargeId)?.openMinor, 9_000);
    assert.deepEqual([after.get(visit.chargeId)?.openMinor, after.get(visit.chargeId)?.waivedMinor], [0, 40_000]);
    assert.equal(after.get(late.chargeId)?.waivedMinor, 82_000);
    await assert.rejects(
      record(loanId, 60, { kind: 'charge-waiver', chargeId: taken.chargeId }),
      refused('loans.no-such-charge'),
    );
    await assert.rejects(api.charges(somebody('CREDIT_OFFICER', newUuid()), { loanId }), refused('loans.not-found'));
    await isSound();
  });

  it('should forgive, charge, move and lengthen as agreed when an officer does so', async () => {
    const { officer, checker, paidOut, record } = story();
    const loanId = await paidOut();
    await record(loanId, 5, {
      kind: 'fee',
      name: 'Biaya kunjungan',
      amountMinor: 25_000,
      dueOn: addDays(START, 6),
      isPenalty: false,
    });
    const charge = (await api.timeline(officer, { loanId })).items.find((event) => event.kind === 'charged');
    assert.ok(charge);
    const chargeId = String((charge.data as { charge: { id: string } }).charge.id);
    await record(loanId, 7, { kind: 'charge-waiver', chargeId });
    await assert.rejects(record(loanId, 8, { kind: 'charge-waiver', chargeId }), refused('loans.no-such-charge'));
    await record(loanId, 8, { kind: 'interest-waiver', amountMinor: 30_000 });
    await assert.rejects(
      record(loanId, 8, { kind: 'interest-waiver', amountMinor: 9_000_000 }),
      refused('loans.amount-too-large'),
    );
    const holiday: Step = { kind: 'payment-holiday', fromDueOn: addDays(START, 60), periods: 1, isInterestDue: true };
    const preview = await api.previewStep(checker, { loanId, valueDate: addDays(START, 40), step: holiday });
    assert.deepEqual([preview.before.length, preview.after.length], [3, 4]);
    const { loan } = await record(loanId, 40, holiday);
    assert.equal(loan.endsOn, addDays(START, 120));
    const rows = (await api.schedule(officer, { loanId })).items;
    assert.deepEqual(
      rows.map((row) => row.due),
      preview.after.map((row) => row.due),
    );
    assert.equal(rows[1]?.due.principalMinor, 0);
    await assert.rejects(
      record(loanId, 41, {
        kind: 'reschedule',
        changes: [{ kind: 'extra-periods', fromDueOn: addDays(START, 31), periods: 1 }],
      }),
      refused('loans.dates-contradict'),
    );
    await isSound();
  });

  it('should move what is overdue when a loan is re-amortised or re-aged (loans.nothing-open)', async () => {
    const { paidOut, record } = story();
    const loanId = await paidOut();
    await assert.rejects(record(loanId, 20, { kind: 're-amortisation' }), refused('loans.nothing-open'));
    await record(loanId, 35, { kind: 're-amortisation' });
    const aged: Step = { kind: 're-ageing', startOn: addDays(START, 120), instalments: 4, every: 30, unit: 'days' };
    const { loan } = await record(loanId, 70, aged);
    assert.equal(loan.endsOn, addDays(START, 210));
    await assert.rejects(
      record(loanId, 71, { ...aged, startOn: addDays(START, 60) }),
      refused('loans.dates-contradict'),
    );
    await isSound();
  });

  it('should owe again when a payment is charged back, never more than it was (loans.no-such-transaction)', async () => {
    const { officer, paidOut, pay, record } = story();
    const loanId = await paidOut();
    const { transaction } = await pay(loanId, 30, 1_180_000);
    const paymentId = transaction.transactionId;
    await assert.rejects(
      record(loanId, 40, { kind: 'chargeback', amountMinor: 1_180_001, paymentId }),
      refused('loans.amount-too-large'),
    );
    await assert.rejects(
      record(loanId, 40, { kind: 'chargeback', amountMinor: 1, paymentId: newUuid() }),
      refused('loans.no-such-transaction'),
    );
    await assert.rejects(
      record(loanId, 20, { kind: 'chargeback', amountMinor: 1, paymentId }),
      refused('loans.dates-contradict'),
    );
    await record(loanId, 40, { kind: 'chargeback', amountMinor: 1_180_000, paymentId });
    await assert.rejects(
      api.reverseTransaction(officer, { loanId, transactionId: paymentId, reason: 'Coba saja' }),
      refused('loans.wrong-state'),
    );
    await isSound();
  });
});
