import { BANKS, type BankShort } from '../world/bank-accounts.ts';

/** The channels of v3 payment requests that the twin plays. Limits in rupiah, from memory: check them against the contract. */
export type PaymentChannel = { code: string; bank: BankShort | null; minimumMinor: number; maximumMinor: number };

const VA_BANKS: readonly BankShort[] = ['BCA', 'BNI', 'BRI', 'MANDIRI', 'PERMATA', 'BSI', 'CIMB'];

export const PAYMENT_CHANNELS: ReadonlyMap<string, PaymentChannel> = new Map(
  [
    { code: 'QRIS', bank: null, minimumMinor: 1, maximumMinor: 10_000_000 },
    ...VA_BANKS.map((bank) => ({
      code: `${bank}_VIRTUAL_ACCOUNT`,
      bank,
      minimumMinor: bank === 'BCA' ? 10_000 : 1,
      maximumMinor: bank === 'BCA' ? 50_000_000 : 50_000_000_000,
    })),
  ].map((channel) => [channel.code, channel]),
);

/** Where payouts can go: the banks we know and two wallets. */
export const PAYOUT_CHANNELS = [
  ...BANKS.map((bank) => ({
    channel_code: `ID_${bank.short}`,
    channel_category: 'BANK',
    currency: 'IDR',
    channel_name: bank.name,
    amount_limits: { minimum: 10_000, maximum: 1_999_999_999_999, minimum_increment: 1 },
  })),
  ...['OVO', 'DANA'].map((wallet) => ({
    channel_code: `ID_${wallet}`,
    channel_category: 'EWALLET',
    currency: 'IDR',
    channel_name: wallet,
    amount_limits: { minimum: 10_000, maximum: 20_000_000, minimum_increment: 1 },
  })),
];
