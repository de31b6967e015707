import { type Fact, type FactContext, figure, say } from './fact.ts';

const MOST = 10;

/** Goods of the marketplace shop behind the store that are at or below the level their seller set; null without such a shop. */
export async function shelfFact({ deps, call, store }: FactContext): Promise<Fact | null> {
  if (!store.sellerId) return null;
  const { stocks } = await deps.inventory.lowStocks(call, { sellerId: store.sellerId, limit: MOST });
  if (stocks.length === 0) return null;
  const { offers } = await deps.products.offersByIds(call, { offerIds: stocks.map((stock) => stock.offerId) });
  const known = new Map(offers.map((offer) => [offer.offerId, offer]));
  const lines = stocks.flatMap((stock) => {
    const offer = known.get(stock.offerId);
    if (!offer?.isSellable) return [];
    const options = Object.values(offer.options);
    const name = options.length > 0 ? `${offer.name} (${options.join(', ')})` : offer.name;
    const free = figure(stock.free, call.language);
    return [
      say(
        call.language,
        `${name}: tinggal ${free} di TokoBapak, batasnya ${figure(stock.lowLevel, call.language)}.`,
        `${name}: ${free} left at the marketplace, its limit is ${figure(stock.lowLevel, call.language)}.`,
      ),
    ];
  });
  if (lines.length === 0) return null;
  return { tool: 'low-stock', title: say(call.language, 'Stok barang yang menipis', 'Goods running low'), lines };
}
