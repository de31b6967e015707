import { Type } from 'typebox';
import type { PayoutSchedule } from './payouts/payout-rules.ts';

/** The least a bank transfer is worth: providers charge some thousand rupiah for each. */
const DEFAULT_MINIMUM_MINOR = 50_000;

/**
 * When sellers are paid. Weekly unless changed: large marketplaces here pay out by themselves once a week, so nobody has
 * to ask for his own money; some let sellers draw it when they like, which is `manual` with staff at the button.
 */
export const PAYOUT_SETTING = {
  key: 'sellers.payouts',
  schema: Type.Object(
    {
      schedule: Type.Union([Type.Literal('manual'), Type.Literal('weekly'), Type.Literal('daily')]),
      minimumMinor: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
    },
    { additionalProperties: false },
  ),
  default: { schedule: 'weekly', minimumMinor: DEFAULT_MINIMUM_MINOR } satisfies PayoutSchedule,
  description: {
    id: 'Pencairan saldo toko: harian, mingguan (Senin pukul 05.00 WIB) atau manual, dan saldo terendah dalam rupiah.',
    en: 'Payouts to shops: daily, weekly (Mondays at 05:00 WIB) or manual, and the least balance in rupiah.',
  },
};

/** What new shops pay; each shop keeps the rate it was approved with. */
export const COMMISSION_SETTING = {
  key: 'sellers.commission-bps',
  schema: Type.Integer({ minimum: 0, maximum: 10_000 }),
  default: 500,
  description: {
    id: 'Komisi untuk toko baru, dalam per sepuluh ribu dari nilai barang (500 = 5%)',
    en: "Commission of new shops, in ten-thousandths of the goods' value (500 = 5%)",
  },
};
