import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import type { Database } from '#platform/database';
import { newUuid } from '#platform/ids';
import type { InventoryApi, NewReservation } from './contract.ts';
import { createInventory } from './module.ts';

export const NOON = '2026-11-21T05:00:00.000Z';
/** Fifteen minutes after `NOON`: how long a test buyer may take to pay. */
export const QUARTER_PAST = '2026-11-21T05:15:00.000Z';

/** The module on a test database, its clock at `NOON`, and a shop for everyone who has an id in `shops`. */
export function inventoryWorld(database: () => Database) {
  const clock = fixedClock(NOON);
  const shops = new Map<string, string>();
  const sellers = {
    sellerOfUser: async (_call: unknown, { userId }: { userId: string }) => ({
      seller: sellerFixture(shops.get(userId), userId),
    }),
  };
  const made = () => createInventory({ database: database(), clock, newId: newUuid, sellers });
  return {
    clock,
    shops,
    call: systemCall('test', newUuid()),
    get module() {
      return made();
    },
    get api(): InventoryApi {
      return made().api;
    },
  };
}

export function sellerFixture(sellerId: string | undefined, userId: string) {
  if (!sellerId) return null;
  return {
    sellerId,
    userId,
    name: 'Kopi Lereng Sumbing',
    slug: 'kopi-lereng-sumbing',
    city: 'Temanggung',
    status: 'approved' as const,
    isVerified: true,
    commissionBps: 500,
    pickup: {
      street: 'Jl. Pasar 1',
      villageCode: '33.23.01.2001',
      postalCode: '56263',
      areaLabel: 'Parakan, Temanggung',
      contactName: 'Sari',
      contactPhone: '+6281234567890',
      timeZone: 'Asia/Jakarta',
    },
  };
}

/** Offers of one seller with this much on hand each. */
export async function stockedOffers(
  api: InventoryApi,
  ...quantities: number[]
): Promise<{ sellerId: string; offerIds: string[] }> {
  const sellerId = newUuid();
  const offerIds = quantities.map(() => newUuid());
  await api.openStocks(systemCall('test', newUuid()), {
    stocks: offerIds.map((offerId, index) => ({ offerId, sellerId, quantity: quantities[index] ?? 0 })),
  });
  return { sellerId, offerIds };
}

export function reservationOf(
  lines: [offerId: string, quantity: number][],
  change: Partial<NewReservation> = {},
): NewReservation {
  return {
    reservationId: newUuid(),
    expiresAt: QUARTER_PAST,
    lines: lines.map(([offerId, quantity]) => ({ offerId, quantity })),
    ...change,
  };
}
