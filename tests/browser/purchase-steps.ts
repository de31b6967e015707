import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { readQrPicture } from '../../src/sandbox/phone/scan.ts';
import { PASSWORD } from '../journeys/market.ts';
import type { Shopper } from './shopper.ts';

/** What people do in the shop, step by step, by what they read and tap. */

/** Rupiah as the shop writes it: a space that does not break, thousands by dots. */
export const RUPIAH = /Rp\u00a0\d{1,3}(\.\d{3})*/;
export const VILLAGE = { typed: 'sukasari kota bandung', listed: /Gegerkalong.*Kota Bandung/, postalCode: '40153' };

export type Money = { amount: number };
export type Order = { id: string; number: string; status: string; total: Money; paymentId: string; lines: unknown[] };
export type Payment = {
  id: string;
  status: string;
  amount: Money;
  channel: string;
  instructions: { qrString?: string; accountNumber?: string };
};

/** What people see of a place, without what is hidden. */
export function read(place: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: the text content also holds what nobody sees
  return place.innerText();
}

/** Opens a page and waits until its scripts run, where there are scripts. */
export async function open(shopper: Shopper, path: string): Promise<void> {
  await shopper.page.goto(path);
  await scripted(shopper.page);
}

export async function scripted(page: Page): Promise<void> {
  await page.locator('html.scripted').waitFor();
}

export async function searchFor(page: Page, term: string): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Cari di Lumbung' });
  await box.fill(term);
  await box.press('Enter');
  await page.getByRole('heading', { level: 1, name: `Hasil untuk “${term}”` }).waitFor();
}

/** Chooses one value of a facet: in the sheet on a phone, in the column on a desktop. */
export async function narrowDown(shopper: Shopper, value: RegExp): Promise<void> {
  const { page, size } = shopper;
  if (size === 'phone') await page.getByRole('button', { name: 'Saring' }).click();
  await page.getByRole('checkbox', { name: value }).check();
  if (size === 'phone') {
    await shopper.picture('search-sheet');
    await page.getByRole('button', { name: /Tampilkan \d+ barang/ }).click();
  }
  await page.getByRole('link', { name: /Hapus saringan/ }).waitFor();
}

export async function openProduct(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

export async function addToCart(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Keranjang' }).click();
  await page.getByText('Sudah masuk keranjang.').waitFor();
}

export async function register(page: Page, person: { name: string; email: string }): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: 'Daftar' }).click();
  await page.getByLabel('Nama').fill(person.name);
  await page.getByLabel('Email atau nomor HP').fill(person.email);
  await page.getByLabel('Kata sandi').fill(PASSWORD);
  await page.getByRole('button', { name: 'Buat akun' }).click();
}

export async function signIn(page: Page, identifier: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('Email atau nomor HP').fill(identifier);
  await page.getByLabel('Kata sandi').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Masuk' }).click();
}

export async function writeAddress(page: Page, recipient: string): Promise<void> {
  await page.getByLabel('Nama penerima').fill(recipient);
  await page.getByLabel('Nomor HP').fill('0812-3456-7890');
  await page.getByLabel('Alamat', { exact: true }).fill('Jalan Gegerkalong Hilir 47, RT 03/RW 05');
  await page.getByLabel('Patokan').fill('Pagar hijau, seberang mushala');
}

export async function chooseVillage(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Kelurahan atau desa' }).fill(VILLAGE.typed);
  await page.getByRole('option', { name: VILLAGE.listed }).first().click();
  const postalCode = page.getByLabel('Kode pos');
  if ((await postalCode.inputValue()) === '') await postalCode.fill(VILLAGE.postalCode);
}

/** Without a script the village is asked for by a button and chosen from a list. */
export async function findVillage(shopper: Shopper): Promise<void> {
  const { page } = shopper;
  await page.getByRole('combobox', { name: 'Kelurahan atau desa' }).fill(VILLAGE.typed);
  await page.getByRole('main').getByRole('button', { name: 'Cari' }).click();
  await page.getByRole('radio', { name: VILLAGE.listed }).first().waitFor();
  await shopper.picture('07-village');
  await page.getByRole('radio', { name: VILLAGE.listed }).first().check();
}

/** Scrolls as a thumb does until the list has grown as far as this card. */
export async function growUntil(page: Page, card: Locator): Promise<void> {
  await page.getByRole('main').getByRole('article').last().scrollIntoViewIfNeeded();
  await card.waitFor();
}

