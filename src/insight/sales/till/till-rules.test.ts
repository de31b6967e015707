import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findColumns, missingFields } from './column-rules.ts';
import { addDays, dayInZone, daysBetween, orderOf, readDay, readTime } from './day-rules.ts';
import { readFigure } from './number-rules.ts';

describe('figures of tills', () => {
  it('should read rupiah and counts when they are written as here', () => {
    const money: [string, number | null][] = [
      ['1.250.000', 1_250_000],
      ['Rp 1.250.000,50', 1_250_000.5],
      ['Rp12.500', 12_500],
      ['IDR 12,500.00', 12_500],
      ['12.500,-', 12_500],
      ['12,500', 12_500],
      ['0,5', 0.5],
      ['-3.000', -3_000],
      ['12.5', 12.5],
      ['', null],
      ['gratis', null],
      ['1.2.3,4', null],
      ['=1+1', null],
      ['1e9', null],
      ['٣', null],
    ];
    for (const [text, value] of money) assert.equal(readFigure(text, 'money'), value, text);
    const counts: [string, number | null][] = [
      ['1,250', 1.25],
      ['1.250', 1_250],
      ['0.250', 0.25],
      ['2 pcs', 2],
      ['12', 12],
    ];
    for (const [text, value] of counts) assert.equal(readFigure(text, 'count'), value, text);
  });

  it('should give the figure back when whole rupiah are written with points', () => {
    const digits = new Intl.NumberFormat('id-ID');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (value) => {
        assert.equal(readFigure(`Rp ${digits.format(value)}`, 'money'), value);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('should answer and not throw when anything is written', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const value = readFigure(text, 'money');
        assert.ok(value === null || Number.isFinite(value));
        const day = readDay(text);
        assert.ok(day === null || /^\d{4}-\d{2}-\d{2}$/.test(day.on));
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('days of tills', () => {
  it('should read a day when it is written in any of the usual ways', () => {
    const same = [
      '2026-11-21',
      '2026/11/21',
      '20261121',
      '21/11/2026',
      '21-11-26',
      '21.11.2026',
      '21 Nov 2026',
      'Sabtu, 21 November 2026',
      '21-Nov-26',
      '2026-11-21T09:00:00Z',
    ];
    for (const text of same) assert.equal(readDay(text)?.on, '2026-11-21', text);
    assert.equal(readDay('17 Agustus 2026')?.on, '2026-08-17');
    assert.equal(readDay('3 Mei 2026')?.on, '2026-05-03');
    assert.equal(readDay('11/21/2026', 'mdy')?.on, '2026-11-21');
    assert.deepEqual(readDay('21/11/2026 14.30'), { on: '2026-11-21', time: '14:30:00' });
    for (const text of ['', '31/02/2026', '21/13/2026', 'kemarin', '2026-02-30', '1'])
      assert.equal(readDay(text), null, text);
  });

  it('should read a time when it is written with points, colons or half days', () => {
    assert.deepEqual(['9:58:11', '14.30', '2:05 PM', '12:00 am', '25:00', 'x'].map(readTime), [
      '09:58:11',
      '14:30:00',
      '14:05:00',
      '00:00:00',
      null,
      null,
    ]);
  });

  it('should see that a file is written month first when only that can be', () => {
    assert.equal(orderOf(['11/21/2026', '01/02/2026']), 'mdy');
    assert.equal(orderOf(['21/11/2026', '01/02/2026']), 'dmy');
    assert.equal(orderOf(['01/02/2026']), 'dmy');
  });

  it('should count as calendars here do when days and zones change', () => {
    assert.equal(addDays('2026-02-28', 1), '2026-03-01');
    assert.equal(daysBetween('2026-02-28', '2026-03-02'), 2);
    assert.equal(dayInZone(new Date('2026-11-20T17:30:00Z'), 'Asia/Jakarta'), '2026-11-21');
    assert.equal(dayInZone(new Date('2026-11-20T15:30:00Z'), 'Asia/Jayapura'), '2026-11-21');
  });
});

describe('columns of tills', () => {
  it('should find columns when they are named as tills here name them', () => {
    const found = findColumns(['Tanggal', 'No. Struk', 'Nama Produk', 'Jml', 'Harga (Rp)', 'Total (Rp)'], {});
    assert.deepEqual(found, { date: 0, product: 2, quantity: 3, amount: 5, price: 4, transaction: 1 });
    assert.deepEqual(findColumns(['date', 'time', 'transaction', 'item'], {}), {
      date: 0,
      time: 1,
      product: 3,
      transaction: 2,
    });
  });

  it('should follow the person when he names a column, and say which one is missing', () => {
    const mapping = { product: 'Kolom X' };
    assert.equal(findColumns(['Tanggal', 'Produk', 'kolom_x'], mapping).product, 2);
    assert.deepEqual(missingFields(findColumns(['Tanggal', 'Produk'], mapping), mapping), ['product']);
    assert.deepEqual(missingFields(findColumns(['a', 'b'], {}), {}), ['date', 'product']);
  });
});
