import { api } from '#lib/api.ts';

/** The small figures of the frame: orders to ship and unread notices. Beside the point when they cannot be had. */
class DeskCounts {
  toShip = $state(0);
  /** There are more than were counted. */
  isToShipMore = $state(false);
  unread = $state(0);

  async reload(sells: boolean): Promise<void> {
    const [orders, notices] = await Promise.all([
      sells ? api('GET /sellers/me/orders', { query: { status: 'paid', limit: 100 } }).catch(() => null) : null,
      api('GET /notifications', { query: { limit: 1, unread: true } }).catch(() => null),
    ]);
    if (orders) {
      this.toShip = orders.items.length;
      this.isToShipMore = orders.nextCursor !== null;
    }
    if (notices) this.unread = notices.unreadCount;
  }
}

export const counts = new DeskCounts();

/** `7`, or `99+`. */
export function countWords(count: number, isMore = false): string {
  return count > 99 || isMore ? '99+' : String(count);
}
