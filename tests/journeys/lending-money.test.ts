import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aProduct } from '../../src/credit/loan-products/fixtures.ts';
import { waitFor } from '../../src/platform/testing/template.ts';
import { SETTLEMENT_ACCOUNT } from '../../src/sandbox/bank/transfers.ts';
import { inquireAccount } from '../../src/sandbox/world/bank-accounts.ts';
import { PASSWORD, PEOPLE } from './market.ts';
import { guest, type Person, signIn } from './person.ts';
import { type RunningHouse, runHouse } from './running-house.ts';

type Account = { accountNumber: string };
type Funding = { status: string; distributedMinor: number; waitingMinor: number };
type Loan = { loanId: string; status: string; openMinor: number; netPayoutMinor: number };
type Payout = { status: string; failureCode: string | null };
type Transaction = { kind: string; amountMinor: number; parts: Record<string, number>; overpaidMinor: number };

const BANK = { bankCode: '014', accountNumber: '1234567890' };
const AMOUNT = 2_000_000;

for (const split of [false, true]) {
  describe(`money of a loan, ${split ? 'payments, funding and repayments in a second process' : 'in one process'}`, () => {
    let house: RunningHouse;
    let officer: Person;
    let borrower: Person;
    let borrowerId: string;
    let holderName: string;
    before(async () => {
      house = await runHouse({ split, splitOff: ['payments', 'funding', 'repayments'] });
      officer = await signIn(house.url, PEOPLE.officer);
      // The bank says who holds an account: the borrower has to be that person.
      const holder = inquireAccount(BANK.bankCode, BANK.accountNumber);
      assert.equal(holder.state, 'open');
      const email = 'peminjam@journey.test';
      const name = holder.state === 'open' ? holder.holderName : '';
      holderName = name;
      await guest(house.url).post('/auth/register', { name, email, password: PASSWORD }, {});
      borrower = await signIn(house.url, email);
      borrowerId = (await borrower.get<{ id: string }>('/users/me')).id;
    });
    after(() => house?.stop());

    const control = async (path: string, body: unknown): Promise<void> => {
      const response = await fetch(`${house.sandboxUrl}/__sandbox${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      assert.ok(response.ok, `${path}: ${await response.clone().text()}`);
    };
    const pay = (account: Account, amountMinor: number, more: object = {}) =>
      control('/pay', { vaNumber: account.accountNumber, amountMinor, ...more });

    async function aFunder(amountMinor: number): Promise<string> {
      // Supervised ones may hold three quarters, also of the very first loan. The name is the bank's: it is paid out to later.
      const wish = { name: holderName, kind: 'institution', isSupervised: true, residence: 'resident' };
      const { funderId } = await officer.post<{ funderId: string }>('/credit/funders', wish);
      await pay(await officer.get<Account>(`/credit/funders/${funderId}/account`), amountMinor);
      await waitFor(
        'the escrow is filled',
        async () =>
          (await officer.get<{ escrowMinor: number }>(`/credit/funders/${funderId}`)).escrowMinor === amountMinor,
        30_000,
      );
      return funderId;
    }
    /** The market lends its own money; a product on the book of funders is made and released by two people. */
    async function productOf(fundedBy: 'funders' | 'own-book'): Promise<string> {
      const name = `Dana ${fundedBy} ${split ? 'dua' : 'satu'}`;
      const terms = aProduct({ fundedBy });
      const { productId } = await officer.post<{ productId: string }>('/credit/loan-products', { name, terms });
      const checker = await signIn(house.url, PEOPLE.checker);
      await checker.post(`/credit/loan-products/${productId}/versions/1/release`, {});
      return productId;
    }
    async function aLoan(fundedBy: 'funders' | 'own-book'): Promise<Loan> {
      const productId = await productOf(fundedBy);
      const wish = { productId, productVersion: 1, borrowerId, amountMinor: AMOUNT, periods: 3 };
      return await officer.post<Loan>('/credit/loans', wish);
    }

    /** What came back to a funder goes to his own account. */
    async function withdraw(funder: string, escrowMinor: number): Promise<void> {
      type Seen = { escrowMinor: number };
      type Withdrawal = { withdrawalId: string; status: string };
      // The ledger posts what was passed on a moment later.
      const isThere = async () => (await officer.get<Seen>(funder)).escrowMinor === escrowMinor;
      await waitFor('what was passed on lies in escrow', isThere, 30_000);
      assert.equal((await officer.ask('PUT', `${funder}/payout-account`, BANK)).status, 200);
      const asked = await officer.post<Withdrawal>(`${funder}/withdrawals`, { amountMinor: escrowMinor });
      await waitFor(
        'the withdrawal has arrived',
        async () => {
          const { items } = await officer.get<{ items: Withdrawal[] }>(`${funder}/withdrawals`);
          return items.some((one) => one.withdrawalId === asked.withdrawalId && one.status === 'completed');
        },
        30_000,
      );
      const isEmpty = async () => (await officer.get<Seen>(funder)).escrowMinor === 0;
      await waitFor('the escrow is empty', isEmpty, 30_000);
      const moved = await waitFor(
        'the books have it',
        async () => {
          const { items } = await officer.get<{ items: { kind: string }[] }>(`${funder}/movements`);
          return items[0]?.kind === 'withdrawal' && items.map(({ kind }) => kind);
        },
        30_000,
      );
      assert.deepEqual(new Set(moved), new Set(['withdrawal', 'passed-on', 'promised', 'deposit']));
    }

    it('should go from funders to the borrower and back to the rupiah when all goes well', async () => {
      const funders = [await aFunder(1_500_000), await aFunder(500_000)];
      const { loanId } = await aLoan('funders');
      const lots = [1_500_000, 500_000].map((amountMinor, index) => ({ funderId: funders[index], amountMinor }));
      const promised = await officer.post<Funding>(`/credit/loans/${loanId}/funding`, { lots });
      assert.equal(promised.status, 'funded');

      await officer.post(`/credit/loans/${loanId}/payout`, BANK);
      await waitFor(
        'the money has arrived and the loan runs',
        async () => (await officer.get<Payout>(`/credit/loans/${loanId}/payout`)).status === 'active',
        30_000,
      );
      type Shown = Loan & { borrowerName: string | null };
      const shown = await officer.get<Shown>(`/credit/loans/${loanId}`);
      assert.deepEqual([shown.status, shown.borrowerName], ['active', holderName]);
      for (const list of ['loans', 'disbursements']) {
        const { items } = await officer.get<{ items: Shown[] }>(`/credit/${list}`);
        assert.equal(items.find((one) => one.loanId === loanId)?.borrowerName, holderName, list);
      }

      const account = await borrower.get<Account>(`/credit/loans/${loanId}/repayment-account`);
      // Told twice, and paid twice: two payments, each once.
      await control('/webhooks/rules', { source: 'xendit', effect: 'duplicate', times: 2 });
      for (const amountMinor of [300_000, 123_457]) await pay(account, amountMinor);
      const repayments = async () =>
        (await officer.get<{ items: Transaction[] }>(`/credit/loans/${loanId}/transactions`)).items.filter(
          ({ kind }) => kind === 'repayment',
        );
      await waitFor('both are recorded', async () => (await repayments()).length === 2, 30_000);
      const recorded = await repayments();
      assert.deepEqual(recorded.map((one) => one.amountMinor).sort(), [123_457, 300_000]);
      const partsMinor = recorded.reduce(
        (sum, { parts }) => sum + Object.values(parts).reduce((total, part) => total + part, 0),
        0,
      );
      assert.equal(partsMinor, 423_457);

      const passedOn = await waitFor(
        'it is passed on',
        async () => {
          const seen = await officer.get<Funding>(`/credit/loans/${loanId}/funding`);
          return seen.distributedMinor === 423_457 && seen;
        },
        30_000,
      );
      assert.equal(passedOn.waitingMinor, 0);
      const { items } = await officer.get<{ items: { netMinor: number; taxArticle: string }[] }>(
        `/credit/funders/${funders[0]}/payments`,
      );
      assert.ok(items.length >= 1 && items.every((item) => item.netMinor > 0 && item.taxArticle === 'PPh 23'));
      await withdraw(
        `/credit/funders/${funders[0]}`,
        items.reduce((sum, item) => sum + item.netMinor, 0),
      );
      const admin = await signIn(house.url, PEOPLE.admin);
      assert.ok((await admin.get<{ isBalanced: boolean }>('/ledger/trial-balance')).isBalanced);
    });

    it('should come back free and go out again to the same account when the payout fails', async () => {
      type Funds = { fundsMinor: number; account: Account };
      const { account } = await officer.get<Funds>('/credit/funds');
      await pay(account, AMOUNT);
      const isThere = async () => (await officer.get<Funds>('/credit/funds')).fundsMinor >= AMOUNT;
      await waitFor('the funds of the institution are there', isThere, 30_000);
      const { loanId } = await aLoan('own-book');
      await control('/plans', {
        provider: 'xendit',
        thing: 'payout',
        behaviour: 'fail',
        failureCode: 'TRANSFER_ERROR',
      });
      await officer.post(`/credit/loans/${loanId}/payout`, BANK);
      const payout = (status: string) =>
        waitFor(
          `the payout is ${status}`,
          async () => {
            const seen = await officer.get<Payout>(`/credit/loans/${loanId}/payout`);
            return seen.status === status && seen;
          },
          30_000,
        );
      assert.equal((await payout('failed')).failureCode, 'TRANSFER_ERROR');
      await officer.post(`/credit/loans/${loanId}/payout/retry`, {});
      await payout('active');
    });

    it('should wait for people of the house when the bank has money that names no account', async () => {
      const at = new Date(Date.now() - 86_400_000);
      const day = new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
      const entry = { kind: 'CREDIT', amountMinor: 77_123, remark: 'TRSF E-BANKING BUDI', at: at.toISOString() };
      await control('/bank/entries', { accountNo: SETTLEMENT_ACCOUNT, ...entry });
      type Lines = { items: { entryId: string; amountMinor: number; status: string }[] };
      const { problems } = await officer.post<{ problems: unknown[] }>('/credit/reconciliations', { day });
      assert.deepEqual(problems, [], 'it is no lender’s');
      const path = '/credit/unidentified-money';
      assert.equal((await officer.ask('GET', path)).status, 403);
      const admin = await signIn(house.url, PEOPLE.admin);
      const { items } = await admin.get<Lines>(`${path}?status=open`);
      const line = items.find(({ amountMinor }) => amountMinor === 77_123) ?? assert.fail('the line is there');
      const wish = { action: 'set-aside', note: 'Belum diketahui' };
      const headers = { 'idempotency-key': crypto.randomUUID() };
      const asked = await admin.ask<{ code: string }>('POST', `${path}/${line.entryId}/resolve`, wish, headers);
      assert.deepEqual([asked.status, asked.body.code], [409, 'repayments.second-person-needed']);
      assert.ok((await admin.get<Lines>(`${path}?status=proposed`)).items.some((one) => one.entryId === line.entryId));
    });
  });
}
