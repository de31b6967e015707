import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';
import { waitFor } from '../../src/platform/testing/template.ts';
import { PEOPLE } from '../journeys/market.ts';
import { type Person, signIn } from '../journeys/person.ts';
import { type RunningHouse, runHouse } from '../journeys/running-house.ts';
import { readBakery } from './bakery.ts';
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
const bakery = readBakery(TODAY);
/** `Rp 1.250.000` of a page, with its space that does not break, as a figure. */
const rupiahOf = (text: string | null) => Number((text ?? '').replace(/[^0-9]/g, ''));
const plainSpaces = (text: string | null) => (text ?? '').replaceAll('\u00a0', ' ');
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

    // The price jumps, is told again and again, and the owner hears of it once: at the bell and by mail.
    for (const price of [82_500, 83_000]) {
      const row = { commodity: 'cabai_rawit', region: '32', on: dayBefore(TODAY, 0), price };
      await admin.post('/insight/market-prices', { source: 'pihps', rows: [row] });
    }
    const told = async () => {
      const { items } = await seller.get<{ items: { title: string; body: string }[] }>('/notifications?limit=50');
      return items.filter((one) => one.title.startsWith('Harga Cabai rawit di Jawa Barat'));
    };
    await waitFor('the owner is told', async () => ((await told()).length > 0 ? true : undefined));
    const mails = await waitFor('the mail is there', async () => {
      const answer = await fetch(`${house.sandboxUrl}/__sandbox/mails?limit=50`);
      const { items } = (await answer.json()) as { items: { to: unknown; subject: string }[] };
      const ours = items.filter(({ subject }) => subject.includes('Cabai rawit'));
      return ours.length > 0 ? ours : undefined;
    });
    const notices = await told();
    assert.deepEqual([notices.length, mails.length], [1, 1], `${JSON.stringify([notices, mails])}`);
    assert.match(plainSpaces(notices[0]?.body ?? ''), /^Rp 82\.500 per kg pada /);
    await page.goto('/desk/notices');
    await page.getByText(notices[0]?.title ?? '').waitFor();
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
      await page.getByRole('button', { name: 'Kirim', exact: true }).click();
      await page.getByRole('button', { name: 'Kirim', exact: true }).waitFor();
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

  it('should keep what the owner knows of a day, and who helps, when they write it down', async () => {
    await open('/calendar', 'Kalender');
    await page.getByText('Gajian').first().waitFor();
    await page.getByRole('button', { name: 'Catat hari' }).click();
    await page.locator('select[name=kind]').selectOption('promotion');
    await page.locator('input[name=from]').fill(dayBefore(TODAY, 3));
    await page.locator('input[name=to]').fill(dayBefore(TODAY, 4));
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText(/Isi kedua tanggal/).waitFor();
    await page.locator('input[name=to]').fill(dayBefore(TODAY, 3));
    await page.locator('input[name=note]').fill('Diskon 20 %');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Seluruh toko · Diskon 20 %').waitFor();
    await page.getByRole('button', { name: 'Catat hari' }).click();
    await page.locator('input[name=note]').fill('Mudik');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Mudik').waitFor();
    await seen('calendar');
    await page.getByRole('button', { name: /^Hapus Tutup/ }).click();
    await page.getByText('Mudik').waitFor({ state: 'detached' });
    const { items } = await seller.get<{ items: { id: string; name: string }[] }>(
      `/insight/sales/products?storeId=${storeId}`,
    );
    await open(`/sales?product=${items.find(({ name }) => name === DONUT.name)?.id}`, 'Penjualan per hari');
    await page
      .getByRole('button', { name: /^Betulkan:/ })
      .first()
      .click();
    await page.locator('input[name=quantity]').fill('1.234,5');
    await page.locator('input[name=reason]').fill('Kasir mati, dicatat di buku');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page
      .locator('tbody tr')
      .first()
      .locator('td')
      .nth(1)
      .filter({ hasText: /^1\.235/ })
      .waitFor();
    await seen('sales');
    await open('/settings', 'Atur toko');
    await page.locator('input[name=email]').fill('ayu.pengelola@contoh.test');
    await page.getByRole('button', { name: 'Kirim undangan' }).click();
    await page.getByText('ayu.pengelola@contoh.test').first().waitFor();
    await seen('settings');
    await page.getByRole('button', { name: /^Tarik kembali/ }).click();
    await page.getByText('Belum ada pengelola.').waitFor();
    visitor.assertNoComplaints();
    visitor.allow(/404/);
    await page.goto('/desk/tidak-ada');
    await page.getByRole('heading', { level: 1 }).waitFor();
  });

  it('should plan a real bakery with the same figures everywhere when its till is taken in', {
    skip: bakery === null && 'no till data',
  }, async () => {
    if (!bakery) return;
    await page.goto('/desk/insight/new');
    await heading(page, 'Tambah toko');
    await page.locator('input[name=name]').fill('Roti Nyata');
    await page.getByRole('combobox').first().fill('Palasari');
    await page
      .getByRole('option', { name: /Palasari/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Buat toko' }).click();
    await page.getByText('Belum ada penjualan').waitFor();
    storeId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const at = `?storeId=${storeId}`;
    await open('/import', 'Impor kasir');
    await choose('roti-nyata.csv', bakery.csv);
    await page.getByRole('button', { name: 'Masukkan 20.507 baris' }).click();
    await page.getByText('20.507 baris masuk.').waitFor({ timeout: 60_000 });
    const sold = await seller.get<{ items: { on: string; quantity: number }[] }>(
      `/insight/sales${at}&from=${dayBefore(new Date(bakery.lastOn), 27)}&to=${bakery.lastOn}`,
    );
    for (const { on, quantity } of sold.items) assert.equal(quantity, bakery.soldOn.get(on) ?? 0, on);

    const { items: products } = await seller.get<{ items: { id: string; name: string }[] }>(
      `/insight/sales/products${at}&limit=100`,
    );
    const product = products.find(({ name }) => name === bakery.best);
    const beans = {
      name: 'Biji kopi',
      category: 'Minuman',
      unit: 'kg',
      unitPrice: { amount: 140_000, currency: 'IDR' },
      leadTimeDays: 1,
    };
    const { id: beansId } = await seller.post<{ id: string }>(`/insight/ingredients${at}`, beans);
    const recipe = { yieldQuantity: 50, lines: [{ ingredientId: beansId, quantity: 1, unit: 'kg' }] };
    await seller.ask('PUT', `/insight/recipes/${product?.id}${at}`, recipe);

    await open('/forecast', 'Perkiraan');
    await page.getByRole('button', { name: 'Hitung sekarang' }).click();
    await page.getByText('Seberapa bisa dipercaya').waitFor({ timeout: 60_000 });
    await page.goto(`/desk/insight/${storeId}/forecast?target=product&subject=${product?.id}`);
    await page.getByRole('heading', { name: `Perkiraan: ${bakery.best}` }).waitFor();
    await page.locator('.chart canvas').waitFor();
    type Row = { on: string; mean: number; lo80: number; hi80: number; sum: { mean: number } };
    const forecast = await seller.get<{ rows: Row[] }>(
      `/insight/forecasts/latest${at}&target=product&subject=${product?.id}`,
    );
    assert.equal(await page.locator('.desk-table tbody tr').count(), forecast.rows.length);
    for (const { on, lo80, mean, hi80 } of forecast.rows)
      assert.ok(lo80 >= 0 && lo80 <= mean && mean <= hi80 && lo80 < hi80, on);
    const pastWeek =
      (
        await seller.get<{ items: { quantity: number }[] }>(
          `/insight/sales${at}&from=${dayBefore(new Date(bakery.lastOn), 27)}&to=${bakery.lastOn}&productId=${product?.id}`,
        )
      ).items.reduce((sum, day) => sum + day.quantity, 0) / 4;
    const week = forecast.rows[6]?.sum.mean ?? 0;
    assert.ok(week > pastWeek * 0.6 && week < pastWeek * 1.5, `${week} in a week, ${pastWeek} before`);
    await seen('bakery-forecast');

    await open('/plan', 'Belanja bahan');
    await page.getByRole('button', { name: 'Buat rencana' }).click();
    await page.getByText('Biji kopi').first().waitFor();
    const planId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    type Plan = {
      from: string;
      to: string;
      cost: { amount: number };
      lines: { quantity: number; expectedUse: number; neededUse: number }[];
    };
    const plan = await seller.get<Plan>(`/insight/purchase-plans/${planId}${at}`);
    const [line] = plan.lines;
    assert.ok(
      line && line.expectedUse > 0 && line.neededUse >= line.expectedUse && line.quantity >= line.neededUse - 0.001,
      JSON.stringify(line),
    );
    assert.equal(plan.cost.amount, Math.round(line.quantity * 140_000));
    assert.equal(rupiahOf(await page.locator('p.money').first().textContent()), plan.cost.amount);
    await seen('bakery-plan');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'XLSX' }).click();
    const rows = await readSheet(await (await download).path());
    const head = rows[0] ?? [];
    const cell = (row: unknown[] | undefined, title: string) => row?.[head.indexOf(title)];
    const beansRow = rows.find((row) => row.includes('Biji kopi'));
    assert.deepEqual(
      [cell(beansRow, 'Beli'), cell(beansRow, 'Biaya (Rp)'), cell(rows.at(-1), 'Biaya (Rp)')],
      [line.quantity, plan.cost.amount, plan.cost.amount],
    );

    await open('/chat', 'Asisten');
    await page
      .getByRole('textbox', { name: 'Tulis pertanyaan' })
      .fill('Berapa biji kopi yang harus saya beli untuk 7 hari ke depan?');
    await page.getByRole('button', { name: 'Kirim', exact: true }).click();
    const answer = page.locator('article').filter({ hasText: 'Asisten' }).last();
    await answer
      .getByText(/Perkiraan biaya/)
      .first()
      .waitFor();
    const said = plainSpaces(await answer.textContent());
    const kilograms = line.quantity.toLocaleString('id-ID', { maximumFractionDigits: 1 });
    assert.ok(said.includes(`Beli ${kilograms} kg Biji kopi`), `${said} has not ${kilograms} kg`);
    assert.ok(said.includes(`Rp ${plan.cost.amount.toLocaleString('id-ID')}`), `${said} has not ${plan.cost.amount}`);
    await seen('bakery-chat');
    visitor.assertNoComplaints();
  });
});
