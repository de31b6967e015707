import type { Role } from '#platform/call';
import type { Runner, Tx } from '#platform/database';
import { type Sql, sql } from '#platform/database';
import type { KnownIdentifier } from './identifier.ts';

export type AccountRow = {
  id: string;
  name: string;
  email: string | null;
  emailVerifiedAt: Date | null;
  phone: string | null;
  phoneVerifiedAt: Date | null;
  passwordHash: string | null;
  language: 'id' | 'en';
  status: 'active' | 'erased';
  contestedAt: Date | null;
  createdAt: Date;
  roles: Role[];
};

const columns = sql`
  a.id, a.name, a.email, a.email_verified_at as "emailVerifiedAt", a.phone, a.phone_verified_at as "phoneVerifiedAt",
  a.password_hash as "passwordHash", a.language, a.status, a.contested_at as "contestedAt", a.created_at as "createdAt",
  array(select r.role from identity.account_roles r where r.account_id = a.id order by r.role) as roles`;

export async function findAccount(runner: Runner, userId: string): Promise<AccountRow | undefined> {
  const [row] = await runner.run<AccountRow>(sql`select ${columns} from identity.accounts a where a.id = ${userId}`);
  return row;
}

/** Erased accounts have neither e-mail nor phone, so they are never found here. */
export async function findAccountByIdentifier(
  runner: Runner,
  identifier: KnownIdentifier,
): Promise<AccountRow | undefined> {
  const [row] =
    identifier.kind === 'email'
      ? await runner.run<AccountRow>(
          sql`select ${columns} from identity.accounts a where a.email = ${identifier.value}`,
        )
      : await runner.run<AccountRow>(
          sql`select ${columns} from identity.accounts a where a.phone = ${identifier.value}`,
        );
  return row;
}

/** Locks the row: sign-ins, role changes and erasure of one person queue up, so the count of devices stays right. */
export async function lockAccount(tx: Tx, userId: string): Promise<AccountRow | undefined> {
  const [row] = await tx.run<AccountRow>(
    sql`select ${columns} from identity.accounts a where a.id = ${userId} for update of a`,
  );
  return row;
}

export async function listAccountsByIds(runner: Runner, userIds: string[]): Promise<AccountRow[]> {
  return runner.run<AccountRow>(sql`select ${columns} from identity.accounts a where a.id = any(${userIds}) limit 100`);
}

export async function listNamesByIds(runner: Runner, userIds: string[]): Promise<{ id: string; name: string }[]> {
  return runner.run(sql`select id, name from identity.accounts where id = any(${sql.uuids(userIds)}) limit 100`);
}

/** Accounts that already have this e-mail or phone: at most two. */
export async function listAccountsByContacts(
  runner: Runner,
  contacts: { email: string | null; phone: string | null },
): Promise<AccountRow[]> {
  return runner.run<AccountRow>(sql`
    select ${columns} from identity.accounts a where a.email = ${contacts.email}
    union
    select ${columns} from identity.accounts a where a.phone = ${contacts.phone}`);
}

export type UserListFilter = {
  /** Beginning of a name, lower case, with LIKE's signs escaped. */
  namePrefix: string | null;
  email: string | null;
  phone: string | null;
  role: Role | null;
  after: { createdAt: string; id: string } | null;
  limit: number;
};

export async function listUsers(runner: Runner, filter: UserListFilter): Promise<AccountRow[]> {
  const isSearch = filter.namePrefix !== null;
  return runner.run<AccountRow>(sql`
    select ${columns} from identity.accounts a
    where (not ${isSearch}::boolean or lower(a.name) like ${`${filter.namePrefix ?? ''}%`} or a.email = ${filter.email} or a.phone = ${filter.phone})
      and (${filter.role}::text is null or exists (select from identity.account_roles r where r.account_id = a.id and r.role = ${filter.role}))
      and (${filter.after?.createdAt ?? null}::timestamptz is null or (a.created_at, a.id) < (${filter.after?.createdAt ?? null}::timestamptz, ${filter.after?.id ?? null}::uuid))
    order by a.created_at desc, a.id desc
    limit ${filter.limit}`);
}

export type NewAccount = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  passwordHash: string | null;
  language: 'id' | 'en';
  isVerified: boolean;
  now: Date;
};

/** Inserts unless somebody has this e-mail or phone already; answers whether it did. */
export async function insertAccount(tx: Tx, account: NewAccount): Promise<boolean> {
  const verifiedAt = account.isVerified ? account.now : null;
  const rows = await tx.run(sql`
    insert into identity.accounts (id, name, email, email_verified_at, phone, phone_verified_at, password_hash, password_changed_at, language, created_at, updated_at)
    values (${account.id}, ${account.name}, ${account.email}, ${account.email ? verifiedAt : null}, ${account.phone}, ${account.phone ? verifiedAt : null},
      ${account.passwordHash}, ${account.passwordHash ? account.now : null}, ${account.language}, ${account.now}, ${account.now})
    on conflict do nothing
    returning id`);
  return rows.length === 1;
}

