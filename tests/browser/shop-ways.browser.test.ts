import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { LocalProvider } from '../../src/commons/identity/testing/local-provider.ts';
import { PASSWORD, VILLAGES } from '../journeys/market.ts';
import { type RunningHouse, runHouse } from '../journeys/running-house.ts';
import { launchChromium } from './find-chromium.ts';
import {
  addToCart,
  amountOn,
  api,
  arriveAtPayment,
  chooseVillage,
  findVillage,
  open,
  openProduct,
  type Payment,
  payButton,
  payByNumber,
  payByPicture,
  read,
  readCodeOnScreen,
  saveDownload,
  searchFor,
  signIn,
  VILLAGE,
} from './purchase-steps.ts';
import { fillShelves } from './shelves.ts';
import { openShopper, type Shopper, SIZES, type Size } from './shopper.ts';

const SHAWL = 'Selendang Sutra Ungu Terung';
const BANDUNG_POSTAGE = /Ongkir mulai Rp\s[\d.]+/;

/** Another way to pay, to sign in, to see the postage: what people turn to when the first way does not suit them. */
describe('other ways through the shop', () => {
  const provider = new LocalProvider('http://127.0.0.1/unknown-yet');
  let house: RunningHouse;
  let browser: Browser;
  before(async () => {
    await provider.start();
    const env = {
      GOOGLE_ISSUER: provider.issuer,
      GOOGLE_CLIENT_ID: provider.clientId,
      GOOGLE_CLIENT_SECRET: provider.clientSecret,
    };
    [house, browser] = await Promise.all([runHouse({ env }), launchChromium()]);
    provider.sendBackTo(`${house.url}/api/v1/auth/google/callback`);
    await fillShelves(house.url);
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
    await provider.stop();
  });

  /** Somebody with an account and an address, signed in already. */
  async function enter(shopper: Shopper): Promise<void> {
    const { request } = shopper.context;
    const email = `pembeli-${randomUUID().slice(0, 8)}@journey.test`;
    const call = async (path: string, data: object) => {
      const answer = await request.post(`/api/v1${path}`, { data, headers: { origin: house.url } });
      assert.ok(answer.ok(), `${path}: ${await answer.text()}`);
    };
    await call('/auth/register', { name: 'Sri Wahyuni', email, password: PASSWORD });
    await call('/auth/login', { identifier: email, password: PASSWORD, session: 'cookie' });
    await call('/users/me/addresses', {
      label: 'Rumah',
      recipientName: 'Sri Wahyuni',
      phone: '0812-3456-7890',
      street: 'Jalan Mawar 5, RT 01/RW 02',
      villageCode: VILLAGES.bandung,
      postalCode: '40615',
    });
  }

  async function buyShawl(page: Page, channel: RegExp): Promise<Payment> {
    await searchFor(page, 'selendang');
    await openProduct(page, SHAWL);
    await page.getByRole('main').getByRole('button', { name: 'Beli' }).click();
    await page.getByRole('heading', { level: 1, name: 'Checkout' }).waitFor();
    await page.getByRole('radio', { name: channel }).check();
    await payButton(page).click();
    return arriveAtPayment(page);
  }

  const paymentOf = (page: Page, { id }: Payment) => api<Payment>(page, `/payments/${id}`);
  const unfold = (page: Page) => page.getByText('Ganti metode pembayaran').click();

  for (const size of Object.keys(SIZES) as Size[]) {
    it(`should be paid by the new way when the method is changed on a ${size}`, async () => {
      const shopper = await openShopper(browser, house.url, { size });
      const { page } = shopper;
      await enter(shopper);
      await open(shopper, '/');
      const first = await buyShawl(page, /QRIS/);
      const deadCode = await saveDownload(page, 'Simpan gambar QR');
      await unfold(page);
      await shopper.picture('60-change-open');
      await shopper.assertAccessible();
      assert.equal(await page.getByRole('radio', { name: /QRIS/ }).count(), 0, 'what one has is not offered again');
      await page.getByRole('radio', { name: /BCA/ }).check();
      await page.getByRole('button', { name: 'Ganti metode' }).click();
      await page.getByText('Metode diganti ke BCA Virtual Account.').waitFor();
      await shopper.picture('61-changed');
      await shopper.assertAccessible();
      const changed = await paymentOf(page, first);
      assert.deepEqual([changed.channel, changed.amount], ['VA_BCA', first.amount]);
      await page.getByText(groups(changed.instructions.accountNumber)).first().waitFor();
      await refusedOnPhone(page, house.sandboxUrl, deadCode);

      // And back: a second code, another than the first, which an open page shows by itself on the other device.
      const other = await shopper.context.newPage();
      await other.goto(`/bayar/${first.id}`);
      await other.locator('html.scripted').waitFor();
      await unfold(page);
      await page.getByRole('radio', { name: /QRIS/ }).check();
      await page.getByRole('button', { name: 'Ganti metode' }).click();
      await page.getByText('Metode diganti ke QRIS.').waitFor();
      await other.getByAltText('Kode QRIS untuk pembayaran ini').waitFor();
      const again = await paymentOf(page, first);
      assert.notEqual(again.instructions.qrString, first.instructions.qrString);
      assert.equal(await readCodeOnScreen(page), again.instructions.qrString);
      await payByPicture(page, house.sandboxUrl, await saveDownload(page, 'Simpan gambar QR'));
      for (const each of [page, other])
        await each.getByRole('heading', { level: 1, name: 'Pembayaran diterima' }).waitFor();
      assert.equal(await page.getByText('Ganti metode pembayaran').count(), 0);
      shopper.assertNoComplaints();
      await shopper.close();
    });
  }

  it('should change the method and say the deadline in words when there is no script', async () => {
    const shopper = await openShopper(browser, house.url, { size: 'phone', scripts: false });
    const { page } = shopper;
    await enter(shopper);
    await page.goto('/');
    const first = await buyShawl(page, /Mandiri/);
    assert.match(await read(page.getByRole('timer')), /^(24\sjam|23\sjam \d+\smenit)$/);
    assert.match(await read(page.getByRole('main')), /sampai .+\d{2}\.\d{2}\sWIB/);
    await unfold(page);
    await page.getByRole('button', { name: 'Ganti metode' }).click();
    await page.getByText('Pilih cara bayar').first().waitFor();
    await unfold(page);
    await page.getByRole('radio', { name: /BNI/ }).check();
    await page.getByRole('button', { name: 'Ganti metode' }).click();
    await page.getByText('Metode diganti ke BNI Virtual Account.').waitFor();
    await shopper.picture('62-changed');
    const changed = await paymentOf(page, first);
    await payByNumber(page, house.sandboxUrl, changed.instructions.accountNumber ?? '');
    await page.getByRole('button', { name: 'Cek status' }).click();
    await page.getByRole('heading', { level: 1, name: 'Pembayaran diterima' }).waitFor();
    await shopper.close();
  });

  for (const scripts of [true, false]) {
    it(`should see what sending costs before signing in when a guest names a village ${scripts ? 'with' : 'without'} scripts`, async () => {
      const shopper = await openShopper(browser, house.url, { size: scripts ? 'desktop' : 'phone', scripts });
      const { page } = shopper;
      // The empty form is refused once.
      shopper.allow(/400/);
      const go = (path: string) => (scripts ? open(shopper, path) : page.goto(path));
      await go('/');
      await searchFor(page, 'selendang');
      await openProduct(page, SHAWL);
      await addToCart(page);
      await go('/keranjang');
      assert.doesNotMatch(await read(page.getByRole('main')), BANDUNG_POSTAGE);
      await page.getByRole('link', { name: /untuk melihat ongkir/ }).click();
      await page.getByRole('heading', { level: 1, name: 'Kirim ke mana?' }).waitFor();
      if (scripts) await shopper.assertAccessible();
      await page.getByRole('button', { name: 'Lihat ongkir ke sini' }).click();
      await page.getByText('Pilih kelurahan atau desa dari daftar.').waitFor();
      if (scripts) await chooseVillage(page);
      else {
        await findVillage(shopper);
        await page.getByLabel('Kode pos').fill(VILLAGE.postalCode);
      }
      await shopper.picture('63-place');
      await page.getByRole('button', { name: 'Lihat ongkir ke sini' }).click();
      await page.getByRole('heading', { level: 1, name: 'Keranjang' }).waitFor();
      await page.getByRole('link', { name: /Dikirim ke Sukasari, Bandung/ }).waitFor();
      const shop = page.getByRole('region', { name: 'Batik Rahma' });
      assert.match(await read(shop), BANDUNG_POSTAGE);
      await shop.getByText('Ongkir mulai').click();
      const cheapest = await amountOn(shop.getByRole('listitem').last());
      assert.ok(cheapest > 0, 'services with prices unfold');
      await shopper.picture('64-cart-postage');
      if (scripts) {
        await shopper.assertAccessible();
        await open(shopper, await productPath(house.url));
        await page.getByText(BANDUNG_POSTAGE).waitFor();
        await shopper.picture('65-product-postage');
      }
      shopper.assertNoComplaints();
      await shopper.close();
    });
  }

  it('should come in with Google, the cart along, when the house has it set up', async () => {
    const shopper = await openShopper(browser, house.url, { size: 'phone' });
    const { page } = shopper;
    provider.signInAs = randomUUID();
    const email = `google-${randomUUID().slice(0, 8)}@journey.test`;
    provider.people.set(provider.signInAs, { email, email_verified: true, name: 'Ratna Sari' });
    await open(shopper, '/');
    await searchFor(page, 'selendang');
    await openProduct(page, SHAWL);
    await addToCart(page);
    await page.goto('/keranjang');
    await page.getByRole('button', { name: 'Beli (1)' }).click();
    await page.getByRole('link', { name: 'Lanjut dengan Google' }).waitFor();
    await shopper.picture('66-google');
    await shopper.assertAccessible();

    provider.isRefusing = true;
    await page.getByRole('link', { name: 'Lanjut dengan Google' }).click();
    await page.getByRole('alert').getByText('Masuk dengan Google tidak selesai.').waitFor();
    await shopper.picture('67-google-refused');
    provider.isRefusing = false;
    await page.goto('/masuk?lanjut=/checkout');
    await page.getByRole('link', { name: 'Lanjut dengan Google' }).click();
    await page.getByRole('heading', { level: 1, name: 'Checkout' }).waitFor();
    await page.getByText('Ke mana paketnya dikirim?').waitFor();
    assert.equal(new URL(page.url()).pathname, '/checkout');
    const cart = await api<{ sellers: { lines: { name: string }[] }[] }>(page, '/cart');
    assert.deepEqual(
      cart.sellers.flatMap((group) => group.lines.map((line) => line.name)),
      [SHAWL],
    );
    assert.equal((await api<{ email: string }>(page, '/users/me')).email, email);
    shopper.assertNoComplaints();
    await shopper.close();
  });

  it('should ask for the password again, and only for it, when it was wrong', async () => {
    const shopper = await openShopper(browser, house.url, { size: 'phone' });
    const { page } = shopper;
    shopper.allow(/401/);
    await open(shopper, '/masuk');
    await signIn(page, 'siapa.saja@journey.test', 'kata-sandi-yang-salah');
    await page.getByRole('alert').waitFor();
    await page.locator('input[type=password]:focus').waitFor();
    assert.equal(await page.getByLabel('Kata sandi').inputValue(), '');
    assert.equal(await page.getByLabel('Email atau nomor HP').inputValue(), 'siapa.saja@journey.test');
    shopper.assertNoComplaints();
    await shopper.close();
  });

  it('should lead to what sells and what is new when the pictures on the home page are tapped', async () => {
    for (const size of Object.keys(SIZES) as Size[]) {
      const shopper = await openShopper(browser, house.url, { size });
      const { page } = shopper;
      for (const [name, sort] of [
        [/^Terlaris/, 'best_selling'],
        [/^Baru datang/, 'newest'],
      ] as const) {
        await open(shopper, '/');
        await page.getByRole('main').getByRole('link', { name }).click();
        await page.waitForURL((url) => url.searchParams.get('sort') === sort);
        await page.getByRole('main').getByRole('article').first().waitFor();
        assert.equal(await page.getByRole('combobox', { name: 'Urutkan' }).inputValue(), sort);
      }
      await shopper.picture('68-newest');
      shopper.assertNoComplaints();
      await shopper.close();
    }
  });
});

/** An account number as the screen shows it, in fours. */
function groups(number: string | undefined): string {
  return (number ?? '').replace(/(.{4})(?=.)/g, '$1 ');
}

async function productPath(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/search?q=${encodeURIComponent(SHAWL)}&limit=1`);
  const { items } = (await response.json()) as { items: { slug: string }[] };
  return `/produk/${items[0]?.slug}`;
}

/** The bank of the sandbox does not know a code that was replaced. */
async function refusedOnPhone(page: Page, phoneUrl: string, picture: Buffer): Promise<void> {
  const phone = await page.context().newPage();
  await phone.goto(`${phoneUrl}/bank/qris`);
  await phone.setInputFiles('input[type=file]', { name: 'qris-lumbung.png', mimeType: 'image/png', buffer: picture });
  // What stands instead of the button to pay.
  await phone.getByRole('link', { name: 'Kembali ke bank' }).waitFor();
  assert.equal(await phone.getByRole('button', { name: /Bayar Rp/ }).count(), 0, 'a dead code can still be paid');
  await phone.close();
}
