import type { CourierService, PaymentChannel } from '@lumbung/kit/api.ts';
import { describe, expect, it } from 'vitest';
import { canPayWith, chosenService, servicesByGroup, sumsOf, usualChannel, usualService } from './checkout-sums.ts';

const service = (serviceCode: string, group: CourierService['group'], amount: number): CourierService => ({
  serviceCode,
  courierName: 'JNE',
  serviceName: serviceCode,
  group,
  price: { amount, currency: 'IDR' },
  arrivesFrom: '2026-11-23',
  arrivesUntil: '2026-11-24',
  cashOnDelivery: false,
  chargeableWeightGrams: 1_000,
});
const quote = (id: string, goods: number, services: CourierService[]) => ({
  seller: { id },
  subtotal: { amount: goods, currency: 'IDR' as const },
  services,
});
const channel = (code: PaymentChannel['code'], isAvailable: boolean, maximum: number | null): PaymentChannel => ({
  code,
  group: 'qris',
  name: code,
  isAvailable,
  reason: null,
  maximum: maximum === null ? null : { amount: maximum, currency: 'IDR' },
});

describe('usualService', () => {
  it('should take the cheapest regular one when there is any, else the cheapest', () => {
    expect(
      usualService([service('oke', 'economy', 9), service('yes', 'regular', 15), service('reg', 'regular', 12)])
        ?.serviceCode,
    ).toBe('reg');
    expect(usualService([service('truck', 'cargo', 30), service('oke', 'economy', 9)])?.serviceCode).toBe('oke');
    expect(usualService([])).toBeUndefined();
  });
});

describe('sumsOf', () => {
  const sellers = [
    quote('a', 100, [service('reg', 'regular', 12), service('oke', 'economy', 9)]),
    quote('b', 50, [service('reg', 'regular', 10)]),
  ];

  it('should add the chosen services when some are chosen', () => {
    expect(sumsOf(sellers, { a: 'oke' })).toEqual({ goods: 150, shipping: 19, total: 169, isComplete: true });
  });

  it('should fall back to the usual service when the chosen one is gone', () => {
    const [first] = sellers;
    expect(first && chosenService(first, { a: 'vanished' })?.serviceCode).toBe('reg');
  });

  it('should be incomplete when a seller cannot send to this address', () => {
    expect(sumsOf([...sellers, quote('c', 10, [])], {}).isComplete).toBe(false);
    expect(sumsOf([], {}).isComplete).toBe(false);
  });
});

describe('servicesByGroup', () => {
  it('should leave out empty groups and put the cheap first when services are listed', () => {
    const groups = servicesByGroup([
      service('b', 'regular', 12),
      service('a', 'regular', 9),
      service('c', 'instant', 30),
    ]);
    expect(groups.map((one) => [one.group, one.services.map((two) => two.serviceCode)])).toEqual([
      ['instant', ['c']],
      ['regular', ['a', 'b']],
    ]);
  });
});

describe('payment channels', () => {
  it('should skip a channel that is closed or too small when one is suggested', () => {
    const channels = [channel('QRIS', true, 100), channel('VA_BSI', false, null), channel('VA_BCA', true, null)];
    expect(usualChannel(channels, 100)?.code).toBe('QRIS');
    expect(usualChannel(channels, 101)?.code).toBe('VA_BCA');
    expect(channels[0] && canPayWith(channels[0], 101)).toBe(false);
  });
});
