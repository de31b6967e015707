import type { MarketPricesApi } from '#insight/market-prices';
import type { Call } from '#platform/call';
import { readCsv } from './read-csv.ts';
import { encodingOf } from './read-lines.ts';
import { RefusedFile } from './refused-file.ts';

const BATCH = 5_000;
export const PRICE_SOURCES = ['pihps', 'bapanas', 'wfp'] as const;
export type PriceFile = {
  path: string;
  source: (typeof PRICE_SOURCES)[number];
  /** For sources whose rows name no region: the panel of one city. */
  region: string | null;
  refusedPath: string;
};
type Row = { commodity: string; region: string; on: string; price: number; unit?: string };
type Read = { row: Row } | { wrong: string };

/** Prices of PIHPS, Bapanas or WFP from their CSV files, plain or gzip, in pieces. The same file again changes nothing. */
export async function importMarketPrices(
  apis: { marketPrices: Pick<MarketPricesApi, 'importPrices'> },
  call: Call,
  file: PriceFile,
  progress: (rows: number) => void = () => {},
): Promise<{ rows: number; saved: number; unchanged: number; refused: number }> {
  const refused = new RefusedFile(file.refusedPath);
  const total = { rows: 0, saved: 0, unchanged: 0 };
  let batch: { line: number; row: Row; record: Record<string, string> }[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const rows = batch.map(({ row }) => row);
    const answer = await apis.marketPrices.importPrices(call, { source: file.source, rows });
    total.saved += answer.saved;
    total.unchanged += answer.unchanged;
    for (const { row: place, code } of answer.refused) {
      const { line = 0, record = {} } = batch[place - 1] ?? {};
      await refused.add({ line, code: `import.${code}`, reason: code, record });
    }
    batch = [];
    progress(total.rows);
  };
  for await (const read of readCsv(file.path, { encoding: await encodingOf(file.path) })) {
    if ('refused' in read) {
      await refused.add(read.refused);
      continue;
    }
    const { record, line } = read.row;
    // The second line of WFP's files names their columns once more.
    if (record.date?.startsWith('#')) continue;
    total.rows++;
    const one = READERS[file.source](record, file.region);
    if ('wrong' in one) await refused.add({ line, code: 'import.unreadable', reason: one.wrong, record });
    else batch.push({ line, row: one.row, record });
    if (batch.length === BATCH) await flush();
  }
  await flush();
  await refused.close();
  return { ...total, refused: refused.count };
}

type Reader = (record: Record<string, string>, region: string | null) => Read;

/** The shapes as they were seen; see the module's own names for commodities, regions and units. */
const READERS: Record<PriceFile['source'], Reader> = {
  pihps: (record) =>
    rowOf({
      commodity: record.commodity,
      region: record.province_id ? `pihps:${record.province_id}` : record.province,
      on: record.date,
      price: record.price_idr_per_unit ?? record.price,
    }),
  bapanas: (record, region) =>
    rowOf({
      commodity: record.Komoditas,
      region: region ?? record.Provinsi,
      on: record.Timestamp ?? record.Tanggal,
      price: record.Harga,
      unit: record.Satuan,
    }),
  wfp: (record) =>
    record.pricetype !== undefined && record.pricetype !== 'Retail'
      ? { wrong: 'not a retail price' }
      : rowOf({
          commodity: record.commodity,
          region: record.admin1,
          on: record.date,
          price: record.price,
          unit: record.unit,
        }),
};

type Found = Record<'commodity' | 'region' | 'on' | 'price', string | undefined> & { unit?: string | undefined };

function rowOf({ commodity, region, on, price, unit }: Found): Read {
  if (!commodity || commodity.length > 80) return { wrong: 'commodity' };
  if (!region || region.length > 80) return { wrong: 'region' };
  const day = /^\d{4}-\d{2}-\d{2}/.exec(on ?? '')?.[0];
  if (!day || Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day)
    return { wrong: 'date' };
  const value = Number(price);
  if (!(value > 0 && value <= 100_000_000)) return { wrong: 'price' };
  return { row: { commodity, region, on: day, price: value, ...(unit ? { unit: unit.slice(0, 40) } : {}) } };
}
