import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from '#platform/database';
import type { Log } from '#platform/log';
import { silentLog } from '#platform/log';
import { isRefusal } from '#platform/refusal';
import { guestCall, userCall } from '../../../platform/testing/calls.ts';
import { testDatabase } from '../../../platform/testing/database.ts';
import { FEW_PLACES, HOME, makeUsers, type TestUsers } from '../fixtures.ts';
import { loadRegions } from './load-regions.ts';
import { INDONESIA } from './region-list.ts';

const guest = guestCall();

describe('regions of Indonesia', () => {
  const db = testDatabase('users');
  let users: TestUsers;
  const lines: string[] = [];
  before(async () => {
    users = makeUsers(db.database, { regions: INDONESIA });
    const log: Log = { ...silentLog, info: (_what: unknown, line?: string) => void lines.push(line ?? '') };
    await loadRegions({ database: db.database, clock: users.clock, log, list: INDONESIA });
  });
  const labels = async (q: string, change: object = {}) =>
    (await users.api.searchRegions(guest, { q, ...change })).items.map((item) => item.label);

  test('should hold every province, regency, district and village when the list is loaded', async () => {
    const rows = await db.database.run<{ level: string; n: number }>(
      sql`select level, count(*) as n from users.regions group by level order by n`,
    );
    assert.deepEqual(
      rows.map(({ level, n }) => [level, n]),
      [
        ['province', 38],
        ['regency', 514],
        ['district', 7_285],
        ['village', 83_762],
      ],
    );
    assert.ok(lines.length > 9);
  });

  test('should do nothing when the same list lies there already, also for three processes at once', async () => {
    const loads = await Promise.all(
      [1, 2, 3].map(() => loadRegions({ database: db.database, clock: users.clock, log: silentLog, list: INDONESIA })),
    );
    assert.deepEqual(loads, [{ loaded: 0 }, { loaded: 0 }, { loaded: 0 }]);
  });

  test('should list the villages of a district when a village is looked for by it', async () => {
    const inCoblong = await labels('coblong', { level: 'village' });
    assert.ok(inCoblong.includes('Dago, Kec. Coblong, Kota Bandung, Jawa Barat'), inCoblong.join('\n'));
    const [namedSo] = await labels('sukasari kota bandung', { level: 'village' });
    assert.equal(namedSo, 'Gegerkalong, Kec. Sukasari, Kota Bandung, Jawa Barat');
    const both = await labels('cibiru', { level: 'village', limit: 100 });
    assert.match(both[0] ?? '', /^Cibiru/);
    assert.equal(new Set(both).size, both.length);
  });

  for (const [q, first] of [
    ['cibiru bandung', 'Cibiru, Kota Bandung, Jawa Barat'],
    ['bandung cibiru', 'Cibiru, Kota Bandung, Jawa Barat'],
    ['CIPADUNG, Kec. Cibiru', 'Cipadung, Kec. Cibiru, Kota Bandung, Jawa Barat'],
    ['Kab. Bandung', 'Kabupaten Bandung, Jawa Barat'],
    ['Kota Bandung', 'Kota Bandung, Jawa Barat'],
    ['jawa', 'Jawa Barat'],
    ['jawa t', 'Jawa Tengah'],
    ['dki', 'DKI Jakarta'],
    ['jaksel', 'Kota Administrasi Jakarta Selatan, DKI Jakarta'],
    ['kebayoran bar', 'Kebayoran Baru, Kota Administrasi Jakarta Selatan, DKI Jakarta'],
    ['jogja', 'DI Yogyakarta'],
    ['kuta bali', 'Kuta, Kabupaten Badung, Bali'],
    ['Kel. Kuta Badung', 'Kuta, Kec. Kuta, Kabupaten Badung, Bali'],
    ["soka'an", "Soka'an, Kec. Krejengan, Kabupaten Probolinggo, Jawa Timur"],
    ['sokaan', "Soka'an, Kec. Krejengan, Kabupaten Probolinggo, Jawa Timur"],
    ['Sulawési Sel', 'Sulawesi Selatan'],
    ['b', 'Bali'],
  ] as const) {
    test(`should put "${first}" first when "${q}" is typed`, async () => {
      assert.equal((await labels(q))[0], first);
    });
  }

  test('should find nothing when a word is met nowhere, and nothing to look for when there is no word', async () => {
    assert.deepEqual(await labels('cibiru surabaya'), []);
    assert.deepEqual(await labels('!!!'), []);
    assert.deepEqual(await labels("'; drop table users.regions; --"), []);
    assert.deepEqual(await labels('a & b | !c <-> (d):*'), []);
  });

  test('should stay inside the place and on the level when they are asked for', async () => {
    const inside = (await users.api.searchRegions(guest, { q: 'c', parent: '32.73' })).items;
    assert.ok(inside.length > 3 && inside.every((item) => item.code.startsWith('32.73.') && item.level === 'district'));
    const villages = (await users.api.searchRegions(guest, { q: 'cib', parent: '32', level: 'village', limit: 100 }))
      .items;
    assert.ok(
      villages.length > 10 && villages.every((item) => item.level === 'village' && item.code.startsWith('32.')),
    );
  });

  test('should list what lies in a place by name, and the provinces when none is given', async () => {
    const provinces = (await users.api.searchRegions(guest, { limit: 100 })).items;
    assert.equal(provinces.length, 38);
    assert.deepEqual(
      provinces.slice(0, 3).map((item) => item.name),
      ['Aceh', 'Bali', 'Banten'],
    );
    const districts = (await users.api.searchRegions(guest, { parent: '32.73', limit: 100 })).items;
    assert.equal(districts.length, 30);
    assert.equal((await users.api.searchRegions(guest, { parent: '32.73', limit: 5 })).items.length, 5);
    assert.deepEqual((await users.api.searchRegions(guest, { parent: '00' })).items, []);
  });

  test('should know zone and names above when a village is asked for', async () => {
    assert.deepEqual(await users.api.getVillage(guest, { villageCode: '32.73.25.1003' }), {
      villageCode: '32.73.25.1003',
      villageName: 'Pasir Biru',
      districtName: 'Cibiru',
      regencyName: 'Kota Bandung',
      provinceName: 'Jawa Barat',
      timeZone: 'Asia/Jakarta',
      postalCode: null,
    });
  });

  test('should answer within ten milliseconds of database work when people type', async () => {
    for (const q of ['su', 'bandung', 'jawa barat', 'cibiru bandung', 'kota baru', 'desa baru jawa']) {
      const times: number[] = [];
      for (let n = 0; n < 8; n++) {
        const start = performance.now();
        await labels(q);
        times.push(performance.now() - start);
      }
      // The best of eight: this machine has other work as well.
      assert.ok(Math.min(...times) < 10, `${q} took ${Math.min(...times).toFixed(1)} ms`);
    }
  });
});

