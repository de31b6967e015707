import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LedgerApi } from '#commons/ledger';
import { systemCall } from '#platform/call';
import { sql } from '#platform/database';
import type { EventEnvelope } from '#platform/events';
import { newUuid } from '#platform/ids';
import type { Module } from '#platform/module';
import { isRefusal, refuse } from '#platform/refusal';
import { testDatabase } from '#platform/testing/database';
import { ledgerCode } from './chart-rules.ts';
import { createBooks } from './module.ts';

describe('books', () => {
  const world = testDatabase('books');
  const call = systemCall('test', newUuid());
  const portfolios = new Map<string, number>();
  const fees = new Map<string, number>();
  const make = () => {
    const ledger = smallLedger();
    const books = createBooks({
      database: world.database,
      ledger,
      loans: {
        journal: async (_call, { tenantId, loanId }) => {
          if (!tenantId || !portfolios.has(tenantId)) throw refuse('loans.not-found');
          return {
            items: [
              {
                entryId: loanId,
                kind: 'loan.disbursement',
                onDate: '2026-11-21',
                recordedAt: '2026-11-21T00:00:00.000Z',
                transactionId: null,
                lines: [{ account: 'loans-receivable', side: 'debit' as const, amountMinor: 5 }],
              },
            ],
            recognised: { principalMinor: 0, interestMinor: 7, feeMinor: 0, penaltyMinor: 0 },
            closedUntil: '2026-11-20',
          };
        },
        bookedAccounts: async (_call, { tenantId }) => ({
          accounts: [
            { account: 'clearing', amountMinor: -(portfolios.get(tenantId) ?? 0) },
            { account: 'loans-receivable', amountMinor: portfolios.get(tenantId) ?? 0 },
            { account: 'fee-income', amountMinor: -(fees.get(tenantId) ?? 0) },
          ],
          receivableMinor: portfolios.get(tenantId) ?? 0,
        }),
      },
      tenants: { tenantOfCall: async () => assert.fail('only routes ask') },
    });
    return { ledger, books };
  };
  const tenant = async (books: ReturnType<typeof make>['books'], principalMinor: number): Promise<string> => {
    const tenantId = newUuid();
    portfolios.set(tenantId, principalMinor);
    await world.database.inTx(async (tx) => {
      const [reaction] = (books as unknown as Module).reactions ?? [];
      await reaction?.inTx?.(tx, { payload: { tenantId } } as EventEnvelope<never>, call);
    });
    return tenantId;
  };
  /** One account a page, so that every one of them is asked for. */
  const smallLedger = () => {
    const lines: { accountCode: string; changeMinor: number }[] = [];
    const listAccounts: LedgerApi['listAccounts'] = async (_call, { prefix = '', cursor }) => {
      const codes = [...new Set(lines.map((line) => line.accountCode))]
        .filter((code) => code.startsWith(prefix))
        .sort();
      const place = Number(cursor ?? 0);
      const items = codes.slice(place, place + 1).map((accountCode) => {
        const own = lines.filter((line) => line.accountCode === accountCode);
        const balanceMinor = own.reduce((sum, { changeMinor }) => sum + changeMinor, 0);
        const rest = { currency: 'IDR', type: 'asset' as const, heldMinor: 0, availableMinor: balanceMinor };
        return { accountCode, balanceMinor, ...rest };
      });
      return { items, nextCursor: place + 1 < codes.length ? String(place + 1) : null };
    };
    const statement: LedgerApi['statement'] = async (_call, { accountCode }) => ({
      items: lines
        .filter((line) => line.accountCode === accountCode)
        .map(({ changeMinor }, index) => ({
          postingId: index,
          entryId: newUuid(),
          kind: 'loan.disbursement',
          description: '',
          reference: '',
          changeMinor,
          balanceAfterMinor: null,
          postedAt: '2026-11-21T00:00:00.000Z',
        }))
        .reverse(),
      nextCursor: null,
    });
    return { lines, listAccounts, statement };
  };
  /** Paid out: what borrowers owe against the bank's clearing, which is an asset as well. */
  const post = (ledger: ReturnType<typeof smallLedger>, tenantId: string, amountMinor: number): void => {
    ledger.lines.push(
      { accountCode: ledgerCode(tenantId, 'loans-receivable'), changeMinor: amountMinor },
      { accountCode: ledgerCode(tenantId, 'clearing'), changeMinor: -amountMinor },
    );
  };

  it('should have even sides per institution, and postings by account, when entries were posted', async () => {
    const { ledger, books } = make();
    const [own, other] = [await tenant(books, 1_500), await tenant(books, 10)];
    post(ledger, own, 1_000);
    post(ledger, own, 500);
    post(ledger, other, 10);
    const balance = await books.api.trialBalance(call, { tenantId: own });
    assert.deepEqual([balance.isBalanced, balance.debitMinor, balance.creditMinor], [true, 1_500, 1_500]);
    const clearing = balance.lines.find(({ role }) => role === 'clearing');
    assert.deepEqual(
      [clearing?.kind, clearing?.creditMinor],
      ['asset', 1_500],
      'an asset below zero lies on the other side',
    );
    const page = await books.api.statement(call, { tenantId: own, role: 'loans-receivable' });
    assert.deepEqual(
      page.items.map(({ changeMinor }) => changeMinor),
      [500, 1_000],
    );
    assert.deepEqual(await books.api.verifyBooks(call, {}), { isSound: true, institutions: 2, problems: [] });
  });

  for (const [what, owedMinor] of [
    ['more', 99],
    ['less', 101],
  ] as const) {
    it(`should say what is wrong when the ledger holds ${what} than loans have sent and say is owed`, async () => {
      const { ledger, books } = make();
      const tenantId = await tenant(books, owedMinor);
      post(ledger, tenantId, 100);
      const problems = async () =>
        (await books.api.verifyBooks(call, {})).problems.filter((problem) => problem.startsWith(tenantId));
      assert.deepEqual(await problems(), [
        `${tenantId}: clearing holds -100, loans have sent -${owedMinor}`,
        `${tenantId}: loans-receivable holds 100, loans have sent ${owedMinor}`,
        `${tenantId}: receivable 100, loans say ${owedMinor}`,
      ]);
      portfolios.set(tenantId, 100);
      fees.set(tenantId, 7);
      assert.deepEqual(await problems(), [`${tenantId}: fee-income holds 0, loans have sent 7`]);
    });
  }

  it('should call accounts by the names of the institution, and refuse when a number is taken (books.code-taken)', async () => {
    const { books } = make();
    const tenantId = await tenant(books, 0);
    const names = { code: '1-300', nameId: 'Piutang pinjaman', nameEn: 'Loans owed to us' };
    const named = await books.api.nameAccount(call, { tenantId, role: 'loans-receivable', names });
    assert.deepEqual([named.code, named.nameId, named.isOwn], ['1-300', 'Piutang pinjaman', true]);
    for (const code of ['1-300', '1100'])
      await assert.rejects(
        books.api.nameAccount(call, { tenantId, role: 'fee-income', names: { ...names, code } }),
        (error) => isRefusal(error, 'books.code-taken'),
      );
    const both = await Promise.allSettled(
      (['fee-income', 'penalty-income'] as const).map((role) =>
        books.api.nameAccount(call, { tenantId, role, names: { ...names, code: '7' } }),
      ),
    );
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
    const strange = await books.api.chart(call, { tenantId: newUuid() });
    assert.ok(strange.accounts.every(({ isOwn }) => !isOwn));
    const kept = await world.database.run(sql`select from books.accounts where tenant_id = ${tenantId}`);
    assert.equal(kept.length, 2);
  });

  it('should show the entries of a loan, and refuse when it is of another institution (books.loan-not-found)', async () => {
    const { books } = make();
    const tenantId = await tenant(books, 0);
    const journal = await books.api.loanJournal(call, { tenantId, loanId: newUuid() });
    const [line] = journal.items[0]?.lines ?? [];
    assert.deepEqual([line?.code, line?.nameEn, line?.amountMinor], ['1300', 'Loans receivable', 5]);
    assert.equal(journal.recognised.interestMinor, 7);
    await assert.rejects(books.api.loanJournal(call, { tenantId: newUuid(), loanId: newUuid() }), (error) =>
      isRefusal(error, 'books.loan-not-found'),
    );
  });
});
