import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pg from 'pg';
import { addDays } from '#engine/calendar/days';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { testDatabase } from '#platform/testing/database';
import { loanStories, refused, START, TODAY } from './story-fixture.ts';

describe('loans', () => {
  const world = testDatabase('loans');
  const { api, clock, house, story, isSound, eventsOf } = loanStories(world);

  const closedUntil = async (loanId: string) => {
    const [row] = await world.database.run<{ closed_until: string }>(
      sql`select closed_until from loans.positions where loan_id = ${loanId}`,
    );
    return row?.closed_until;
  };
  /** Replaces what an event says, as whoever owns the database could, past the guard on streams; answers what it said before. */
  const breakEvent = async (loanId: string, kind: string, next: { kind: string; data: unknown }) => {
    const owner = new pg.Client({ connectionString: world.url });
    await owner.connect();
    try {
      const where = 'loan_id = $1 and kind = $2';
      const was = await owner.query(`select kind, data from loans.events where ${where}`, [loanId, kind]);
      await owner.query('set session_replication_role = replica');
      const change = `update loans.events set kind = $3, data = $4 where ${where}`;
      await owner.query(change, [loanId, kind, next.kind, JSON.stringify(next.data)]);
      return was.rows as { kind: string; data: unknown }[];
    } finally {
      await owner.end();
    }
  };

  it('should begin a stream with its proof, an event and an audit entry when an offer is approved', async () => {
    const { made, officer } = story();
    const loan = await made();
    assert.equal(loan.status, 'approved');
    assert.match(loan.number, /^L-2608-0000001$/);
    assert.deepEqual(await eventsOf(loan.loanId), ['loan.created', 'audit.recorded']);
    const [row] = await world.database.run<{ verdict: string }>(
      sql`select proof ->> 'verdict' as verdict from loans.loans where loan_id = ${loan.loanId}`,
    );
    assert.equal(row?.verdict, 'within');
    const agreed = await api.agreement(officer, { loanId: loan.loanId });
    const { items } = await api.schedule(officer, { loanId: loan.loanId });
    assert.equal(agreed.proof.verdict, 'within');
    assert.equal(
      agreed.totalMinor,
      items.reduce((total, { due }) => total + due.principalMinor + due.interestMinor + due.feeMinor, 0),
      'what is agreed is what falls due',
    );
    assert.ok(agreed.proof.priceMinor <= agreed.proof.mostMinor);
    assert.ok(agreed.annualRatePercent !== null && agreed.annualRatePercent > 73, 'above the flat 0.2 % a day');
    await isSound();
  });

  it('should be found by its number over all institutions when the house looks', async () => {
    const [first, second] = [await story().made(), await story().made()];
    assert.equal(first.number, second.number, 'each institution counts its own');
    const { loans } = await api.loansByNumber(house, { number: first.number });
    const found = loans.map(({ loanId }) => loanId);
    assert.ok([first, second].every(({ loanId }) => found.includes(loanId)));
    assert.ok(loans.every(({ number }) => number === first.number));
    assert.deepEqual((await api.loansByNumber(house, { number: 'L-26' })).loans, [], 'the whole number');
  });

  it('should pay out net of fees and show what is owed when money went out', async () => {
    const { officer, paidOut } = story();
    const loanId = await paidOut();
    const loan = await api.getLoan(officer, { loanId });
    assert.equal(loan.status, 'active');
    assert.deepEqual(loan.open, {
      principalMinor: 3_000_000,
      interestMinor: 540_000,
      feeMinor: 0,
      penaltyMinor: loan.open.penaltyMinor,
    });
    assert.deepEqual(await eventsOf(loanId), [
      'loan.created',
      'audit.recorded',
      'loan.activated',
      'loan.delinquency-changed',
      'audit.recorded',
      'posting.requested',
    ]);
    const { items } = await api.journal(officer, { loanId });
    const lines = new Map(
      items[0]?.lines.map(({ account, side, amountMinor }) => [account, side === 'debit' ? amountMinor : -amountMinor]),
    );
    assert.deepEqual(Object.fromEntries(lines), {
      'loans-receivable': 3_000_000,
      clearing: -2_955_000,
      'fee-income': -45_000,
    });
  });

  it('should allocate a payment, tell of it and post it when one comes', async () => {
    const { officer, paidOut, pay } = story();
    const loanId = await paidOut();
    const { loan, transaction } = await pay(loanId, 30, 1_180_000);
    assert.deepEqual(transaction.parts, {
      principalMinor: 1_000_000,
      interestMinor: 180_000,
      feeMinor: 0,
      penaltyMinor: 0,
    });
    assert.equal(transaction.balanceMinor, 2_000_000);
    assert.equal(loan.version, 4);
    const { items } = await api.transactions(officer, { loanId });
    assert.deepEqual(
      items.map((line) => line.kind),
      ['disbursement', 'repayment'],
    );
    assert.equal((await api.schedule(officer, { loanId })).items[0]?.isMet, true);
    assert.equal((await eventsOf(loanId)).at(-3), 'loan.transaction-recorded');
    await isSound();
  });

  it('should charge by the day when a payment is late, and as if on time when the bank had it earlier', async () => {
    const { officer, paidOut, pay } = story();
    const loanId = await paidOut();
    const { transaction } = await pay(loanId, 40, 1_190_000);
    // Ten days on a million at 0.1 %.
    assert.equal(transaction.parts.penaltyMinor, 10_000);
    assert.equal(transaction.overpaidMinor, 0);
    await api.reverseTransaction(officer, {
      loanId,
      transactionId: transaction.transactionId,
      reason: 'Salah tanggal',
    });
    const again = await pay(loanId, 30, 1_190_000);
    assert.equal(again.transaction.parts.penaltyMinor, 0);
    assert.equal(again.transaction.parts.interestMinor, 190_000);
    const { items } = await api.transactions(officer, { loanId });
    assert.deepEqual(
      items.filter((line) => line.isReversed).map((line) => line.parts.penaltyMinor),
      [10_000],
    );
    await isSound();
  });

  it('should correct later transactions and say so when an earlier one comes late', async () => {
    const { paidOut, pay } = story();
    const loanId = await paidOut();
    await pay(loanId, 50, 600_000);
    await pay(loanId, 20, 1_180_000);
    const [event] = await world.database.run<{
      payload: { corrections: { parts: { penaltyMinor: number }; before: { parts: { penaltyMinor: number } } }[] };
    }>(
      sql`select payload from loans.outbox where aggregate_id = ${loanId} and event_type = 'loan.transaction-recorded' order by id desc limit 1`,
    );
    const [correction] = event?.payload.corrections ?? [];
    assert.deepEqual([correction?.before.parts.penaltyMinor, correction?.parts.penaltyMinor], [20_000, 0]);
    await isSound();
  });

  it('should settle to the unit and recognise all income when the quote is paid', async () => {
    clock.set('2026-08-21T03:00:00Z');
    const { officer, paidOut, close } = story();
    const loanId = await paidOut();
    await close(10);
    const quote = await api.payoffQuote(officer, { loanId, onDate: '2026-08-21' });
    const step = { kind: 'repayment' as const, amountMinor: quote.totalMinor };
    const { loan } = await api.recordTransaction(officer, {
      loanId,
      transactionId: newUuid(),
      valueDate: '2026-08-21',
      step,
    });
    clock.set(TODAY);
    assert.deepEqual([loan.status, loan.openMinor, loan.overpaidMinor], ['closed', 0, 0]);
    assert.ok((await eventsOf(loanId)).includes('loan.closed'));
    await isSound();
    const { recognised } = await api.journal(officer, { loanId });
    assert.equal(recognised.interestMinor, 540_000);
  });

  it('should give back what was paid too much when the borrower asks (loans.amount-too-large)', async () => {
    const { paidOut, pay, record } = story();
    const loanId = await paidOut();
    const { loan } = await pay(loanId, 30, 3_600_000);
    assert.deepEqual([loan.status, loan.overpaidMinor], ['overpaid', 60_000]);
    await assert.rejects(
      record(loanId, 31, { kind: 'credit-balance-refund', amountMinor: 60_001 }),
      refused('loans.amount-too-large'),
    );
    const back = await record(loanId, 31, { kind: 'credit-balance-refund', amountMinor: 60_000 });
    assert.equal(back.loan.status, 'closed');
    await isSound();
  });

  it('should recognise the same income by the day as at once when days are closed', async () => {
    clock.set('2026-08-01T03:00:00Z');
    const one = story();
    const daily = await one.paidOut(1_700_001);
    for (let day = 0; day <= 100; day += 1) await one.close(day);
    const other = story();
    const late = await other.paidOut(1_700_001);
    await other.close(100);
    const [a, b] = await Promise.all([
      api.journal(one.officer, { loanId: daily }),
      api.journal(other.officer, { loanId: late }),
    ]);
    clock.set(TODAY);
    assert.deepEqual(a.recognised, b.recognised);
    assert.ok(a.recognised.penaltyMinor > 0);
    await isSound();
    const told = await world.database.run<{ bucket: string }>(
      sql`select payload ->> 'bucket' as bucket from loans.outbox where aggregate_id = ${daily} and event_type = 'loan.delinquency-changed' order by id`,
    );
    assert.deepEqual(
      told.map((row) => row.bucket),
      ['1-30', '31-90'],
    );
  });

  it('should move straight loans in one statement and replay only the others when a day is closed', async () => {
    const { tenantId, paidOut, close } = story();
    for (let count = 0; count < 5; count += 1) await paidOut();
    const first = await close(0);
    assert.deepEqual([first.closed, first.replayed], [5, 5]);
    const second = await close(1);
    const third = await close(2);
    assert.deepEqual([second.replayed, third.closed, third.replayed], [0, 5, 0]);
    assert.equal(third.accrued.interestMinor, 5 * 6_000);
    assert.deepEqual(await close(2), {
      closed: 0,
      replayed: 0,
      setAside: [],
      accrued: { principalMinor: 0, interestMinor: 0, feeMinor: 0, penaltyMinor: 0 },
      lastLoanId: null,
    });
    const stretch = { tenantId, businessDate: addDays(START, 3), limit: 2 };
    const some = await api.closeLoans(house, { ...stretch, afterLoanId: null });
    assert.equal(some.closed, 2);
    const [next, twice] = await Promise.all([
      api.closeLoans(house, { ...stretch, afterLoanId: some.lastLoanId, limit: 10 }),
      api.closeLoans(house, { ...stretch, afterLoanId: null, limit: 10 }),
    ]);
    assert.equal(next.closed + twice.closed, 3);
    const { endLoanIds, loans } = await api.loanStretches(house, { tenantId, size: 2 });
    assert.deepEqual([endLoanIds.length, loans], [2, 5]);
    await isSound();
  });

  it('should set a loan with a broken stream aside, close the others, and close it with its missed days when it is mended', async () => {
    const { officer, paidOut, pay, close } = story();
    const broken = await paidOut();
    await pay(broken, 2, 100_000);
    const others = [await paidOut(), await paidOut()];
    await close(10);
    // An event that cannot be: it takes out a transaction that never was. Streams refuse to be changed, so the guard is lifted.
    const [good] = await breakEvent(broken, 'paid', { kind: 'reversed', data: { transactionId: newUuid() } });
    assert.ok(good);
    // On that day an instalment falls due, so every loan is replayed.
    const found = await close(31);
    assert.deepEqual([found.closed, found.replayed, found.lastLoanId], [2, 2, null]);
    assert.deepEqual(found.setAside, [{ loanId: broken, code: 'loans.cannot-be-closed' }]);
    assert.equal(await closedUntil(broken), addDays(START, 10));
    for (const loanId of others) assert.equal(await closedUntil(loanId), addDays(START, 31));
    const verified = await api.verifyLoans(house, {});
    assert.equal(verified.isSound, false);
    assert.match(verified.problems.join(), /does not replay/);
    // Tried again while it is still broken, it is told again, and the others go on.
    const again = await close(32);
    assert.deepEqual([again.closed, again.setAside.length], [2, 1]);
    await breakEvent(broken, 'reversed', good);
    const mended = await close(33);
    assert.deepEqual([mended.closed, mended.setAside], [3, []]);
    assert.equal(await closedUntil(broken), addDays(START, 33));
    // The days it had missed are in its income: it has as much as if it had never been broken.
    const { recognised } = await api.journal(officer, { loanId: broken });
    const [other] = others;
    assert.ok(other);
    assert.equal(recognised.interestMinor, (await api.journal(officer, { loanId: other })).recognised.interestMinor);
    await isSound();
  });

  it('should refuse by name and list the loan as it last stood when its stream is broken (loans.stream-broken)', async () => {
    const { tenantId, officer, checker, paidOut, pay, close } = story();
    const broken = await paidOut();
    await pay(broken, 30, 1_180_000);
    const other = await paidOut();
    await pay(other, 30, 1_180_000);
    await close(40);
    await api.openBusinessDay(house, { tenantId, businessDate: addDays(START, 40) });
    const [before] = (await api.loansByIds(house, { loanIds: [broken] })).loans;
    const [good] = await breakEvent(broken, 'paid', { kind: 'reversed', data: { transactionId: newUuid() } });
    assert.ok(before && good);
    const isRefused = refused('loans.stream-broken');
    const asked = { loanId: broken };
    const reads = ['getLoan', 'schedule', 'charges', 'transactions', 'timeline', 'journal', 'agreement'] as const;
    for (const read of reads) await assert.rejects(api[read](officer, asked), isRefused, read);
    await assert.rejects(api.payoffQuote(officer, asked), isRefused);
    await assert.rejects(api.loanFiguresOn(officer, { ...asked, onDate: addDays(START, 10) }), isRefused);
    const step = { kind: 'repayment' as const, amountMinor: 1_000 };
    const wanted = { ...asked, valueDate: addDays(START, 41), step };
    await assert.rejects(api.previewStep(officer, wanted), isRefused);
    await assert.rejects(api.recordTransaction(officer, { ...wanted, transactionId: newUuid() }), isRefused);
    await assert.rejects(
      api.reverseTransaction(checker, { ...asked, transactionId: newUuid(), reason: 'Coba saja' }),
      isRefused,
    );
    // Who may not see it does not hear that it is there.
    const stranger = story().officer;
    await assert.rejects(api.getLoan(stranger, asked), refused('loans.not-found'));
    const { items } = await api.listLoans(officer, {});
    assert.deepEqual(
      items.map(({ loanId, isStreamBroken }) => [loanId, isStreamBroken]),
      [
        [other, undefined],
        [broken, true],
      ],
    );
    assert.deepEqual(items[1], { ...before, isStreamBroken: true }, 'every figure as it stood');
    const { loans } = await api.loansByIds(house, { loanIds: [broken, other] });
    assert.deepEqual(loans, [items[1], items[0]]);
    assert.equal((await api.getLoan(officer, { loanId: other })).status, 'active');
    await breakEvent(broken, 'reversed', good);
    assert.deepEqual(await api.getLoan(officer, asked), before);
    await isSound();
  });

  it('should let a loan be paid while its day is closed when both come at once', async () => {
    const { paidOut, pay, close } = story();
    const loans = await Promise.all([paidOut(), paidOut(), paidOut(), paidOut()]);
    await Promise.all([close(29), ...loans.map((loanId) => pay(loanId, 29, 500_000)), close(29)]);
    await close(31);
    await isSound();
  });

  it('should freeze charges and delinquency when a claim is looked at', async () => {
    const { officer, paidOut, record } = story();
    const loanId = await paidOut();
    await record(loanId, 35, { kind: 'charge-freeze', fromOn: addDays(START, 35), untilOn: addDays(START, 44) });
    const figures = await api.loanFiguresOn(officer, { loanId, onDate: addDays(START, 50) });
    // Twenty days late, ten of them frozen.
    assert.equal(figures.open.penaltyMinor, 10_000);
    assert.equal(figures.daysPastDue, 20);
    await assert.rejects(
      record(loanId, 36, { kind: 'charge-freeze', fromOn: addDays(START, 40), untilOn: addDays(START, 39) }),
      refused('loans.dates-contradict'),
    );
    await isSound();
  });

  it('should take receivables out of the books and keep the debt when a loan is charged off, written off and recovered', async () => {
    const { officer, paidOut, record, pay, close } = story();
    const loanId = await paidOut();
    await close(60);
    const off = await record(loanId, 61, { kind: 'charge-off', isFraud: false });
    assert.equal(off.loan.isChargedOff, true);
    await assert.rejects(record(loanId, 62, { kind: 'charge-off', isFraud: true }), refused('loans.nothing-open'));
    await pay(loanId, 63, 100_000);
    await close(64);
    const { items, recognised } = await api.journal(officer, { loanId });
    const sums = new Map<string, number>();
    for (const { lines } of items)
      for (const { account, side, amountMinor } of lines)
        sums.set(account, (sums.get(account) ?? 0) + (side === 'debit' ? amountMinor : -amountMinor));
    assert.equal(sums.get('loans-receivable'), 0);
    assert.equal(sums.get('recovery-income'), -100_000);
    assert.equal(sums.get('charge-off-interest'), recognised.interestMinor);
    const written = await record(loanId, 65, { kind: 'write-off' });
    assert.equal(written.loan.status, 'written-off');
    await assert.rejects(pay(loanId, 66, 10_000), refused('loans.wrong-state'));
    const recovered = await record(loanId, 66, { kind: 'recovery', amountMinor: 50_000 });
    assert.equal(recovered.loan.status, 'written-off');
    await isSound();
  });
});
