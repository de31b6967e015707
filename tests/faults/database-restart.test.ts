import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { environment, readConfig } from '../../src/config.ts';
import { systemCall } from '../../src/platform/call.ts';
import { type PostgresServer, startPostgres, stopPostgres } from '../../src/platform/postgres-server.ts';
import { waitFor } from '../../src/platform/testing/template.ts';
import { prepareGround } from '../../src/server.ts';
import { buildMarket, MASTER_KEY, PEOPLE } from '../journeys/market.ts';
import { signIn } from '../journeys/person.ts';
import { verifyRunningHouse } from '../journeys/verify-running-house.ts';
import { type MortalHouse, openMortalHouse } from './mortal-house.ts';
import { offerOf, openShopper, type Placed, type Purchase, type Shopper } from './shopper.ts';

const GOODS = ['Kemeja Batik Parang', 'Kopi Arabika Ijen 250 gr'];
const BUYERS_AT_ONCE = 4;
const READERS_AT_ONCE = 4;
const PURCHASES_AROUND = 8;
const REFUSALS_AWAITED = 20;

describe('PostgreSQL that goes away under load', { timeout: 120_000 }, () => {
  let folder: string;
  let server: PostgresServer;
  let house: MortalHouse;
  let shopper: Shopper;
  const answers: { status: number; retryAfter: string | null; what: string }[] = [];
  const placed: Placed[] = [];

  const startServer = () =>
    startPostgres({ dataDir: folder, port: 16_400, database: 'lumbung', leaveRunning: true, log: () => {} });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lumbung-postgres-'));
    server = await startServer();
    house = await openMortalHouse({ database: buildThere });
    await house.start();
    for (const [name, email] of [
      [GOODS[0] ?? '', PEOPLE.sellers[0]],
      [GOODS[1] ?? '', PEOPLE.sellers[1]],
    ] as const) {
      const seller = await signIn(house.url, email);
      const { offerId } = await offerOf(house.url, name);
      await seller.post(`/sellers/me/offers/${offerId}/movements`, { kind: 'receive', quantity: 5_000, reason: 'uji' });
    }
    shopper = await openShopper(house.url);
  });
  after(async () => {
    await house?.stop();
    await stopPostgres({ dataDir: folder });
    await rm(folder, { recursive: true, force: true });
  });

  async function buildThere(dataDir: string): Promise<{ url: string; drop(): Promise<void> }> {
    const env = {
      DATABASE_URL: server.url,
      LUMBUNG_DATA: dataDir,
      LUMBUNG_MASTER_KEY: MASTER_KEY,
      SANDBOX: 'off',
      LOG_LEVEL: 'error',
    };
    const ground = await prepareGround(await readConfig(environment(env)));
    await ground.house.start();
    await buildMarket(ground.app);
    await ground.house.drainEvents();
    await ground.app.apis.search.catchUp(systemCall('faults', 'faults'), {});
    await ground.close();
    return { url: server.url, drop: async () => {} };
  }

  async function ask<T>(method: string, path: string, extra: { body?: object; key?: string } = {}) {
    const headers: Record<string, string> = extra.key ? { 'idempotency-key': extra.key } : {};
    const answer = await shopper.person.ask<T>(method, path, extra.body, headers);
    answers.push({ status: answer.status, retryAfter: answer.headers.get('retry-after'), what: `${method} ${path}` });
    return answer;
  }

  /** The same request until it is answered: what a good client does. */
  async function buy({ key, body }: Purchase): Promise<void> {
    for (;;) {
      const answer = await ask<Placed & { code?: string }>('POST', '/orders', { body, key });
      if (answer.status === 201) return void placed.push(answer.body);
      assert.ok([409, 503].includes(answer.status), JSON.stringify(answer.body));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('should answer 503 with Retry-After meanwhile and go on by itself when the database is back', async (context) => {
    const model = await shopper.purchase(GOODS);
    let isOver = false;
    const whileItLasts = async (work: () => Promise<unknown>): Promise<void> => {
      while (!isOver) await work();
    };
    const load = [
      ...Array.from({ length: BUYERS_AT_ONCE }, () =>
        whileItLasts(() => buy({ key: crypto.randomUUID(), body: model.body })),
      ),
      ...Array.from({ length: READERS_AT_ONCE }, () => whileItLasts(() => ask('GET', '/orders?limit=5'))),
    ];
    await waitFor('purchases go through', () => placed.length >= PURCHASES_AROUND, 30_000);
    await stopPostgres({ dataDir: folder });
    const busy = () => answers.filter(({ status }) => status === 503).length;
    await waitFor('the server says that it is busy', () => busy() >= REFUSALS_AWAITED, 20_000);
    assert.equal((await fetch(`${house.url}/health`)).status, 200, 'the process is alive');
    // Readiness is looked at once a second: a verdict from just before the stop may still be given out.
    await waitFor('and takes no traffic', async () => (await fetch(`${house.url}/ready`)).status === 503, 5_000);
    const before = placed.length;
    server = await startServer();
    const startedAt = performance.now();
    await waitFor('it is ready again', async () => (await fetch(`${house.url}/ready`)).ok, 20_000);
    await waitFor('purchases go through again', () => placed.length >= before + PURCHASES_AROUND, 30_000);
    const recoveredMs = Math.round(performance.now() - startedAt);
    isOver = true;
    await Promise.all(load);
    assert.ok(house.isRunning());
    const odd = answers.filter(({ status, retryAfter }) => status >= 500 && (status !== 503 || retryAfter === null));
    assert.deepEqual(odd.slice(0, 5), []);
    context.diagnostic(
      `${answers.length} requests, ${busy()} times busy, ${placed.length} purchases; back ${recoveredMs} ms after the database`,
    );
  });

  it('should have each answered order once and balanced books when all is over', async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query<{ id: string }>('select id from orders.orders order by id');
    await client.end();
    const ids = placed.flatMap(({ orders }) => orders.map(({ id }) => id)).sort();
    assert.deepEqual(
      rows.map(({ id }) => id),
      ids,
    );
    assert.deepEqual(await verifyRunningHouse(house), []);
  });
});
