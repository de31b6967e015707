import type { Static } from 'typebox';
import { rupiah } from '#platform/money';
import type { BANKS } from '../bank/banks.ts';
import type { ChannelCode, PaymentChannel } from '../shapes.ts';

/** How a channel is offered: what an operator may change (settings.ts). Amounts in whole rupiah. */
export type ChannelSetting = {
  code: ChannelCode;
  isEnabled: boolean;
  /** In the order of preference; the next one is asked when one fails. */
  providers: string[];
  minimumMinor: number;
  maximumMinor: number;
  expiresInMinutes: number;
};

type BankShort = (typeof BANKS)[number]['short'];

const NAMES: Record<ChannelCode, string> = {
  QRIS: 'QRIS',
  VA_BCA: 'BCA Virtual Account',
  VA_BNI: 'BNI Virtual Account',
  VA_BRI: 'BRI Virtual Account',
  VA_MANDIRI: 'Mandiri Virtual Account',
  VA_PERMATA: 'Permata Virtual Account',
  VA_BSI: 'BSI Virtual Account',
  VA_CIMB: 'CIMB Niaga Virtual Account',
};

const CHANNEL_BANKS: Record<Exclude<ChannelCode, 'QRIS'>, BankShort> = {
  VA_BCA: 'BCA',
  VA_BNI: 'BNI',
  VA_BRI: 'BRI',
  VA_MANDIRI: 'MANDIRI',
  VA_PERMATA: 'PERMATA',
  VA_BSI: 'BSI',
  VA_CIMB: 'CIMB',
};

export function channelName(code: ChannelCode): string {
  return NAMES[code];
}

/** Short name of the bank behind a virtual account channel; empty for QRIS. */
export function channelBank(code: ChannelCode): BankShort | '' {
  return code === 'QRIS' ? '' : CHANNEL_BANKS[code];
}

/** `BCA_VIRTUAL_ACCOUNT`, `bca`, `BCA` → `BCA`. */
export function bankByChannelText(text: string): BankShort | null {
  const short = text.toUpperCase().replace(/_VIRTUAL_ACCOUNT$/, '');
  return Object.values(CHANNEL_BANKS).find((bank) => bank === short) ?? null;
}

export function isChannelCode(text: string): text is ChannelCode {
  return text in NAMES;
}

/** The enabled channels as offered for an amount. `isUp` says whether any of a channel's providers can be asked now. */
export function offerChannels(
  settings: readonly ChannelSetting[],
  amountMinor: number,
  isUp: (setting: ChannelSetting) => boolean,
): Static<typeof PaymentChannel>[] {
  return settings
    .filter((setting) => setting.isEnabled)
    .map((setting) => {
      const reason =
        reasonAgainst(setting, amountMinor) ?? (isUp(setting) ? null : ('temporarily-unavailable' as const));
      return {
        code: setting.code,
        group: setting.code === 'QRIS' ? ('qris' as const) : ('virtual_account' as const),
        name: NAMES[setting.code],
        isAvailable: reason === null,
        reason,
        maximum: rupiah(setting.maximumMinor),
      };
    });
}

function reasonAgainst(setting: ChannelSetting, amountMinor: number): 'over-limit' | 'under-limit' | null {
  if (amountMinor > setting.maximumMinor) return 'over-limit';
  return amountMinor < setting.minimumMinor ? 'under-limit' : null;
}
