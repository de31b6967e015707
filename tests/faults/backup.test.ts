import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { environment, readConfig } from '../../src/config.ts';
import { systemCall } from '../../src/platform/call.ts';
import { type PostgresServer, startPostgres, stopPostgres } from '../../src/platform/postgres-server.ts';
import { waitFor } from '../../src/platform/testing/template.ts';
import { prepareGround } from '../../src/server.ts';
import { buildMarket, MASTER_KEY, PEOPLE } from '../journeys/market.ts';
import { signIn } from '../journeys/person.ts';
import { verifyRunningHouse } from '../journeys/verify-running-house.ts';
import { lookAtShop, type ShopState, uploadPicture } from '../upgrades/shop-state.ts';
import { type MortalHouse, openMortalHouse } from './mortal-house.ts';
import { offerOf, openShopper, type Placed, payAtTwin, type Shopper } from './shopper.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const GOODS = ['Kemeja Batik Parang', 'Kopi Arabika Ijen 250 gr'];
const BUYERS_AT_ONCE = 3;

/** As a person types it; the database is the embedded one of the data folder, which a running house may use as well. */
function lumbung(dataDir: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  const env = environment({
    LUMBUNG_DATA: dataDir,
    LUMBUNG_MASTER_KEY: MASTER_KEY,
    DATABASE_ROLES: 'on',
    SANDBOX: 'off',
    DEMO: 'off',
  });
  const child = spawn(process.execPath, ['src/main.ts', ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((done) => child.on('exit', (code) => done({ code, output })));
}

describe('a backup of a shop that goes on selling', { timeout: 300_000 }, () => {
  let house: MortalHouse;
  let server: PostgresServer;
  let shopper: Shopper;
  let pictureUrl: string;
  /** Backups, and what is kept apart from them: outside of the data folder. */
  let safe: string;
  const placed: Placed[] = [];
  let beforeBackup: Placed[] = [];

  const adoptServer = (dataDir: string): Promise<PostgresServer> =>
    startPostgres({ dataDir: join(dataDir, 'postgres'), leaveRunning: true, log: () => {} });

  before(async () => {
    safe = await mkdtemp(join(tmpdir(), 'lumbung-safe-'));
    house = await openMortalHouse({ database: buildThere, isEmbedded: true });
    await house.start();
    for (const [place, name] of GOODS.entries()) {
      const seller = await signIn(house.url, PEOPLE.sellers[place] ?? '');
      const { offerId } = await offerOf(house.url, name);
      await seller.post(`/sellers/me/offers/${offerId}/movements`, { kind: 'receive', quantity: 5_000, reason: 'uji' });
    }
    shopper = await openShopper(house.url);
    pictureUrl = await uploadPicture(house.url, PEOPLE.sellers[0]);
  });
  after(async () => {
    await house?.kill();
    if (house) await stopPostgres({ dataDir: join(house.dataDir, 'postgres') });
    await house?.stop();
    if (server) await rm(dirname(server.cluster), { recursive: true, force: true });
    await rm(safe, { recursive: true, force: true });
  });

  async function buildThere(dataDir: string): Promise<{ url: string; drop(): Promise<void> }> {
    server = await adoptServer(dataDir);
    const env = { LUMBUNG_DATA: dataDir, LUMBUNG_MASTER_KEY: MASTER_KEY, SANDBOX: 'off', LOG_LEVEL: 'error' };
    const ground = await prepareGround(await readConfig(environment({ ...env, DATABASE_URL: server.url })));
    await ground.house.start();
    await buildMarket(ground.app);
    await ground.house.drainEvents();
    await ground.app.apis.search.catchUp(systemCall('faults', 'faults'), {});
    await ground.close();
    return { url: server.url, drop: async () => {} };
  }

  async function buyAndPay(): Promise<void> {
    const { key, body } = await shopper.purchase(GOODS);
    const bought = await shopper.person.post<Placed>('/orders', body, { 'idempotency-key': key });
    placed.push(bought);
    if (placed.length % 2 === 0) await payAtTwin(house.sandboxUrl, bought);
  }

  it('should be made without a pause when purchases go through meanwhile', async (context) => {
    let isOver = false;
    const selling = Array.from({ length: BUYERS_AT_ONCE }, async () => {
      while (!isOver) await buyAndPay();
    });
    await waitFor('purchases go through', () => placed.length >= 10, 30_000);
    beforeBackup = [...placed];
    const { code, output } = await lumbung(house.dataDir, 'backup', '--to', safe);
    const during = placed.length - beforeBackup.length;
    isOver = true;
    await Promise.all(selling);
    assert.equal(code, 0, output);
    assert.match(output, /Keep apart from it: the master key [0-9a-f]{8}/);
    assert.ok(during > 0, 'nothing was sold while the backup was made');
    context.diagnostic(`${beforeBackup.length} purchases before it, ${during} while it was made`);
  });

  it('should come back whole on a new database when the data folder is lost', async () => {
    await cp(join(house.dataDir, 'secrets.json'), join(safe, 'secrets.json'));
    await house.kill();
    await destroy();
    const lost = await lumbung(house.dataDir, 'restore', 'latest', '--from', safe);
    assert.equal(lost.code, 0, lost.output);
    const again = await lumbung(house.dataDir, 'restore', 'latest', '--from', safe);
    assert.equal(again.code, 1);
    assert.match(again.output, /backup\.not-empty/);
    await cp(join(safe, 'secrets.json'), join(house.dataDir, 'secrets.json'));
    await house.start();
    server = await adoptServer(house.dataDir);
  });

  /** kill -9 of PostgreSQL as well; then nothing of the folder is left. */
  async function destroy(): Promise<void> {
    const pid = Number((await readFile(join(server.cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    const isGone = () => {
      try {
        return !process.kill(pid, 0);
      } catch {
        return true;
      }
    };
    await waitFor('PostgreSQL is gone', isGone);
    await rm(dirname(server.cluster), { recursive: true });
    await rm(house.dataDir, { recursive: true, force: true });
  }

  it('should have every order that was acknowledged before it, balanced books and its pictures when it is back', async () => {
    const buyer = await signIn(house.url, PEOPLE.buyer);
    // Also what was under way at that moment has come to its end by then.
    assert.deepEqual(await verifyRunningHouse({ databaseUrl: server.url, dataDir: house.dataDir }), []);
    const found: ShopState = await lookAtShop(house.url);
    const known = new Map(found.orders.map((order) => [order.id, order]));
    for (const { orders } of beforeBackup)
      for (const { id, total } of orders) assert.equal(known.get(id)?.total, total.amount, `the order ${id}`);
    for (const { orders } of beforeBackup.slice(0, 3))
      assert.equal((await buyer.ask('GET', `/orders/${orders[0]?.id}`)).status, 200);
    const picture = await fetch(new URL(pictureUrl, house.url));
    assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/webp']);
  });

  it('should sell, be paid and hear of events again when it is back', async () => {
    shopper = await openShopper(house.url);
    const { key, body } = await shopper.purchase(GOODS);
    const bought = await shopper.person.post<Placed>('/orders', body, { 'idempotency-key': key });
    await payAtTwin(house.sandboxUrl, bought);
    const id = bought.orders[0]?.id;
    const isPaid = async () => (await shopper.person.get<{ status: string }>(`/orders/${id}`)).status === 'paid';
    await waitFor('the order is paid', isPaid, 40_000);
    assert.deepEqual(await verifyRunningHouse({ databaseUrl: server.url, dataDir: house.dataDir }), []);
  });
});
