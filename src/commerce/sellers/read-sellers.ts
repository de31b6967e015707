import type { Static } from 'typebox';
import { assert } from '#platform/assert';
import { appendAudit } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import type { OwnSeller, PublicSeller, SellerFilter } from './contract.ts';
import { accountContext } from './seller-details.ts';
import { findBySlug, findByUser, listByIds, listNewest, lockSeller } from './seller-queries.ts';
import { toOwnSeller, toPublicSeller } from './seller-views.ts';

type Deps = { database: Database };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function getOwnSeller(deps: Deps, call: Call): Promise<OwnSeller> {
  const userId = userIdOf(call);
  assert(userId, 'Only signed-in people have a shop');
  const row = await findByUser(deps.database, userId);
  if (!row) throw refuse('sellers.no-shop');
  return toOwnSeller(row);
}

/** By id or slug. What is not approved is not there. */
export async function getPublicSeller(deps: Deps, idOrSlug: string): Promise<PublicSeller> {
  const row = UUID.test(idOrSlug)
    ? (await listByIds(deps.database, [idOrSlug]))[0]
    : await findBySlug(deps.database, idOrSlug);
  if (row?.status !== 'approved') throw refuse('sellers.not-found');
  return toPublicSeller(row);
}

export async function listSellers(
  deps: Deps,
  input: Static<typeof SellerFilter>,
): Promise<{ items: OwnSeller[]; nextCursor: string | null }> {
  const limit = input.limit ?? 20;
  const cursor = decodeCursor(input.cursor, 2);
  const before = cursor ? { createdAt: String(cursor[0]), id: String(cursor[1]) } : null;
  const rows = await listNewest(deps.database, { status: input.status, before, limit: limit + 1 });
  const { items, nextCursor } = page(rows, limit, (row) => [row.created_at.toISOString(), row.id]);
  return { items: items.map(toOwnSeller), nextCursor };
}

/** Opens the account number; that it was opened, and for whom, is audited in the same transaction. */
export async function revealBankAccount(deps: Deps & { cipher: FieldCipher }, call: Call, sellerId: string) {
  return deps.database.inTx(async (tx) => {
    const row = await lockSeller(tx, sellerId);
    if (!row) throw refuse('sellers.not-found');
    appendAudit(tx, 'sellers', call, { stream: `seller:${sellerId}`, action: 'sellers.bank-account-read' });
    return {
      bankCode: row.bank_code,
      accountNumber: deps.cipher.decrypt(row.bank_account_sealed, accountContext(sellerId)),
      accountName: row.bank_account_name,
    };
  });
}
