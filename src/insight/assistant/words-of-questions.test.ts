import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchNames } from './facts/match-names.ts';
import { purchasePeriod } from './facts/purchase-facts.ts';
import { daysIn, periodOf, sayPeriod } from './periods.ts';
import { type IntentKind, readIntent } from './read-intent.ts';

/** A Saturday. */
const TODAY = '2026-11-21';

describe('days in a question', () => {
  it('should be those that people mean when they are named in Indonesian or English', () => {
    const meant: Record<string, [string, string] | null> = {
      'penjualan kemarin': ['2026-11-20', '2026-11-20'],
      'sales yesterday': ['2026-11-20', '2026-11-20'],
      'untuk akhir pekan': ['2026-11-21', '2026-11-22'],
      'akhir pekan depan': ['2026-11-28', '2026-11-29'],
      'last weekend': ['2026-11-14', '2026-11-15'],
      'minggu lalu': ['2026-11-09', '2026-11-15'],
      'minggu depan': ['2026-11-23', '2026-11-29'],
      'bulan ini': ['2026-11-01', '2026-11-30'],
      'bulan lalu': ['2026-10-01', '2026-10-31'],
      '7 hari terakhir': ['2026-11-14', '2026-11-20'],
      '3 hari ke depan': ['2026-11-22', '2026-11-24'],
      'next 14 days': ['2026-11-22', '2026-12-05'],
      besok: ['2026-11-22', '2026-11-22'],
      'tanggal 17 Agustus': ['2026-08-17', '2026-08-17'],
      '2026-02-30': ['2026-11-21', '2026-11-21'],
      '31 februari 2026': ['2026-11-21', '2026-11-21'],
      '999 hari terakhir': ['2025-11-20', '2026-11-20'],
      'resep donat': null,
    };
    for (const [text, days] of Object.entries(meant)) {
      const found = periodOf(text, TODAY);
      assert.deepEqual(found && [found.from, found.to], days, text);
    }
  });

  it('should be the weekend that is on when it is Saturday, and the next one when it is Sunday', () => {
    const [friday, sunday] = ['2026-11-20', '2026-11-22'];
    const weekend = { from: '2026-11-21', to: '2026-11-22' };
    const next = { from: '2026-11-28', to: '2026-11-29' };
    assert.deepEqual(
      [friday, TODAY].map((day) => periodOf('untuk akhir pekan', day)),
      [weekend, weekend],
    );
    assert.deepEqual(periodOf('untuk akhir pekan', sunday), next);
    assert.deepEqual(periodOf('akhir pekan depan', sunday), next);
    assert.deepEqual(periodOf('akhir pekan depan', TODAY), next);
    assert.deepEqual(periodOf('akhir pekan lalu', sunday), { from: '2026-11-14', to: '2026-11-15' });
  });

  it('should be bought for from today on, and not for more than sixty, when a plan is asked for', () => {
    assert.deepEqual(purchasePeriod(periodOf('akhir pekan', TODAY), TODAY), { from: '2026-11-21', days: 2 });
    assert.deepEqual(purchasePeriod(periodOf('hari ini', TODAY), TODAY), { from: '2026-11-21', days: 1 });
    assert.deepEqual(purchasePeriod(periodOf('300 hari ke depan', TODAY), TODAY), { from: '2026-11-22', days: 60 });
    assert.deepEqual(purchasePeriod(periodOf('kemarin', TODAY), TODAY), { from: '2026-11-22', days: 7 });
    assert.equal(daysIn({ from: '2026-02-27', to: '2026-03-01' }), 3);
  });

  it('should be said in words when an answer names them', () => {
    assert.equal(sayPeriod({ from: '2026-11-20', to: '2026-11-20' }, 'id'), 'Jumat, 20 November 2026');
    assert.equal(sayPeriod({ from: '2026-11-28', to: '2026-12-04' }, 'id'), '28 November – 4 Desember 2026');
  });
});

describe('what a question is after', () => {
  it('should be read from its words when it is asked as people ask', () => {
    const asked: [IntentKind, string][] = [
      ['purchase', 'berapa ayam yang harus saya beli untuk akhir pekan?'],
      ['purchase', 'what do I have to buy for the weekend?'],
      ['purchase', 'Perlu belanja apa minggu depan'],
      ['running-out', 'stok apa yang mau habis'],
      ['running-out', 'which ingredients are running out?'],
      ['sales', 'penjualan kemarin'],
      ['sales', 'Omzet bulan ini berapa?'],
      ['sales', 'how much have we sold yesterday'],
      ['forecast', 'penjualan besok'],
      ['forecast', 'prediksi donat minggu depan'],
      ['price', 'harga cabai'],
      ['price', 'price of eggs now?'],
      ['best-sellers', 'produk paling laku minggu ini'],
      ['orders', 'ada berapa pesanan yang belum dikirim'],
      ['stock', 'sisa tepung berapa'],
      ['propose-purchase', 'Buatkan rencana belanja untuk minggu depan'],
      ['propose-purchase', 'make a purchase plan'],
      ['other-store', 'berapa penjualan toko sebelah kemarin'],
      ['other-store', 'show me the sales of another store'],
      ['help', 'Halo!'],
      ['documents', 'bagaimana aturan retur?'],
      ['documents', '𝓗𝓮𝓵𝓵𝓸 \u202E'],
    ];
    for (const [kind, text] of asked) assert.equal(readIntent(text, TODAY).kind, kind, text);
  });

  it('should be answered quickly when the text is made to take long', () => {
    const started = performance.now();
    for (const text of ['buat '.repeat(400), 'toko '.repeat(400), '1 '.repeat(1_000), 'a'.repeat(2_000)])
      readIntent(text, TODAY);
    assert.ok(performance.now() - started < 200);
  });
});

describe('names in a question', () => {
  const names = [
    'Dada Ayam',
    'Ayam Potong',
    'Tepung Terigu',
    'Cabai Rawit Merah',
    'Cabai Merah Keriting',
    'Telur Ayam',
  ];
  const found = (question: string) => matchNames(question, names, (name) => name);

  it('should be found by their telling words when the question has some of them', () => {
    assert.deepEqual(found('harga cabai rawit sekarang')[0], 'Cabai Rawit Merah');
    assert.deepEqual(found('berapa telur ayam yang harus dibeli')[0], 'Telur Ayam');
    assert.equal(found('stok tepung').length, 1);
  });

  it('should not be found when only common words are shared', () => {
    assert.deepEqual(found('berapa bahan yang harus dibeli untuk akhir pekan?'), []);
    assert.deepEqual(found(''), []);
  });
});
