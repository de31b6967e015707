import { isRefusal } from '#platform/refusal';
import { type FactTool, figure, found, money, nothing, say } from './fact.ts';

const STATUSES = ['paid', 'shipped', 'awaiting_payment'] as const;
const MOST = 100;

/**
 * How many orders of the store's shop wait for what, and for how much money. Of the caller's own shop only, and without
 * anything about buyers: names and addresses are not for an assistant.
 */
export const orderFacts: FactTool = async ({ deps, call, store }) => {
  const { language } = call;
  if (!store.sellerId)
    return nothing(
      say(
        language,
        'Toko ini belum terhubung dengan TokoBapak, jadi tidak ada pesanan.',
        'This store is not connected to the marketplace, so there are no orders.',
      ),
    );
  const names = {
    paid: say(language, 'sudah dibayar dan perlu dikirim', 'paid and to be sent'),
    shipped: say(language, 'sedang dikirim', 'on their way'),
    awaiting_payment: say(language, 'menunggu pembayaran', 'awaiting payment'),
  };
  const lines: string[] = [];
  try {
    for (const status of STATUSES) {
      const { items, nextCursor } = await deps.orders.listShopOrders(call, { status, limit: MOST });
      const own = items.filter((order) => order.seller.id === store.sellerId);
      const many = `${nextCursor ? say(language, 'lebih dari ', 'more than ') : ''}${figure(own.length, language)}`;
      const total = own.reduce((sum, order) => sum + order.total.amount, 0);
      lines.push(
        `${many} ${say(language, 'pesanan', 'orders')} ${names[status]}${own.length > 0 ? ` (${money(total, language)})` : ''}.`,
      );
    }
  } catch (error) {
    // Managers see the figures of a store, not the desk of its shop.
    if (isRefusal(error, 'orders.not-a-seller') || isRefusal(error, 'request.forbidden'))
      return nothing(
        say(language, 'Pesanan hanya bisa dilihat pemilik toko.', 'Only the owner of the shop sees its orders.'),
      );
    throw error;
  }
  const title = say(language, 'Pesanan toko', 'Orders of the shop');
  return found(
    [{ tool: 'orders', title, lines }],
    [say(language, 'Penjualan kemarin berapa?', 'What were the sales yesterday?')],
  );
};
