import type { Language } from '#platform/call';
import type { OrderStatus } from './contract.ts';
import type { HistoryCode, HistoryEntry } from './order-record.ts';

type Words = Record<Language, string>;

const STATUSES: Record<OrderStatus, Words> = {
  awaiting_payment: { id: 'menunggu pembayaran', en: 'waiting for its payment' },
  paid: { id: 'dibayar', en: 'paid' },
  shipped: { id: 'dikirim', en: 'shipped' },
  delivered: { id: 'tiba', en: 'delivered' },
  completed: { id: 'selesai', en: 'completed' },
  cancelled: { id: 'dibatalkan', en: 'cancelled' },
  expired: { id: 'kedaluwarsa', en: 'expired' },
};

const CODES: Record<HistoryCode, Words> = {
  placed: { id: 'Pesanan dibuat', en: 'Order placed' },
  paid: { id: 'Pembayaran diterima', en: 'Payment received' },
  'payment-expired': { id: 'Tidak dibayar sampai batas waktu', en: 'Not paid in time' },
  'payment-failed': { id: 'Pembayaran gagal', en: 'The payment failed' },
  'payment-cancelled': { id: 'Pembayaran dibatalkan', en: 'The payment was cancelled' },
  'stock-given-back': {
    id: 'Tidak dibayar sampai batas waktu; stok dilepas',
    en: 'Not paid in time; the stock was given back',
  },
  'cancelled-by-buyer': { id: 'Dibatalkan pembeli', en: 'Cancelled by the buyer' },
  'cancelled-by-seller': { id: 'Dibatalkan penjual', en: 'Cancelled by the seller' },
  'out-of-stock': { id: 'Stok sudah habis saat pembayaran masuk', en: 'Sold out by the time the payment came in' },
  shipped: { id: 'Paket diserahkan ke kurir', en: 'Handed to the courier' },
  'shipment-failed': { id: 'Kurir tidak dapat mengantar paket', en: 'The courier could not deliver' },
  'shipment-returned': { id: 'Paket kembali ke penjual', en: 'The parcel went back to the seller' },
  'delivered-by-courier': { id: 'Kurir: paket sudah tiba', en: 'Courier: the parcel has arrived' },
  'delivered-by-seller': { id: 'Penjual: paket sudah tiba', en: 'Seller: the parcel has arrived' },
  'completed-by-buyer': { id: 'Diterima dan diselesaikan pembeli', en: 'Received and completed by the buyer' },
  'completed-by-itself': { id: 'Selesai otomatis', en: 'Completed by itself' },
  refunded: { id: 'Uang dikembalikan ke pembeli', en: 'Money given back to the buyer' },
};

export function statusName(status: OrderStatus, language: Language): string {
  return STATUSES[status][language];
}

/** One line of the timeline: what happened, and what people said about it. */
export function sentenceOf(entry: Pick<HistoryEntry, 'code' | 'note'>, language: Language): string {
  const words = CODES[entry.code][language];
  return entry.note === null ? words : `${words}: ${entry.note}`;
}