export function insertRole(userId: string, role: Role, now: Date): Sql {
  return sql`insert into identity.account_roles (account_id, role, granted_at) values (${userId}, ${role}, ${now}) on conflict do nothing`;
}

export function deleteRole(userId: string, role: Role): Sql {
  return sql`delete from identity.account_roles where account_id = ${userId} and role = ${role}`;
}

/** How many people hold a role. Locks them, so that two cannot take each other's role away at once. */
export async function lockHoldersOf(tx: Tx, role: Role): Promise<string[]> {
  const rows = await tx.run<{ accountId: string }>(sql`
    select account_id as "accountId" from identity.account_roles where role = ${role} order by account_id limit 1000 for update`);
  return rows.map((row) => row.accountId);
}

export function updateAccountProfile(
  userId: string,
  change: { name: string | null; language: string | null; now: Date },
): Sql {
  return sql`
    update identity.accounts
    set name = coalesce(${change.name}, name), language = coalesce(${change.language}, language), updated_at = ${change.now}
    where id = ${userId}`;
}

export function updatePassword(userId: string, passwordHash: string | null, now: Date): Sql {
  return sql`
    update identity.accounts set password_hash = ${passwordHash}, password_changed_at = ${now}, updated_at = ${now} where id = ${userId}`;
}

/** The same password under today's cost; only if it was not changed meanwhile. */
export function updatePasswordHash(userId: string, before: string, after: string): Sql {
  return sql`update identity.accounts set password_hash = ${after} where id = ${userId} and password_hash = ${before}`;
}

export function markVerified(userId: string, kind: 'email' | 'phone', now: Date): Sql {
  return kind === 'email'
    ? sql`update identity.accounts set email_verified_at = coalesce(email_verified_at, ${now}), contested_at = null, updated_at = ${now} where id = ${userId}`
    : sql`update identity.accounts set phone_verified_at = coalesce(phone_verified_at, ${now}), contested_at = null, updated_at = ${now} where id = ${userId}`;
}

/** Only while nobody has proven the contact in question: a proven owner need not fear a repeated registration. */
export function markContested(userId: string, now: Date): Sql {
  return sql`update identity.accounts set contested_at = ${now} where id = ${userId}`;
}

/** Drops the contact that its proven owner's counterpart never proved. */
export function dropUnverifiedContact(userId: string, kind: 'email' | 'phone', now: Date): Sql {
  return kind === 'email'
    ? sql`update identity.accounts set email = null, updated_at = ${now} where id = ${userId} and email_verified_at is null`
    : sql`update identity.accounts set phone = null, updated_at = ${now} where id = ${userId} and phone_verified_at is null`;
}

/** Takes a contact from accounts that never proved it but did prove their other one; at most two rows. */
export async function dropUnprovenContacts(
  tx: Tx,
  contacts: { email: string | null; phone: string | null; now: Date },
): Promise<{ id: string; contact: 'email' | 'phone' }[]> {
  const [byEmail, byPhone] = await tx.batch<[{ id: string; contact: 'email' }[], { id: string; contact: 'phone' }[]]>([
    sql`
      update identity.accounts set email = null, contested_at = null, updated_at = ${contacts.now}
      where email = ${contacts.email} and email_verified_at is null and phone_verified_at is not null returning id, 'email' as contact`,
    sql`
      update identity.accounts set phone = null, contested_at = null, updated_at = ${contacts.now}
      where phone = ${contacts.phone} and phone_verified_at is null and email_verified_at is not null returning id, 'phone' as contact`,
  ]);
  return [...byEmail, ...byPhone];
}

/** Empties the row; the id stays, since orders and ledgers of others point to it. */
export function eraseAccountRow(userId: string, placeholder: string, now: Date): Sql[] {
  return [
    sql`
      update identity.accounts
      set name = ${placeholder}, email = null, email_verified_at = null, phone = null, phone_verified_at = null, password_hash = null,
        password_changed_at = null, status = 'erased', contested_at = null, updated_at = ${now}
      where id = ${userId}`,
    sql`delete from identity.account_roles where account_id = ${userId}`,
    sql`delete from identity.totp_secrets where account_id = ${userId}`,
    sql`delete from identity.recovery_codes where account_id = ${userId}`,
    sql`delete from identity.external_identities where account_id = ${userId}`,
    sql`delete from identity.codes where account_id = ${userId}`,
    sql`delete from identity.api_keys where account_id = ${userId}`,
    sql`update identity.sessions set user_agent = null, address = null, device_name = '-' where account_id = ${userId}`,
  ];
}
