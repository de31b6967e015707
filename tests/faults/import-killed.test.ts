import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { environment } from '../../src/config.ts';
import { waitFor } from '../../src/platform/testing/template.ts';
import { MASTER_KEY } from '../journeys/market.ts';
import { marketDatabase } from '../journeys/market-database.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ROWS = 6_000;

describe('an import that is killed', { timeout: 240_000 }, () => {
  let dataDir: string;
  let database: Awaited<ReturnType<typeof marketDatabase>>;
  let client: pg.Client;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'lumbung-import-killed-'));
    database = await marketDatabase(dataDir);
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  after(async () => {
    await client?.end();
    await database?.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  function lumbung(...args: string[]): { child: ChildProcess; ended: Promise<string> } {
    const env = environment({
      DATABASE_URL: database.url,
      LUMBUNG_DATA: dataDir,
      LUMBUNG_MASTER_KEY: MASTER_KEY,
      SANDBOX: 'off',
    });
    const child = spawn(process.execPath, [join(ROOT, 'src/main.ts'), ...args], {
      cwd: dataDir,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk));
    return { child, ended: once(child, 'exit').then(() => output) };
  }
  async function fileWith(price: number): Promise<string> {
    const path = join(dataDir, 'barang.jsonl');
    const rows = Array.from({ length: ROWS }, (_, place) =>
      JSON.stringify({
        key: `IMPOR-${place}`,
        name: `Barang impor ${place}`,
        category: 'Barang Impor',
        // Every third row changes with the price.
        price: place % 3 === 0 ? price : 10_000,
        stock: 2,
        weightGrams: 100,
      }),
    );
    await writeFile(path, rows.join('\n'));
    return path;
  }
  async function countOf(what: string): Promise<number> {
    const { rows } = await client.query<{ n: number }>(
      `select count(${what})::int as n from products.products where import_key like 'IMPOR-%'`,
    );
    return rows[0]?.n ?? 0;
  }

  async function othersConnected(): Promise<number> {
    const { rows } = await client.query<{ n: number }>(
      'select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    return rows[0]?.n ?? 0;
  }

  it('should go on where it stood when it is killed in the middle and run again, and change only what has changed', async () => {
    const path = await fileWith(10_000);
    const first = lumbung('import', 'products', path, '--seller', 'batik-rahma');
    await waitFor('some rows are written', async () => (await countOf('*')) >= 500, 120_000);
    first.child.kill('SIGKILL');
    await first.ended;
    await waitFor(
      'the server is done with what the dead process had sent',
      async () => (await othersConnected()) === 0,
    );
    const stood = await countOf('*');
    assert.ok(stood < ROWS, `it was killed in the middle, with ${stood} rows written`);

    const second = await lumbung('import', 'products', path, '--seller', 'batik-rahma').ended;
    assert.match(second, new RegExp(`${ROWS - stood} created, 0 updated, ${stood} unchanged`));
    assert.deepEqual([await countOf('*'), await countOf('distinct import_key')], [ROWS, ROWS]);

    const changed = await fileWith(12_000);
    const third = await lumbung('import', 'products', changed, '--seller', 'batik-rahma').ended;
    assert.match(third, new RegExp(`0 created, ${ROWS / 3} updated, ${(ROWS / 3) * 2} unchanged`));
    const proof = lumbung('verify');
    await proof.ended;
    assert.equal(proof.child.exitCode, 0);
  });
});
