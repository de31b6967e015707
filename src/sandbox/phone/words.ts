import { formatRupiah } from '#platform/money';
import { bankOf } from '../world/bank-accounts.ts';
import type { Bill } from '../world/bills.ts';

const DATE_TIME = new Intl.DateTimeFormat('id-ID', {
  timeZone: 'Asia/Jakarta',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const CLOCK = new Intl.DateTimeFormat('id-ID', { timeZone: 'Asia/Jakarta', hour: '2-digit', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat('id-ID', {
  timeZone: 'Asia/Jakarta',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** `20 Nov 2026, 14.30 WIB` */
export const dateTime = (iso: string) => `${DATE_TIME.format(new Date(iso))} WIB`;
export const clockTime = (iso: string) => CLOCK.format(new Date(iso));

/** The time today, else the day. */
export function shortTime(iso: string, nowMs: number): string {
  return DAY.format(new Date(iso)) === DAY.format(new Date(nowMs))
    ? clockTime(iso)
    : DAY.format(new Date(iso)).replace(/ \d{4}$/, '');
}

export const amountOf = (bill: Bill) => (bill.amountMinor === null ? 'Jumlah bebas' : formatRupiah(bill.amountMinor));

/** `QRIS` or `Virtual account Mandiri`. */
export function meansOf(bill: Bill): string {
  return bill.kind === 'qris' ? 'QRIS' : `Virtual account ${bankName(bill)}`;
}

/** The same for narrow places: `VA Mandiri`. */
export function shortMeansOf(bill: Bill): string {
  return bill.kind === 'qris' ? 'QRIS' : `VA ${bankName(bill)}`;
}

/** As people call the bank: short forms in capitals, names as names. */
export function bankName({ bankCode }: Bill): string {
  const short = bankCode === null ? '' : (bankOf(bankCode)?.short ?? '');
  return short.length > 4 ? `${short.slice(0, 1)}${short.slice(1).toLowerCase()}` : short;
}

/** In groups of four, as people read numbers aloud. */
export const grouped = (digits: string) => digits.replaceAll(/(\d{4})(?=\d)/g, '$1 ');

/** `0812-3456-7890` */
export function phoneNumber(digits: string): string {
  const local = digits.startsWith('62') ? `0${digits.slice(2)}` : digits;
  return local.replace(/^(\d{4})(\d{4})(\d+)$/, '$1-$2-$3');
}
