import { type Runner, type Sql, sql } from '#platform/database';
import type { Preferences } from './contract.ts';

export type Contact = {
  user_id: string;
  name: string;
  email: string | null;
  phone: string | null;
  language: 'id' | 'en';
};
export type NoticeRow = {
  id: string;
  type: string;
  group_name: string;
  title: string;
  body: string;
  link: string | null;
  read_at: Date | null;
  created_at: Date;
};

export function upsertContact(contact: Contact): Sql {
  return sql`
    insert into notifications.contacts (user_id, name, email, phone, language)
    values (${contact.user_id}, ${contact.name}, ${contact.email}, ${contact.phone}, ${contact.language})
    on conflict (user_id) do update set name = excluded.name, email = excluded.email, phone = excluded.phone, language = excluded.language, changed_at = now()`;
}

export function upsertShop(sellerId: string, userId: string): Sql {
  return sql`
    insert into notifications.shops (seller_id, user_id) values (${sellerId}, ${userId})
    on conflict (seller_id) do update set user_id = excluded.user_id`;
}

export async function findShopOwner(runner: Runner, sellerId: string): Promise<string | null> {
  const [row] = await runner.run<{ user_id: string }>(
    sql`select user_id from notifications.shops where seller_id = ${sellerId}`,
  );
  return row?.user_id ?? null;
}

/** Everything that is kept of a person. */
export function forgetPerson(userId: string): Sql[] {
  return [
    sql`delete from notifications.contacts where user_id = ${userId}`,
    sql`delete from notifications.preferences where user_id = ${userId}`,
    sql`delete from notifications.notices where user_id = ${userId}`,
    sql`delete from notifications.deliveries where user_id = ${userId}`,
  ];
}

export type Reach = { contact: Contact; switches: Preferences | null };

/** Where people can be reached and what they want to hear, by their ids; without those of whom nothing is known. */
export async function listReaches(runner: Runner, userIds: string[]): Promise<Map<string, Reach>> {
  const rows = await runner.run<Contact & { switches: Preferences | null }>(sql`
    select c.user_id, c.name, c.email, c.phone, c.language, p.switches
    from notifications.contacts c left join notifications.preferences p using (user_id) where c.user_id = any(${sql.uuids(userIds)})`);
  return new Map(rows.map(({ switches, ...contact }) => [contact.user_id, { contact, switches }]));
}

export type NewNotice = NoticeRow & { userId: string; cause: string };

/** Ids of those that are new; the same cause tells a person once. */
export function insertNotices(notices: readonly NewNotice[]): Sql {
  return sql`
    insert into notifications.notices (id, user_id, type, group_name, title, body, link, created_at, cause)
    select * from unnest(${notices.map((n) => n.id)}::uuid[], ${notices.map((n) => n.userId)}::uuid[], ${notices.map((n) => n.type)}::text[],
      ${notices.map((n) => n.group_name)}::text[], ${notices.map((n) => n.title)}::text[], ${notices.map((n) => n.body)}::text[],
      ${notices.map((n) => n.link)}::text[], ${notices.map((n) => n.created_at.toISOString())}::timestamptz[], ${notices.map((n) => n.cause)}::text[])
    on conflict (user_id, cause) do nothing returning id`;
}

export async function listNotices(
  runner: Runner,
  userId: string,
  filter: { isUnread: boolean; before: { createdAt: string; id: string } | null; limit: number },
): Promise<NoticeRow[]> {
  const conditions = sql.and([
    sql`user_id = ${userId}`,
    ...(filter.isUnread ? [sql`read_at is null`] : []),
    ...(filter.before
      ? [sql`(created_at, id) < (${filter.before.createdAt}::timestamptz, ${filter.before.id}::uuid)`]
      : []),
  ]);
  return runner.run(sql`
    select id, type, group_name, title, body, link, read_at, created_at from notifications.notices
    where ${conditions} order by created_at desc, id desc limit ${filter.limit}`);
}

export async function countUnread(runner: Runner, userId: string): Promise<number> {
  const [row] = await runner.run<{ n: number }>(sql`
    select count(*) as n from (select 1 from notifications.notices where user_id = ${userId} and read_at is null limit 1000) unread`);
  return row?.n ?? 0;
}

export async function markRead(runner: Runner, userId: string, noticeId: string): Promise<boolean> {
  const rows = await runner.run(sql`
    update notifications.notices set read_at = coalesce(read_at, now()) where id = ${noticeId} and user_id = ${userId} returning id`);
  return rows.length > 0;
}

export async function markAllRead(runner: Runner, userId: string): Promise<number> {
  return (
    await runner.run(
      sql`update notifications.notices set read_at = now() where user_id = ${userId} and read_at is null returning id`,
    )
  ).length;
}

export async function findSwitches(runner: Runner, userId: string): Promise<Preferences | null> {
  const [row] = await runner.run<{ switches: Preferences }>(
    sql`select switches from notifications.preferences where user_id = ${userId}`,
  );
  return row?.switches ?? null;
}

export function saveSwitches(userId: string, switches: Preferences): Sql {
  return sql`
    insert into notifications.preferences (user_id, switches) values (${userId}, ${sql.json(switches)})
    on conflict (user_id) do update set switches = excluded.switches`;
}
