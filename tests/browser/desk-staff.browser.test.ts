import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { environment } from '../../src/config.ts';
import { waitFor } from '../../src/platform/testing/template.ts';
import { inquireAccount } from '../../src/sandbox/world/bank-accounts.ts';
import { MASTER_KEY, PEOPLE, VILLAGES } from '../journeys/market.ts';
import { guest, type Person, signIn } from '../journeys/person.ts';
import { type RunningHouse, runHouse } from '../journeys/running-house.ts';
import { type DeskMarket, openDeskMarket } from './desk-market.ts';
import { open, openSignedIn } from './desk-visitor.ts';
import { launchChromium } from './find-chromium.ts';

type Seller = { status: string; statusReason: string | null };
type Case = { id: string; status: string; action: string | null };

describe('the staff of the house at the desk', () => {
  let house: RunningHouse;
  let browser: Browser;
  let market: DeskMarket;
  let admin: Person;
  before(async () => {
    [house, browser] = await Promise.all([runHouse(), launchChromium()]);
    [market, admin] = await Promise.all([openDeskMarket(house), signIn(house.url, PEOPLE.admin)]);
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });

  /** A second person of the staff, made as an operator makes one. */
  async function secondPerson(): Promise<{ email: string; password: string }> {
    const email = 'kepala@journey.test';
    const env = environment({
      DATABASE_URL: house.databaseUrl,
      LUMBUNG_DATA: house.dataDir,
      LUMBUNG_MASTER_KEY: MASTER_KEY,
      SANDBOX: 'off',
      LOG_LEVEL: 'error',
    });
    const root = join(import.meta.dirname, '../..');
    const args = ['src/main.ts', 'admin', email, '--name', 'Kepala Uji'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env });
    const password = /\(shown once\): (\S+)/.exec(stdout)?.[1];
    assert.ok(password, stdout);
    return { email, password };
  }

  async function apply(name: string): Promise<string> {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@journey.test`;
    await guest(house.url).post('/auth/register', { name, email, password: 'kata-sandi-uji-9' });
    const person = await signIn(house.url, email, 'kata-sandi-uji-9');
    const account = inquireAccount('014', '1122334455');
    const accountName = account.state === 'open' ? account.holderName : '';
    const pickup = { street: 'Jalan Kopo 12', villageCode: VILLAGES.bandung, postalCode: '40615' };
    const bank = { bankCode: '014', accountNumber: '1122334455', accountName };
    return (await person.post<{ id: string }>('/sellers', { name, pickup, phone: '0813-1111-2222', bank })).id;
  }

  it('should approve, suspend, reinstate and reject shops with reasons when somebody has applied', async () => {
    const [good, bad] = [await apply('Toko Rotan Jaya'), await apply('Toko Tanpa Alamat')];
    const seller = async (id: string) => {
      const { items } = await admin.get<{ items: (Seller & { id: string })[] }>('/sellers?limit=100');
      return items.find((one) => one.id === id);
    };
    const visitor = await openSignedIn(browser, house, { email: PEOPLE.admin, look: 'phone' });
    const { page } = visitor;
    await open(page, 'staff/sellers', 'Pengajuan toko');
    await page.getByRole('button', { name: 'Setujui Toko Rotan Jaya' }).click();
    await waitFor('it is approved', async () => (await seller(good))?.status === 'approved');
    await page.getByRole('button', { name: 'Tolak Toko Tanpa Alamat' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.locator('[name=reason]').fill('x');
    await sheet.getByRole('button', { name: 'Tolak', exact: true }).click();
    await sheet.getByText('Tulis alasannya, minimal 3 huruf.').waitFor();
    await visitor.assertAccessible();
    await visitor.picture('desk-staff-reject');
    await sheet.locator('[name=reason]').fill('Alamat jemput tidak lengkap');
    await sheet.getByRole('button', { name: 'Tolak', exact: true }).click();
    await waitFor('it is rejected', async () => (await seller(bad))?.status === 'rejected');
    assert.equal((await seller(bad))?.statusReason, 'Alamat jemput tidak lengkap');

    await open(page, 'staff/sellers?status=approved', 'Pengajuan toko');
    await page.getByRole('button', { name: 'Tutup sementara Toko Rotan Jaya' }).click();
    await sheet.locator('[name=reason]').fill('Sering terlambat mengirim');
    await sheet.getByRole('button', { name: 'Tutup sementara', exact: true }).click();
    await waitFor('it is suspended', async () => (await seller(good))?.status === 'suspended');
    await open(page, 'staff/sellers?status=suspended', 'Pengajuan toko');
    await page.getByRole('button', { name: 'Buka lagi Toko Rotan Jaya' }).click();
    await sheet.locator('[name=reason]').fill('Sudah diperbaiki');
    await sheet.getByRole('button', { name: 'Buka lagi', exact: true }).click();
    await waitFor('it is open again', async () => (await seller(good))?.status === 'approved');
    visitor.assertNoComplaints();
    await visitor.close();
  });

  it('should take two people for money that fits no bill, and one to refund a part, when staff decide', async () => {
    const order = await market.paidOrder();
    const second = await market.place();
    await market.pay(second, { amountMinor: second.order.total.amount - 1_000 });
    const cases = async (status: string) =>
      (await admin.get<{ items: Case[] }>(`/payments/exceptions?status=${status}`)).items;
    await waitFor('the case is open', async () => (await cases('open')).length > 0);

    const visitor = await openSignedIn(browser, house, { email: PEOPLE.admin, look: 'desktop' });
    const { page } = visitor;
    await open(page, 'staff/payments', 'Kasus pembayaran');
    await page.getByRole('heading', { level: 2, name: 'Kurang bayar' }).waitFor();
    await page.getByRole('button', { name: 'Putuskan Kurang bayar' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: 'Putuskan' }).click();
    await sheet.getByText('Tulis alasannya, minimal 3 huruf.').waitFor();
    await sheet.locator('select[name=action]').selectOption({ label: 'Sudah dikembalikan di luar sistem' });
    await sheet.locator('[name=note]').fill('Ditransfer balik oleh bendahara');
    visitor.allow(/409|403|422/);
    await sheet.getByRole('button', { name: 'Putuskan' }).click();
    await waitFor('it is proposed', async () => (await cases('proposed')).length === 1);
    await open(page, 'staff/payments?status=proposed', 'Kasus pembayaran');
    await page.getByText('Kamu yang mengusulkan').waitFor();
    await visitor.picture('desk-staff-case');
    visitor.assertNoComplaints();

    const kepala = await secondPerson();
    const other = await openSignedIn(browser, house, { ...kepala, look: 'phone' });
    await open(other.page, 'staff/payments?status=proposed', 'Kasus pembayaran');
    await other.page.getByRole('button', { name: 'Setujui Kurang bayar' }).click();
    await other.page.getByRole('dialog').getByText('Orang lain mengusulkan langkah ini.').waitFor();
    await other.page.getByRole('dialog').getByRole('button', { name: 'Setujui' }).click();
    await waitFor('it is resolved', async () => (await cases('resolved')).length === 1);
    other.assertNoComplaints();
    await other.close();

    await open(page, 'staff/orders', 'Cari pesanan');
    await page.getByRole('searchbox').fill(order.number.toLowerCase());
    await page.getByRole('link', { name: order.number }).click();
    await page.getByRole('button', { name: 'Kembalikan uang' }).click();
    await sheet.getByText('Semua sisanya').click();
    await sheet.locator('input[name=amount]').fill(String(order.total.amount + 1));
    await sheet.locator('[name=reason]').fill('Kancing lepas');
    await sheet.getByRole('button', { name: 'Kembalikan uang' }).click();
    await sheet.getByText('Isi jumlah antara').waitFor();
    await sheet.locator('input[name=amount]').fill('15.000');
    await visitor.assertAccessible();
    await visitor.picture('desk-staff-refund');
    await sheet.getByRole('button', { name: 'Kembalikan uang' }).click();
    await waitFor('the part is refunded', async () => (await market.read(order.id)).refunded.amount === 15_000);
    assert.equal((await market.read(order.id)).status, 'paid');
    visitor.assertNoComplaints();
    await visitor.close();
  });

  it('should say who changed a setting and when, and show it in the audit log, when it was changed at the desk', async () => {
    const visitor = await openSignedIn(browser, house, { email: PEOPLE.admin, look: 'desktop' });
    const { page } = visitor;
    await open(page, 'staff/settings', 'Pengaturan');
    await page.getByRole('button', { name: 'Ubah orders.qris-minutes' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.locator('input[name=value]').fill('tiga puluh');
    await sheet.getByRole('button', { name: 'Simpan' }).click();
    await sheet.getByText('Isi dengan angka bulat dalam batasnya.').waitFor();
    await sheet.locator('input[name=value]').fill('0');
    await sheet.locator('[name=reason]').fill('Libur panjang');
    visitor.allow(/422/);
    await sheet.getByRole('button', { name: 'Simpan' }).click();
    await sheet.getByRole('alert').first().waitFor();
    assert.equal(await sheet.locator('[name=reason]').inputValue(), 'Libur panjang', 'what was typed stays');
    await sheet.locator('input[name=value]').fill('45');
    await sheet.getByRole('button', { name: 'Simpan' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'orders.qris-minutes' });
    await row.getByText(/^Diubah .* oleh kamu/).waitFor();
    await row.getByText('Alasan: Libur panjang').waitFor();
    await visitor.assertAccessible();
    await visitor.picture('desk-staff-settings');
    type Settings = { items: { key: string; value: unknown }[] };
    const { items } = await admin.get<Settings>('/settings');
    assert.equal(items.find((one) => one.key === 'orders.qris-minutes')?.value, 45);

    await row.getByRole('link', { name: 'Riwayat' }).click();
    await page.getByRole('heading', { level: 1, name: 'Jejak audit' }).waitFor();
    await page.getByText('settings.changed').first().click();
    await page.getByText('Libur panjang').first().waitFor();
    await visitor.picture('desk-staff-audit');
    visitor.assertNoComplaints();
    await visitor.close();

    const stranger = await openSignedIn(browser, house, { email: PEOPLE.sellers[0], look: 'phone' });
    await open(stranger.page, 'staff/settings', 'Halaman ini bukan untuk akunmu');
    await stranger.close();
  });
});
