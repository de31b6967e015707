import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { importMarketPrices, PRICE_SOURCES } from '../import/import-market-prices.ts';
import {
  type ImportOptions,
  type ImportProgress,
  type ImportReport,
  importProducts,
} from '../import/import-products.ts';
import { importRegions } from '../import/import-regions.ts';
import { importOlist } from '../import/olist/import-olist.ts';
import { readOlist } from '../import/olist/read-olist.ts';
import { Archive } from '../import/pictures/archive.ts';
import { MAX_PICTURE_BYTES, type PictureOptions } from '../import/pictures/draft-pictures.ts';
import { FORMATS, type Format, fileRows, type ReadOptions } from '../import/read-rows.ts';
import { systemCall } from '../platform/call.ts';
import { newUuid } from '../platform/ids.ts';
import { withGround } from './with-ground.ts';

const HELP = `lumbung import products FILE   takes products in (JSON lines or CSV, plain or gzip)
  --seller SLUG       shop of rows that name none; several times: they share the rows by brand
  --format FORMAT     jsonl, csv, icecat, listings or order-lines; otherwise by the name of the file
  --dry-run           checks every row and writes nothing
  --refused FILE      where refused rows go (otherwise FILE.refused.jsonl in this folder)
  --pictures          fetches the pictures that rows name by http address; otherwise a drawing stands for them
  --archive FILE      zip or tar with the pictures that rows name by file name
  --allow-private-addresses   also fetches from inside this network
  --stock N           icecat, listings, order-lines: pieces of each product, since the file knows none (100)
  --price N           listings: price of each product; order-lines: instead of the commonest one
  --weight N          listings, order-lines: grams of each product (500)
  --rupiah-per-unit N icecat: rupiah per unit of the file's price (1: the figure is taken as it stands)

lumbung import olist FOLDER    takes the Olist marketplace in: sellers as shops, products with an offer per price, tariffs
  --seller SLUG       shop that keeps the products nobody ordered, as drafts; otherwise they are refused

lumbung import regions FILE    takes in a table of village code and post code (CSV)

lumbung import market-prices FILE   takes in prices of food (CSV, plain or gzip)
  --source SOURCE     pihps, bapanas or wfp: whose file it is
  --region CODE       bapanas: the region its panel is about, 32 or 32.73

The form of the files is described in docs/guides/import.md. Importing the same file again changes nothing.`;

const OPTIONS = {
  help: { type: 'boolean' },
  seller: { type: 'string', multiple: true },
  format: { type: 'string' },
  'dry-run': { type: 'boolean' },
  refused: { type: 'string' },
  stock: { type: 'string' },
  price: { type: 'string' },
  weight: { type: 'string' },
  pictures: { type: 'boolean' },
  archive: { type: 'string' },
  'allow-private-addresses': { type: 'boolean' },
  'rupiah-per-unit': { type: 'string' },
  source: { type: 'string' },
  region: { type: 'string' },
} as const;

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [what, path] = positionals;
  if (values.help || !path || !['products', 'regions', 'olist', 'market-prices'].includes(what ?? ''))
    return console.log(HELP);
  if (!existsSync(path)) throw new Error(`There is no file ${path}`);
  if (what === 'olist') return runOlist(path, values);
  const refusedPath = values.refused ?? `${basename(path)}.refused.jsonl`;
  if (what === 'regions') return runRegions(path, refusedPath);
  if (what === 'market-prices') return runMarketPrices(path, values, refusedPath);
  const reading = readingOf(values, path);
  const pictures = {
    isFetching: values.pictures ?? false,
    isPrivateAllowed: values['allow-private-addresses'] ?? false,
    archive: null,
  };
  const options = {
    rows: fileRows(path, reading),
    refusedPath,
    sellers: values.seller ?? [],
    isDryRun: values['dry-run'] ?? false,
    pictures,
  };
  await runProducts(options, values.archive);
  if (reading.format !== 'icecat') return;
  const { stock, rupiahPerUnit } = reading;
  console.log(
    `Icecat names neither stock nor currency: ${stock} pieces each, ${rupiahPerUnit} rupiah per unit of price.`,
  );
}

type Given = Partial<Record<'format' | 'stock' | 'price' | 'weight' | 'rupiah-per-unit', string>>;

function readingOf(values: Given, path: string): ReadOptions {
  return {
    format: formatOf(values.format, path),
    stock: wholeNumber(values.stock ?? '100', '--stock', 0),
    price: values.price === undefined ? null : wholeNumber(values.price, '--price', 1),
    weightGrams: wholeNumber(values.weight ?? '500', '--weight', 1),
    rupiahPerUnit: wholeNumber(values['rupiah-per-unit'] ?? '1', '--rupiah-per-unit', 1),
  };
}

async function runProducts(given: ImportOptions & { pictures: PictureOptions }, archivePath?: string): Promise<void> {
  const archive = archivePath ? await Archive.open(archivePath, MAX_PICTURE_BYTES) : null;
  const options = { ...given, pictures: { ...given.pictures, archive } };
  try {
    await withGround(async ({ app }) => {
      const show = progressOn(process.stderr.isTTY);
      const report = await importProducts(app.apis, systemCall('lumbung import', newUuid()), options, show.update);
      show.stop();
      tell(options, report);
    });
  } finally {
    await archive?.close();
  }
}

