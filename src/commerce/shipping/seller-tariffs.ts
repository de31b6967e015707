import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { Tariff } from './contract.ts';
import { findWrongTariff } from './quote-rules.ts';
import type { ShippingDeps } from './shipping-deps.ts';
import { deleteTariffs, insertTariffs, listTariffsOf, lockTariffs } from './shipping-queries.ts';

/** Another process may go on with a seller's old prices for this long. */
const TARIFFS_TTL_MS = 60_000;

const keyOf = (sellerId: string) => `shipping:tariffs:${sellerId}`;

/** Own deliveries of these sellers; what is not kept is read in one statement. */
export async function tariffsOf(deps: ShippingDeps, sellerIds: readonly string[]): Promise<Map<string, Tariff[]>> {
  const found = new Map<string, Tariff[]>();
  const missing: string[] = [];
  for (const sellerId of new Set(sellerIds)) {
    const kept = await deps.cache.get<Tariff[]>(keyOf(sellerId));
    if (kept) found.set(sellerId, kept);
    else missing.push(sellerId);
  }
  if (missing.length === 0) return found;
  const read = await listTariffsOf(deps.database, missing);
  for (const sellerId of missing) {
    const tariffs = read.get(sellerId) ?? [];
    found.set(sellerId, tariffs);
    await deps.cache.set(keyOf(sellerId), tariffs, TARIFFS_TTL_MS);
  }
  return found;
}

/** Replaces a seller's own delivery as a whole. */
export async function setTariffs(
  deps: ShippingDeps,
  call: Call,
  input: { sellerId: string; tariffs: Tariff[] },
): Promise<{ tariffs: Tariff[] }> {
  const wrong = findWrongTariff(input.tariffs);
  if (wrong) {
    const place = input.tariffs.indexOf(wrong);
    const field = { pointer: `/tariffs/${place}`, code: 'shipping.tariffs-wrong', detail: wrong.code };
    throw refuse('shipping.tariffs-wrong', { code: wrong.code }, { fields: [field] });
  }
  const before = (await listTariffsOf(deps.database, [input.sellerId])).get(input.sellerId) ?? [];
  await deps.database.batch([
    lockTariffs(input.sellerId),
    deleteTariffs(input.sellerId),
    insertTariffs(input.sellerId, input.tariffs),
    auditInsert('shipping', call, {
      stream: `seller:${input.sellerId}`,
      action: 'shipping.tariffs-set',
      before: { tariffs: before },
      after: { tariffs: input.tariffs },
    }),
  ]);
  await deps.cache.delete(keyOf(input.sellerId));
  return { tariffs: input.tariffs };
}

export async function listTariffs(deps: ShippingDeps, sellerId: string): Promise<{ tariffs: Tariff[] }> {
  return { tariffs: (await listTariffsOf(deps.database, [sellerId])).get(sellerId) ?? [] };
}

/** The shop of the caller. */
export async function callersShop(deps: ShippingDeps, call: Call): Promise<string> {
  const userId = userIdOf(call);
  const { seller } = userId === null ? { seller: null } : await deps.sellers.sellerOfUser(call, { userId });
  if (seller?.status !== 'approved') throw refuse('shipping.not-a-seller');
  return seller.sellerId;
}
