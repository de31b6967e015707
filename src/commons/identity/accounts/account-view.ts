import type { Account, ListedUser } from '../shapes.ts';
import type { AccountRow } from './account-queries.ts';
import { maskEmail, maskPhone } from './identifier.ts';

/** What stays of the name of somebody who has left. */
export const ERASED_NAME = 'Pengguna terhapus';

export function viewAccount(row: AccountRow): Account {
  return {
    userId: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    roles: row.roles,
    language: row.language,
  };
}

export function viewListedUser(row: AccountRow): ListedUser {
  return {
    id: row.id,
    name: row.name,
    email: row.email && maskEmail(row.email),
    phone: row.phone && maskPhone(row.phone),
    roles: row.roles,
    status: row.status,
    createdAt: row.createdAt.toISOString(),
  };
}
