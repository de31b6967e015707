import type { Runner, Tx } from '#platform/database';
import { type Sql, sql } from '#platform/database';
import type { Address } from '../shapes.ts';

/** What a person has written themselves; names of places come from the list. */
export type AddressFields = {
  label: string;
  recipientName: string;
  phone: string;
  street: string;
  villageCode: string;
  postalCode: string;
  landmark: string | null;
};

const columns = sql`
  a.id, a.label, a.recipient_name as "recipientName", a.phone, a.street, a.village_code as "villageCode", v.name as "villageName",
  d.name as "districtName", k.name as "regencyName", p.name as "provinceName", a.postal_code as "postalCode", a.landmark,
  a.is_default as "isDefault", v.time_zone as "timeZone"`;
const places = sql`
  join users.regions v on v.code = a.village_code
  join users.regions d on d.code = left(a.village_code, 8)
  join users.regions k on k.code = left(a.village_code, 5)
  join users.regions p on p.code = left(a.village_code, 2)`;

/** The default first, then the newest. */
export async function listAddressesOf(runner: Runner, userId: string): Promise<Address[]> {
  return runner.run<Address>(sql`
    select ${columns} from users.addresses a ${places}
    where a.user_id = ${userId} order by a.is_default desc, a.created_at desc, a.id desc limit 100`);
}

/** Ownership is part of the question: what is another’s is not there. */
export async function findAddress(
  runner: Runner,
  owner: { userId: string; addressId: string },
): Promise<Address | undefined> {
  const [found] = await runner.run<Address>(sql`
    select ${columns} from users.addresses a ${places} where a.id = ${owner.addressId} and a.user_id = ${owner.userId}`);
  return found;
}

export type PlaceNames = Pick<Address, 'villageName' | 'districtName' | 'regencyName' | 'provinceName' | 'timeZone'>;

/** The address without the names of its places, for those who know these. */
export async function findBareAddress(
  runner: Runner,
  owner: { userId: string; addressId: string },
): Promise<Omit<Address, keyof PlaceNames> | undefined> {
  const [found] = await runner.run<Omit<Address, keyof PlaceNames>>(sql`
    select a.id, a.label, a.recipient_name as "recipientName", a.phone, a.street, a.village_code as "villageCode",
      a.postal_code as "postalCode", a.landmark, a.is_default as "isDefault"
    from users.addresses a where a.id = ${owner.addressId} and a.user_id = ${owner.userId}`);
  return found;
}

/** Changes to one person's address book queue up: so the limit holds and there is one default. */
export async function lockAddressBook(tx: Tx, userId: string, now: Date): Promise<{ count: number }> {
  const [, , rows] = await tx.batch<[unknown[], unknown[], { count: number }[]]>([
    insertProfile(userId, now),
    sql`select user_id from users.profiles where user_id = ${userId} for update`,
    sql`select count(*) as count from users.addresses where user_id = ${userId}`,
  ]);
  return { count: rows[0]?.count ?? 0 };
}

export function insertProfile(userId: string, now: Date): Sql {
  return sql`insert into users.profiles (user_id, created_at, updated_at) values (${userId}, ${now}, ${now}) on conflict do nothing`;
}

export function insertAddress(
  address: AddressFields & { id: string; userId: string; isDefault: boolean; now: Date },
): Sql {
  return sql`
    insert into users.addresses (id, user_id, label, recipient_name, phone, street, village_code, postal_code, landmark, is_default, created_at, updated_at)
    values (${address.id}, ${address.userId}, ${address.label}, ${address.recipientName}, ${address.phone}, ${address.street}, ${address.villageCode},
      ${address.postalCode}, ${address.landmark}, ${address.isDefault}, ${address.now}, ${address.now})`;
}

export function updateAddress(
  address: AddressFields & { id: string; userId: string; isDefault: boolean; now: Date },
): Sql {
  return sql`
    update users.addresses
    set label = ${address.label}, recipient_name = ${address.recipientName}, phone = ${address.phone}, street = ${address.street},
      village_code = ${address.villageCode}, postal_code = ${address.postalCode}, landmark = ${address.landmark}, is_default = ${address.isDefault}, updated_at = ${address.now}
    where id = ${address.id} and user_id = ${address.userId}`;
}

/** Before another one becomes the default: the index allows one at any moment. */
export function clearDefault(userId: string): Sql {
  return sql`update users.addresses set is_default = false where user_id = ${userId} and is_default`;
}

/** The newest one, when there is no default. */
export function giveDefault(userId: string): Sql {
  return sql`
    update users.addresses set is_default = true
    where id = (select id from users.addresses where user_id = ${userId} order by created_at desc, id desc limit 1)
      and not exists (select from users.addresses where user_id = ${userId} and is_default)`;
}

export async function deleteAddress(tx: Tx, owner: { userId: string; addressId: string }): Promise<boolean> {
  const rows = await tx.run(
    sql`delete from users.addresses where id = ${owner.addressId} and user_id = ${owner.userId} returning id`,
  );
  return rows.length === 1;
}

/** All that users keep about a person. */
export function deletePerson(userId: string): Sql[] {
  return [
    sql`delete from users.addresses where user_id = ${userId}`,
    sql`delete from users.profiles where user_id = ${userId}`,
  ];
}
