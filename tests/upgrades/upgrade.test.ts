import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { restoreBackup } from '../../src/backup/restore-backup.ts';
import { masterKeyId } from '../../src/platform/encryption.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { listModuleFolders } from '../../src/platform/modules-on-disk.ts';
import { diskStorage } from '../../src/platform/storage.ts';
import { cloneDatabase, waitFor } from '../../src/platform/testing/template.ts';
import { testPostgresUrl } from '../../src/platform/testing/test-server.ts';
import { type MortalHouse, openMortalHouse } from '../faults/mortal-house.ts';
import { type Order, openShopper, type Placed, payAtTwin } from '../faults/shopper.ts';
import { MASTER_KEY } from '../journeys/market.ts';
import { verifyRunningHouse } from '../journeys/verify-running-house.ts';
import { lookAtShop, type ShopState } from './shop-state.ts';

const BACKUPS = join(import.meta.dirname, 'backups');
const GOODS = ['Kemeja Batik Parang', 'Kopi Arabika Ijen 250 gr'];
/** What was waiting for money then is not waited for any longer. */
const WAITING = 'awaiting_payment';

for (const name of (await readdir(BACKUPS)).sort())
  describe(`a shop as it was backed up in ${name}`, { timeout: 180_000 }, () => {
    let house: MortalHouse;
    let kept: ShopState & { pictureUrl: string };

    async function upgraded(dataDir: string): Promise<{ url: string; drop(): Promise<void> }> {
      const database = await cloneDatabase(await testPostgresUrl(), 'template1');
      const sources = await listModuleFolders();
      await restoreBackup({
        place: diskStorage(BACKUPS),
        name,
        databases: [{ url: database.url, holds: () => true }],
        files: diskStorage(join(dataDir, 'files')),
        masterKeyIds: [masterKeyId(Buffer.from(MASTER_KEY, 'hex'))],
        sources,
      });
      await migrate(database.url, sources);
      return database;
    }

    before(async () => {
      kept = JSON.parse(await readFile(join(BACKUPS, name, 'shop-state.json'), 'utf8'));
      house = await openMortalHouse({ database: upgraded });
      await house.start();
    });
    after(() => house?.stop());

    it('should show the same orders, balances, goods and pictures when it has gone through the migrations', async () => {
      const found = await lookAtShop(house.url);
      const settled = (state: ShopState) => state.orders.filter(({ id }) => !waiting.has(id));
      const waiting = new Set(kept.orders.filter(({ status }) => status === WAITING).map(({ id }) => id));
      assert.deepEqual(settled(found), settled(kept));
      assert.equal(found.orders.length, kept.orders.length);
      assert.deepEqual([found.balances, found.goods], [kept.balances, kept.goods]);
      assert.ok(found.notices >= kept.notices);
      const picture = await fetch(new URL(kept.pictureUrl, house.url));
      assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/webp']);
    });

    it('should be sound when it is verified', async () => {
      assert.deepEqual(await verifyRunningHouse(house), []);
    });

    it('should sell and be paid when somebody buys today', async () => {
      const { person, purchaseOfCart } = await openShopper(house.url);
      const { key, body } = await purchaseOfCart(GOODS);
      const placed = await person.post<Placed>('/orders', body, { 'idempotency-key': key });
      await payAtTwin(house.sandboxUrl, placed);
      const arePaid = async () => {
        const orders = await Promise.all(placed.orders.map(({ id }) => person.get<Order>(`/orders/${id}`)));
        return orders.every(({ status }) => status === 'paid');
      };
      await waitFor('the orders are paid', arePaid, 20_000);
      assert.deepEqual(await verifyRunningHouse(house), []);
    });
  });