async function runOlist(
  folder: string,
  values: { 'dry-run'?: boolean; refused?: string; seller?: string[] },
): Promise<void> {
  const olist = await readOlist(folder);
  await withGround(async ({ app }) => {
    const show = progressOn(process.stderr.isTTY);
    const options = {
      unsoldSeller: values.seller?.[0] ?? null,
      isDryRun: values['dry-run'] ?? false,
      refusedPath: values.refused ?? 'olist.refused.jsonl',
    };
    const call = systemCall('lumbung import', newUuid());
    const report = await importOlist(app.apis, call, { olist, options }, show.update);
    show.stop();
    console.log(`${report.sellers} shops, ${report.tariffs} tariffs.`);
    tell(options, report);
  });
}

async function runRegions(path: string, refusedPath: string): Promise<void> {
  await withGround(async ({ app }) => {
    const progress = (done: number): void => console.error(`${done.toLocaleString('en')} rows`);
    const { saved, refused } = await importRegions(
      app.apis,
      systemCall('lumbung import', newUuid()),
      { path, refusedPath },
      progress,
    );
    console.log(`${saved} post codes saved, ${refused} rows refused.${refused > 0 ? ` See ${refusedPath}` : ''}`);
  });
}

async function runMarketPrices(
  path: string,
  given: { source?: string; region?: string },
  refusedPath: string,
): Promise<void> {
  const source = PRICE_SOURCES.find((known) => known === given.source);
  if (!source) throw new Error(`--source is one of ${PRICE_SOURCES.join(', ')}`);
  await withGround(async ({ app }) => {
    const progress = (rows: number): void => console.error(`${rows.toLocaleString('en')} rows`);
    const call = systemCall('lumbung import', newUuid());
    const file = { path, source, region: given.region ?? null, refusedPath };
    const { rows, saved, unchanged, refused } = await importMarketPrices(app.apis, call, file, progress);
    console.log(
      `${rows} rows: ${saved} saved, ${unchanged} unchanged, ${refused} refused.${refused > 0 ? ` See ${refusedPath}` : ''}`,
    );
  });
}

function formatOf(given: string | undefined, path: string): Format {
  const format = FORMATS.find((known) => known === given);
  if (format) return format;
  if (given !== undefined) throw new Error(`--format is one of ${FORMATS.join(', ')}, not ${given}`);
  return /\.csv(\.gz)?$/i.test(path) ? 'csv' : 'jsonl';
}

function wholeNumber(text: string, option: string, minimum: number): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < minimum)
    throw new Error(`${option} is a whole number from ${minimum}, not ${text}`);
  return number;
}

type Show = { update: ImportProgress; stop: () => void };

/** A bar on a terminal; a plain line per tenth anywhere else. */
function progressOn(isTerminal: boolean): Show {
  if (!isTerminal) return plainProgress();
  const bar = new SingleBar({
    format: 'writing {bar} {percentage}% | {value}/{total} rows | {eta_formatted} left',
    hideCursor: true,
  });
  let isStarted = false;
  return {
    update: (phase, done, total) => {
      if (phase === 'shops') process.stderr.write(`\r${done} of ${total} shops `);
      else if (phase === 'reading') process.stderr.write(`\rreading ${(done / 1e6).toFixed(1)} MB `);
      else if (isStarted) bar.update(done);
      else {
        process.stderr.write('\n');
        bar.start(total, done);
        isStarted = true;
      }
    },
    stop: () => isStarted && bar.stop(),
  };
}

function plainProgress(): Show {
  let told = -1;
  return {
    update: (phase, done, total) => {
      const tenth = phase === 'writing' && total > 0 ? Math.floor((done / total) * 10) : -1;
      if (tenth <= told) return;
      told = tenth;
      console.error(`writing: ${done.toLocaleString('en')} of ${total.toLocaleString('en')} rows`);
    },
    stop: () => {},
  };
}

function tell(options: Pick<ImportOptions, 'isDryRun' | 'refusedPath'>, report: ImportReport): void {
  const { created, updated, unchanged, refused, categoriesMade, seconds, rows, picturesStored, picturesMissing } =
    report;
  const done = options.isDryRun
    ? `Dry run: ${rows - refused} of ${rows} rows would be taken, ${categoriesMade} categories would be made. Nothing was written.`
    : `${created} created, ${updated} updated, ${unchanged} unchanged, ${categoriesMade} categories made.`;
  console.log(`${done} ${seconds.toFixed(1)} s, ${Math.round(rows / Math.max(seconds, 0.001))} rows/s.`);
  if (rows === 0) console.log('The file has no rows.');
  if (picturesStored + picturesMissing > 0)
    console.log(`${picturesStored} pictures in the house, ${picturesMissing} could not be had.`);
  if (refused + picturesMissing === 0) return;
  for (const { line, reason } of report.firstRefused) console.log(`  line ${line}: ${reason}`);
  console.log(
    `${refused} rows refused; what was refused or is missing stands in ${options.refusedPath} with its reasons.`,
  );
}