/** The address of a product's page. */
export async function pathOf(url: string, name: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/search?q=${encodeURIComponent(name)}&limit=1`);
  const { items } = (await response.json()) as { items: { slug: string; name: string }[] };
  assert.equal(items[0]?.name, name);
  return `/produk/${items[0].slug}`;
}

export type Weight = { kb: number; requests: number; list: string };

/** Everything that a first view of a page takes over the wire, compressed as it came. */
export async function weigh(shopper: Shopper, path: string): Promise<Weight> {
  const { page, context } = shopper;
  const protocol = await context.newCDPSession(page);
  await protocol.send('Network.enable');
  const addresses = new Map<string, string>();
  const bytes = new Map<string, number>();
  protocol.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!request.url.startsWith('data:')) addresses.set(requestId, request.url);
  });
  protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => bytes.set(requestId, encodedDataLength));
  await page.goto(path, { waitUntil: 'networkidle' });
  await protocol.detach();
  const list = [...addresses].map(([id, url]) => ({ url, size: bytes.get(id) ?? 0 }));
  return {
    kb: Math.ceil(list.reduce((sum, { size }) => sum + size, 0) / 1024),
    requests: list.length,
    list: list.map(({ url, size }) => `${String(size).padStart(8)} ${url}`).join('\n'),
  };
}

/** Takes the last of the services that a shop can send with, and says which it is. */
export async function chooseCourier(page: Page, shop: string): Promise<string> {
  const section = page.getByRole('region', { name: shop });
  const folded = section.locator('details').first();
  await folded.locator('summary').first().click();
  const last = folded.getByRole('radio').last();
  await last.check();
  const words = (await read(folded.locator('summary').first())).split('\n')[0] ?? '';
  await folded.locator('summary').first().click();
  return words;
}

export function payButton(page: Page): Locator {
  return page.getByRole('button', { name: /^Bayar Rp/ });
}

/** The amount that stands on a button or in a line, in rupiah. */
export async function amountOn(place: Locator): Promise<number> {
  const text = await read(place);
  const amount = RUPIAH.exec(text)?.[0];
  assert.ok(amount, `no amount with a space that does not break in “${text}”`);
  return Number(amount.replace(/\D/g, ''));
}

/** Waits for the payment page and gives the payment as the API knows it. */
export async function arriveAtPayment(page: Page): Promise<Payment> {
  await page.waitForURL(/\/bayar\/[\w-]+$/);
  await page.getByRole('heading', { level: 1, name: 'Selesaikan pembayaran' }).waitFor();
  const id = page.url().split('/').at(-1) ?? '';
  return api<Payment>(page, `/payments/${id}`);
}

/** Asks the API as the person at this browser. */
export async function api<T>(page: Page, path: string): Promise<T> {
  const response = await page.context().request.get(`/api/v1${path}`);
  assert.equal(response.status(), 200, `${path}: ${await response.text()}`);
  return response.json();
}

export async function ordersOf(page: Page, payment: Payment): Promise<Order[]> {
  const { items } = await api<{ items: Order[] }>(page, '/orders?limit=50');
  return items.filter((order) => order.paymentId === payment.id);
}

/** What stands in the code on the screen, read from its pixels as a phone would. */
export async function readCodeOnScreen(page: Page): Promise<string | null> {
  return readQrPicture(await page.getByAltText('Kode QRIS untuk pembayaran ini').screenshot());
}

export async function saveDownload(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('main').getByRole('link', { name }).click(),
  ]);
  return readFile(await download.path());
}

/** Pays on the phone of the sandbox, in a tab of its own, with the picture that was saved before. */
export async function payByPicture(page: Page, phoneUrl: string, picture: Buffer): Promise<void> {
  const phone = await page.context().newPage();
  await phone.goto(phoneUrl);
  await phone.getByRole('main').getByRole('link', { name: /Bank/ }).click();
  await phone.getByRole('link', { name: 'Bayar QRIS' }).click();
  // The page sends the picture by itself, once its script runs.
  await phone.waitForURL('**/bank/qris');
  await phone.setInputFiles('input[type=file]', { name: 'qris-lumbung.png', mimeType: 'image/png', buffer: picture });
  await confirmOn(phone);
}

export async function payByNumber(page: Page, phoneUrl: string, number: string): Promise<void> {
  const phone = await page.context().newPage();
  await phone.goto(`${phoneUrl}/bank`);
  await phone.getByRole('link', { name: 'Bayar VA' }).click();
  await phone.getByLabel('Nomor virtual account').fill(number);
  await phone.getByRole('button', { name: 'Lanjut' }).click();
  await confirmOn(phone);
}

async function confirmOn(phone: Page): Promise<void> {
  await phone.getByRole('button', { name: /Bayar Rp/ }).click();
  await phone.getByText('Pembayaran berhasil').waitFor();
  await phone.close();
}
