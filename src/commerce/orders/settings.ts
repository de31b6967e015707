import { Type } from 'typebox';
import type { SettingsApi } from '#commons/settings';
import type { Cache } from '#platform/cache';
import type { Call } from '#platform/call';

const minutes = (maximum: number) => Type.Integer({ minimum: 5, maximum });

/** What operators may change here. */
export const ORDER_SETTINGS = [
  {
    key: 'orders.qris-minutes',
    schema: minutes(2_880),
    default: 30,
    description: { id: 'Menit untuk membayar dengan QRIS', en: 'Minutes to pay by QRIS' },
  },
  {
    key: 'orders.transfer-minutes',
    schema: minutes(10_080),
    default: 1_440,
    description: { id: 'Menit untuk membayar lewat virtual account', en: 'Minutes to pay by virtual account' },
  },
  {
    key: 'orders.stock-grace-minutes',
    schema: minutes(1_440),
    default: 30,
    description: {
      id: 'Menit stok tetap dipesan setelah batas bayar, untuk kabar pembayaran yang terlambat',
      en: 'Minutes that stock stays reserved after the time to pay, for news of payments that come late',
    },
  },
  {
    key: 'orders.completion-hours',
    schema: Type.Integer({ minimum: 1, maximum: 720 }),
    default: 48,
    description: {
      id: 'Jam dari tiba sampai selesai otomatis',
      en: 'Hours from delivery until an order completes by itself',
    },
  },
];

export type OrderPolicy = {
  qrisMinutes: number;
  transferMinutes: number;
  stockGraceMinutes: number;
  completionHours: number;
};

const KEPT_MS = 30_000;

/** The settings in force; another value takes effect within half a minute. */
export function readPolicy(
  deps: { settings: Pick<SettingsApi, 'readSettings'>; cache: Cache },
  call: Call,
): Promise<OrderPolicy> {
  return deps.cache.remember('orders:policy', KEPT_MS, async () => {
    const { values } = await deps.settings.readSettings(call, { keys: ORDER_SETTINGS.map((setting) => setting.key) });
    const [qrisMinutes, transferMinutes, stockGraceMinutes, completionHours] = ORDER_SETTINGS.map((setting) =>
      Number(values[setting.key] ?? setting.default),
    );
    return {
      qrisMinutes: qrisMinutes ?? 30,
      transferMinutes: transferMinutes ?? 1_440,
      stockGraceMinutes: stockGraceMinutes ?? 30,
      completionHours: completionHours ?? 48,
    };
  });
}
