import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { waitFor } from '../../src/platform/testing/template.ts';
import { inquireAccount } from '../../src/sandbox/world/bank-accounts.ts';
import { PEOPLE } from '../journeys/market.ts';
import { type Person, signIn } from '../journeys/person.ts';
import { type RunningHouse, runHouse } from '../journeys/running-house.ts';
import { type DeskMarket, openDeskMarket } from './desk-market.ts';
import { heading, open, openSignedIn } from './desk-visitor.ts';
import { launchChromium } from './find-chromium.ts';

type Product = {
  id: string;
  name: string;
  status: string;
  images: { url: string }[];
  axes: { name: string; values: string[] }[];
  variants: {
    options: Record<string, string>;
    weightGrams: number;
    offer: { offerId: string; price: { amount: number }; stock: { free: number; reserved: number; lowLevel: number } };
  }[];
};

describe('a shop at its desk', () => {
  let house: RunningHouse;
  let browser: Browser;
  let market: DeskMarket;
  let seller: Person;
  const [email] = PEOPLE.sellers;
  before(async () => {
    [house, browser] = await Promise.all([runHouse(), launchChromium()]);
    [market, seller] = await Promise.all([openDeskMarket(house), signIn(house.url, email)]);
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });
  const product = async (name: string) => {
    const { items } = await seller.get<{ items: Product[] }>(`/sellers/me/products?q=${encodeURIComponent(name)}`);
    const [found] = items;
    assert.ok(found, name);
    return found;
  };

  it('should find, print, ship, deliver and cancel orders when buyers have paid', async () => {
    const [kept, sold] = [await market.paidOrder(), await market.paidOrder('Selendang Batik Mega Mendung')];
    const visitor = await openSignedIn(browser, house, { email, look: 'phone' });
    const { page, context } = visitor;
    await open(page, 'orders', 'Pesanan');
    await page.getByRole('link', { name: kept.number }).waitFor();
    const search = page.getByRole('searchbox');
    for (const typed of ['selend', sold.number, 'dewi mendung']) {
      await search.fill(typed);
      await page.getByRole('heading', { level: 2, name: typed }).waitFor();
      await page.getByRole('link', { name: sold.number }).waitFor();
      assert.equal(await page.getByRole('link', { name: kept.number }).count(), 0, typed);
    }
    await visitor.picture('desk-orders-found');
    await search.fill('tidak ada yang begini');
    await page.getByText('Tidak ada pesanan untuk').waitFor();

    await open(page, `orders/${sold.id}`, sold.number);
    const invoice = await context.request.get(`/api/v1/orders/${sold.id}/invoice`);
    assert.equal(invoice.headers()['content-type'], 'application/pdf');
    await page.getByRole('link', { name: 'Faktur' }).waitFor();
    for (const [door, path] of [
      ['Cetak slip kemas', 'slips'],
      ['Cetak label', 'labels'],
    ] as const) {
      const paper = context.waitForEvent('page');
      await page.getByRole('link', { name: door }).click();
      const opened = await paper;
      await opened.getByText(sold.number).first().waitFor();
      assert.match(opened.url(), new RegExp(`/desk/${path}/`));
      assert.doesNotMatch((await opened.locator('article').textContent()) ?? 'Rp', /Rp/, 'no prices on paper');
      await opened.close();
    }
    await page.getByRole('button', { name: 'Kirim', exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText('Saya sudah punya nomor resi').click();
    await sheet.locator('input[name=trackingNumber]').fill('!?');
    await sheet.getByRole('button', { name: 'Kirim dengan resi ini' }).click();
    await sheet.getByText('Nomor resi berisi 4 sampai 40 huruf dan angka.').waitFor();
    assert.equal(await sheet.locator('input[name=trackingNumber]').inputValue(), '!?');
    await visitor.assertAccessible();
    await sheet.locator('input[name=trackingNumber]').fill('JNE 0099 8877');
    await sheet.getByRole('button', { name: 'Kirim dengan resi ini' }).click();
    await page.getByRole('button', { name: 'Tandai sudah tiba' }).click();
    await waitFor('the order is delivered', async () => (await market.read(sold.id)).status === 'delivered');
    assert.equal((await market.read(sold.id)).shipping.trackingNumber, 'JNE 0099 8877');
    await visitor.picture('desk-order-delivered');
    await open(page, 'orders?q=0099', 'Pesanan');
    await page.getByRole('link', { name: sold.number }).waitFor();

    await open(page, `orders/${kept.id}`, kept.number);
    await page.getByRole('button', { name: 'Batalkan pesanan' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Batalkan pesanan' }).click();
    await page.getByText('Tulis alasannya, minimal 3 huruf.').waitFor();
    await page.getByRole('dialog').locator('[name=reason]').fill('Kain ternyata cacat');
    await page.getByRole('dialog').getByRole('button', { name: 'Batalkan pesanan' }).click();
    await waitFor('the order is cancelled', async () => (await market.read(kept.id)).status === 'cancelled');
    visitor.assertNoComplaints();
    await visitor.close();
  });

  it('should change price and stock in the list at once, and put them back with the reason when the house refuses', async () => {
    await market.place();
    const visitor = await openSignedIn(browser, house, { email, look: 'desktop' });
    const { page } = visitor;
    await open(page, 'products', 'Barang');
    const row = page.getByRole('row').filter({ hasText: 'Kemeja Batik Parang' });
    await row.getByRole('button', { name: 'harga Kemeja' }).click();
    await row.getByRole('textbox').fill('0');
    await row.getByRole('textbox').press('Enter');
    await row.getByText('Harga harus lebih dari nol.').waitFor();
    await row.getByRole('textbox').fill('192.500');
    await row.getByRole('textbox').press('Enter');
    await row.getByText('Rp 192.500').waitFor();
    const offer = async () => (await product('Kemeja Batik Parang')).variants[0]?.offer;
    await waitFor('the price is kept', async () => (await offer())?.price.amount === 192_500);

    const free = (await offer())?.stock.free ?? 0;
    await row.getByRole('button', { name: 'stok yang bisa dijual' }).click();
    await row.getByRole('textbox').fill(String(free - 7));
    await row.getByRole('textbox').press('Enter');
    await waitFor('the stock is kept', async () => (await offer())?.stock.free === free - 7);

    // More than a shelf may hold, counting what is reserved: the house says no.
    visitor.allow(/422|409|400/);
    await row.getByRole('button', { name: 'stok yang bisa dijual' }).click();
    await row.getByRole('textbox').fill('100000000');
    await row.getByRole('textbox').press('Enter');
    await row.getByRole('alert').waitFor();
    assert.equal(await row.getByRole('textbox').inputValue(), '100000000', 'what was typed stays');
    await visitor.picture('desk-products-refused');
    await visitor.assertAccessible();
    await row.getByRole('textbox').press('Escape');
    await row.getByText(String(free - 7)).waitFor();

    await row.getByRole('button', { name: 'Berhenti menjual' }).click();
    await row.getByText('Diarsipkan').waitFor();
    await waitFor('it is off sale', async () => (await product('Kemeja Batik Parang')).status === 'archived');
    await row.getByRole('button', { name: 'Jual barang ini' }).click();
    await waitFor('it is on sale', async () => (await product('Kemeja Batik Parang')).status === 'active');
    visitor.assertNoComplaints();
    await visitor.close();
  });

  it('should put goods with pictures and two axes on sale, warn by its own level and take changes when a shop keeps its shelves', async () => {
    const visitor = await openSignedIn(browser, house, { email, look: 'phone' });
    const { page } = visitor;
    await open(page, 'products/new', 'Tambah barang');
    const picture = await sharp({ create: { width: 640, height: 640, channels: 3, background: '#2b3a8c' } })
      .png()
      .toBuffer();
    await page.setInputFiles('input[name=pictures]', [
      { name: 'depan.png', mimeType: 'image/png', buffer: picture },
      { name: 'catatan.png', mimeType: 'image/png', buffer: Buffer.from('bukan gambar') },
    ]);
    visitor.allow(/4(00|15|22): POST .*\/media|\/media\)/);
    await page.getByText('catatan.png:').waitFor();
    await page.getByRole('img', { name: 'Foto 1' }).waitFor();
    await page.getByRole('button', { name: 'Barang ini punya varian' }).click();
    await page.locator('input[name=axis-values-0]').fill('M, L');
    await page.getByRole('button', { name: 'Tambah jenis varian' }).click();
    await page.locator('input[name=axis-values-1]').fill('Nila, Soga');
    await page.getByRole('group', { name: 'L / Soga' }).waitFor();
    await page.locator('input[name=price-0]').fill('150000');
    await page.locator('input[name=stock-0]').fill('9');
    await page.locator('input[name=weight-0]').fill('300');
    await page.getByRole('button', { name: 'Jual barang ini' }).click();
    await page.getByText('Tulis nama barang, minimal 3 huruf.').waitFor();
    assert.equal(await page.locator('input[name=name]').evaluate((field) => field.matches(':focus')), true);
    await page.getByRole('button', { name: 'Samakan dengan baris pertama' }).click();
    await page.locator('input[name=price-3]').fill('175000');
    await page.locator('input[name=stock-3]').fill('4');
    await page.locator('input[name=name]').fill('Celana Batik Kawung');
    await page.locator('select[name=categoryId]').selectOption({ label: 'Barang Uji' });
    await visitor.assertAccessible();
    await visitor.picture('desk-product-new');
    await page.getByRole('button', { name: 'Jual barang ini' }).click();
    await heading(page, 'Celana Batik Kawung');
    const made = await product('Celana Batik Kawung');
    assert.deepEqual(
      made.variants.map(({ options, offer }) => [options.Ukuran, options.Warna, offer.price.amount, offer.stock.free]),
      [
        ['M', 'Nila', 150_000, 9],
        ['M', 'Soga', 150_000, 9],
        ['L', 'Nila', 150_000, 9],
        ['L', 'Soga', 175_000, 4],
      ],
    );
    assert.equal(made.images.length, 1);
    await visitor.picture('desk-product');

    await page.getByRole('button', { name: 'Riwayat stok M, Nila' }).click();
    // The sheet grows while it is filled: only then does a press meet what it was meant for.
    await page.getByRole('dialog').getByRole('listitem').first().waitFor();
    const level = page.getByRole('dialog').locator('input[name=lowLevel]');
    await waitFor('the level is shown', async () => (await level.inputValue()) === '5');
    await level.fill('12');
    await page.getByRole('dialog').getByRole('button', { name: 'Simpan', exact: true }).click();
    await page.getByText('Kamu dikabari saat sisa 12.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Tutup' }).click();
    await open(page, '', 'Yang perlu dikerjakan');
    await page.getByText('Celana Batik Kawung · Nila, M').waitFor();
    await page.getByText('Celana Batik Kawung · Soga, L').waitFor();
    assert.equal(await page.getByText('Celana Batik Kawung · Nila, L').count(), 0);
    await visitor.picture('desk-home');

    await open(page, `products/${made.id}/edit`, 'Ubah barang');
    await page.locator('input[name=name]').fill('Celana Batik Kawung Panjang');
    await page.locator('[name=description]').fill('Katun halus.\n\nCuci dengan tangan.');
    await page.locator('input[name=weight-0]').fill('0');
    await page.getByRole('button', { name: 'Simpan', exact: true }).click();
    await page.getByText('Berat harus antara 1 dan 2.000.000 gram.').waitFor();
    await page.locator('input[name=weight-0]').fill('345');
    await page.getByRole('button', { name: 'Simpan', exact: true }).click();
    await heading(page, 'Celana Batik Kawung Panjang');
    const changed = await seller.get<Product & { description: string }>(`/sellers/me/products/${made.id}`);
    assert.deepEqual(
      changed.variants.map((variant) => variant.weightGrams),
      [345, 300, 300, 300],
    );
    assert.equal(changed.description, '<p>Katun halus.</p><p>Cuci dengan tangan.</p>');
    assert.deepEqual(changed.images, made.images);
    visitor.assertNoComplaints();
    await visitor.close();
  });

  it('should keep profile, bank account and own delivery, and wait for the line when it is gone', async () => {
    const visitor = await openSignedIn(browser, house, { email, look: 'phone' });
    const { page, context } = visitor;
    await open(page, 'shop', 'Profil toko');
    await page.locator('input[name=villageLabel]').fill('tidak ada desa begini');
    await page.getByRole('button', { name: 'Simpan', exact: true }).first().click();
    await page.locator('input[name=villageLabel][aria-invalid=true]').waitFor();
    await page.locator('input[name=villageLabel]').fill('cipadung');
    await page.getByRole('option').first().waitFor();
    await page.locator('input[name=villageLabel]').press('ArrowDown');
    await page.locator('input[name=villageLabel]').press('Enter');
    await page.locator('[name=description]').fill('Batik tulis sejak 1987.');
    await page.getByRole('button', { name: 'Ganti rekening' }).click();
    await page.locator('input[name=accountNumber]').fill('12');
    await page.getByRole('button', { name: 'Simpan', exact: true }).first().click();
    await page.locator('input[name=accountNumber][aria-invalid=true]').waitFor();
    await page.locator('input[name=accountNumber]').fill('0987654321');
    await page.locator('input[name=accountName]').fill('Bukan Pemiliknya');
    visitor.allow(/422/);
    await page.getByRole('button', { name: 'Simpan', exact: true }).first().click();
    await page.locator('input[name=accountName][aria-invalid=true]').waitFor();
    assert.equal(await page.locator('input[name=accountName]').inputValue(), 'Bukan Pemiliknya');
    await visitor.picture('desk-shop');
    const holder = inquireAccount('014', '0987654321');
    await page.locator('input[name=accountName]').fill(holder.state === 'open' ? holder.holderName : '');
    await page.getByRole('button', { name: 'Simpan', exact: true }).first().click();
    await page.getByText('••••4321').waitFor();
    type Shop = { description: string; pickup: { areaLabel: string } };
    const shop = await seller.get<Shop>('/sellers/me');
    assert.equal(shop.description, 'Batik tulis sejak 1987.');
    assert.match(shop.pickup.areaLabel, /Cipadung/);

    await page.getByRole('button', { name: 'Tambah layanan' }).click();
    await page.locator('input[name=name-0]').fill('Antar pakai motor');
    await page.locator('input[name=price-0]').fill('7.500');
    await page.locator('input[name=from-0]').fill('3');
    await page.getByRole('button', { name: 'Simpan', exact: true }).last().click();
    await page.getByText('Isi hari dari 0 sampai 90').waitFor();
    await page.locator('input[name=from-0]').fill('0');
    await visitor.assertAccessible();
    await page.getByRole('button', { name: 'Simpan', exact: true }).last().click();
    type Tariffs = { tariffs: { name: string; priceMinor: number }[] };
    const tariffs = () => seller.get<Tariffs>('/sellers/me/shipping-tariffs');
    await waitFor('the delivery is kept', async () => (await tariffs()).tariffs.length === 1);
    assert.partialDeepStrictEqual((await tariffs()).tariffs[0], { name: 'Antar pakai motor', priceMinor: 7_500 });
    visitor.assertNoComplaints();

    visitor.allow(/INTERNET_DISCONNECTED/);
    await context.setOffline(true);
    await page.getByText('Kamu sedang offline.').waitFor();
    await page.getByRole('link', { name: 'Saldo' }).first().click();
    await page.getByText('Belum tersambung').first().waitFor();
    await visitor.picture('desk-offline');
    await context.setOffline(false);
    await page.getByText('Belum ada mutasi').waitFor();
    visitor.assertNoComplaints();
    await visitor.close();
  });
});
