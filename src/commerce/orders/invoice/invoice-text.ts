import type { OrderRecord } from '../order-record.ts';
import { wasPaid } from '../order-rules.ts';

const WIB_OFFSET_MS = 7 * 60 * 60 * 1000;
const MONTHS = [
  'Januari',
  'Februari',
  'Maret',
  'April',
  'Mei',
  'Juni',
  'Juli',
  'Agustus',
  'September',
  'Oktober',
  'November',
  'Desember',
];
/** What Windows-1252 has beyond Latin-1, which the built-in PDF fonts can print. */
const EXTRA = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** `21 November 2026, 10.15 WIB`. */
export function momentInWords(iso: string): string {
  const local = new Date(new Date(iso).getTime() + WIB_OFFSET_MS);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
  return `${day}, ${two(local.getUTCHours())}.${two(local.getUTCMinutes())} WIB`;
}

/** What the built-in fonts can print; the rest (emoji, other scripts) falls away rather than into rubbish. */
export function printable(text: string): string {
  const kept = [...text.normalize('NFC')].filter((char) => {
    const code = char.codePointAt(0) ?? 0;
    return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) || EXTRA.includes(char);
  });
  return kept.join('').replace(/ {2,}/g, ' ').trim();
}

export type Stamp = { text: string; tone: 'padi' | 'bata' | 'kunyit' };

/** The word across the page: whether the money is there. */
export function stampOf(order: Pick<OrderRecord, 'status' | 'history'>): Stamp {
  if (order.status === 'cancelled') return { text: 'DIBATALKAN', tone: 'bata' };
  if (order.status === 'expired') return { text: 'KEDALUWARSA', tone: 'bata' };
  return wasPaid(order) ? { text: 'LUNAS', tone: 'padi' } : { text: 'BELUM DIBAYAR', tone: 'kunyit' };
}

/** `Ukuran: M · Warna: Merah`; empty for goods without variants. */
export function optionsInWords(options: Record<string, string>): string {
  return Object.entries(options)
    .map(([axis, value]) => `${axis}: ${value}`)
    .join(' · ');
}

/** Where the money is, in one sentence at the foot. */
export function footnoteOf(order: Pick<OrderRecord, 'status' | 'number'>): string {
  const signed = 'Invoice ini sah tanpa tanda tangan.';
  const isOver = order.status === 'cancelled' || order.status === 'expired' || order.status === 'completed';
  return isOver ? signed : `${signed} Uang pembeli ditahan sampai pesanan ${order.number} selesai.`;
}
