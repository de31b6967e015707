import type { Actor, Role } from '#platform/call';

/**
 * Who may do what: one line per permission, `resource:action` → the roles that hold it. SUPER_ADMIN holds all of them
 * and is not listed. A module that needs a new permission adds its line here; a route whose scope is missing does not
 * start. Whose order, shop or store it is, the module checks in SQL: a permission never stands for ownership.
 */
const PERMISSIONS = {
  // commons
  'api-keys:read': ['SELLER', 'PARTNER', 'ADMIN'],
  'api-keys:write': ['SELLER', 'PARTNER', 'ADMIN'],
  'audit:read': ['COMPLIANCE_OFFICER', 'ADMIN'],
  'jobs:administer': ['ADMIN'],
  'ledger:read': ['COMPLIANCE_OFFICER', 'ADMIN'],
  'ledger:write': ['ADMIN'],
  'media:administer': ['ADMIN'],
  'media:read': ['CUSTOMER', 'SELLER', 'STORE_MANAGER', 'CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'ADMIN', 'PARTNER'],
  'media:write': ['CUSTOMER', 'SELLER', 'STORE_MANAGER', 'CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'ADMIN', 'PARTNER'],
  'notifications:administer': ['ADMIN'],
  'payments:read': ['COMPLIANCE_OFFICER', 'ADMIN'],
  'payments:reconcile': ['ADMIN'],
  'payments:refund': ['ADMIN'],
  'payments:payout': ['ADMIN'],
  'regions:write': ['ADMIN'],
  'settings:read': ['ADMIN'],
  'settings:write': ['ADMIN'],
  'users:administer': ['ADMIN'],
  'users:read': ['COMPLIANCE_OFFICER', 'ADMIN'],
  // commerce
  'brands:write': ['ADMIN'],
  'catalog:write': ['ADMIN'],
  'categories:write': ['ADMIN'],
  'inventory:read': ['SELLER', 'ADMIN'],
  'inventory:write': ['SELLER', 'ADMIN'],
  'offers:write': ['SELLER', 'ADMIN'],
  'orders:administer': ['ADMIN'],
  'orders:cancel': ['CUSTOMER', 'SELLER', 'ADMIN'],
  'orders:complete': ['CUSTOMER', 'ADMIN'],
  'orders:deliver': ['SELLER', 'ADMIN'],
  'orders:read': ['CUSTOMER', 'SELLER', 'ADMIN'],
  'orders:sell': ['SELLER', 'ADMIN'],
  'orders:ship': ['SELLER', 'ADMIN'],
  'orders:write': ['CUSTOMER', 'SELLER', 'ADMIN'],
  'products:administer': ['ADMIN'],
  'products:import': ['SELLER', 'ADMIN'],
  'products:read': ['SELLER', 'ADMIN'],
  'products:write': ['SELLER', 'ADMIN'],
  'search:administer': ['ADMIN'],
  'sellers:administer': ['ADMIN'],
  'sellers:apply': ['CUSTOMER', 'SELLER', 'ADMIN'],
  'sellers:approve': ['ADMIN'],
  'sellers:manage': ['SELLER', 'ADMIN'],
  'sellers:read': ['SELLER', 'ADMIN'],
  'sellers:write': ['SELLER', 'ADMIN'],
  'shipping:administer': ['ADMIN'],
  'shipping:book': ['SELLER', 'ADMIN'],
  // credit
  'institutions:administer': ['ADMIN'],
  'institutions:read': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER', 'ADMIN'],
  'loan-products:read': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER'],
  'loan-products:release': ['COMPLIANCE_OFFICER'],
  'loan-products:write': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER'],
  'loans:forgive': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER'],
  'loans:operate': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER'],
  'loans:read': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER'],
  'loans:write-off': ['COMPLIANCE_OFFICER'],
  'people:find': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'ADMIN'],
  // insight
  'insight:read': ['SELLER', 'STORE_MANAGER', 'ADMIN'],
  'insight:write': ['SELLER', 'STORE_MANAGER'],
  'market-prices:read': ['SELLER', 'STORE_MANAGER', 'ADMIN'],
  'market-prices:write': ['ADMIN'],
  'stores:create': ['CUSTOMER', 'SELLER', 'STORE_MANAGER', 'ADMIN'],
  // credit: whose institution it is, `tenants` says
  'books:read': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER'],
  'books:write': ['COMPLIANCE_OFFICER'],
  'close-of-business:read': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER'],
  'close-of-business:run': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER'],
  'collections:decide': ['COMPLIANCE_OFFICER'],
  'collections:read': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER'],
  'collections:work': ['CREDIT_OFFICER'],
  'credit-holidays:write': ['ADMIN'],
  'credit-reports:read': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER'],
  'credit-webhooks:read': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER'],
  'credit-webhooks:write': ['COMPLIANCE_OFFICER', 'PARTNER'],
  'disbursements:operate': ['CREDIT_OFFICER', 'PARTNER'],
  'disbursements:read': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER'],
  'funding:operate': ['CREDIT_OFFICER', 'PARTNER'],
  'funding:read': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER'],
  'repayments:decide': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER'],
  'repayments:read': ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER'],
} as const satisfies Record<`${string}:${string}`, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** These can move money, see strangers' data or judge people: once they have a second factor, they need it. */
const STAFF_ROLES: ReadonlySet<Role> = new Set<Role>(['ADMIN', 'SUPER_ADMIN', 'CREDIT_OFFICER', 'COMPLIANCE_OFFICER']);

const holders: ReadonlyMap<string, ReadonlySet<Role>> = new Map(
  Object.entries(PERMISSIONS).map(([permission, roles]) => [permission, new Set<Role>(roles)]),
);

/** Scopes that a route may ask for, besides `public`, `signed-in` and `webhook`. */
export const knownScopes: ReadonlySet<string> = new Set(holders.keys());

/**
 * May this actor pass a route or operation of this scope? An API key passes where both its own list and a role of its
 * owner say so, and never counts as a signed-in person. The house itself passes everywhere.
 */
export function isAllowed(actor: Actor, scope: string): boolean {
  if (scope === 'public' || scope === 'webhook') return true;
  switch (actor.kind) {
    case 'system':
      return true;
    case 'guest':
      return false;
    case 'user':
      return scope === 'signed-in' || rolesAllow(actor.roles, scope);
    case 'key':
      return actor.scopes.includes(scope) && rolesAllow(actor.roles, scope);
  }
}

export function rolesAllow(roles: readonly Role[], scope: string): boolean {
  const allowed = holders.get(scope);
  if (!allowed) return false;
  return roles.some((role) => role === 'SUPER_ADMIN' || allowed.has(role));
}

export function isStaff(roles: readonly Role[]): boolean {
  return roles.some((role) => STAFF_ROLES.has(role));
}

/**
 * The roles a session carries. Where the second factor is forced, staff without one are ordinary people until they have
 * set it up; so they can sign in to do just that.
 */
export function carriedRoles(roles: readonly Role[], session: { hasSecondFactor: boolean; isForced: boolean }): Role[] {
  if (!session.isForced || session.hasSecondFactor) return [...roles];
  return roles.filter((role) => !STAFF_ROLES.has(role));
}

/** ADMIN may give and take ordinary roles, SUPER_ADMIN and the house any. PARTNER comes with contracts, so from an ADMIN as well. */
export function mayGiveRole(actor: Actor, role: Role): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'user') return false;
  if (actor.roles.includes('SUPER_ADMIN')) return true;
  return actor.roles.includes('ADMIN') && role !== 'ADMIN' && role !== 'SUPER_ADMIN';
}
