import type { List, Order } from '@lumbung/kit/api.ts';

/** How far back a search reads: the API lists orders but does not search them. */
export const pageSize = 100;
export const mostPages = 5;

/** By number (without its dashes as well), tracking number, buyer, recipient or goods. */
export function fits(order: Order, term: string): boolean {
  const wanted = plain(term);
  if (wanted === '') return true;
  const texts = [
    order.number,
    order.invoiceNumber,
    order.shipping.trackingNumber ?? '',
    order.buyer.name,
    order.address.recipientName,
    ...order.lines.map((line) => line.name),
  ];
  return texts.some((text) => plain(text).includes(wanted));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * Reads the newest orders and keeps those that fit.
 * @returns what was found, and whether older orders were left unread.
 */
export async function searchOrders(
  load: (cursor: string | undefined) => Promise<List<Order>>,
  term: string,
): Promise<{ items: Order[]; isCut: boolean }> {
  const items: Order[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const answer = await load(cursor);
    items.push(...answer.items.filter((order) => fits(order, term)));
    if (answer.nextCursor === null) return { items, isCut: false };
    cursor = answer.nextCursor;
  }
  return { items, isCut: true };
}
