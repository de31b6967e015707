/** What the tables of the Olist marketplace mean here. Pure; `read-olist.ts` brings the rows. */

export type OlistItem = {
  orderId: string;
  productId: string;
  sellerId: string;
  priceMinor: number;
  freightMinor: number;
};

/** One seller's part of a basket: lines by product and price, and what the seller took for sending it. */
export type BasketPart = {
  sellerId: string;
  lines: { productId: string; priceMinor: number; quantity: number }[];
  subtotalMinor: number;
  freightMinor: number;
};
export type Basket = { orderId: string; parts: BasketPart[]; totalMinor: number };

/** One seller's price for one product; prices changed over time, so a product has one offer per price. */
export type OlistOffer = { productId: string; sellerId: string; priceMinor: number; sold: number };

/** `199.9` → 19990. Exact: the text is never a float. Null for what is not an amount of at most two digits of cents. */
export function minorOf(text: string): number | null {
  const [, whole = '', cents = ''] = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text.trim()) ?? [];
  return whole === '' ? null : Number(whole) * 100 + Number(cents.padEnd(2, '0'));
}

/** The baskets in the order of their first item, split by seller; quantities added up by product and price. */
export function basketsOf(items: readonly OlistItem[]): Basket[] {
  return [...Map.groupBy(items, (item) => item.orderId)].map(([orderId, ofOrder]) => {
    const parts = [...Map.groupBy(ofOrder, (item) => item.sellerId)].map(([sellerId, ofSeller]) => ({
      sellerId,
      lines: [...Map.groupBy(ofSeller, offerKey).values()].map((same) => ({
        productId: same[0]?.productId ?? '',
        priceMinor: same[0]?.priceMinor ?? 0,
        quantity: same.length,
      })),
      subtotalMinor: sum(ofSeller.map((item) => item.priceMinor)),
      freightMinor: sum(ofSeller.map((item) => item.freightMinor)),
    }));
    return { orderId, parts, totalMinor: sum(parts.map((part) => part.subtotalMinor + part.freightMinor)) };
  });
}

/** Every offer that the items tell of, with how many pieces were sold by it. */
export function offersOf(items: readonly OlistItem[]): OlistOffer[] {
  return [...Map.groupBy(items, (item) => `${item.sellerId} ${offerKey(item)}`).values()].flatMap(([first, ...rest]) =>
    first
      ? [
          {
            productId: first.productId,
            sellerId: first.sellerId,
            priceMinor: first.priceMinor,
            sold: rest.length + 1,
          },
        ]
      : [],
  );
}

/** What each seller took for sending a basket: the different sums, cheapest first. */
export function freightsOf(baskets: readonly Basket[]): Map<string, number[]> {
  const freights = new Map<string, Set<number>>();
  for (const { sellerId, freightMinor } of baskets.flatMap((basket) => basket.parts))
    freights.set(sellerId, (freights.get(sellerId) ?? new Set()).add(freightMinor));
  return new Map([...freights].map(([sellerId, sums]) => [sellerId, [...sums].sort((a, b) => a - b)]));
}

/** The seller's own number of an offer: at most 64 letters. */
export function skuOf(offer: { productId: string; priceMinor: number }): string {
  return `${offer.productId}-${offer.priceMinor}`;
}

export function shopSlug(sellerId: string): string {
  return `olist-${sellerId}`;
}

/** The code of a shop's own tariff for one sum; in a quote it stands as `seller:ongkir-1814`. */
export function tariffCode(freightMinor: number): string {
  return `ongkir-${freightMinor}`;
}

function offerKey(item: OlistItem): string {
  return `${item.productId} ${item.priceMinor}`;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
