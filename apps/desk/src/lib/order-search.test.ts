import type { Order } from '@lumbung/kit/api.ts';
import { describe, expect, it } from 'vitest';
import { fits, mostPages, searchOrders } from './order-search.ts';

const order = (number: string): Order => ({
  id: number,
  number,
  invoiceId: 'i',
  invoiceNumber: 'INV/2026/9',
  paymentId: 'p',
  status: 'paid',
  buyer: { id: 'b', name: 'Dewi Lestari' },
  seller: { id: 's', name: 'Batik Rahma', slug: 'batik-rahma', city: 'Bandung' },
  lines: [],
  subtotal: { amount: 1, currency: 'IDR' },
  shippingFee: { amount: 1, currency: 'IDR' },
  total: { amount: 2, currency: 'IDR' },
  refunded: { amount: 0, currency: 'IDR' },
  shipping: {
    serviceCode: 'x',
    courierName: 'JNE',
    serviceName: 'REG',
    arrivesFrom: '2026-11-23',
    arrivesUntil: '2026-11-25',
    trackingNumber: 'JP-77 12',
  },
  address: { recipientName: 'Ibu Sri', phone: '', street: '', areaLabel: '', postalCode: '', landmark: null },
  history: [],
  actions: [],
  payableUntil: null,
  completesAt: null,
  version: 1,
  createdAt: '2026-11-20T00:00:00Z',
});

describe('order search', () => {
  it('should find an order when its number, its parcel or its people are typed loosely', () => {
    for (const term of ['lb-0007', 'LB0007', 'jp7712', 'sri', 'dewi les', 'inv 2026 9', ''])
      expect(fits(order('LB-0007'), term), term).toBe(true);
    expect(fits(order('LB-0007'), '8')).toBe(false);
  });

  it('should read on until the list ends when there are several pages', async () => {
    const pages = [['LB-1', 'LB-2'], ['LB-21']];
    const found = await searchOrders(async (cursor) => {
      const at = Number(cursor ?? 0);
      return { items: (pages[at] ?? []).map(order), nextCursor: at + 1 < pages.length ? String(at + 1) : null };
    }, 'lb-2');
    expect(found).toMatchObject({ isCut: false, items: [{ number: 'LB-2' }, { number: 'LB-21' }] });
  });

  it('should stop and say so when there is no end', async () => {
    let reads = 0;
    const found = await searchOrders(async () => {
      reads++;
      return { items: [], nextCursor: 'more' };
    }, 'x');
    expect([reads, found.isCut]).toEqual([mostPages, true]);
  });
});
