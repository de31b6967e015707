import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { waitFor } from '../../src/platform/testing/template.ts';
import { SETTLEMENT_ACCOUNT } from '../../src/sandbox/bank/transfers.ts';
import { inquireAccount } from '../../src/sandbox/world/bank-accounts.ts';
import { PEOPLE } from '../journeys/market.ts';
import { type Person, signIn } from '../journeys/person.ts';
import type { RunningHouse } from '../journeys/running-house.ts';
import { open } from './desk-visitor.ts';
import type { Shopper } from './shopper.ts';

/** An account whose holder the sandbox's bank names; the borrower is that person. */
export const ACCOUNT = { bankCode: '014', accountNumber: '1234567890' };
export const LENT_MINOR = 1_200_000;
export const REPAID_MINOR = 250_000;
type Payable = { accountNumber: string };
type Money = { items: { kind: string; amountMinor: number }[] };
export type Lent = {
  loanId: string;
  number: string;
  openMinor: number;
  overpaidMinor: number;
  status: string;
  productId: string;
};

/** Somebody pays by transfer to a virtual account, in the sandbox's bank. */
export async function transfer(house: RunningHouse, { accountNumber }: Payable, amountMinor: number): Promise<void> {
  const response = await fetch(`${house.sandboxUrl}/__sandbox/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ vaNumber: accountNumber, amountMinor }),
  });
  assert.ok(response.ok, await response.text());
}

/** The institution has money to lend, and the buyer of the market the name that the bank knows. */
export async function fillTheHouse(house: RunningHouse, officer: Person): Promise<string> {
  const holder = inquireAccount(ACCOUNT.bankCode, ACCOUNT.accountNumber);
  assert.ok(holder.state === 'open');
  const buyer = await signIn(house.url, PEOPLE.buyer);
  await buyer.patch('/users/me', { name: holder.holderName });
  type Funds = { fundsMinor: number; account: Payable };
  const { account, fundsMinor } = await officer.get<Funds>('/credit/funds');
  await transfer(house, account, 10 * LENT_MINOR);
  const isThere = async () => (await officer.get<Funds>('/credit/funds')).fundsMinor > fundsMinor;
  await waitFor('the funds are there', isThere, 30_000);
  return holder.holderName;
}

/** `Rp 1.250.000` anywhere in a text, as a number. */
export function rupiahIn(text: string | null): number {
  const found = /(−?)Rp\s?([\d.]+)/.exec(text ?? '');
  assert.ok(found?.[2], `no rupiah in ${text}`);
  return Number(found[2].replaceAll('.', '')) * (found[1] === '' ? 1 : -1);
}

/** The figure in a table as people see it: `1.250.000`. */
export function figureIn(text: string | null): number {
  const digits = /([\d.]+)/.exec(text ?? '')?.[1];
  assert.ok(digits, `no figure in ${text}`);
  return Number(digits.replaceAll('.', ''));
}

/** A card's figure by the words above it; the same words may stand elsewhere without a figure. */
export async function tile(page: Page, label: string): Promise<number> {
  const found = page.locator('main').getByText(label, { exact: true });
  await found.first().waitFor();
  for (const one of await found.all()) {
    const text = await one.locator('..').textContent();
    if (text?.includes('Rp')) return rupiahIn(text.slice(text.indexOf(label) + label.length));
  }
  throw new Error(`No figure by ${label} on ${page.url()}`);
}

/** One makes a product on the own book, the other releases it. */
export async function makeProduct(maker: Shopper, checker: Shopper, name: string): Promise<void> {
  const { page } = maker;
  await open(page, 'credit/products/new', 'Produk pinjaman baru');
  await page.locator('input[name=name]').fill(name);
  await page.locator('select[name=fundedBy]').selectOption('own-book');
  await page.locator('input[name=rate]').fill('0,2');
  await page.getByText('Di bawah batas').first().waitFor();
  await page.getByRole('button', { name: 'Simpan draf' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByText('Anda yang membuat draf ini').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Lepas versi ini' }).count(), 0, 'never by who made it');
  await open(checker.page, 'credit/products', 'Produk pinjaman');
  await checker.page.getByRole('link', { name }).click();
  await checker.page.getByRole('button', { name: 'Lepas versi ini' }).click();
  await checker.page.getByRole('dialog').getByRole('button', { name: 'Lepas versi ini' }).click();
  await checker.page.getByText('Dilepas Anda').waitFor();
}

/** Books a loan of it for the buyer. @returns what it says is paid back in all. */
export async function bookLoan(maker: Shopper, product: string, borrower: string): Promise<number> {
  const { page } = maker;
  await open(page, 'credit/loans', 'Pinjaman');
  await page.getByRole('link', { name: 'Buat pinjaman' }).click();
  await page.getByRole('heading', { level: 1, name: 'Buat pinjaman' }).waitFor();
  await page.locator('input[name=contact]').fill(PEOPLE.buyer);
  await page.getByRole('button', { name: 'Cari', exact: true }).click();
  await page.getByText(borrower, { exact: true }).waitFor();
  await page.locator('select[name=productId]').selectOption({ label: product });
  await page.locator('input[name=periods]').fill('3');
  await page.getByRole('button', { name: 'Hitung dulu' }).click();
  await page.getByText('Isi rupiah bulat').waitFor();
  assert.equal(await page.locator('input[name=periods]').inputValue(), '3', 'what was typed stays');
  await page.locator('input[name=amountMinor]').fill(String(LENT_MINOR));
  await page.getByRole('button', { name: 'Hitung dulu' }).click();
  await page.getByText('Di bawah batas').waitFor();
  const totalMinor = await tile(page, 'Total dibayar kembali');
  await maker.assertAccessible();
  await maker.picture('desk-credit-book');
  await page.getByRole('button', { name: 'Buat pinjaman ini' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText(borrower).waitFor();
  await sheet.getByRole('button', { name: 'Buat pinjaman ini' }).click();
  await page.getByRole('heading', { level: 1, name: /^L-\d{4}-\d+$/ }).waitFor();
  return totalMinor;
}

/** Sends the money to the borrower's account and waits until the loan runs. */
export async function payOut({ page }: Shopper, officer: Person): Promise<Lent> {
  const number = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  const read = async () => (await officer.get<{ items: Lent[] }>(`/credit/loans?number=${number}`)).items[0];
  await page.getByRole('button', { name: /^Cairkan Rp/ }).click();
  const sheet = page.getByRole('dialog');
  await sheet.locator('select[name=bankCode]').selectOption(ACCOUNT.bankCode);
  await sheet.locator('input[name=accountNumber]').fill(ACCOUNT.accountNumber);
  await sheet.getByRole('button', { name: /^Cairkan Rp/ }).click();
  const loan = await waitFor(
    'the loan runs',
    async () => {
      const seen = await read();
      return seen?.status === 'active' && seen;
    },
    30_000,
  );
  return loan;
}

/** The borrower transfers to the account that the page shows. */
export async function repay(
  house: RunningHouse,
  { page }: Shopper,
  officer: Person,
  { loanId, amountMinor }: { loanId: string; amountMinor: number },
): Promise<void> {
  await page.goto(`/desk/credit/loans/${loanId}?tab=accounts`);
  await page.getByText('Satu rekening virtual').waitFor();
  const shown = await page.getByRole('main').textContent();
  const { accountNumber } = await officer.get<Payable>(`/credit/loans/${loanId}/repayment-account`);
  assert.ok(shown?.replace(/\s/g, '').includes(accountNumber), 'the page shows where to pay');
  await transfer(house, { accountNumber }, amountMinor);
  const isThere = async () =>
    (await officer.get<Money>(`/credit/loans/${loanId}/transactions`)).items.some(
      (one) => one.kind === 'repayment' && one.amountMinor === amountMinor,
    );
  await waitFor('the payment is recorded', isThere, 30_000);
}

/** Yesterday somebody paid by a plain transfer, and the statement says no account. */
export async function transferWithoutAccount(
  house: RunningHouse,
  officer: Person,
  { loanId, amountMinor }: { loanId: string; amountMinor: number },
): Promise<void> {
  await officer.get(`/credit/loans/${loanId}/repayment-account`);
  const at = new Date(Date.now() - 86_400_000);
  const response = await fetch(`${house.sandboxUrl}/__sandbox/bank/entries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ accountNo: SETTLEMENT_ACCOUNT, kind: 'CREDIT', remark: 'TRSF E-BANKING BUDI' },
      ...{ amountMinor, at: at.toISOString() },
    }),
  });
  assert.ok(response.ok, await response.text());
  const day = new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
  await officer.post('/credit/reconciliations', { day });
}
