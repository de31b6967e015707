import { createHash, randomBytes } from 'node:crypto';
import { assert } from '#platform/assert';
import { appendAudit } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import { appendEvent } from '#platform/events';
import { refuse } from '#platform/refusal';
import { type Invitation, type Store, storesContract } from './contract.ts';
import { houseCall } from './create-store.ts';
import {
  countHelpers,
  deleteManager,
  insertInvitation,
  insertManager,
  listInvitations,
  listManagers as listManagerRows,
  lockInvitation,
  managesAny,
  markAccepted,
  withdrawOpen,
} from './invitation-queries.ts';
import { storeOfCall, toInvitation } from './read-stores.ts';
import { codeFrom, INVITATION_DAYS, MOST_HELPERS, plainCode } from './store-rules.ts';
import type { StoresDeps } from './stores-deps.ts';

const DAY_MS = 86_400_000;

export async function listManagers(deps: StoresDeps, call: Call, storeId: string) {
  await storeOfCall(deps, call, { storeId });
  const rows = await listManagerRows(deps.database, storeId);
  const userIds = rows.map((row) => row.user_id);
  const { accounts } = userIds.length > 0 ? await deps.identity.accountsByIds(call, { userIds }) : { accounts: [] };
  const names = new Map(accounts.map((account) => [account.userId, account.name]));
  const invitations = await listInvitations(deps.database, storeId, deps.clock.now());
  return {
    items: rows.map((row) => ({
      userId: row.user_id,
      name: names.get(row.user_id) ?? '',
      since: row.since.toISOString(),
    })),
    invitations: invitations.map(toInvitation),
  };
}

/** The store, if the caller owns it; managers and staff see it and are refused. */
async function ownedStore(deps: StoresDeps, call: Call, storeId: string): Promise<Store> {
  const store = await storeOfCall(deps, call, { storeId });
  if (store.role !== 'owner' && store.role !== 'house') throw refuse('stores.owner-only');
  return store;
}

export async function inviteManager(
  deps: StoresDeps,
  call: Call,
  { storeId, email }: { storeId: string; email: string },
): Promise<Invitation> {
  const store = await ownedStore(deps, call, storeId);
  const now = deps.clock.now();
  if ((await countHelpers(deps.database, storeId, now)) >= MOST_HELPERS)
    throw refuse('stores.too-many', { most: MOST_HELPERS });
  const code = codeFrom(randomBytes(10));
  const row = {
    id: deps.newId(),
    store_id: storeId,
    email,
    expires_at: new Date(now.getTime() + INVITATION_DAYS * DAY_MS),
    created_at: now,
  };
  await deps.database.inTx(async (tx) => {
    tx.write(insertInvitation(row, hashOf(code)));
    appendAudit(tx, 'stores', call, {
      stream: `store:${storeId}`,
      action: 'stores.manager-invited',
      after: { invitationId: row.id },
    });
  });
  await deps.notifications.sendCode(call, {
    to: { email, phone: null },
    language: call.language,
    purpose: 'invite',
    code: `${code.slice(0, 5)}-${code.slice(5)}`,
    expiresAt: row.expires_at.toISOString(),
  });
  return toInvitation({ ...row, store_name: store.name, status: 'open' });
}

export async function withdrawInvitation(
  deps: StoresDeps,
  call: Call,
  { storeId, invitationId }: { storeId: string; invitationId: string },
): Promise<Record<string, never>> {
  await ownedStore(deps, call, storeId);
  if (!(await withdrawOpen(deps.database, storeId, invitationId))) throw refuse('stores.invitation-not-found');
  return {};
}

/** Whoever has the code and is signed in helps from now on. The code proves the mailbox; the account may have another address. */
export async function acceptInvitation(deps: StoresDeps, call: Call, { code }: { code: string }): Promise<Store> {
  const userId = userIdOf(call);
  assert(userId, 'Only people accept invitations');
  const storeId = await deps.database.inTx(async (tx) => {
    const invitation = await lockInvitation(tx, hashOf(plainCode(code)));
    if (!invitation) throw refuse('stores.invitation-not-found');
    if (invitation.status !== 'open' || invitation.expires_at <= deps.clock.now())
      throw refuse('stores.invitation-over');
    tx.write(markAccepted(invitation.id), insertManager(invitation.store_id, userId, deps.clock.now()));
    appendEvent(tx, storesContract, 'store.manager-added', {
      call,
      aggregateId: invitation.store_id,
      payload: { storeId: invitation.store_id, userId, storeName: invitation.store_name },
    });
    appendAudit(tx, 'stores', call, {
      stream: `store:${invitation.store_id}`,
      action: 'stores.manager-added',
      after: { userId },
    });
    return invitation.store_id;
  });
  await deps.identity.grantRole(houseCall(call), { userId, role: 'STORE_MANAGER' });
  return storeOfCall(deps, call, { storeId });
}

export async function removeManager(
  deps: StoresDeps,
  call: Call,
  { storeId, userId }: { storeId: string; userId: string },
): Promise<Record<string, never>> {
  const store = await ownedStore(deps, call, storeId);
  await deps.database.inTx(async (tx) => {
    if (!(await deleteManager(tx, storeId, userId))) throw refuse('stores.manager-not-found');
    appendEvent(tx, storesContract, 'store.manager-removed', {
      call,
      aggregateId: storeId,
      payload: { storeId, userId, storeName: store.name },
    });
    appendAudit(tx, 'stores', call, {
      stream: `store:${storeId}`,
      action: 'stores.manager-removed',
      before: { userId },
    });
  });
  if (!(await managesAny(deps.database, userId)))
    await deps.identity.revokeRole(houseCall(call), { userId, role: 'STORE_MANAGER' });
  return {};
}

function hashOf(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
