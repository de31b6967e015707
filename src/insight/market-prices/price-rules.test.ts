import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge, type PriceFacts } from './alert-rules.ts';
import { COMMODITIES, commodityOf, unitFactor } from './commodity-rules.ts';
import { regionCodeOf, regionNameOf } from './region-rules.ts';

describe('names of sources', () => {
  it('should know a commodity when any source names it', () => {
    const names = ['cabai_rawit', 'Cabai Rawit Merah', "Chili (bird's eye)", 'CABAI RAWIT'];
    assert.deepEqual(
      names.map((name) => commodityOf(name)?.code),
      names.map(() => 'cabai_rawit'),
    );
    assert.equal(commodityOf('Emas'), null);
    assert.equal(new Set(COMMODITIES.map(({ code }) => code)).size, COMMODITIES.length);
  });

  it('should know a region when it is given by code, name or number', () => {
    const texts = ['32', 'Jawa Barat', 'PROVINSI JAWA BARAT', 'pihps:12', 'West Java'];
    assert.deepEqual(
      texts.map(regionCodeOf),
      texts.map(() => '32'),
    );
    assert.deepEqual(['32.73', 'ID', 'Nasional', '99', 'pihps:35', 'pihps:0', 'Atlantis'].map(regionCodeOf), [
      '32.73',
      'ID',
      'ID',
      null,
      null,
      null,
      null,
    ]);
    assert.deepEqual(['32', '32.73', 'ID'].map(regionNameOf), ['Jawa Barat', 'Jawa Barat (32.73)', 'Indonesia']);
  });

  it('should convert a unit only when it is one of the same kind', () => {
    const [rice, oil] = [commodityOf('beras'), commodityOf('minyak_goreng')];
    assert.ok(rice && oil);
    assert.deepEqual(
      [undefined, 'Rp./Kg', 'Rp/kg', '500 g', 'ons', 'KG'].map((text) => unitFactor(text, rice)),
      [1, 1, 1, 0.5, 0.1, 1],
    );
    assert.deepEqual(
      ['Rp./Liter', '620 ml', 'kg', 'tray', '<b>'].map((text) => unitFactor(text, oil)),
      [1, 0.62, null, null, null],
    );
  });
});

describe('price alerts', () => {
  const facts: PriceFacts = {
    on: '2026-11-20',
    priceMinor: 60_000,
    at: (days) => (days <= 7 ? 50_000 : null),
    ahead: [61_000, 75_000, 90_000],
  };
  const rule = { kind: 'above' as const, amount_minor: null, percent: null, days: null };

  it('should hold or not when what it needs is known, and say nothing otherwise', () => {
    assert.deepEqual(judge({ ...rule, amount_minor: 59_999 }, facts), { holds: true, percent: 0 });
    assert.deepEqual(judge({ ...rule, amount_minor: 60_000 }, facts), { holds: false, percent: 0 });
    assert.deepEqual(judge({ ...rule, kind: 'below', amount_minor: 60_001 }, facts), { holds: true, percent: 0 });
    assert.deepEqual(judge({ ...rule, kind: 'risen', percent: 20, days: 7 }, facts), { holds: true, percent: 20 });
    assert.equal(judge({ ...rule, kind: 'risen', percent: 20, days: 30 }, facts), null);
    assert.deepEqual(judge({ ...rule, kind: 'expected_rise', percent: 30, days: 2 }, facts), {
      holds: false,
      percent: 25,
    });
    assert.deepEqual(judge({ ...rule, kind: 'expected_rise', percent: 30, days: 3 }, facts), {
      holds: true,
      percent: 50,
    });
    assert.equal(judge({ ...rule, kind: 'expected_rise', percent: 30, days: 3 }, { ...facts, ahead: [] }), null);
    assert.equal(judge(rule, facts), null);
  });
});
