import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { formatRupiah } from '#platform/money';
import { lineExample, orderExample } from '../fixtures.ts';
import type { OrderRecord } from '../order-record.ts';
import { takeStep } from '../order-rules.ts';
import { renderInvoice } from './invoice-pdf.ts';
import { momentInWords, printable } from './invoice-text.ts';

async function textOf(pdf: Buffer): Promise<{ pages: number; text: string }> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  await document.loadingTask.destroy();
  return { pages: pages.length, text: pages.join('\n').replace(/\s+/g, ' ') };
}

const paid = (order: OrderRecord) =>
  takeStep(order, 'paid', { act: 'pay', by: 'payment', at: order.createdAt, code: 'paid' });
const inText = (amountMinor: number) => formatRupiah(amountMinor).replace(/\s/g, ' ');

describe('the invoice as PDF', () => {
  test('should be the same bytes when it is made twice', async () => {
    const order = paid(orderExample({ orderId: 'x' }));
    assert.ok((await renderInvoice(order)).equals(await renderInvoice(order)));
  });

  test('should name parties, numbers, goods and sums when it is read', async () => {
    const lines = [
      lineExample(),
      lineExample({
        name: 'Batik tulis “Kawung” – kain',
        options: { Ukuran: 'XL', Warna: 'Nila' },
        quantity: 3,
        unitPriceMinor: 1_250_000,
      }),
    ];
    const { text, pages } = await textOf(await renderInvoice(paid(orderExample({ lines, trackingNumber: 'JNE0001' }))));
    assert.equal(pages, 1);
    const expected = [
      'INV/2026/11/21/7K3F9QXD2M4T',
      'LB-7K3F9QXD2M4T-1',
      '21 November 2026, 10.15 WIB',
      'Toko Melati',
      'Budi Santoso',
      'Jl. Tunjungan 5',
      'Patokan: Pagar hijau',
      'JNE Reguler',
      'JNE0001',
      'Kopi Gayo 500 g',
      'Batik tulis “Kawung” – kain',
      'Ukuran: XL · Warna: Nila',
      inText(3_750_000),
      inText(3_880_000),
      inText(18_000),
      inText(3_898_000),
      'LUNAS',
      'Halaman 1 dari 1',
    ];
    for (const words of expected) assert.ok(text.includes(words), `${words} is not in: ${text}`);
  });

  test('should carry every line and go on to further pages when there are a hundred', async () => {
    const lines = Array.from({ length: 100 }, (_, i) =>
      lineExample({ name: `Barang nomor ${i + 1} dari seratus`, quantity: i + 1, unitPriceMinor: 1_000 + i }),
    );
    const { text, pages } = await textOf(await renderInvoice(orderExample({ lines })));
    assert.ok(pages > 3);
    for (const line of lines) {
      assert.ok(text.includes(line.name), line.name);
      assert.ok(text.includes(inText(line.quantity * line.unitPriceMinor)), line.name);
    }
    assert.ok(text.includes(`Halaman ${pages} dari ${pages}`));
  });

  for (const [status, stamp] of [
    ['awaiting_payment', 'BELUM DIBAYAR'],
    ['cancelled', 'DIBATALKAN'],
    ['expired', 'KEDALUWARSA'],
  ] as const) {
    test(`should say ${stamp} when the order is ${status}`, async () => {
      const { text } = await textOf(await renderInvoice(orderExample({ status })));
      assert.ok(text.includes(stamp));
      assert.ok(!text.includes('LUNAS'));
    });
  }

  test('should stay readable when names carry what the fonts cannot print', async () => {
    assert.equal(printable('Kopi ☕ Gayo\u0000 的 é – “ya”'), 'Kopi Gayo é – “ya”');
    const order = orderExample({ lines: [lineExample({ name: '的的的' }), lineExample({ name: 'x'.repeat(300) })] });
    assert.equal((await textOf(await renderInvoice(order))).pages, 1);
  });

  test('should write a moment as people in Western Indonesia do when the invoice is dated', () => {
    assert.equal(momentInWords('2026-12-31T17:05:00.000Z'), '1 Januari 2027, 00.05 WIB');
  });
});
