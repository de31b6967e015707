import { LRUCache } from 'lru-cache';
import { present } from '#platform/assert';
import { appendAudit } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Runner, Tx } from '#platform/database';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { usersContract } from '../contract.ts';
import { findVillage } from '../regions/region-queries.ts';
import type { Address, AddressChange, AddressInput } from '../shapes.ts';
import { personOf, type UsersDeps } from '../users-deps.ts';
import {
  type AddressFields,
  clearDefault,
  deleteAddress,
  findAddress,
  findBareAddress,
  giveDefault,
  insertAddress,
  listAddressesOf,
  lockAddressBook,
  type PlaceNames,
  updateAddress,
} from './address-queries.ts';
import { parsePhone } from './phone.ts';

export const MAX_ADDRESSES = 20;

type Deps = Pick<UsersDeps, 'database' | 'clock' | 'newId'>;

export async function listAddresses(deps: Deps, call: Call): Promise<{ items: Address[] }> {
  return { items: await listAddressesOf(deps.database, personOf(call)) };
}

/** Villages change their names with a law, not from one minute to the next. */
const KEPT_MS = 60_000;
const MAX_KEPT = 20_000;

/**
 * An address for a neighbour: every quote and every order asks. The names of its places are kept for a minute, which
 * leaves one look by key instead of a join of five tables.
 */
export function createAddressReader(
  deps: Pick<Deps, 'database'>,
): (input: { userId: string; addressId: string }) => Promise<Address> {
  const kept = new LRUCache<string, PlaceNames>({ max: MAX_KEPT, ttl: KEPT_MS });
  return async (input) => {
    const bare = await findBareAddress(deps.database, input);
    if (!bare) throw refuse('users.address-not-found');
    const names = kept.get(bare.villageCode);
    if (names) return { ...bare, ...names };
    const address = await findAddress(deps.database, input);
    if (!address) throw refuse('users.address-not-found');
    const { villageName, districtName, regencyName, provinceName, timeZone } = address;
    kept.set(address.villageCode, { villageName, districtName, regencyName, provinceName, timeZone });
    return address;
  };
}

export async function addAddress(deps: Deps, call: Call, input: AddressInput): Promise<Address> {
  const userId = personOf(call);
  const fields = tidy(call, { ...input, landmark: input.landmark ?? null });
  await checkPlace(deps.database, fields);
  return deps.database.inTx(async (tx) => {
    const now = deps.clock.now();
    const { count } = await lockAddressBook(tx, userId, now);
    if (count >= MAX_ADDRESSES) throw refuse('users.address-limit', { maximum: MAX_ADDRESSES });
    const id = deps.newId();
    const isDefault = count === 0 || input.isDefault === true;
    if (isDefault) tx.write(clearDefault(userId));
    tx.write(insertAddress({ ...fields, id, userId, isDefault, now }));
    announce(tx, call, { event: 'address.created', userId, id, villageCode: fields.villageCode, isDefault });
    return present(await findAddress(tx, { userId, addressId: id }), 'The address was just written');
  });
}

export async function changeAddress(
  deps: Deps,
  call: Call,
  input: { addressId: string; change: AddressChange },
): Promise<Address> {
  const userId = personOf(call);
  const { addressId, change } = input;
  return deps.database.inTx(async (tx) => {
    const now = deps.clock.now();
    await lockAddressBook(tx, userId, now);
    const before = await findAddress(tx, { userId, addressId });
    if (!before) throw refuse('users.address-not-found');
    const fields = tidy(call, {
      ...fieldsOf(before),
      ...change,
      landmark: change.landmark === undefined ? before.landmark : change.landmark,
    });
    if (fields.villageCode !== before.villageCode || fields.postalCode !== before.postalCode)
      await checkPlace(tx, fields);
    const isDefault = before.isDefault || change.isDefault === true;
    if (isDefault && !before.isDefault) tx.write(clearDefault(userId));
    tx.write(updateAddress({ ...fields, id: addressId, userId, isDefault, now }));
    announce(tx, call, { event: 'address.updated', userId, id: addressId, villageCode: fields.villageCode, isDefault });
    return present(await findAddress(tx, { userId, addressId }), 'The address was just written');
  });
}

export async function removeAddress(
  deps: Deps,
  call: Call,
  input: { addressId: string },
): Promise<Record<string, never>> {
  const userId = personOf(call);
  const { addressId } = input;
  await deps.database.inTx(async (tx) => {
    await lockAddressBook(tx, userId, deps.clock.now());
    if (!(await deleteAddress(tx, { userId, addressId }))) throw refuse('users.address-not-found');
    tx.write(giveDefault(userId));
    appendEvent(tx, usersContract, 'address.deleted', { call, aggregateId: addressId, payload: { userId, addressId } });
    appendAudit(tx, 'users', call, {
      stream: `user:${userId}`,
      action: 'users.address-deleted',
      onBehalfOf: userId,
      before: { addressId },
    });
  });
  return {};
}

function fieldsOf(address: Address): AddressFields {
  const { label, recipientName, phone, street, villageCode, postalCode, landmark } = address;
  return { label, recipientName, phone, street, villageCode, postalCode, landmark };
}

/** Spaces as people mean them, the phone as couriers need it. */
function tidy(call: Call, fields: AddressFields): AddressFields {
  const phone = parsePhone(fields.phone);
  if (!phone) {
    const detail =
      call.language === 'id'
        ? 'Nomor HP harus 10–13 angka, misalnya 0812-3456-7890.'
        : 'A phone has 10 to 13 digits, for example 0812-3456-7890.';
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/phone', code: 'format', detail }] });
  }
  const line = (text: string) => text.replace(/\s+/g, ' ').trim();
  return {
    label: line(fields.label),
    recipientName: line(fields.recipientName),
    phone,
    street: line(fields.street),
    villageCode: fields.villageCode,
    postalCode: fields.postalCode,
    landmark: fields.landmark ? line(fields.landmark) || null : null,
  };
}

/** A village of today, and its post code where the operator's table knows it. */
async function checkPlace(runner: Runner, fields: AddressFields): Promise<void> {
  const village = await findVillage(runner, fields.villageCode);
  if (!village || village.retiredAt) throw refuse('users.village-not-found');
  if (village.postalCode && village.postalCode !== fields.postalCode) {
    const details = { villageName: village.name, expected: village.postalCode };
    throw refuse('users.postal-code-mismatch', details, {
      fields: [{ pointer: '/postalCode', code: 'mismatch', detail: village.postalCode }],
    });
  }
}

type AddressNews = {
  event: 'address.created' | 'address.updated';
  userId: string;
  id: string;
  villageCode: string;
  isDefault: boolean;
};

/** The audit trail says that and where, not to whom: names and streets stay in this table alone. */
function announce(tx: Tx, call: Call, news: AddressNews): void {
  const { userId, id: addressId, villageCode, isDefault } = news;
  appendEvent(tx, usersContract, news.event, {
    call,
    aggregateId: addressId,
    payload: { userId, addressId, villageCode, isDefault },
  });
  const action = news.event === 'address.created' ? 'users.address-created' : 'users.address-updated';
  appendAudit(tx, 'users', call, {
    stream: `user:${userId}`,
    action,
    onBehalfOf: userId,
    after: { addressId, villageCode, isDefault },
  });
}
