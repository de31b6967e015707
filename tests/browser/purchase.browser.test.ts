import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { waitFor } from '../../src/platform/testing/template.ts';
import { PASSWORD, VILLAGES } from '../journeys/market.ts';
import { type RunningHouse, runHouse } from '../journeys/running-house.ts';
import { launchChromium } from './find-chromium.ts';
import {
  addToCart,
  amountOn,
  api,
  arriveAtPayment,
  chooseCourier,
  chooseVillage,
  findVillage,
  growUntil,
  narrowDown,
  type Order,
  open,
  openProduct,
  ordersOf,
  pathOf,
  payButton,
  payByNumber,
  payByPicture,
  read,
  readCodeOnScreen,
  register,
  saveDownload,
  searchFor,
  signIn,
  VILLAGE,
  weigh,
  writeAddress,
} from './purchase-steps.ts';
import { fillShelves, type Shelves } from './shelves.ts';
import { openShopper, type Shopper, SIZES, type Size } from './shopper.ts';

const SHIRT = 'Kaus Katun Celup Indigo';
const COFFEE = 'Kopi Arabika Wamena 250 gr';
const SHOPS = ['Batik Rahma', 'Kopi Lereng'];
const GUEST_PAGES = [
  '/masuk?cara=kode',
  '/daftar',
  '/lupa-sandi',
  '/kategori',
  '/kategori/uji',
  '/tujuan?kembali=/keranjang',
  '/lisensi',
];
const OWN_PAGES = [
  '/toko/batik-rahma',
  '/keranjang',
  '/pesanan',
  '/akun',
  '/akun/alamat',
  '/akun/perangkat',
  '/akun/sandi',
  '/notifikasi',
  '/jual',
];
/** A first view on a phone, cold: what travels over the wire. */
const MOST_KB = 350;
const MOST_REQUESTS = 25;

