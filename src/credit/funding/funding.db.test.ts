import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Loan } from '#credit/loans';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import { createFieldCipher } from '#platform/encryption';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import type { PostingRequested } from '#platform/posting';
import { isRefusal, refuse } from '#platform/refusal';
import { ModuleSagas } from '#platform/saga-runner';
import { userCall } from '#platform/testing/calls';
import { testDatabase, waitFor } from '#platform/testing/database';
import { aLoan, BANK_SAYS_NO, nothing, theBooks, theTill } from './fixtures.ts';
import { createFunding } from './module.ts';

describe('funding', () => {
  const world = testDatabase('funding');
  const books = theBooks();
  const clock = fixedClock('2026-11-21T03:00:00Z');
  const loans = new Map<string, Loan>();
  const [tenantId, bankId] = [newUuid(), newUuid()];
  const officer = userCall(newUuid());
  const [compliance, banker, stranger] = [userCall(newUuid()), userCall(newUuid()), userCall(newUuid())];
  const dana = { tenantId, name: 'Dana Lumbung', kind: 'online-lender' as const };
  const roles = new Map([
    [officer, { ...dana, role: 'CREDIT_OFFICER' as const }],
    [compliance, { ...dana, role: 'COMPLIANCE_OFFICER' as const }],
    [banker, { tenantId: bankId, name: 'Bank Desa', kind: 'bank' as const, role: 'CREDIT_OFFICER' as const }],
  ]);
  let isBankDown = false;
  const system = systemCall('test', newUuid());
  const ledger = () => books.api;
  const till = theTill(books, 'Rina Kusuma');
  const runner = (owner: string, leaseMs: number) =>
    new ModuleSagas({ database: world.database, owner, log: silentLog, leaseMs });
  const module = (sagas = runner('p1', 30_000)) =>
    createFunding({
      database: world.database,
      sagas,
      cipher: createFieldCipher([Buffer.alloc(32, 7)]),
      clock,
      newId: newUuid,
      log: silentLog,
      tenants: {
        tenantOfCall: async (call) => roles.get(call) ?? Promise.reject(refuse('tenants.not-found')),
      },
      loans: {
        loansByIds: async (_call, { loanIds }) => ({ loans: loanIds.flatMap((id) => loans.get(id) ?? []) }),
      },
      ledger: ledger(),
      payments: {
        ...till.api,
        openAccount: async (_call, wish) => {
          if (isBankDown) throw refuse('payments.provider-unavailable');
          const { accountId, ownerKind, ownerId, payerName: accountName } = wish;
          const number = { bank: 'BRI', accountNumber: '9990021234567890', accountName };
          const openedAt = clock.now().toISOString();
          const channel = { channel: 'VA_BRI' as const, channelName: 'BRI Virtual Account' };
          return { accountId, ownerKind, ownerId, ...channel, status: 'open', ...number, openedAt };
        },
      },
    });
  const api = () => module().api;
  const no = (code: string) => (error: unknown) => isRefusal(error, code);

  /** Delivers an event, and brings what was instructed into the real ledger. */
  async function hear(eventType: string, payload: object): Promise<void> {
    const reaction = module().reactions?.find((one) => one.eventType === eventType) ?? assert.fail(eventType);
    const event = { eventId: newUuid(), eventType, payload } as never;
    await world.database.inTx(async (tx) => await reaction.inTx?.(tx, event, system));
    await bookAll();
  }
  async function bookAll(): Promise<void> {
    const rows = await world.database.run<{ payload: PostingRequested }>(
      sql`select payload from funding.outbox where event_type = 'posting.requested' order by id`,
    );
    for (const { payload } of rows) await ledger().post(system, { entries: [payload] });
  }
  async function money(...codes: string[]): Promise<number[]> {
    const { balances } = await ledger().balancesByCodes(system, { accountCodes: codes });
    return balances.map((balance) => balance.balanceMinor);
  }
  /** As payments books what arrives. */
  async function arrive(accountCode: string, amountMinor: number): Promise<void> {
    await post([
      { accountCode: 'provider:xendit', side: 'debit', amountMinor },
      { accountCode, side: 'credit', amountMinor },
    ]);
  }
  async function post(lines: PostingRequested['lines']): Promise<void> {
    const entry = { entryId: newUuid(), kind: 'test', currency: 'IDR', description: '', reference: 'test', lines };
    await ledger().post(system, { entries: [entry] });
  }
  async function pay(loanId: string, amountMinor: number): Promise<void> {
    await arrive(`custody:loan:${loanId}:received`, amountMinor);
    const at = clock.now().toISOString();
    const ids = { accountId: newUuid(), ownerKind: 'loan', ownerId: loanId, captureId: newUuid() };
    await hear('payment-account.credited', { ...ids, amountMinor, paidAt: at, receivedAt: at });
  }
  const moved = (loanId: string, change: object) => ({
    ...{ loanId, transactionId: newUuid(), kind: 'repayment', amountMinor: 0, corrections: [] },
    parts: nothing,
    ...change,
  });
  async function theLoan(change: Partial<Loan> = {}): Promise<Loan> {
    const loan = aLoan({ tenantId, amountMinor: 1_000_000, ...change });
    loans.set(loan.loanId, loan);
    return loan;
  }
  async function theFunder(escrowMinor: number, change: object = {}): Promise<string> {
    const wish = { name: 'Rina Kusuma', kind: 'person' as const, isSupervised: false, residence: 'resident' as const };
    const { funderId } = await api().addFunder(officer, { ...wish, ...change });
    if (escrowMinor > 0) await arrive(escrowOf(funderId), escrowMinor);
    return funderId;
  }
  const escrowOf = (funderId: string) => `custody:funder:${funderId}:escrow`;
  async function paidOutLoan(): Promise<{ loanId: string; funders: string[] }> {
    const loan = await theLoan();
    const funders = [await theFunder(700_000), await theFunder(300_000, { residence: 'non-resident' })];
    const lots = funders.map((funderId, index) => ({ funderId, amountMinor: index === 0 ? 700_000 : 300_000 }));
    await api().fundLoan(officer, { loanId: loan.loanId, lots });
    const payload = { loanId: loan.loanId, paidOutOn: '2026-11-21', amountMinor: 1_000_000, netPayoutMinor: 950_000 };
    await hear('loan.activated', payload);
    return { loanId: loan.loanId, funders };
  }

  /** A month that is over, with 40 million out: of that, shares are counted. */
  before(async () => {
    const funderId = await theFunder(0, { name: 'Dana Pensiun Desa', kind: 'institution', isSupervised: true });
    const loanId = newUuid();
    await world.database.batch([
      sql`
        insert into funding.loans (loan_id, tenant_id, funded_by, amount_minor, status, paid_out_on, updated_at)
        values (${loanId}, ${tenantId}, 'funders', 40000000, 'paid_out', '2026-10-15', now())`,
      sql`
        insert into funding.lots (loan_id, funder_id, tenant_id, amount_minor) values (${loanId}, ${funderId}, ${tenantId}, 40000000)`,
    ]);
  });

  it('should take funders in and show them only to their institution when asked', async () => {
    const funderId = await theFunder(50_000, { treatyPercent: '10', residence: 'non-resident' });
    const seen = await api().getFunder(compliance, { funderId });
    assert.deepEqual([seen.escrowMinor, seen.treatyPercent, seen.outstandingMinor], [50_000, '10', 0]);
    assert.equal((await api().funderAccount(officer, { funderId })).accountName, 'Rina Kusuma');
    assert.equal((await api().listFunders(officer, { limit: 1 })).items[0]?.funderId, funderId);
    assert.deepEqual([seen.shareLimitMinor, seen.incomeLimitMinor, seen.payoutAccount], [10_000_000, null, null]);
    const other = { name: 'Rina', kind: 'person' as const, isSupervised: false, residence: 'resident' as const };
    await assert.rejects(api().addFunder(banker, other), no('funding.no-funders-here'));
    await assert.rejects(api().addFunder(compliance, other), no('funding.not-allowed'));
    await assert.rejects(api().addFunder(stranger, other), no('funding.no-institution'));
    await assert.rejects(api().listFunders(stranger, {}), no('funding.no-institution'));
    for (const call of [banker, stranger]) {
      const code = call === banker ? 'funding.funder-not-found' : 'funding.no-institution';
      await assert.rejects(api().getFunder(call, { funderId }), no(code));
      await assert.rejects(api().funderAccount(call, { funderId }), no(code));
      await assert.rejects(api().funderPayments(call, { funderId }), no(code));
    }
    isBankDown = true;
    for (const ask of [() => api().funderAccount(officer, { funderId }), () => api().houseFunds(officer, {})])
      await assert.rejects(ask, no('funding.account-unavailable'));
    isBankDown = false;
    await assert.rejects(api().houseFunds(stranger, {}), no('funding.no-institution'));
    await arrive(`custody:tenant:${bankId}:funds`, 9_000_000);
    const house = await api().houseFunds(banker, {});
    assert.deepEqual([house.fundsMinor, house.account.accountName], [9_000_000, 'Bank Desa']);
  });

  it('should move exactly the promised shares when a loan is funded, once however often it is asked', async () => {
    const { loanId } = await theLoan();
    const [one, other] = [await theFunder(800_000), await theFunder(500_000)];
    const lots = [
      { funderId: one, amountMinor: 600_000 },
      { funderId: other, amountMinor: 400_000 },
    ];
    await assert.rejects(api().payoutSource(system, { loanId }), no('funding.not-funded'));
    const answers = await Promise.all([1, 2, 3].map(() => api().fundLoan(officer, { loanId, lots })));
    assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set(['funded']));
    assert.deepEqual(
      await money(escrowOf(one), escrowOf(other), `custody:loan:${loanId}:committed`),
      [200_000, 100_000, 1_000_000],
    );
    assert.deepEqual(await api().payoutSource(system, { loanId }), { accountCode: `custody:loan:${loanId}:committed` });
    assert.deepEqual(
      (await api().loanFunding(compliance, { loanId })).lots.map((lot) => lot.amountMinor).sort(),
      [400_000, 600_000],
    );
    const changed = [{ funderId: one, amountMinor: 1_000_000 }];
    await assert.rejects(api().fundLoan(officer, { loanId, lots: changed }), no('funding.already-funded'));
    await assert.rejects(api().loanFunding(banker, { loanId }), no('funding.loan-not-found'));
    await assert.rejects(api().loanFunding(stranger, { loanId }), no('funding.no-institution'));
    await assert.rejects(api().payoutSource(system, { loanId: newUuid() }), no('funding.loan-not-found'));
  });

  it('should refuse a promise and change nothing when shares, funders, money, loan or caller do not fit', async () => {
    const { loanId } = await theLoan();
    const funderId = await theFunder(999_999);
    const refused = async (
      lots: { funderId: string; amountMinor: number }[],
      code: string,
      call = officer,
      id = loanId,
    ) => await assert.rejects(api().fundLoan(call, { loanId: id, lots }), no(code), code);
    await refused([{ funderId, amountMinor: 1_000_000 }], 'funding.escrow-too-low');
    await refused([{ funderId, amountMinor: 999_999 }], 'funding.shares-differ');
    const half = { funderId, amountMinor: 500_000 };
    await refused([half, half], 'funding.funder-twice');
    await refused([half, { ...half, funderId: newUuid() }], 'funding.funder-not-found');
    await refused([half], 'funding.not-allowed', compliance);
    await refused([half], 'funding.no-institution', stranger);
    await refused([half], 'funding.loan-not-found', banker);
    const own = await theLoan({ fundedBy: 'own-book' });
    await refused([half], 'funding.no-funders-here', officer, own.loanId);
    const over = await theLoan({ status: 'closed' });
    await refused([half], 'funding.loan-not-open', officer, over.loanId);
    const poor = await theFunder(0, { yearlyIncomeMinor: 9_000_000 });
    await refused([{ funderId: poor, amountMinor: 1_000_000 }], 'funding.over-income-limit');
    assert.equal((await api().loanFunding(officer, { loanId })).status, 'open');
    assert.deepEqual(await money(escrowOf(funderId), `custody:loan:${loanId}:committed`), [999_999, 0]);
  });

  it('should finish a promise when its process died before the money moved', async () => {
    const { loanId } = await theLoan();
    const funderId = await theFunder(1_000_000);
    await api().fundLoan(officer, { loanId, lots: [{ funderId, amountMinor: 1_000_000 }] });
    const database = world.database;
    // As if the process had died after the entry of the ledger, before its own row.
    await database.run(
      sql`update funding.loans set status = 'reserving', due_at = ${clock.now()} where loan_id = ${loanId}`,
    );
    await module()
      .jobs?.find(({ name }) => name === 'funding.sweep')
      ?.run(system, null);
    assert.equal((await api().loanFunding(officer, { loanId })).status, 'funded');
    assert.deepEqual(await money(escrowOf(funderId), `custody:loan:${loanId}:committed`), [0, 1_000_000]);
  });

  it('should give the promise back when the loan is cancelled', async () => {
    const { loanId } = await theLoan();
    const funderId = await theFunder(1_000_000);
    await api().fundLoan(officer, { loanId, lots: [{ funderId, amountMinor: 1_000_000 }] });
    await hear('loan.cancelled', { loanId, reason: 'batal' });
    await hear('loan.cancelled', { loanId, reason: 'batal' });
    assert.deepEqual(await money(escrowOf(funderId), `custody:loan:${loanId}:committed`), [1_000_000, 0]);
  });

  it('should pass on what is paid to the rupiah when the loan and the money are told in any order', async () => {
    const { loanId, funders } = await paidOutLoan();
    const codes = [...funders.map(escrowOf), `custody:tenant:${tenantId}:tax`, `custody:tenant:${tenantId}:funds`];
    const before = await money(...codes);
    const parts = { principalMinor: 100_001, interestMinor: 20_003, feeMinor: 700, penaltyMinor: 300 };
    await hear('loan.transaction-recorded', moved(loanId, { amountMinor: 121_004, parts }));
    assert.equal((await api().loanFunding(officer, { loanId })).waitingMinor, 121_004, 'the money is not here yet');
    await pay(loanId, 121_004);
    const after = await money(...codes);
    // 70 % and 30 %; 15 % and 20 % withheld from the interest.
    assert.deepEqual(
      after.map((amount, index) => amount - (before[index] ?? 0)),
      [70_001 + 14_002 - 2_100, 30_000 + 6_001 - 1_200, 3_300, 1_000],
    );
    assert.deepEqual(await money(`custody:loan:${loanId}:received`), [0]);
    const seen = await api().loanFunding(officer, { loanId });
    assert.deepEqual([seen.waitingMinor, seen.distributedMinor, seen.receivedMinor], [0, 121_004, 121_004]);
    const { items } = await api().funderPayments(officer, { funderId: funders[1] ?? '' });
    assert.deepEqual(
      items.map((item) => [item.taxArticle, item.taxMinor, item.netMinor]),
      [['PPh 26', 1_200, 34_801]],
    );
  });

  it('should put it right when a payment is taken back, and fill the debt before escrow when one comes again', async () => {
    const { loanId, funders } = await paidOutLoan();
    const codes = [...funders.map(escrowOf), ...funders.map((id) => `custody:funder:${id}:recall`)];
    const start = await money(...codes);
    const parts = { principalMinor: 100_000, interestMinor: 10_000, feeMinor: 0, penaltyMinor: 0 };
    const payment = moved(loanId, { amountMinor: 110_000, parts });
    await pay(loanId, 110_000);
    await hear('loan.transaction-recorded', payment);
    await hear('loan.transaction-reversed', { ...payment, reason: 'salah catat' });
    const taken = await money(...codes);
    assert.deepEqual(taken.slice(2), [70_000 + 5_950, 30_000 + 2_400], 'what each owes back');
    assert.deepEqual(await money(`custody:loan:${loanId}:received`), [110_000]);
    await hear('loan.transaction-recorded', { ...payment, transactionId: newUuid() });
    const again = await money(...codes);
    assert.deepEqual(again.slice(2), [0, 0]);
    assert.deepEqual(again.slice(0, 2), taken.slice(0, 2));
    assert.equal((again[0] ?? 0) - (start[0] ?? 0), 75_950);
  });

  it('should move between principal and interest when an earlier payment changes what a later one pays', async () => {
    const { loanId, funders } = await paidOutLoan();
    const first = moved(loanId, { amountMinor: 50_000, parts: { ...nothing, principalMinor: 50_000 } });
    await pay(loanId, 80_000);
    await hear('loan.transaction-recorded', first);
    const corrections = [
      {
        transactionId: first.transactionId,
        parts: { ...nothing, principalMinor: 40_000, interestMinor: 10_000 },
        before: { parts: { ...nothing, principalMinor: 50_000 } },
      },
      // A waiver brought no money, so what it pays now is nothing to pass on.
      { transactionId: newUuid(), parts: { ...nothing, interestMinor: 777 }, before: { parts: nothing } },
    ];
    const second = { amountMinor: 30_000, parts: { ...nothing, principalMinor: 30_000 }, corrections };
    await hear('loan.transaction-recorded', moved(loanId, second));
    const seen = await api().loanFunding(officer, { loanId });
    const sum = (pick: (lot: (typeof seen.lots)[number]) => number) =>
      seen.lots.reduce((all, lot) => all + pick(lot), 0);
    assert.deepEqual(
      [sum((lot) => lot.returnedMinor), sum((lot) => lot.interestMinor), seen.distributedMinor],
      [70_000, 10_000, 80_000],
    );
    assert.equal(seen.lots.length, funders.length);
  });

  it('should give the institution all but what was overpaid when it lends its own money', async () => {
    const loan = aLoan({ tenantId: bankId, fundedBy: 'own-book', amountMinor: 500_000 });
    loans.set(loan.loanId, loan);
    const { loanId } = loan;
    await hear('loan.created', { loanId, tenantId: bankId, amountMinor: 500_000, fundedBy: 'own-book' });
    const funds = `custody:tenant:${bankId}:funds`;
    assert.deepEqual(await api().payoutSource(system, { loanId }), { accountCode: funds });
    await hear('loan.activated', { loanId, paidOutOn: '2026-11-21', amountMinor: 500_000, netPayoutMinor: 480_000 });
    const [before = 0] = await money(funds);
    await pay(loanId, 600_000);
    const parts = { principalMinor: 500_000, interestMinor: 40_000, feeMinor: 0, penaltyMinor: 0 };
    await hear('loan.transaction-recorded', moved(loanId, { amountMinor: 600_000, parts }));
    const [after = 0, received] = await money(funds, `custody:loan:${loanId}:received`);
    assert.deepEqual([after - before, received], [540_000, 60_000]);
  });

  it('should go back to its promise when the payout comes back, also what the institution had kept', async () => {
    const { loanId } = await paidOutLoan();
    const codes = [`custody:loan:${loanId}:committed`, `custody:tenant:${tenantId}:funds`];
    const [, fundsBefore = 0] = await money(...codes);
    const payload = { ...moved(loanId, { kind: 'disbursement', amountMinor: 1_000_000 }), reason: 'kembali' };
    await hear('loan.transaction-reversed', { ...payload, status: 'active' });
    assert.equal((await api().loanFunding(officer, { loanId })).status, 'paid_out', 'a later part, and the loan runs');
    await hear('loan.transaction-reversed', { ...payload, status: 'approved' });
    const [committed, funds = 0] = await money(...codes);
    assert.deepEqual([committed, funds - fundsBefore], [1_000_000, -50_000]);
    assert.equal((await api().loanFunding(officer, { loanId })).status, 'funded');
  });

  it('should count against the month-end when one funder would hold more than a quarter', async () => {
    const { loanId } = await theLoan({ amountMinor: 90_000_000 });
    const inGroup = () => theFunder(90_000_000, { kind: 'institution', affiliateGroup: 'Grup Satu' });
    const lots = [{ funderId: await inGroup(), amountMinor: 90_000_000 }];
    await assert.rejects(api().fundLoan(officer, { loanId, lots }), no('funding.over-limit'));
    const promises = [1, 2].map(async () => {
      const half = await theLoan({ amountMinor: 6_000_000 });
      const own = [{ funderId: await inGroup(), amountMinor: 6_000_000 }];
      return api().fundLoan(officer, { loanId: half.loanId, lots: own });
    });
    const ends = await Promise.allSettled(promises);
    assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected'], 'two of one group');
  });

  it('should count against what is promised now when the first month of an operator is not over', async () => {
    const young = newUuid();
    const clerk = userCall(newUuid());
    roles.set(clerk, { tenantId: young, name: 'Dana Muda', kind: 'online-lender', role: 'CREDIT_OFFICER' });
    const { loanId } = await theLoan({ tenantId: young });
    const wish = { name: 'Rina Kusuma', kind: 'person' as const, isSupervised: false, residence: 'resident' as const };
    const funders: string[] = [];
    for (const isSupervised of [true, false]) {
      const { funderId } = await api().addFunder(clerk, { ...wish, isSupervised });
      await arrive(escrowOf(funderId), 1_000_000);
      funders.push(funderId);
    }
    const lots = (...amounts: number[]) =>
      amounts.map((amountMinor, index) => ({ funderId: funders[index] ?? '', amountMinor }));
    const fund = (...amounts: number[]) => api().fundLoan(clerk, { loanId, lots: lots(...amounts) });
    await assert.rejects(fund(749_999, 250_001), no('funding.over-limit'));
    await assert.rejects(fund(750_001, 249_999), no('funding.over-limit'));
    await assert.rejects(fund(1_000_000), no('funding.over-limit'));
    assert.equal((await fund(750_000, 250_000)).status, 'funded');
  });

  const ACCOUNT = { bankCode: '014', accountNumber: '1234567890' };
  const ended = async (eventType: string, payoutId: string, more: object = {}) => {
    const payout = till.payouts.get(payoutId) ?? assert.fail('it was sent');
    const { ownerKind, ownerId, amountMinor, bankCode, accountNumberMasked, fromAccountCode } = payout;
    books.holds.delete(payoutId);
    const lines = (isBack: boolean) => [
      { accountCode: isBack ? 'provider:xendit' : fromAccountCode, side: 'debit' as const, amountMinor },
      { accountCode: isBack ? fromAccountCode : 'provider:xendit', side: 'credit' as const, amountMinor },
    ];
    if (eventType !== 'person-payout.failed') await post(lines(eventType === 'person-payout.reversed'));
    const facts = { payoutId, ownerKind, ownerId, amountMinor, bankCode, accountNumberMasked };
    await hear(eventType, { ...facts, endedAt: '2026-11-21T03:00:00Z', ...more });
  };
  const statusOf = async (funderId: string) =>
    (await api().listWithdrawals(officer, { funderId })).items.map((one) => one.status);

  it('should pay out what a funder has not lent, once, to his own account, and have it back when it does not arrive', async () => {
    const funderId = await theFunder(900_000);
    const amountMinor = 600_000;
    await assert.rejects(api().withdraw(officer, { funderId, amountMinor }), no('funding.no-payout-account'));
    const set = await api().setPayoutAccount(officer, { funderId, ...ACCOUNT });
    assert.deepEqual(set, { bankCode: '014', accountNumberMasked: '••••••7890', accountName: 'Rina Kusuma' });
    const keyed = { ...officer, idempotencyKey: newUuid() };
    roles.set(keyed, roles.get(officer) ?? assert.fail());
    const [first, second] = await Promise.all([1, 2].map(() => api().withdraw(keyed, { funderId, amountMinor })));
    assert.equal(first?.withdrawalId, second?.withdrawalId);
    const withdrawalId = first?.withdrawalId ?? '';
    assert.equal((await api().getFunder(officer, { funderId })).escrowMinor, 300_000, 'held');
    await assert.rejects(api().withdraw(officer, { funderId, amountMinor }), no('funding.escrow-too-low'));
    await assert.rejects(api().withdraw(keyed, { funderId, amountMinor: 1 }), no('funding.withdrawal-differs'));
    await ended('person-payout.completed', withdrawalId);
    assert.deepEqual(await statusOf(funderId), ['completed']);
    assert.deepEqual(await money(escrowOf(funderId)), [300_000]);
    await ended('person-payout.reversed', withdrawalId, { failureCode: 'closed' });
    assert.deepEqual([await statusOf(funderId), await money(escrowOf(funderId))], [['reversed'], [900_000]]);
    const next = await api().withdraw(officer, { funderId, amountMinor: 900_000 });
    await ended('person-payout.failed', next.withdrawalId, { failureCode: 'closed' });
    assert.deepEqual(
      [(await statusOf(funderId)).sort(), await money(escrowOf(funderId))],
      [['failed', 'reversed'], [900_000]],
    );
    const [told] = await world.database.run<{ types: string }>(sql`
      select string_agg(event_type, ',' order by id) as types from funding.outbox where aggregate_id = ${funderId} and event_type like 'funder-%'`);
    assert.equal(told?.types.replaceAll('funder-withdrawal.', ''), 'completed,failed,failed');
  });

  it('should go on in another process when the one that sends a withdrawal dies, before or after the money has left', async () => {
    const funderId = await theFunder(900_000);
    await api().setPayoutAccount(officer, { funderId, ...ACCOUNT });
    for (const kind of ['faults', 'lostAnswers'] as const) {
      till[kind].push(new Error('killed'));
      const dying = runner('dying', 1);
      const made = module(dying);
      dying.register(made.sagas ?? []);
      const asked = await made.api.withdraw(officer, { funderId, amountMinor: 400_000 });
      assert.equal(asked.status, 'sending');
      const heir = runner('heir', 30_000);
      heir.register(module(heir).sagas ?? []);
      await waitFor('the heir has sent it', async () => {
        await heir.sweep();
        return (await statusOf(funderId))[0] === 'sent';
      });
      await ended('person-payout.completed', asked.withdrawalId);
    }
    assert.deepEqual(await money(escrowOf(funderId)), [100_000]);
    assert.deepEqual(await statusOf(funderId), ['completed', 'completed']);
  });

  // funding.account-name-differs, funding.account-not-found, funding.bank-unknown
  it('should refuse a withdrawal or its account and change nothing when bank, money or caller do not fit', async () => {
    const funderId = await theFunder(900_000, { name: 'Orang Lain' });
    const setting = (code: string, call = officer, more = {}) =>
      assert.rejects(api().setPayoutAccount(call, { funderId, ...ACCOUNT, ...more }), no(code), code);
    await setting('funding.account-name-differs');
    for (const [ours, theirs] of [
      ...BANK_SAYS_NO,
      ['funding.bank-unavailable', 'payments.bank-unavailable'] as const,
    ]) {
      till.faults.push(refuse(theirs));
      await setting(ours);
    }
    await setting('funding.not-allowed', compliance);
    await setting('funding.no-institution', stranger);
    await setting('funding.funder-not-found', banker);
    assert.equal((await api().getFunder(officer, { funderId })).payoutAccount, null);

    const rina = await theFunder(900_000);
    await api().setPayoutAccount(officer, { funderId: rina, ...ACCOUNT });
    const wish = { funderId: rina, amountMinor: 900_000 };
    await assert.rejects(api().withdraw(compliance, wish), no('funding.not-allowed'));
    await assert.rejects(api().withdraw(stranger, wish), no('funding.no-institution'));
    await assert.rejects(api().withdraw(banker, wish), no('funding.funder-not-found'));
    await assert.rejects(api().withdraw(officer, { ...wish, amountMinor: 900_001 }), no('funding.escrow-too-low'));
    for (const [ours, theirs] of [...BANK_SAYS_NO, ['funding.payout-refused', 'payments.payout-conflict'] as const]) {
      till.faults.push(refuse(theirs));
      await assert.rejects(api().withdraw(officer, wish), no(ours), ours);
    }
    assert.deepEqual(await statusOf(rina), ['refused', 'refused', 'refused', 'refused']);
    assert.equal((await api().getFunder(officer, { funderId: rina })).escrowMinor, 900_000);
    await assert.rejects(api().listWithdrawals(banker, { funderId: rina }), no('funding.funder-not-found'));
    await assert.rejects(api().listWithdrawals(stranger, {}), no('funding.no-institution'));
    await world.database.run(sql`update funding.funders set recall_minor = 1 where id = ${rina}`);
    await assert.rejects(api().withdraw(officer, wish), no('funding.escrow-too-low'), 'what he owes back stays');
  });

  it('should show the shares of a funder to the institution alone when asked', async () => {
    const { loanId, funders } = await paidOutLoan();
    const [funderId = ''] = funders;
    const { items } = await api().funderLots(officer, { funderId });
    assert.deepEqual(
      items.map((lot) => [lot.loanId, lot.loanNumber, lot.amountMinor, lot.outstandingMinor, lot.status]),
      [[loanId, 'DL-2611-000001', 700_000, 700_000, 'paid_out']],
    );
    assert.deepEqual((await api().funderMovements(officer, { funderId })).items, []);
    for (const ask of [api().funderLots, api().funderMovements]) {
      await assert.rejects(ask(banker, { funderId }), no('funding.funder-not-found'));
      await assert.rejects(ask(stranger, { funderId }), no('funding.no-institution'));
    }
  });

  it('should balance when everything is done', () => {
    assert.equal(books.total(), 0);
  });
});
