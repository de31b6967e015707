import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { listModuleFolders } from '../platform/modules-on-disk.ts';
import type { Storage } from '../platform/storage.ts';
import { type Clone, cloneDatabase } from '../platform/testing/template.ts';
import { testPostgresUrl } from '../platform/testing/test-server.ts';
import { BackupRefusal, type BackupRefusalCode } from './backup-refusal.ts';
import {
  KEPT_BACKUP,
  KEPT_KEY_IDS,
  keptBackupInMemory,
  keptBackups,
  type MemoryStorage,
  memoryStorage,
} from './fixtures.ts';
import { keepNewest, listBackups } from './keep-newest.ts';
import { type Manifest, manifestKey, readManifest, writeManifest } from './manifest.ts';
import { checkBackup, restoreBackup } from './restore-backup.ts';
import { listStrangeTables } from './restore-queries.ts';
import { takeBackup } from './take-backup.ts';

const NOW = new Date('2026-12-01T10:00:00Z');
const everything = (url: string) => [{ url, holds: () => true }];

async function ask<Row extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

describe('backup and restore', () => {
  const databases: Clone[] = [];
  /** The kept shop in a database of its own. */
  let shop: string;
  let shopFiles: MemoryStorage;

  async function emptyDatabase(): Promise<string> {
    const clone = await cloneDatabase(await testPostgresUrl(), 'template1');
    databases.push(clone);
    return clone.url;
  }
  async function restore(url: string, place: Storage, name: string, change: { files?: Storage; keys?: string[] } = {}) {
    return restoreBackup({
      place,
      name,
      databases: everything(url),
      files: change.files ?? memoryStorage(),
      masterKeyIds: change.keys ?? KEPT_KEY_IDS,
      sources: await listModuleFolders(),
    });
  }
  const backUp = (url: string, place: Storage, files: Storage | null = null) =>
    takeBackup({ databases: everything(url), files, place, masterKeyIds: KEPT_KEY_IDS, now: NOW });
  const isRefused = (code: BackupRefusalCode) => (error: unknown) =>
    error instanceof BackupRefusal && error.code === code && error.message.startsWith(code);

  before(async () => {
    shop = await emptyDatabase();
    shopFiles = memoryStorage();
    await restore(shop, keptBackups(), KEPT_BACKUP, { files: shopFiles });
  });
  after(() => Promise.all(databases.map((database) => database.drop())));

  it('should bring back every row, number and file when an empty database takes a backup', async () => {
    const place = memoryStorage();
    await shopFiles.put('pictures/a/640.webp', Buffer.from('made again'), 'image/webp');
    const manifest = await backUp(shop, place, shopFiles);
    const [url, files] = [await emptyDatabase(), memoryStorage()];
    await restore(url, place, manifest.name, { files });
    const tables = manifest.databases.flatMap((database) => database.tables);
    assert.ok(tables.length > 80 && tables.filter(({ rows }) => rows > 0).length > 60);
    const contents = tables.map(({ name, columns }) => {
      const kept = columns.filter((column) => !['xid', 'window_from', 'window_to'].includes(column));
      return `select '${name}' as name, count(*)::int as rows, md5(string_agg(t::text, '|' order by t::text)) as content
        from (select ${kept.join(', ')} from ${name}) t`;
    });
    assert.deepEqual(await ask(url, contents.join(' union all ')), await ask(shop, contents.join(' union all ')));
    const numbers = `select schemaname, sequencename, last_value::text from pg_sequences where schemaname <> 'jobs' order by 1, 2`;
    assert.deepEqual(await ask(url, numbers), await ask(shop, numbers));
    const triggers = `select tgname, tgenabled from pg_trigger where not tgisinternal order by 1`;
    assert.deepEqual(await ask(url, triggers), await ask(shop, triggers));
    assert.deepEqual(
      [...files.objects.keys()],
      [...shopFiles.objects.keys()].filter((key) => key.endsWith('original.webp')),
    );
    const rights = `select count(*)::int as n from information_schema.role_table_grants where grantee = 'lumbung_orders'`;
    assert.deepEqual(await ask(url, rights), await ask(shop, rights));
  });

  it('should show one moment when the shop goes on writing meanwhile', async () => {
    const before = await ask(shop, 'select count(*)::int as n from catalog.categories');
    const place = memoryStorage();
    let hasWritten = false;
    const busy: Storage = {
      ...place,
      put: async (...what) => {
        // The first part is being kept: tables before and after it in the row change in one transaction.
        if (!hasWritten) {
          hasWritten = true;
          await ask(
            shop,
            `begin; insert into audit.inbox (event_id, event_type, source, aggregate_id) values (gen_random_uuid(), 'late', 'late', 'late');
             insert into users.inbox (event_id, event_type, source, aggregate_id) values (gen_random_uuid(), 'late', 'late', 'late'); commit`,
          );
        }
        await place.put(...what);
      },
    };
    const { name } = await backUp(shop, busy);
    const url = await emptyDatabase();
    await restore(url, place, name);
    const late = `select (select count(*) from audit.inbox where source = 'late') + (select count(*) from users.inbox where source = 'late') as n`;
    assert.deepEqual([hasWritten, Number((await ask(shop, late))[0]?.n)], [true, 2]);
    assert.equal(Number((await ask(url, late))[0]?.n), 0);
    assert.deepEqual(await ask(url, 'select count(*)::int as n from catalog.categories'), before);
  });

  it('should have exactly the same events still to hand over when they come to a server with smaller numbers', async () => {
    // As on a server that has seen four billion transactions; this one has not.
    await ask(
      shop,
      `delete from orders.outbox_checkpoints; delete from orders.outbox;
       insert into orders.outbox_checkpoints (subscriber, window_from, window_to, last_id, is_done) values
         ('behind', '4000000000', '4000000005', 900003, false), ('done', '4000000005', '4000000009', 900006, true),
         ('new', '0', '0', 0, true);
       insert into orders.outbox (id, xid, event_id, event_type, event_version, aggregate_type, aggregate_id, metadata, payload)
       overriding system value
       select 900000 + n, (3999999998 + n)::text::xid8, gen_random_uuid(), 'order.created', 1, 'order', n::text, '{}', '{}'
       from generate_series(1, 14) n`,
    );
    const ahead = `
      select c.subscriber, array_agg(o.id::int order by o.id) as ids from orders.outbox_checkpoints c
      join orders.outbox o on o.xid >= c.window_from and (o.xid >= c.window_to or (o.id > c.last_id and not c.is_done))
      group by 1 order by 1`;
    const place = memoryStorage();
    const { name } = await backUp(shop, place);
    const url = await emptyDatabase();
    await restore(url, place, name);
    const waiting = await ask<{ subscriber: string; ids: number[] }>(url, ahead);
    assert.deepEqual(waiting, await ask(shop, ahead));
    assert.deepEqual(
      waiting.map(({ subscriber, ids }) => [subscriber, ids.length]),
      [
        ['behind', 11],
        ['done', 4],
        ['new', 14],
      ],
    );
    const visible = 'select bool_and(xid < pg_snapshot_xmin(pg_current_snapshot())) as yes from orders.outbox';
    assert.deepEqual(await ask(url, visible), [{ yes: true }]);
  });

  it('should refuse and change nothing when the database holds anything', async () => {
    const url = await emptyDatabase();
    await ask(url, 'create table mine (id int); insert into mine values (7)');
    const files = memoryStorage();
    await assert.rejects(restore(url, keptBackups(), KEPT_BACKUP, { files }), isRefused('backup.not-empty'));
    assert.deepEqual(await listStrangeTables(url), { count: 1, some: ['public.mine'] });
    assert.deepEqual([await ask(url, 'select id from mine'), files.objects.size], [[{ id: 7 }], 0]);
  });

  const part = `${KEPT_BACKUP}/orders.orders-0001.copy.zst`;
  const withManifest = (change: (manifest: Manifest) => void) => async (place: MemoryStorage) => {
    const manifest = await readManifest(place, KEPT_BACKUP);
    change(manifest);
    await writeManifest(place, manifest);
  };
  const bytesOf = (place: MemoryStorage, key: string): Buffer => Buffer.from(place.objects.get(key) ?? Buffer.alloc(0));
  const cases: [what: string, code: BackupRefusalCode, harm: (place: MemoryStorage) => unknown][] = [
    [
      'one bit is turned',
      'backup.damaged',
      (place) => {
        const bytes = bytesOf(place, part);
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        place.objects.set(part, bytes);
      },
    ],
    ['a part is cut off', 'backup.damaged', (place) => place.objects.set(part, bytesOf(place, part).subarray(0, -10))],
    ['a part is missing', 'backup.damaged', (place) => place.objects.delete(part)],
    [
      'a file of pictures is damaged',
      'backup.damaged',
      (place) => place.objects.set(`${KEPT_BACKUP}/files-0001.tar.zst`, Buffer.from('x')),
    ],
    [
      'the manifest is cut off',
      'backup.damaged',
      (place) =>
        place.objects.set(manifestKey(KEPT_BACKUP), bytesOf(place, manifestKey(KEPT_BACKUP)).subarray(0, 5_000)),
    ],
    [
      'a number in the manifest was changed',
      'backup.damaged',
      (place) => {
        const text = bytesOf(place, manifestKey(KEPT_BACKUP))
          .toString()
          .replace(/"rows": \d+/, '"rows": 0');
        place.objects.set(manifestKey(KEPT_BACKUP), Buffer.from(text.replace('"rows": 0', '"rows": 999')));
      },
    ],
    ['it never came to its end', 'backup.not-found', (place) => place.objects.delete(manifestKey(KEPT_BACKUP))],
    [
      'the file is something else',
      'backup.foreign',
      (place) => place.objects.set(manifestKey(KEPT_BACKUP), Buffer.from('{"a":1}')),
    ],
    [
      'it is nothing but a number',
      'backup.foreign',
      (place) => place.objects.set(manifestKey(KEPT_BACKUP), Buffer.from('7')),
    ],
    ['its form is newer', 'backup.newer', withManifest((manifest) => (manifest.formatVersion = 2))],
    [
      'it knows a migration that is not written yet',
      'backup.newer',
      withManifest((manifest) =>
        manifest.databases[0]?.migrations.push({ module: 'orders', name: '9999-later.sql', sha256: 'x' }),
      ),
    ],
    [
      'its migration has another text',
      'backup.foreign',
      withManifest((manifest) => {
        for (const migration of manifest.databases[0]?.migrations ?? []) migration.sha256 = 'x';
      }),
    ],
    [
      'it names a column that was never there',
      'backup.foreign',
      withManifest((manifest) => manifest.databases[0]?.tables[0]?.columns.push('unknown')),
    ],
    [
      'it was sealed under another master key',
      'backup.other-key',
      withManifest((manifest) => (manifest.masterKeyIds = ['00000000'])),
    ],
  ];
  for (const [what, code, harm] of cases)
    it(`should refuse with ${code} and change nothing when ${what}`, async () => {
      const place = await keptBackupInMemory();
      await harm(place);
      const url = await emptyDatabase();
      await assert.rejects(restore(url, place, KEPT_BACKUP), isRefused(code));
      assert.deepEqual(await listStrangeTables(url), { count: 0, some: [] });
    });

  it('should refuse to back up when there is no Lumbung in the database', async () => {
    await assert.rejects(backUp(await emptyDatabase(), memoryStorage()), isRefused('backup.no-database'));
  });

  it('should leave an empty database, which takes the same backup again, when it dies in the middle', async () => {
    const whole = await keptBackupInMemory();
    const url = await emptyDatabase();
    let reads = 0;
    const dying: Storage = {
      ...whole,
      get: async (key) => {
        if (key.includes('/orders.') && ++reads > 8) throw new Error('the power is gone');
        return whole.get(key);
      },
    };
    await assert.rejects(restore(url, dying, KEPT_BACKUP), /the power is gone/);
    assert.deepEqual(await listStrangeTables(url), { count: 0, some: [] });
    await restore(url, whole, KEPT_BACKUP);
    assert.equal((await ask(url, 'select id from orders.orders')).length, 10);
  });

  it('should put modules where they live now when they have moved to a database of their own', async () => {
    const [main, own] = [await emptyDatabase(), await emptyDatabase()];
    await restoreBackup({
      place: keptBackups(),
      name: KEPT_BACKUP,
      databases: [
        { url: main, holds: (module) => module !== 'orders' },
        { url: own, holds: (module) => module === 'orders' },
      ],
      files: memoryStorage(),
      masterKeyIds: KEPT_KEY_IDS,
      sources: await listModuleFolders(),
    });
    assert.equal((await ask(own, 'select id from orders.orders')).length, 10);
    assert.deepEqual(await ask(main, `select to_regclass('orders.orders') as there`), [{ there: null }]);
    const place = memoryStorage();
    const manifest = await takeBackup({
      databases: [
        { url: main, holds: (module) => module !== 'orders' },
        { url: own, holds: (module) => module === 'orders' },
      ],
      files: null,
      place,
      masterKeyIds: KEPT_KEY_IDS,
      now: NOW,
    });
    assert.deepEqual(
      manifest.databases.map(({ modules }) => modules.includes('orders')),
      [false, true],
    );
    const together = await emptyDatabase();
    await restore(together, place, manifest.name);
    assert.equal((await ask(together, 'select id from orders.orders')).length, 10);
  });

  it('should keep the newest finished backups and clear away the rest when it is told how many', async () => {
    const place = memoryStorage();
    const names = [
      'lumbung-20260101T000000Z',
      'lumbung-20260102T000000Z',
      'lumbung-20260103T000000Z',
      'lumbung-20260104T000000Z',
    ];
    for (const name of names) place.objects.set(`${name}/a.b-0001.copy.zst`, Buffer.from('x'));
    // The second was interrupted, the third as well but may still be under way.
    for (const name of [names[0], names[3]]) place.objects.set(`${name}/manifest.json`, Buffer.from('x'));
    place.objects.set('lumbung-20260102T120000Z/manifest.json', Buffer.from('x'));
    place.objects.set('others/manifest.json', Buffer.from('x'));
    assert.deepEqual(await keepNewest(place, 2), names.slice(0, 2));
    assert.deepEqual(await listBackups(place), ['lumbung-20260102T120000Z', names[3]]);
    assert.ok(place.objects.has(`${names[2]}/a.b-0001.copy.zst`) && place.objects.has('others/manifest.json'));
  });

  it('should find a kept backup whole when it is checked', async () => {
    assert.equal((await checkBackup({ place: keptBackups(), name: KEPT_BACKUP })).name, KEPT_BACKUP);
  });
});
