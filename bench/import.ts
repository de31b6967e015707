/** `lumbung import products` of plain rows (JSON lines, one price, no attributes) into an empty shop: all new, unchanged, all changed. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importProducts } from '../src/import/import-products.ts';
import { fileRows } from '../src/import/read-rows.ts';
import { systemCall } from '../src/platform/call.ts';
import { startBenchDatabase } from './house/database.ts';
import { makeShop, openGround } from './house/market.ts';
import { describeMachine, load1 } from './house/processes.ts';
import { type Metrics, readOptions, report } from './house/report.ts';

const ROWS = 30_000;
const FOLDER = resolve(import.meta.dirname, '../.data/bench-import');
const DATABASE = 'bench_import';
const READING = { format: 'jsonl', stock: null, rupiahPerUnit: 1, price: null, weightGrams: 500 } as const;

const options = readOptions();
mkdirSync(FOLDER, { recursive: true });
const database = await startBenchDatabase();
await database.admin(async (client) => {
  await client.query(`drop database if exists ${DATABASE} with (force)`);
  await client.query(`create database ${DATABASE}`);
});
const ground = await openGround(database.urlOf(DATABASE), FOLDER);
// As the command does it: events are carried and search reads along.
await ground.house.start({ hasJobs: false });
await makeShop(ground, 0);
const metrics: Metrics = {};
for (const [name, price] of [
  ['created', 10_000],
  ['unchanged', 10_000],
  ['updated', 12_000],
] as const) {
  const path = fileWith(price);
  const [cpu, databaseCpu] = [process.cpuUsage(), database.cpuMs()];
  const { seconds } = await importProducts(ground.app.apis, systemCall('bench', 'import'), {
    rows: fileRows(path, READING),
    sellers: ['toko-0'],
    isDryRun: false,
    refusedPath: join(FOLDER, 'refused.jsonl'),
  });
  const used = process.cpuUsage(cpu);
  metrics[`import.${name}PerSecond`] = ROWS / seconds;
  metrics[`import.${name}.cpuMsPerThousand`] = (used.user + used.system) / ROWS;
  metrics[`import.${name}.databaseCpuMsPerThousand`] = ((database.cpuMs() - databaseCpu) * 1_000) / ROWS;
}
await ground.close();
await database.admin((client) => client.query(`drop database ${DATABASE} with (force)`));
await database.stop();
rmSync(FOLDER, { recursive: true });
console.log(`${describeMachine()}; load average ${load1()}; ${ROWS} rows`);
report(metrics, options);

function fileWith(price: number): string {
  const path = join(FOLDER, `barang-${price}.jsonl`);
  const rows = Array.from({ length: ROWS }, (_, place) =>
    JSON.stringify({
      key: `B-${place}`,
      name: `Barang polos nomor ${place} warna ${place % 17}`,
      category: `Uji > Cabang ${place % 20}`,
      price: price + place,
      stock: 5,
      weightGrams: 200,
    }),
  );
  writeFileSync(path, rows.join('\n'));
  return path;
}
