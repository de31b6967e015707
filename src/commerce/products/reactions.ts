import { catalogContract } from '#commerce/catalog';
import { inventoryContract } from '#commerce/inventory';
import { ordersContract } from '#commerce/orders';
import { sellersContract } from '#commerce/sellers';
import type { Call } from '#platform/call';
import { on, type Reaction } from '#platform/events';
import type { KnownCards } from './known-cards.ts';
import type { KnownOffers } from './known-offers.ts';
import { onOrderCompleted } from './on-order-completed.ts';
import { type FollowSellerDeps, followSeller } from './on-seller-changed.ts';
import { onStockChanged } from './on-stock-changed.ts';
import { renameBrand } from './product-queries.ts';

/** What products do because others said something. */
export function productReactions(
  deps: FollowSellerDeps,
  { known, cards }: { known: KnownOffers; cards: KnownCards },
): Reaction[] {
  const seller = {
    run: known.changing(async (call: Call, event: { payload: { sellerId: string } }) => {
      await followSeller(deps, call, event.payload.sellerId);
      cards.forgetSellers();
    }),
  };
  return [
    on(inventoryContract, 'stock.changed', {
      inTx: (tx, event, call) => onStockChanged(tx, [{ event, call }]),
      allInTx: onStockChanged,
    }),
    on(ordersContract, 'order.completed', { inTx: onOrderCompleted }),
    on(sellersContract, 'seller.approved', seller),
    on(sellersContract, 'seller.rejected', seller),
    on(sellersContract, 'seller.suspended', seller),
    on(sellersContract, 'seller.updated', seller),
    on(catalogContract, 'brand.updated', {
      inTx: (tx, { payload }) => tx.write(renameBrand(payload.brandId, payload.name)),
    }),
  ];
}
