import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { waitFor } from '../../src/platform/testing/template.ts';
import { inquireAccount } from '../../src/sandbox/world/bank-accounts.ts';
import { PASSWORD, PEOPLE } from '../journeys/market.ts';
import { guest, type Person, signIn } from '../journeys/person.ts';
import { type RunningHouse, runHouse } from '../journeys/running-house.ts';
import { type DeskMarket, openDeskMarket } from './desk-market.ts';
import { open, openSignedIn } from './desk-visitor.ts';
import { launchChromium } from './find-chromium.ts';

type Money = { amount: number };

describe('the money and the account of a shop at its desk', () => {
  let house: RunningHouse;
  let browser: Browser;
  let market: DeskMarket;
  let admin: Person;
  const [email, other] = PEOPLE.sellers;
  before(async () => {
    [house, browser] = await Promise.all([runHouse(), launchChromium()]);
    [market, admin] = await Promise.all([openDeskMarket(house), signIn(house.url, PEOPLE.admin)]);
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('should show when and where money goes, and tell the shop, when a payout was sent', async () => {
    const seller = await signIn(house.url, email);
    const { id: sellerId } = await seller.get<{ id: string }>('/sellers/me');
    const order = await market.paidOrder();
    await seller.post(`/orders/${order.id}/ship`, { trackingNumber: 'JNE00112233' });
    await seller.post(`/orders/${order.id}/deliver`, {});
    await market.buyer.post(`/orders/${order.id}/complete`, {});
    const balance = () => seller.get<{ available: Money }>('/sellers/me/balance');
    await waitFor('the money has arrived', async () => (await balance()).available.amount > 0);
    const holder = inquireAccount('014', '1122334455');
    const accountName = holder.state === 'open' ? holder.holderName : '';
    await seller.ask('PATCH', '/sellers/me', { bank: { bankCode: '014', accountNumber: '1122334455', accountName } });
    const { items } = await admin.post<{ items: { status: string; code: string | null }[] }>('/payouts/run', {
      sellerId,
    });
    assert.deepEqual([items[0]?.status, items[0]?.code], ['started', null]);
    type Payouts = { items: { status: string }[] };
    const payouts = () => seller.get<Payouts>('/sellers/me/payouts');
    await waitFor('it is sent', async () => (await payouts()).items[0]?.status === 'completed', 30_000);

    const visitor = await openSignedIn(browser, house, { email, look: 'phone' });
    const { page } = visitor;
    await open(page, 'balance', 'Saldo');
    await page.getByRole('link', { name: 'Pencairan' }).click();
    await page.getByRole('heading', { level: 1, name: 'Pencairan' }).waitFor();
    await page.getByText(/setiap Senin pukul 05.00 WIB, mulai dari saldo Rp.50.000/).waitFor();
    await page.getByText('Sampai', { exact: true }).waitFor();
    await visitor.assertAccessible();
    await visitor.picture('desk-payouts');
    await open(page, 'notices', 'Notifikasi');
    await page.getByText('sudah dikirim ke rekeningmu').first().waitFor();
    visitor.assertNoComplaints();
    await visitor.close();
  });

  it('should change the password and say so when the old one is right', async () => {
    const visitor = await openSignedIn(browser, house, { email, look: 'phone' });
    const { page } = visitor;
    await open(page, 'account', 'Keamanan akun');
    await page.getByRole('button', { name: 'Ganti kata sandi' }).click();
    await page.getByText('Isi kata sandi.').waitFor();
    await page.getByText('Kata sandi paling sedikit 10 karakter.').waitFor();
    await page.locator('input[name=currentPassword]').fill('bukan-yang-ini-9');
    await page.locator('input[name=newPassword]').fill('gudang-padi-baru-7');
    visitor.allow(/40[013]|422/);
    await page.getByRole('button', { name: 'Ganti kata sandi' }).click();
    await page.getByRole('alert').first().waitFor();
    await visitor.assertAccessible();
    await visitor.picture('desk-password');
    await page.locator('input[name=currentPassword]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Ganti kata sandi' }).click();
    await page.getByText('Kata sandi diganti.').waitFor();
    const login = (password: string) => guest(house.url).ask('POST', '/auth/login', { identifier: email, password });
    assert.equal((await login('gudang-padi-baru-7')).status, 200);
    await visitor.close();
  });

  it('should say why and keep the shelves closed when the shop is suspended', async () => {
    const seller = await signIn(house.url, other);
    const { id } = await seller.get<{ id: string }>('/sellers/me');
    await admin.post(`/sellers/${id}/suspend`, { reason: 'Sering terlambat mengirim' });
    const visitor = await openSignedIn(browser, house, { email: other, look: 'phone' });
    const { page } = visitor;
    await page.getByText('Sering terlambat mengirim').waitFor();
    await page.getByRole('link', { name: 'Pesanan' }).first().waitFor();
    assert.equal(await page.locator('a[href^="/desk/products"]').count(), 0);
    await visitor.assertAccessible();
    await visitor.picture('desk-suspended');
    await open(page, 'products', 'Barang tidak bisa diubah');
    await page.getByText('Sering terlambat mengirim').waitFor();
    visitor.assertNoComplaints();
    await visitor.close();
  });
});
