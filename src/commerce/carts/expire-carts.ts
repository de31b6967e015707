import type { Database } from '#platform/database';
import { deleteCartOf, deleteExpiredCarts } from './cart-queries.ts';

const BITE = 1_000;
const MOST_BITES = 100;

/** Deletes guests' carts that nobody has touched for 30 days. Bounded; the rest waits for the next run. */
export async function expireCarts(database: Database): Promise<void> {
  for (let bite = 0; bite < MOST_BITES; bite++) {
    if ((await deleteExpiredCarts(database, BITE)) < BITE) return;
  }
}

/** The account is gone, and so is what it wished for. */
export const forgetCart = (userId: string) => deleteCartOf(userId);
