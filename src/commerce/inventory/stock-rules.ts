import { assertNever } from '#platform/assert';
import { MAX_STOCK, type ManualKind } from './contract.ts';

/** Until the seller says otherwise, this many left count as few. */
export const DEFAULT_LOW_LEVEL = 5;
export const MAX_LOCATIONS = 20;

/** Stock of one offer at the place of the movement, and over all places. */
export type StockFigures = { onHandHere: number; reservedHere: number; onHand: number };

export type MovementDecision =
  | { accepted: true; onHandChange: number }
  | { accepted: false; code: 'inventory.quantity-wrong'; details: { quantity: number } }
  | { accepted: false; code: 'inventory.below-reserved'; details: { reserved: number } }
  | { accepted: false; code: 'inventory.too-much'; details: { maximum: number } };

/**
 * What a movement by hand does to the stock on hand. Nothing may leave that is promised to a buyer, and nothing may
 * leave that is not there.
 */
export function decideMovement(kind: ManualKind, quantity: number, stock: StockFigures): MovementDecision {
  const change = changeOf(kind, quantity, stock);
  if (change === null) return { accepted: false, code: 'inventory.quantity-wrong', details: { quantity } };
  if (stock.onHandHere + change < stock.reservedHere) {
    return { accepted: false, code: 'inventory.below-reserved', details: { reserved: stock.reservedHere } };
  }
  if (stock.onHand + change > MAX_STOCK) {
    return { accepted: false, code: 'inventory.too-much', details: { maximum: MAX_STOCK } };
  }
  return { accepted: true, onHandChange: change };
}

function changeOf(kind: ManualKind, quantity: number, stock: StockFigures): number | null {
  switch (kind) {
    case 'receive':
    case 'return':
      return quantity > 0 ? quantity : null;
    case 'waste':
      return quantity > 0 ? -quantity : null;
    case 'adjust':
      return quantity !== 0 ? quantity : null;
    case 'count':
      return quantity >= 0 ? quantity - stock.onHandHere : null;
    default:
      return assertNever(kind);
  }
}

/**
 * Whether the card counts as low now, and whether the seller hears of it: once, when the free stock falls to the level
 * or below; again only after it has been above.
 */
export function decideLow(
  card: { wasLow: boolean; lowLevel: number },
  free: number,
): { isLow: boolean; isNews: boolean } {
  const isLow = free <= card.lowLevel;
  return { isLow, isNews: isLow && !card.wasLow };
}
