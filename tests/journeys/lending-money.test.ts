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
type Loan = { loanId: string; number: string; status: string; openMinor: number; netPayoutMinor: number };
type Funds = { fundsMinor: number; account: Account };
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
    let products = 0;
    /** What the institution has of its own, as this story has filled and spent it. */
    let funds = 0;
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
      const name = `Dana ${fundedBy} ${split ? 'dua' : 'satu'} ${++products}`;
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

    async function fillFunds(): Promise<void> {
      const { account, fundsMinor } = await officer.get<Funds>('/credit/funds');
      await pay(account, AMOUNT);
      funds = fundsMinor + AMOUNT;
      const isThere = async () => (await officer.get<Funds>('/credit/funds')).fundsMinor === funds;
      await waitFor('the funds of the institution are there', isThere, 30_000);
    }

    async function isSpent(amountMinor: number): Promise<void> {
      funds -= amountMinor;
      const isGone = async () => (await officer.get<Funds>('/credit/funds')).fundsMinor === funds;
      await waitFor('what went out is no longer there', isGone, 30_000);
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
      await fillFunds();
      const { loanId, netPayoutMinor } = await aLoan('own-book');
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
      await isSpent(netPayoutMinor);
    });

    it('should go out part by part to one account and be owed part by part when the sum is paid in two', async () => {
      type Row = { dueOn: string; due: Record<'principalMinor' | 'interestMinor' | 'feeMinor', number> };
      type Part = { tranche: number; status: string; netMinor: number; accountNumberMasked: string };
      type Lines = { items: { kind: string; lines: { account: string; side: string; amountMinor: number }[] }[] };
      await fillFunds();
      const { loanId, netPayoutMinor } = await aLoan('own-book');
      const path = `/credit/loans/${loanId}`;
      const schedule = async () => (await officer.get<{ items: Row[] }>(`${path}/schedule`)).items;
      const sums = (rows: Row[]) =>
        (['principalMinor', 'interestMinor', 'feeMinor'] as const).map((part) =>
          rows.reduce((total, { due }) => total + due[part], 0),
        );
      const planned = await schedule();
      const key = crypto.randomUUID();
      const ask = (body: object, idempotencyKey: string = crypto.randomUUID()) =>
        officer.ask<Part & { code: string }>('POST', `${path}/payout`, body, { 'idempotency-key': idempotencyKey });
      const refusal = async (body: object) => {
        const { status, body: said } = await ask(body);
        return [status, said.code];
      };
      const parts = async () => (await officer.get<{ items: Part[] }>(`${path}/payouts`)).items;
      const arrived = (tranche: number) =>
        waitFor(
          `part ${tranche} has arrived`,
          async () => (await parts()).find((one) => one.tranche === tranche)?.status === 'active',
          30_000,
        );
      const paidOut = async () => (await officer.get<Loan & { paidOutMinor: number }>(path)).paidOutMinor;

      assert.deepEqual(await refusal({ ...BANK, tranche: 2 }), [409, 'disbursements.earlier-tranche-open']);
      const first = await ask({ ...BANK, tranche: 1, amountMinor: 800_000 });
      assert.deepEqual([first.status, first.body.netMinor], [200, 800_000 - (AMOUNT - netPayoutMinor)]);
      await arrived(1);
      assert.equal(await paidOut(), 800_000);
      const [principalMinor] = sums(await schedule());
      assert.equal(principalMinor, 800_000, 'what is not paid out is not owed');

      const elsewhere = { ...BANK, accountNumber: '1234567891', tranche: 2 };
      assert.deepEqual(await refusal(elsewhere), [409, 'disbursements.already-asked']);
      const tooMuch = { ...BANK, tranche: 2, amountMinor: 1_200_001 };
      assert.deepEqual(await refusal(tooMuch), [422, 'disbursements.amount-too-large']);
      const second = await ask({ ...BANK, tranche: 2 }, key);
      assert.deepEqual([second.status, second.body.netMinor], [200, 1_200_000], 'all that is left, whole');
      await arrived(2);
      for (const again of [key, crypto.randomUUID()])
        assert.equal((await ask({ ...BANK, tranche: 2 }, again)).status, 200);
      assert.equal(await paidOut(), AMOUNT);
      const rows = await schedule();
      assert.deepEqual(
        rows.map(({ dueOn }) => dueOn),
        planned.map(({ dueOn }) => dueOn),
      );
      assert.deepEqual(sums(rows), sums(planned), 'both on one day: what the whole at once would owe');
      assert.deepEqual(
        (await parts()).map(({ tranche, status, accountNumberMasked }) => [
          tranche,
          status,
          accountNumberMasked.slice(-4),
        ]),
        [
          [1, 'active', '7890'],
          [2, 'active', '7890'],
        ],
      );

      const { items } = await officer.get<Lines>(`${path}/journal`);
      const booked = items.map(({ kind, lines }) => [
        kind,
        Object.fromEntries(
          lines.map((line) => [line.account, line.side === 'debit' ? line.amountMinor : -line.amountMinor]),
        ),
      ]);
      const [[kind, firstBooked] = [], [otherKind, secondBooked] = []] = booked as [string, Record<string, number>][];
      assert.deepEqual([booked.length, kind, otherKind], [2, 'disbursement', 'disbursement']);
      assert.equal(firstBooked?.['loans-receivable'], 800_000);
      assert.equal(firstBooked?.clearing, -(800_000 - (AMOUNT - netPayoutMinor)));
      assert.deepEqual(secondBooked, { 'loans-receivable': 1_200_000, clearing: -1_200_000 });
      await isSpent(netPayoutMinor);
      const admin = await signIn(house.url, PEOPLE.admin);
      assert.ok((await admin.get<{ isBalanced: boolean }>('/ledger/trial-balance')).isBalanced);
    });

    it('should be a payment of a loan or lie in suspense when two people of the house say so, once', async () => {
      type Lines = { items: { entryId: string; amountMinor: number; status: string }[] };
      type Said = { status: string; loanNumber: string | null; code?: string };
      const dayOf = (at: Date) => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
      const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
      const [at, agreedOn] = [ago(1), dayOf(ago(3))];
      const wishOfLoan = {
        productId: await productOf('own-book'),
        productVersion: 1,
        borrowerId,
        periods: 3,
        agreedOn,
      };
      const { loanId, number } = await officer.post<Loan>('/credit/loans', { ...wishOfLoan, amountMinor: AMOUNT });
      await officer.post(`/credit/loans/${loanId}/disbursements`, { paidOutOn: agreedOn, amountMinor: AMOUNT });
      await officer.get<Account>(`/credit/loans/${loanId}/repayment-account`);

      const entry = { kind: 'CREDIT', remark: 'TRSF E-BANKING BUDI', at: at.toISOString() };
      for (const amountMinor of [77_123, 88_456])
        await control('/bank/entries', { accountNo: SETTLEMENT_ACCOUNT, ...entry, amountMinor });
      const reconcile = () => officer.post<{ problems: unknown[] }>('/credit/reconciliations', { day: dayOf(at) });
      assert.deepEqual((await reconcile()).problems, [], 'it is no lender’s');
      const path = '/credit/unidentified-money';
      assert.equal((await officer.ask('GET', path)).status, 403);
      assert.equal((await officer.ask('GET', `${path}/loans?number=${number}`)).status, 403);
      const [admin, other] = [await signIn(house.url, PEOPLE.admin), await signIn(house.url, PEOPLE.otherAdmin)];
      const { items } = await admin.get<Lines>(`${path}?status=open`);
      const idOf = (amountMinor: number) =>
        items.find((one) => one.amountMinor === amountMinor)?.entryId ?? assert.fail('the line is there');
      const [theirs, nobodys] = [idOf(77_123), idOf(88_456)];
      // Whose it is, by the number on the payer's papers: every institution counts its own.
      type Found = { items: { loanId: string; loanNumber: string; institutionName: string; borrowerName: string }[] };
      const found = await admin.get<Found>(`${path}/loans?number=${number.toLowerCase()}`);
      assert.deepEqual(found.items, [
        { loanId, loanNumber: number, institutionName: 'Dana Journey', borrowerName: holderName },
      ]);
      assert.deepEqual((await admin.get<Found>(`${path}/loans?number=L-0000`)).items, []);

      const credit = { action: 'credit', loanId, note: 'Sesuai bukti transfer' };
      const aside = { action: 'set-aside', note: 'Belum diketahui' };
      const resolve = (who: Person, entryId: string, wish: object, key: string = crypto.randomUUID()) =>
        who.ask<Said>('POST', `${path}/${entryId}/resolve`, wish, { 'idempotency-key': key });
      const refusal = async (...asked: Parameters<typeof resolve>) => {
        const { status, body } = await resolve(...asked);
        return [status, body.code];
      };
      for (const [entryId, wish] of [
        [theirs, credit],
        [nobodys, aside],
      ] as const) {
        assert.deepEqual(await refusal(admin, entryId, wish), [409, 'repayments.second-person-needed']);
        assert.deepEqual(
          await refusal(admin, entryId, wish),
          [409, 'repayments.second-person-needed'],
          'the same person',
        );
      }
      assert.deepEqual(await refusal(other, theirs, aside), [409, 'repayments.proposal-differs']);
      assert.deepEqual(await refusal(other, nobodys, credit), [409, 'repayments.proposal-differs']);
      const [key, otherKey] = [crypto.randomUUID(), crypto.randomUUID()];
      // Asked twice at once and once more: the second decision counts, the repeats find it.
      for (let times = 0; times < 2; times++) {
        const said = await resolve(other, theirs, credit, key);
        assert.deepEqual([said.status, said.body.status, said.body.loanNumber], [200, 'credited', number]);
        const apart = await resolve(other, nobodys, aside, otherKey);
        assert.deepEqual([apart.status, apart.body.status], [200, 'set_aside']);
      }
      for (const [entryId, wish] of [
        [theirs, credit],
        [nobodys, aside],
      ] as const)
        assert.deepEqual(await refusal(other, entryId, wish), [409, 'repayments.already-resolved']);

      const repayments = async () =>
        (
          await officer.get<{ items: (Transaction & { valueDate: string })[] }>(`/credit/loans/${loanId}/transactions`)
        ).items
          .filter(({ kind }) => kind === 'repayment')
          .map(({ amountMinor, valueDate }) => [amountMinor, valueDate]);
      await waitFor('the loan has it', async () => (await repayments()).length === 1, 30_000);
      const suspense = async () => {
        const accounts = await admin.get<{ items: { code: string; balance: { amount: number } }[] }>(
          '/ledger/accounts?prefix=platform:suspense',
        );
        return accounts.items.find(({ code }) => code === 'platform:suspense')?.balance.amount;
      };
      await waitFor('the other lies in suspense', async () => (await suspense()) === 88_456, 30_000);
      assert.deepEqual((await reconcile()).problems, [], 'the bank knows it, under no account');
      assert.deepEqual(await repayments(), [[77_123, dayOf(at)]], 'once, from the day of the bank');
      const open = (await admin.get<Lines>(`${path}?status=open`)).items.filter(({ entryId }) =>
        [theirs, nobodys].includes(entryId),
      );
      assert.deepEqual(open, []);
      assert.ok((await admin.get<{ isBalanced: boolean }>('/ledger/trial-balance')).isBalanced);
    });
  });
}
