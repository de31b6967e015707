import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { newUuid } from '#platform/ids';
import { testDatabase } from '#platform/testing/database';
import { createMarketPrices } from '../insight/market-prices/module.ts';
import { importMarketPrices, type PriceFile } from './import-market-prices.ts';

const BAPANAS = resolve(import.meta.dirname, '../../../shared/data/market/bapanas_bandung_sample.csv.gz');

describe('market prices from files', () => {
  const world = testDatabase('market_prices');
  const call = systemCall('test', newUuid());
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'prices-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  const api = () =>
    createMarketPrices({
      database: world.database,
      clock: fixedClock('2026-11-21T03:00:00Z'),
      newId: newUuid,
      stores: {
        storeOfCall: () => assert.fail('no store is asked for'),
        storesByIds: async () => ({ stores: [] }),
      },
    }).api;
  const bring = async (source: PriceFile['source'], text: string, region: string | null = null) => {
    const path = join(folder, `${source}.csv`);
    await writeFile(path, text);
    const refusedPath = `${path}.refused.jsonl`;
    const report = await importMarketPrices({ marketPrices: api() }, call, { path, source, region, refusedPath });
    return { report, refused: report.refused > 0 ? await readFile(refusedPath, 'utf8') : '' };
  };

  it('should take rows in once and name those that cannot be right when PIHPS, Bapanas or WFP has written them', async () => {
    const pihps =
      'date,commodity,province_id,price_idr_per_unit\n2025-01-01,cabai_rawit,12,60000\n2025-01-02,cabai_rawit,12,-5\n2025-01-02,emas,12,5\n31/01/2025,beras,12,5\n';
    const first = await bring('pihps', pihps);
    assert.deepEqual(first.report, { rows: 4, saved: 1, unchanged: 0, refused: 3 });
    assert.match(first.refused, /"line":3.*price/);
    assert.deepEqual((await bring('pihps', pihps)).report, { rows: 4, saved: 0, unchanged: 1, refused: 3 });
    const bapanas =
      'Timestamp,ID,Komoditas,Satuan,Harga,Harga Kemarin\n2025-09-13,27,Beras Premium,Rp./Kg,16000,15500\n2025-09-13,30,Minyak Goreng Curah,Rp./Liter,17000,17000\n';
    assert.equal((await bring('bapanas', bapanas, '32.73')).report.saved, 2);
    const wfp =
      'date,admin1,admin2,market,category,commodity,unit,priceflag,pricetype,currency,price,usdprice\n#date,#adm1,#adm2,#loc,#item,#item,#item,#item,#item,#currency,#value,#value\n2024-01-15,JAWA TIMUR,Surabaya,Surabaya,cereals,Rice,KG,actual,Retail,IDR,13950.0,0.9\n2024-01-15,JAWA TIMUR,Surabaya,Surabaya,cereals,Rice,KG,actual,Wholesale,IDR,12950.0,0.8\n';
    assert.deepEqual((await bring('wfp', wfp)).report, { rows: 2, saved: 1, unchanged: 0, refused: 1 });
    const { prices } = await api().pricesOf(call, { regionCode: '35', commodities: ['beras'] });
    assert.equal(prices[0]?.priceMinor, 13_950);
  });

  it('should take in a real panel when its file is there', {
    skip: !existsSync(BAPANAS) && 'no panel file',
  }, async () => {
    const refusedPath = join(folder, 'panel.refused.jsonl');
    const file = { path: BAPANAS, source: 'bapanas' as const, region: '32.73', refusedPath };
    const report = await importMarketPrices({ marketPrices: api() }, call, file);
    // Its rows without a price are refused.
    assert.ok(report.rows === 175 && report.saved >= 140, JSON.stringify(report));
  });
});