describe('a newer list of regions', () => {
  const db = testDatabase('users');

  test('should rename and add places, and keep retired ones for old addresses only, when it is loaded', async () => {
    const users = makeUsers(db.database);
    await users.module.start?.();
    const call = userCall(users.person());
    const old = await users.api.addAddress(call, HOME);
    const places = (await FEW_PLACES.read())
      .filter((place) => place.code !== '32.73.25.1002')
      .map((place) => (place.code === '32.73.25' ? { ...place, name: 'CIBIRU RAYA' } : place));
    const newer = makeUsers(db.database, {
      regions: { version: 'newer', read: async () => [...places, { code: '32.73.25.1009', name: 'Cipadung Baru' }] },
    });
    await newer.module.start?.();
    assert.deepEqual(
      (await newer.api.searchRegions(guest, { q: 'cipadung' })).items.map((item) => item.label),
      ['Cipadung Baru, Kec. Cibiru Raya, Kota Bandung, Jawa Barat'],
    );
    assert.equal(
      (
        await newer.api.getAddress(guest, {
          userId: call.actor.kind === 'user' ? call.actor.userId : '',
          addressId: old.id,
        })
      ).villageName,
      'Cipadung',
    );
    await assert.rejects(newer.api.addAddress(call, HOME), (error) => isRefusal(error, 'users.village-not-found'));
  });

  test('should be a fault and change nothing when a place lies in none', async () => {
    const users = makeUsers(db.database, {
      regions: { version: 'broken', read: async () => [{ code: '32.73.25', name: 'Cibiru' }] },
    });
    await assert.rejects(async () => users.module.start?.(), /without the place it lies in/);
  });
});
