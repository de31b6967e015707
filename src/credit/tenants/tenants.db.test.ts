import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { createTenants } from './module.ts';

describe('tenants', () => {
  const world = testDatabase('tenants');
  const unknown = newUuid();
  const api = () =>
    createTenants({
      database: world.database,
      clock: fixedClock('2026-11-21T03:00:00Z'),
      newId: newUuid,
      identity: {
        accountsByIds: async (_call, { userIds }) => ({
          accounts: userIds
            .filter((userId) => userId !== unknown)
            .map((userId) => ({
              userId,
              name: 'Sari Utami',
              email: null,
              phone: null,
              roles: [],
              language: 'id' as const,
            })),
        }),
        findByContact: async (_call, { contact }) => ({
          person: contact === 'sari@contoh.id' ? { userId: unknown, name: 'Sari Utami' } : null,
        }),
      },
    }).api;
  const admin = userCall(newUuid(), ['ADMIN']);
  const refused = (code: string) => (error: unknown) => isRefusal(error, code);
  const key = (userId: string) => ({
    ...userCall(userId),
    actor: {
      kind: 'key' as const,
      keyId: newUuid(),
      userId,
      tenantId: null,
      roles: ['PARTNER' as const],
      scopes: ['loans:read'],
    },
  });

  it('should take an institution in once and tell of it when the same id comes twice', async () => {
    const tenantId = newUuid();
    const first = await api().createTenant(admin, { tenantId, name: 'Dana Satu', kind: 'online-lender' });
    assert.deepEqual(await api().createTenant(admin, { tenantId, name: 'Dana Satu', kind: 'online-lender' }), first);
    const told = await world.database.run(sql`select 1 from tenants.outbox where aggregate_id = ${tenantId}`);
    assert.equal(told.length, 1);
    assert.deepEqual((await api().tenantsByIds(admin, { tenantIds: [tenantId, unknown] })).tenants, [first]);
  });

  it('should refuse when the name is taken (tenants.name-taken) or the caller is no administrator (tenants.not-allowed)', async () => {
    await api().createTenant(admin, { name: 'Dana Dua', kind: 'bank' });
    await assert.rejects(api().createTenant(admin, { name: 'dana dua', kind: 'bank' }), refused('tenants.name-taken'));
    const officer = userCall(newUuid(), ['CREDIT_OFFICER']);
    await assert.rejects(
      api().createTenant(officer, { name: 'Dana Tiga', kind: 'bank' }),
      refused('tenants.not-allowed'),
    );
    await assert.rejects(api().listTenants(officer, {}), refused('tenants.not-allowed'));
    const membership = { tenantId: newUuid(), userId: newUuid(), role: 'PARTNER' as const };
    await assert.rejects(api().addMember(officer, membership), refused('tenants.not-allowed'));
    await assert.rejects(api().removeMember(officer, membership), refused('tenants.not-allowed'));
  });

  it('should let people act only where they work, and keys only where their owner is a partner, when a call comes', async () => {
    const doors = api();
    const [one, other] = await Promise.all(
      ['Dana Empat', 'Dana Lima'].map((name) => doors.createTenant(admin, { name, kind: 'finance-company' })),
    );
    assert.ok(one && other);
    const userId = newUuid();
    const officer = userCall(userId, ['CREDIT_OFFICER']);
    await assert.rejects(doors.tenantOfCall(officer, {}), refused('tenants.not-found'));
    await doors.addMember(admin, { tenantId: one.tenantId, userId, role: 'CREDIT_OFFICER' });
    const acting = await doors.tenantOfCall(officer, {});
    assert.deepEqual([acting.tenantId, acting.role], [one.tenantId, 'CREDIT_OFFICER']);
    await assert.rejects(doors.tenantOfCall(officer, { tenantId: other.tenantId }), refused('tenants.not-found'));
    await assert.rejects(doors.getTenant(officer, { tenantId: other.tenantId }), refused('tenants.not-found'));
    await assert.rejects(doors.listMembers(officer, { tenantId: other.tenantId }), refused('tenants.not-found'));
    await assert.rejects(doors.tenantOfCall(key(userId), {}), refused('tenants.not-found'));
    const partner = newUuid();
    await doors.addMember(admin, { tenantId: other.tenantId, userId: partner, role: 'PARTNER' });
    assert.equal((await doors.tenantOfCall(key(partner), {})).tenantId, other.tenantId);
    assert.equal((await doors.listMembers(officer, { tenantId: one.tenantId })).items[0]?.name, 'Sari Utami');
    await doors.removeMember(admin, { tenantId: one.tenantId, userId });
    await assert.rejects(doors.tenantOfCall(officer, {}), refused('tenants.not-found'));
    await assert.rejects(doors.removeMember(admin, { tenantId: one.tenantId, userId }), refused('tenants.not-found'));
  });

  it('should refuse when somebody unknown is to work there (tenants.no-such-person), or nowhere (tenants.not-found)', async () => {
    const { tenantId } = await api().createTenant(admin, { name: 'Dana Enam', kind: 'bank' });
    const member = { tenantId, userId: unknown, role: 'PARTNER' as const };
    await assert.rejects(api().addMember(admin, member), refused('tenants.no-such-person'));
    await assert.rejects(
      api().addMember(admin, { ...member, tenantId: newUuid(), userId: newUuid() }),
      refused('tenants.not-found'),
    );
    await assert.rejects(api().getTenant(admin, { tenantId: newUuid() }), refused('tenants.not-found'));
  });

  it('should find a person for members and administrators and write each question down when a whole contact is given', async () => {
    const doors = api();
    const { tenantId } = await doors.createTenant(admin, { name: 'Dana Tujuh', kind: 'bank' });
    const userId = newUuid();
    const officer = userCall(userId, ['CREDIT_OFFICER']);
    const sari = { contact: 'sari@contoh.id' };
    await assert.rejects(doors.findPerson(officer, sari), refused('tenants.not-found'));
    await doors.addMember(admin, { tenantId, userId, role: 'CREDIT_OFFICER' });
    assert.deepEqual(await doors.findPerson(officer, sari), { userId: unknown, name: 'Sari Utami' });
    assert.equal((await doors.findPerson(admin, sari)).userId, unknown);
    await assert.rejects(doors.findPerson(officer, { contact: 'sari' }), refused('tenants.person-not-found'));
    const written = await world.database.run<{ entry: unknown; text: string }>(sql`
      select payload -> 'after' as entry, payload::text as text from tenants.outbox
      where payload ->> 'action' = 'tenants.person-looked-up' and payload ->> 'stream' = ${`tenant:${tenantId}`} order by id`);
    assert.deepEqual(
      written.map(({ entry }) => entry),
      [{ foundUserId: unknown }, { foundUserId: null }],
    );
    assert.equal(
      written.some(({ text }) => text.includes('sari')),
      false,
    );
  });

  it('should list every institution once when pages are turned', async () => {
    const first = await api().listTenants(admin, { limit: 2 });
    assert.ok(first.nextCursor);
    const second = await api().listTenants(admin, { limit: 100, cursor: first.nextCursor });
    const names = [...first.items, ...second.items].map(({ name }) => name.toLowerCase());
    assert.deepEqual(names, [...new Set(names)].sort());
  });
});
