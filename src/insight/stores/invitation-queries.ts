import { type Runner, type Sql, sql, type Tx } from '#platform/database';
import type { Invitation } from './contract.ts';

export type InvitationRow = {
  id: string;
  store_id: string;
  store_name: string;
  email: string;
  status: Invitation['status'];
  expires_at: Date;
  created_at: Date;
};

export async function listManagers(runner: Runner, storeId: string): Promise<{ user_id: string; since: Date }[]> {
  return runner.run(
    sql`select user_id, since from stores.managers where store_id = ${storeId} order by since, user_id limit 100`,
  );
}

/** Open ones that are still valid, newest first. */
export async function listInvitations(runner: Runner, storeId: string, now: Date): Promise<InvitationRow[]> {
  return runner.run<InvitationRow>(sql`
    select i.id, i.store_id, s.name as store_name, i.email, i.status, i.expires_at, i.created_at
    from stores.invitations i join stores.stores s on s.id = i.store_id
    where i.store_id = ${storeId} and i.status = 'open' and i.expires_at > ${now.toISOString()} order by i.created_at desc limit 100`);
}

export async function countHelpers(runner: Runner, storeId: string, now: Date): Promise<number> {
  const [row] = await runner.run<{ count: number }>(sql`
    select (select count(*) from stores.managers where store_id = ${storeId})
      + (select count(*) from stores.invitations where store_id = ${storeId} and status = 'open' and expires_at > ${now.toISOString()}) as count`);
  return row?.count ?? 0;
}

export function insertInvitation(row: Omit<InvitationRow, 'store_name' | 'status'>, codeHash: string): Sql {
  return sql`
    insert into stores.invitations (id, store_id, email, code_hash, expires_at, created_at)
    values (${row.id}, ${row.store_id}, ${row.email}, ${codeHash}, ${row.expires_at.toISOString()}, ${row.created_at.toISOString()})`;
}

/** Locks the row: a code is taken once, also when two people enter it at the same moment. */
export async function lockInvitation(tx: Tx, codeHash: string): Promise<InvitationRow | undefined> {
  const [row] = await tx.run<InvitationRow>(sql`
    select i.id, i.store_id, s.name as store_name, i.email, i.status, i.expires_at, i.created_at
    from stores.invitations i join stores.stores s on s.id = i.store_id
    where i.code_hash = ${codeHash} for update of i`);
  return row;
}

export function markAccepted(invitationId: string): Sql {
  return sql`update stores.invitations set status = 'accepted' where id = ${invitationId}`;
}

/** Answers a row when there was an open one. */
export async function withdrawOpen(runner: Runner, storeId: string, invitationId: string): Promise<boolean> {
  const rows = await runner.run(sql`
    update stores.invitations set status = 'withdrawn'
    where id = ${invitationId} and store_id = ${storeId} and status = 'open' returning id`);
  return rows.length > 0;
}

export function insertManager(storeId: string, userId: string, now: Date): Sql {
  return sql`
    insert into stores.managers (store_id, user_id, since) values (${storeId}, ${userId}, ${now.toISOString()}) on conflict do nothing`;
}

export async function deleteManager(tx: Tx, storeId: string, userId: string): Promise<boolean> {
  const rows = await tx.run(
    sql`delete from stores.managers where store_id = ${storeId} and user_id = ${userId} returning user_id`,
  );
  return rows.length > 0;
}

export async function managesAny(runner: Runner, userId: string): Promise<boolean> {
  const rows = await runner.run(sql`
    select 1 as yes from stores.managers where user_id = ${userId}
    union all select 1 from stores.stores where owner_id = ${userId} and seller_id is null limit 1`);
  return rows.length > 0;
}
