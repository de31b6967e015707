import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Actor, Role } from '#platform/call';
import { carriedRoles, isAllowed, knownScopes, mayGiveRole } from './role-permissions.ts';

const ROLES: Role[] = [
  'CUSTOMER',
  'SELLER',
  'STORE_MANAGER',
  'CREDIT_OFFICER',
  'COMPLIANCE_OFFICER',
  'ADMIN',
  'SUPER_ADMIN',
  'PARTNER',
];
const person = (...roles: Role[]): Actor => ({ kind: 'user', userId: 'u', sessionId: 's', roles });
const scopes = [...knownScopes];

describe('role permissions', () => {
  test('should read resource:action when a permission is spelled out', () => {
    for (const scope of scopes) assert.match(scope, /^[a-z][a-z-]*:[a-z][a-z-]*$/);
  });

  test('should pass only public and webhook doors when nobody is signed in', () => {
    for (const scope of [...scopes, 'signed-in']) assert.equal(isAllowed({ kind: 'guest' }, scope), false);
    assert.ok(isAllowed({ kind: 'guest' }, 'public') && isAllowed({ kind: 'guest' }, 'webhook'));
  });

  test('should pass everywhere when SUPER_ADMIN or the house comes', () => {
    for (const scope of scopes)
      assert.ok(isAllowed(person('SUPER_ADMIN'), scope) && isAllowed({ kind: 'system', name: 'test' }, scope));
    assert.equal(isAllowed(person('SUPER_ADMIN'), 'tidak:ada'), false);
  });

  test('should keep customers out when a door is for sellers or staff', () => {
    for (const scope of [
      'orders:ship',
      'products:write',
      'sellers:approve',
      'payments:refund',
      'settings:write',
      'audit:read',
      'users:administer',
    ])
      assert.equal(isAllowed(person('CUSTOMER'), scope), false, scope);
    assert.ok(isAllowed(person('SELLER'), 'orders:ship') && isAllowed(person('CUSTOMER'), 'orders:cancel'));
  });

  test('should let a key do at most what its owner may when it lists more', () => {
    fc.assert(
      fc.property(
        fc.subarray(ROLES),
        fc.subarray(scopes),
        fc.constantFrom(...scopes, 'signed-in'),
        (roles, listed, scope) => {
          const key: Actor = { kind: 'key', keyId: 'k', userId: 'u', tenantId: null, roles, scopes: listed };
          assert.equal(isAllowed(key, scope), listed.includes(scope) && isAllowed(person(...roles), scope));
        },
      ),
    );
  });

  test('should give more permissions, never fewer, when a role is added', () => {
    fc.assert(
      fc.property(fc.subarray(ROLES), fc.constantFrom(...ROLES), fc.constantFrom(...scopes), (roles, role, scope) => {
        if (isAllowed(person(...roles), scope)) assert.ok(isAllowed(person(...roles, role), scope));
      }),
    );
  });

  test('should strip staff roles exactly when a second factor is forced and missing', () => {
    assert.deepEqual(carriedRoles(ROLES, { hasSecondFactor: false, isForced: true }), [
      'CUSTOMER',
      'SELLER',
      'STORE_MANAGER',
      'PARTNER',
    ]);
    for (const session of [
      { hasSecondFactor: true, isForced: true },
      { hasSecondFactor: false, isForced: false },
    ])
      assert.deepEqual(carriedRoles(ROLES, session), ROLES);
  });

  test('should refuse everybody but SUPER_ADMIN and the house when administrators are made', () => {
    for (const role of ['ADMIN', 'SUPER_ADMIN'] as const) {
      assert.deepEqual(
        ROLES.filter((giver) => mayGiveRole(person(giver), role)),
        ['SUPER_ADMIN'],
      );
      assert.ok(mayGiveRole({ kind: 'system', name: 'seed' }, role));
      assert.equal(
        mayGiveRole({ kind: 'key', keyId: 'k', userId: 'u', tenantId: null, roles: ['SUPER_ADMIN'], scopes: [] }, role),
        false,
      );
    }
  });
});