describe('the shop in a browser', () => {
  let house: RunningHouse;
  let browser: Browser;
  let shelves: Shelves;
  before(async () => {
    [house, browser] = await Promise.all([runHouse(), launchChromium()]);
    shelves = await fillShelves(house.url);
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });

  /** Somebody with an account and an address, signed in already: for tests in which that is not the point. */
  async function enter(shopper: Shopper): Promise<string> {
    const { request } = shopper.context;
    const email = newEmail();
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
    return email;
  }

  async function buyNow(page: Page, term: string, name: string): Promise<void> {
    await searchFor(page, term);
    await openProduct(page, name);
    await page.getByRole('main').getByRole('button', { name: 'Beli' }).click();
    await page.getByRole('heading', { level: 1, name: 'Checkout' }).waitFor();
  }

  for (const size of Object.keys(SIZES) as Size[]) {
    describe(`on a ${size}`, () => {
      let shopper: Shopper;
      let page: Page;
      beforeEach(async () => {
        shopper = await openShopper(browser, house.url, { size });
        page = shopper.page;
      });
      afterEach(() => leave(shopper));

      it('should turn two orders to paid when a guest buys from two shops and pays by QRIS', async () => {
        await open(shopper, '/');
        await shopper.picture('01-home');
        await shopper.assertAccessible();
        await fillCart(shopper);
        await page.getByRole('button', { name: 'Beli (2)' }).click();
        await page.getByRole('heading', { name: 'Masuk ke Lumbung' }).waitFor();
        await shopper.picture('06-sign-in');
        await shopper.assertAccessible();
        await register(page, { name: 'Dewi Lestari', email: newEmail() });
        await placeOrder(shopper);
        const payment = await arriveAtPayment(page);
        await payOnPhone(shopper, house.sandboxUrl);
        // The orders hear of the payment a moment after it is there.
        const orders = await waitFor('both orders are paid', async () => {
          const found = await ordersOf(page, payment);
          return found.length === 2 && found.every(({ status }) => status === 'paid') ? found : null;
        });
        await lookAtOrders(shopper, orders);
        shopper.assertNoComplaints();
      });
    });
  }

  describe('without scripts', () => {
    it('should lead a guest to the payment page when forms and links are all there is', async () => {
      const shopper = await openShopper(browser, house.url, { size: 'phone', scripts: false });
      const { page } = shopper;
      await page.goto('/');
      await searchFor(page, 'kopi');
      await narrowDown(shopper, /Surabaya/);
      await shopper.picture('02-search');
      // Among equals any may stand first: this one is asked for by its name.
      await searchFor(page, 'kopi wamena');
      await openProduct(page, COFFEE);
      await shopper.picture('03-product');
      await addToCart(page);
      await searchFor(page, 'kaus indigo');
      await openProduct(page, SHIRT);
      await page.getByRole('link', { name: 'Indigo', exact: true }).click();
      await page.getByRole('link', { name: 'M', exact: true }).click();
      await addToCart(page);
      await shopper.picture('04-product-added');
      await page.getByRole('link', { name: 'Lihat keranjang' }).click();
      await shopper.picture('05-cart');
      await page.getByRole('button', { name: 'Beli (2)' }).click();
      await register(page, { name: 'Dewi Lestari', email: newEmail() });
      await findVillage(shopper);
      await writeAddress(page, 'Dewi Lestari');
      await page.getByLabel('Kode pos').fill(VILLAGE.postalCode);
      await page.getByRole('button', { name: 'Simpan alamat' }).click();
      await payButton(page).waitFor();
      await chooseCourier(page, 'Kopi Lereng');
      await page.getByRole('button', { name: 'Perbarui total' }).click();
      await page.getByRole('radio', { name: /QRIS/ }).check();
      await shopper.picture('09-checkout');
      const total = await amountOn(payButton(page));
      await payButton(page).click();
      const payment = await arriveAtPayment(page);
      assert.equal(payment.amount.amount, total);
      assert.equal(await readCodeOnScreen(page), payment.instructions.qrString);
      await shopper.picture('10-payment');
      shopper.assertNoComplaints();
      await leave(shopper);
    });
  });

  describe('when something goes wrong', () => {
    let shopper: Shopper;
    let page: Page;
    beforeEach(async () => {
      shopper = await openShopper(browser, house.url, { size: 'phone' });
      page = shopper.page;
    });
    afterEach(() => leave(shopper));

    it('should refuse kindly and keep what was chosen when the goods sold out meanwhile', async () => {
      shopper.allow(/409/);
      await enter(shopper);
      await open(shopper, '/');
      await buyNow(page, 'taplak', 'Taplak Meja Tenun Lurik');
      const courier = await chooseCourier(page, SHOPS[0] ?? '');
      await page.getByRole('radio', { name: /Mandiri/ }).check();
      await shelves.sellOut('Taplak Meja Tenun Lurik');
      await payButton(page).click();
      const answer = page.getByRole('main').getByRole('alert');
      await answer.getByText('Pesanan belum dibuat dan belum ada yang perlu dibayar.').waitFor();
      await shopper.picture('30-sold-out');
      assert.match(await read(answer), /Taplak Meja Tenun Lurik/);
      assert.ok(await page.getByRole('radio', { name: /Mandiri/ }).isChecked());
      await page.getByText(courier).first().waitFor();
      const { items } = await api<{ items: Order[] }>(page, '/orders');
      assert.deepEqual(items, []);
      shopper.assertNoComplaints();
    });

    it('should keep the name and say why when the password is wrong', async () => {
      shopper.allow(/401/);
      await open(shopper, '/masuk');
      await signIn(page, 'siapa.saja@journey.test', 'kata-sandi-yang-salah');
      await page.getByRole('alert').waitFor();
      await shopper.picture('31-wrong-password');
      assert.equal(await page.getByLabel('Email atau nomor HP').inputValue(), 'siapa.saja@journey.test');
      await shopper.assertAccessible();
      shopper.assertNoComplaints();
    });

    it('should lead back to the same checkout when the session ended on the way', async () => {
      const email = await enter(shopper);
      await open(shopper, '/');
      await buyNow(page, 'selendang', 'Selendang Sutra Ungu Terung');
      const total = await amountOn(payButton(page));
      await shopper.context.clearCookies();
      await payButton(page).click();
      await page.getByRole('heading', { name: 'Masuk ke Lumbung' }).waitFor();
      await shopper.picture('32-session-ended');
      await signIn(page, email);
      await page.getByRole('heading', { level: 1, name: 'Checkout' }).waitFor();
      assert.equal(await amountOn(payButton(page)), total);
      await shopper.picture('33-checkout-again');
      shopper.assertNoComplaints();
    });

    it('should show what was seen and say so of the rest when the network is gone', async () => {
      shopper.allow(/ERR_INTERNET_DISCONNECTED/);
      await open(shopper, '/');
      await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
      await open(shopper, '/kategori');
      await shopper.context.setOffline(true);
      await page.goto('/lisensi');
      await page.getByRole('heading', { level: 1, name: 'Kamu sedang offline' }).waitFor();
      await shopper.picture('34-offline');
      await shopper.assertAccessible();
      await page.goto('/kategori');
      await page.getByText('Halaman yang pernah dibuka tetap bisa dilihat.').waitFor();
      await shopper.picture('35-seen-offline');
      shopper.assertNoComplaints();
    });

    it('should say so and offer a way on when a page is not there', async () => {
      shopper.allow(/404/);
      const answer = await page.goto('/toko/tidak-ada/sama-sekali');
      assert.equal(answer?.status(), 404);
      await page.getByRole('heading', { level: 1, name: 'Halaman ini tidak ada' }).waitFor();
      await shopper.picture('36-not-found');
      await shopper.assertAccessible();
      await page.goto('/produk/barang-yang-tidak-ada');
      const main = page.getByRole('main');
      await main.getByRole('searchbox', { name: 'Cari barang' }).fill('kopi');
      await main.getByRole('button', { name: 'Cari' }).click();
      await page.getByRole('heading', { level: 1, name: 'Hasil untuk “kopi”' }).waitFor();
      shopper.assertNoComplaints();
    });
  });

  describe('around the purchase', () => {
    it('should turn to paid when the copied number of a virtual account is paid', async () => {
      const shopper = await openShopper(browser, house.url, {
        size: 'phone',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const { page } = shopper;
      await enter(shopper);
      await open(shopper, '/');
      await buyNow(page, 'selendang', 'Selendang Sutra Ungu Terung');
      await page.getByRole('radio', { name: /BCA/ }).check();
      await payButton(page).click();
      const { instructions } = await arriveAtPayment(page);
      await shopper.picture('20-virtual-account');
      await shopper.assertAccessible();
      await page.getByRole('button', { name: 'Salin nomor virtual account' }).click();
      await page.getByRole('button', { name: 'Tersalin' }).waitFor();
      const copied: string = await page.evaluate('navigator.clipboard.readText()');
      assert.equal(copied, instructions.accountNumber);
      await payByNumber(page, house.sandboxUrl, copied);
      await page.getByRole('heading', { level: 1, name: 'Pembayaran diterima' }).waitFor();
      shopper.assertNoComplaints();
      await leave(shopper);
    });

    it('should stand where it was left when one comes back to a list', async () => {
      const shopper = await openShopper(browser, house.url, { size: 'phone' });
      const { page } = shopper;
      await open(shopper, '/');
      await searchFor(page, 'kopi');
      const card = page.getByRole('main').getByRole('article').nth(14);
      await growUntil(page, card);
      await card.scrollIntoViewIfNeeded();
      const name = await read(card.getByRole('link'));
      const left: number = await page.evaluate('scrollY');
      assert.ok(left > 800, `only ${left} px down`);
      await openProduct(page, name);
      await page.goBack();
      await page.getByRole('heading', { level: 1, name: 'Hasil untuk “kopi”' }).waitFor();
      await page.getByRole('main').getByRole('link', { name, exact: true }).waitFor();
      const found: number = await page.evaluate('scrollY');
      assert.ok(Math.abs(found - left) < 40, `left at ${left} px, found at ${found} px`);
      shopper.assertNoComplaints();
      await leave(shopper);
    });

    it('should speak English everywhere when the language is switched', async () => {
      const shopper = await openShopper(browser, house.url, { size: 'desktop' });
      const { page } = shopper;
      await enter(shopper);
      await open(shopper, '/');
      await page.getByRole('button', { name: 'Read in English' }).click();
      await page.locator('html[lang=en].scripted').waitFor();
      for (const path of ['/', '/cari?q=kopi', '/pesanan', '/akun']) {
        await open(shopper, path);
        await shopper.picture(`40-english${path.replaceAll(/\W+/g, '-')}`);
        const words = await read(page.locator('body'));
        assert.doesNotMatch(words, /\b(Keranjang|Pesanan|Beranda|Masuk|Alamat|Belum|Kamu|untuk)\b/, path);
      }
      shopper.assertNoComplaints();
      await leave(shopper);
    });

    for (const size of Object.keys(SIZES) as Size[]) {
      it(`should keep the rules of WCAG 2.2 AA when any page of the shop is opened on a ${size}`, async () => {
        const shopper = await openShopper(browser, house.url, { size });
        for (const path of GUEST_PAGES) await look(shopper, path);
        await enter(shopper);
        for (const path of OWN_PAGES) await look(shopper, path);
        shopper.assertNoComplaints();
        await shopper.close();
      });
    }

    it('should say what it is for when any page of the shop is opened without scripts', async () => {
      const shopper = await openShopper(browser, house.url, { size: 'phone', scripts: false });
      const { page } = shopper;
      const visit = async (path: string) => {
        const answer = await page.goto(path);
        assert.equal(answer?.status(), 200, path);
        assert.notEqual((await read(page.getByRole('heading', { level: 1 }))).trim(), '', path);
        await shopper.picture(`51${path.replaceAll(/\W+/g, '-')}`);
      };
      for (const path of GUEST_PAGES) await visit(path);
      await enter(shopper);
      for (const path of OWN_PAGES) await visit(path);
      shopper.assertNoComplaints();
      await shopper.close();
    });

    it('should weigh little when home, category, search and a product are first seen', async () => {
      for (const path of ['/', '/kategori/uji', '/cari?q=kopi', await pathOf(house.url, SHIRT)]) {
        const shopper = await openShopper(browser, house.url, { size: 'phone', serviceWorkers: 'block' });
        const weight = await weigh(shopper, path);
        assert.ok(weight.kb <= MOST_KB, `${path}: ${weight.kb} KB\n${weight.list}`);
        assert.ok(weight.requests <= MOST_REQUESTS, `${path}: ${weight.requests} requests\n${weight.list}`);
        await shopper.close();
      }
    });
  });
});

/** Fails a test late rather than hide why it failed: the last picture says more than a stack. */
async function leave(shopper: Shopper): Promise<void> {
  await shopper.picture('99-last');
  await shopper.close();
}

async function look(shopper: Shopper, path: string): Promise<void> {
  await open(shopper, path);
  await shopper.picture(`50${path.replaceAll(/\W+/g, '-')}`);
  await shopper.assertAccessible();
}

function newEmail(): string {
  return `pembeli-${randomUUID().slice(0, 8)}@journey.test`;
}

/** A guest finds goods of two shops and puts them into one cart. */
async function fillCart(shopper: Shopper): Promise<void> {
  const { page } = shopper;
  await searchFor(page, 'kopi');
  await narrowDown(shopper, /Surabaya/);
  await shopper.picture('02-search');
  await shopper.assertAccessible();
  // Among equals any may stand first: this one is asked for by its name.
  await searchFor(page, 'kopi wamena');
  await openProduct(page, COFFEE);
  await shopper.picture('03-product');
  await addToCart(page);
  await searchFor(page, 'kaus indigo');
  await openProduct(page, SHIRT);
  await page.getByRole('main').getByRole('button', { name: 'Keranjang' }).click();
  await page.getByText('Pilih warna dulu').waitFor();
  await page.getByRole('link', { name: 'Indigo', exact: true }).click();
  await page.getByRole('link', { name: 'M', exact: true }).click();
  await shopper.picture('04-product-variant');
  await shopper.assertAccessible();
  await addToCart(page);
  await page.getByRole('link', { name: 'Lihat', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Keranjang' }).waitFor();
  for (const shop of SHOPS) await page.getByRole('region', { name: shop }).waitFor();
  await shopper.picture('05-cart');
  await shopper.assertAccessible();
}

/** From the till without an address to one tap too many on the button. */
async function placeOrder(shopper: Shopper): Promise<void> {
  const { page } = shopper;
  await page.getByText('Ke mana paketnya dikirim?').waitFor();
  await writeAddress(page, 'Dewi Lestari');
  await page.getByRole('combobox', { name: 'Kelurahan atau desa' }).fill(VILLAGE.typed);
  await page.getByRole('option').first().waitFor();
  await shopper.picture('07-village');
  await chooseVillage(page);
  await shopper.picture('08-address');
  await page.getByRole('button', { name: 'Simpan alamat' }).click();
  await payButton(page).waitFor();
  const before = await amountOn(payButton(page));
  for (const shop of SHOPS) await chooseCourier(page, shop);
  assert.notEqual(await amountOn(payButton(page)), before);
  await page.getByRole('radio', { name: /QRIS/ }).check();
  await shopper.picture('09-checkout');
  await shopper.assertAccessible();
  const total = await amountOn(payButton(page));
  await payButton(page).dblclick();
  const payment = await arriveAtPayment(page);
  assert.equal(payment.amount.amount, total);
  const { items } = await api<{ items: Order[] }>(page, '/orders?limit=50');
  assert.equal(items.length, 2, 'two taps made more than one purchase');
  assert.equal(
    items.reduce((sum, order) => sum + order.total.amount, 0),
    total,
  );
}

/** Saves the code, pays with it on the phone, and watches the open page turn to paid by itself. */
async function payOnPhone(shopper: Shopper, phoneUrl: string): Promise<void> {
  const { page } = shopper;
  const { instructions, amount } = await arriveAtPayment(page);
  await shopper.picture('10-payment');
  await shopper.assertAccessible();
  assert.equal(await amountOn(page.getByRole('main')), amount.amount);
  assert.match(await read(page.getByRole('timer')), /\d+.\d{2}/);
  assert.match(await read(page.getByRole('main')), /sampai .+\d{2}\.\d{2}\sWIB/);
  assert.equal(await readCodeOnScreen(page), instructions.qrString);
  const saved = await saveDownload(page, 'Simpan gambar QR');
  await payByPicture(page, phoneUrl, saved);
  await page.getByRole('heading', { level: 1, name: 'Pembayaran diterima' }).waitFor();
  await shopper.picture('11-paid');
  await shopper.assertAccessible();
}

async function lookAtOrders(shopper: Shopper, orders: Order[]): Promise<void> {
  const { page } = shopper;
  await page.getByRole('link', { name: 'Lihat pesanan' }).click();
  await page.getByRole('heading', { level: 1, name: 'Pesanan' }).waitFor();
  assert.equal(await page.getByRole('article').getByText('Diproses').count(), orders.length);
  await shopper.picture('12-orders');
  await shopper.assertAccessible();
  await page.getByRole('article').getByRole('link').first().click();
  await page.getByText('Dibayar, toko menyiapkan paket').waitFor();
  await shopper.picture('13-order');
  await shopper.assertAccessible();
  const invoice = await saveDownload(page, 'Unduh faktur (PDF)');
  assert.equal(invoice.subarray(0, 5).toString('latin1'), '%PDF-');
}
