import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { waitFor } from '../../src/platform/testing/template.ts';
import { PEOPLE } from '../journeys/market.ts';
import { type Person, signIn } from '../journeys/person.ts';
import { type RunningHouse, runHouse } from '../journeys/running-house.ts';
import { heading, openSignedIn } from './desk-visitor.ts';
import { launchChromium } from './find-chromium.ts';
import type { Shopper } from './shopper.ts';
import { dayBefore, GOODS, tillFile, WRONG_LINES } from './till-data.ts';

const [BREAD, DONUT] = GOODS;
const TODAY = new Date();
const FLOUR = {
  name: 'Tepung terigu',
  category: 'Bahan kering',
  unit: 'kg',
  unitPrice: { amount: 12_000, currency: 'IDR' },
  leadTimeDays: 1,
};
const recipeOf = (ingredientId: string) => ({ yieldQuantity: 4, lines: [{ ingredientId, quantity: 1, unit: 'kg' }] });

describe('insight at the desk', () => {
  let house: RunningHouse;
  let browser: Browser;
  let seller: Person;
  let visitor: Shopper;
  let page: Page;
  let storeId = '';
  before(async () => {
    [house, browser] = await Promise.all([runHouse(), launchChromium()]);
    seller = await signIn(house.url, PEOPLE.sellers[0]);
    visitor = await openSignedIn(browser, house, { email: PEOPLE.sellers[0], look: 'phone' });
    page = visitor.page;
  });
  after(async () => {
    await visitor?.close();
    await browser?.close();
    await house?.stop();
  });

  const choose = async (name: string, text: string) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  const open = async (path: string, name: string) => {
    await page.goto(`/desk/insight/${storeId}${path}`);
    await heading(page, name);
  };
  const seen = async (name: string) => {
    await visitor.assertAccessible();
    await visitor.picture(`desk-insight-${name}`);
  };

  it('should take in a till file, and name the lines that are wrong, when a shop is connected', async () => {
    await page.goto('/desk/insight');
    await seen('start');
    await page.getByRole('button', { name: 'Hubungkan toko TokoBapak' }).click();
    await page.getByText('Belum ada penjualan').waitFor();
    storeId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await seen('empty');
    await open('/import', 'Impor kasir');
    await choose('salah.csv', tillFile(TODAY, 3) + WRONG_LINES);
    await page.getByText('"banyak" bukan angka.').waitFor();
    await seen('import-wrong');
    await choose('kasir.csv', tillFile(TODAY, 120));
    await page.getByRole('button', { name: 'Masukkan 360 baris' }).click();
    await page.getByText('360 baris masuk.').waitFor();
    await open('', 'Ringkasan');
    await page.getByText(BREAD.name).first().waitFor();
    await page.locator('.chart canvas').waitFor();
    await seen('dashboard');
    visitor.assertNoComplaints();
  });

  it('should show what comes, with its band and how good such forecasts were, when it has been worked out', async () => {
    await open('/forecast', 'Perkiraan');
    // Before the first run there is none, and the browser says 404 in its console.
    visitor.allow(/404/);
    await page.getByRole('button', { name: 'Hitung sekarang' }).click();
    await page.getByText('Seberapa bisa dipercaya').waitFor({ timeout: 60_000 });
    await page.locator('.chart canvas').waitFor();
    assert.ok((await page.locator('tbody tr').count()) >= 7);
    await seen('forecast');
    await page.getByRole('button', { name: /^Ubah/ }).first().click();
    await page.locator('input[name=value]').fill('2.500.000');
    await page.locator('input[name=reason]').fill('Pesanan katering kantor');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Angkamu: Pesanan katering kantor').waitFor();
    await open('/products', 'Produk');
    await page.getByRole('link', { name: DONUT.name }).waitFor();
    await seen('products');
    visitor.assertNoComplaints();
  });

  it('should list what to buy and what it costs, as a page and as a sheet, when there are recipes', async () => {
    const path = `?storeId=${storeId}`;
    const { items } = await seller.get<{ items: { id: string; name: string }[] }>(`/insight/sales/products${path}`);
    const bread = items.find((one) => one.name === BREAD.name);
    const flour = await seller.post<{ id: string }>(`/insight/ingredients${path}`, FLOUR);
    await seller.ask('PUT', `/insight/recipes/${bread?.id}${path}`, recipeOf(flour.id));
    const run = await seller.post<{ id: string }>(`/insight/forecasts/runs${path}`, {});
    const { status } = await waitFor(
      'ingredients are reckoned',
      async () => {
        const now = await seller.get<{ status: string }>(`/insight/forecasts/runs/${run.id}${path}`);
        return now.status === 'done' || now.status === 'failed' ? now : undefined;
      },
      60_000,
    );
    assert.equal(status, 'done');
    await open('/plan', 'Belanja bahan');
    await page.getByRole('button', { name: 'Buat rencana' }).click();
    await page.getByText('Tepung terigu').first().waitFor();
    await seen('plan');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'XLSX' }).click();
    assert.match((await download).suggestedFilename(), /\.xlsx$/);
    visitor.assertNoComplaints();
  });

  it('should show prices by province and keep an alert when the house has prices', async () => {
    const admin = await signIn(house.url, PEOPLE.admin);
    const rows = ['31', '32', '33', '35', '73'].flatMap((region, place) =>
      [20, 10, 3, 1].map((before) => ({
        commodity: 'cabai_rawit',
        region,
        on: dayBefore(TODAY, before),
        price: 60_000 + place * 4_000 - before * 300,
      })),
    );
    await admin.post('/insight/market-prices', { source: 'pihps', rows });
    await open('/prices', 'Harga pasar');
    await page.getByRole('img', { name: /Peta harga Cabai rawit/ }).waitFor();
    await page.getByRole('button', { name: 'Tambah peringatan' }).click();
    await page.locator('input[name=amount]').fill('70.000');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText(/harga di atas Rp.70.000/).waitFor();
    await seen('prices');
    visitor.allow(/404/);
    visitor.assertNoComplaints();
  });

  it('should answer from documents and figures with sources, or say that nothing was found, when it is asked', async () => {
    await open('/documents', 'Dokumen');
    await choose(
      'pemasok.txt',
      'Toko Tepung Jaya mengirim tepung terigu setiap hari Senin dan Kamis pukul tujuh pagi.',
    );
    await page.getByText('pemasok.txt').first().waitFor();
    await seen('documents');
    await open('/chat', 'Asisten');
    const ask = async (question: string) => {
      await page.getByRole('textbox', { name: 'Tulis pertanyaan' }).fill(question);
      await page.getByRole('button', { name: 'Kirim' }).click();
      await page.getByRole('button', { name: 'Kirim' }).waitFor();
    };
    await ask('Kapan tepung terigu dikirim?');
    await page
      .getByText(/Senin dan Kamis/)
      .first()
      .waitFor();
    await page.getByText(/^Sumber \(\d+\)/).click();
    await seen('chat');
    await ask('Siapa juara piala dunia 1974?');
    await page.getByText('tidak ditemukan').first().waitFor();
    visitor.assertNoComplaints();
  });
});
