import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { systemCall } from '#platform/call';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { guestCall, userCall } from '../../../platform/testing/calls.ts';
import { testDatabase } from '../../../platform/testing/database.ts';
import { HOME, makeUsers, type TestUsers } from '../fixtures.ts';

describe('address book', () => {
  const db = testDatabase('users');
  let users: TestUsers;
  before(async () => {
    users = makeUsers(db.database);
    await users.module.start?.();
  });
  const someone = () => userCall(users.person());
  const notFound = (error: unknown) => isRefusal(error, 'users.address-not-found');
  const defaults = async (call: ReturnType<typeof someone>) =>
    (await users.api.listAddresses(call, {})).items.map(({ label, isDefault }) => (isDefault ? `*${label}` : label));

  test('should become the default, with names and zone of its village, when it is the first', async () => {
    const call = someone();
    const address = await users.api.addAddress(call, { ...HOME, label: '  Rumah   Ibu ', landmark: '  ' });
    assert.deepEqual(address, {
      id: address.id,
      label: 'Rumah Ibu',
      recipientName: 'Siti Aminah',
      phone: '+6281234567890',
      street: 'Jl. Kenanga No. 17, RT 03/RW 05',
      villageCode: '32.73.25.1002',
      villageName: 'Cipadung',
      districtName: 'Cibiru',
      regencyName: 'Kota Bandung',
      provinceName: 'Jawa Barat',
      postalCode: '40614',
      landmark: null,
      isDefault: true,
      timeZone: 'Asia/Jakarta',
    });
    assert.deepEqual((await users.api.listAddresses(call, {})).items, [address]);
    assert.deepEqual(
      await users.api.getAddress(guestCall(), {
        userId: call.actor.kind === 'user' ? call.actor.userId : '',
        addressId: address.id,
      }),
      address,
    );
  });

  test('should have one default when another is added or made it, and pass it on when it is deleted', async () => {
    const call = someone();
    const first = await users.api.addAddress(call, HOME);
    users.clock.advance(1_000);
    const second = await users.api.addAddress(call, { ...HOME, label: 'Kantor' });
    users.clock.advance(1_000);
    const third = await users.api.addAddress(call, { ...HOME, label: 'Kos', isDefault: true });
    assert.deepEqual(await defaults(call), ['*Kos', 'Kantor', 'Rumah']);
    await users.api.changeAddress(call, { addressId: first.id, change: { isDefault: true } });
    assert.deepEqual(await defaults(call), ['*Rumah', 'Kos', 'Kantor']);
    await users.api.changeAddress(call, { addressId: first.id, change: { isDefault: false } });
    assert.deepEqual(await defaults(call), ['*Rumah', 'Kos', 'Kantor']);
    await users.api.removeAddress(call, { addressId: first.id });
    assert.deepEqual(await defaults(call), ['*Kos', 'Kantor']);
    await users.api.removeAddress(call, { addressId: second.id });
    await users.api.removeAddress(call, { addressId: third.id });
    assert.deepEqual(await defaults(call), []);
  });

  test('should change nothing else when one field is given', async () => {
    const call = someone();
    const before = await users.api.addAddress(call, { ...HOME, landmark: 'Depan masjid' });
    const after = await users.api.changeAddress(call, {
      addressId: before.id,
      change: { villageCode: '51.03.01.1002', postalCode: '80361', phone: '+62 361 751234' },
    });
    assert.deepEqual(after, {
      ...before,
      villageCode: '51.03.01.1002',
      villageName: 'Kuta',
      districtName: 'Kuta',
      regencyName: 'Kabupaten Badung',
      provinceName: 'Bali',
      postalCode: '80361',
      phone: '+62361751234',
      timeZone: 'Asia/Makassar',
    });
    assert.equal(
      (await users.api.changeAddress(call, { addressId: before.id, change: { landmark: null } })).landmark,
      null,
    );
  });

  test('should refuse users.address-limit when there are twenty, also when many come at once', async () => {
    const call = someone();
    const answers = await Promise.allSettled(
      Array.from({ length: 25 }, () => users.api.addAddress(call, { ...HOME, isDefault: true })),
    );
    assert.equal(answers.filter((answer) => answer.status === 'fulfilled').length, 20);
    for (const answer of answers)
      if (answer.status === 'rejected')
        assert.ok(isRefusal(answer.reason, 'users.address-limit') && answer.reason.details.maximum === 20);
    assert.equal((await defaults(call)).filter((label) => label.startsWith('*')).length, 1);
  });

  test('should refuse users.village-not-found when the village is unknown, or the code names a district', async () => {
    const call = someone();
    const address = await users.api.addAddress(call, HOME);
    for (const villageCode of ['99.99.99.9999', '32.73.25']) {
      await assert.rejects(users.api.addAddress(call, { ...HOME, villageCode }), (error) =>
        isRefusal(error, 'users.village-not-found'),
      );
      await assert.rejects(users.api.changeAddress(call, { addressId: address.id, change: { villageCode } }), (error) =>
        isRefusal(error, 'users.village-not-found'),
      );
      await assert.rejects(users.api.getVillage(call, { villageCode }), (error) =>
        isRefusal(error, 'users.village-not-found'),
      );
    }
  });

  test('should refuse request.invalid when the phone cannot be called', async () => {
    await assert.rejects(
      users.api.addAddress(someone(), { ...HOME, phone: '0812-000' }),
      (error) => isRefusal(error, 'request.invalid') && error.fields[0]?.pointer === '/phone',
    );
  });

  test('should refuse users.address-not-found when the address is unknown or another’s', async () => {
    const [call, stranger] = [someone(), someone()];
    const { id } = await users.api.addAddress(stranger, HOME);
    for (const addressId of [newUuid(), id]) {
      await assert.rejects(users.api.changeAddress(call, { addressId, change: { label: 'Milikku' } }), notFound);
      await assert.rejects(users.api.removeAddress(call, { addressId }), notFound);
      await assert.rejects(users.api.getAddress(call, { userId: newUuid(), addressId }), notFound);
    }
    assert.deepEqual(await defaults(stranger), ['*Rumah']);
  });

  test('should leave out names, phones and streets when it says what changed', async () => {
    const call = someone();
    const { id } = await users.api.addAddress(call, HOME);
    await users.api.changeAddress(call, { addressId: id, change: { label: 'Kantor' } });
    await users.api.removeAddress(call, { addressId: id });
    const rows = await db.database.run<{ type: string; payload: { action?: string } }>(sql`
      select event_type as type, payload from users.outbox where aggregate_id = ${id} or aggregate_id = ${`user:${call.actor.kind === 'user' ? call.actor.userId : ''}`} order by id`);
    assert.deepEqual(
      rows.map((row) => row.payload.action ?? row.type),
      [
        'address.created',
        'users.address-created',
        'address.updated',
        'users.address-updated',
        'address.deleted',
        'users.address-deleted',
      ],
    );
    assert.doesNotMatch(JSON.stringify(rows), /Siti|Kenanga|81234567890/);
  });

  describe('with the operator’s post codes', () => {
    test('should refuse users.postal-code-mismatch when the table knows another one', async () => {
      const call = someone();
      const result = await users.api.importPostalCodes(systemCall('import', 'test'), {
        rows: [
          { villageCode: '3273251003', postalCode: '40615' },
          { villageCode: '32.04.05.2006', postalCode: ' 40625 ' },
          { villageCode: '32.73.25', postalCode: '40615' },
          { villageCode: '99.99.99.9999', postalCode: '40615' },
          { villageCode: '32.73.25.1002', postalCode: '0461' },
        ],
      });
      assert.equal(result.saved, 2);
      assert.deepEqual(
        result.refused.map(({ reason }) => reason),
        ['village', 'village', 'postal-code'],
      );
      const refused = (error: unknown) =>
        isRefusal(error, 'users.postal-code-mismatch') &&
        error.details.expected === '40615' &&
        error.fields[0]?.pointer === '/postalCode';
      await assert.rejects(
        users.api.addAddress(call, { ...HOME, villageCode: '32.73.25.1003', postalCode: '40614' }),
        refused,
      );
      const kept = await users.api.addAddress(call, { ...HOME, villageCode: '32.73.25.1003', postalCode: '40615' });
      await assert.rejects(
        users.api.changeAddress(call, { addressId: kept.id, change: { postalCode: '40616' } }),
        refused,
      );
      assert.equal((await users.api.getVillage(call, { villageCode: '32.73.25.1003' })).postalCode, '40615');
      const { items } = await users.api.searchRegions(call, { q: 'pasir biru' });
      assert.equal(items[0]?.postalCode, '40615');
      assert.equal(
        (
          await users.api.importPostalCodes(systemCall('import', 'test'), {
            rows: [{ villageCode: '3273251003', postalCode: '40617' }],
          })
        ).saved,
        1,
      );
      assert.ok(await users.api.changeAddress(call, { addressId: kept.id, change: { label: 'Kantor' } }));
    });

    test('should refuse request.forbidden when anybody but the house imports', async () => {
      await assert.rejects(users.api.importPostalCodes(userCall(newUuid(), ['ADMIN']), { rows: [] }), (error) =>
        isRefusal(error, 'request.forbidden'),
      );
    });
  });
});
