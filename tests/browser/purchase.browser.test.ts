import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
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
  narrowDown,
  type Order,
  open,
  openProduct,
  ordersOf,
  payButton,
  payByNumber,
  payByPicture,
  readCodeOnScreen,
  register,
  saveDownload,
  scripted,
  searchFor,
  signIn,
  VILLAGE,
  writeAddress,
} from './purchase-steps.ts';
import { fillShelves, type Shelves } from './shelves.ts';
import { openShopper, SIZES, type Shopper, type Size } from './shopper.ts';

const SHIRT = 'Kaus Katun Celup Indigo';
const COFFEE = 'Kopi Arabika Wamena 250 gr';
const SHOPS = ['Batik Rahma', 'Kopi Lereng'];

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
      const answer = await request.post(`/api/v1${path}`, { data });
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
        shopper = await openShopper(browser, house.url, { size, permissions: ['clipboard-read', 'clipboard-write'] });
        page = shopper.page;
      });
      afterEach(async () => {
        await shopper.picture('99-last');
        await shopper.close();
      });

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
        const orders = await ordersOf(page, payment);
        assert.deepEqual(
          orders.map(({ status }) => status),
          ['paid', 'paid'],
        );
        await lookAtOrders(shopper, orders);
        shopper.assertNoComplaints();
      });
    });
  }
});

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
  assert.equal(items.reduce((sum, order) => sum + order.total.amount, 0), total);
}

/** Saves the code, pays with it on the phone, and watches the open page turn to paid by itself. */
async function payOnPhone(shopper: Shopper, phoneUrl: string): Promise<void> {
  const { page } = shopper;
  const { instructions, amount } = await arriveAtPayment(page);
  await shopper.picture('10-payment');
  await shopper.assertAccessible();
  assert.equal(await amountOn(page.getByRole('main')), amount.amount);
  assert.match(await page.getByRole('timer').innerText(), /\d+.\d{2}/);
  assert.match(await page.getByRole('main').innerText(), /sampai .+\d{2}\.\d{2}\sWIB/);
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
