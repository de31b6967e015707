import { type Period, periodOf } from './periods.ts';

/**
 * What a question is after, read from its words: enough to answer the questions of every day without a language model, and
 * a net below one.
 */
export const INTENTS = [
  'other-store',
  'help',
  'propose-purchase',
  'price',
  'purchase',
  'running-out',
  'best-sellers',
  'forecast',
  'orders',
  'stock',
  'sales',
  'documents',
] as const;
export type IntentKind = (typeof INTENTS)[number];
export type Intent = { kind: IntentKind; period: Period | null };

const SALES =
  /\b(?:(?:pen)?jualan|penjualan\w*|omzet|omset|pendapatan|terjual|laku|transaksi|revenue|sales|sold|income|turnover|earn(?:ed|ings)?)\b/;
const FORECAST =
  /\b(?:perkira\w*|prediksi\w*|ramal\w*|proyeksi\w*|forecast\w*|predict\w*|akan (?:laku|terjual)|bakal|will (?:sell|we))\b/;
/** In this order: "stok apa yang mau habis" is about running out before it is about stock. */
const RULES: readonly [IntentKind, RegExp][] = [
  [
    'other-store',
    /\b(?:toko|warung|kedai|gerai|penjual)(?:nya)? (?:lain|sebelah|orang|tetangga|saingan|pesaing)|\b(?:kompetitor|pesaing|saingan)\b|\b(?:other|another|neighbou?r'?s?|competitor'?s?) (?:store|shop|seller)/,
  ],
  [
    'help',
    /^(?:halo|hai|hello|hi|help|bantuan|menu)\b[\s!.?]*$|\b(?:apa (?:saja )?yang (?:bisa|dapat) (?:kamu|anda)|what can you do|kamu bisa apa)\b/,
  ],
  [
    'propose-purchase',
    /\b(?:buat(?:kan|in)?|susun(?:kan)?|siap(?:kan|in)?|bikin(?:kan|in)?|create|make|prepare|draft)\b.{0,40}\b(?:rencana|daftar|list|plan)\b.{0,30}\b(?:beli|belanja|pembelian|bahan|buy|purchase|shopping)|\b(?:create|make|draft|prepare)\b.{0,20}\b(?:purchase|shopping|buying) (?:plan|list)\b/,
  ],
  ['price', /\b(?:harga|prices?|mahal|murah|cost of)\b/],
  [
    'running-out',
    /\b(?:habis|menipis|kehabisan|kurang stok|stok (?:kosong|kritis|tipis)|run(?:ning|s)? out|out of stock|low (?:on )?stock|stock-?out)\b/,
  ],
  ['purchase', /\b(?:beli|membeli|dibeli|belanja\w*|kulakan?|restock\w*|pesan bahan|buy|purchase|order more)\b/],
  [
    'best-sellers',
    /\b(?:terlaris|paling laku|paling laris|laris|best[ -]?sell\w*|top (?:products?|produk)|produk unggulan)\b/,
  ],
  ['forecast', FORECAST],
  ['orders', /\b(?:pesanan|orderan|orders?)\b/],
  ['stock', /\b(?:stok|stock|persediaan|sisa|tersisa|left)\b/],
  ['sales', SALES],
];

export function readIntent(text: string, today: string): Intent {
  const plain = text.toLowerCase().normalize('NFKC');
  const period = periodOf(plain, today);
  const found = RULES.find(([, pattern]) => pattern.test(plain))?.[0] ?? 'documents';
  // "Penjualan besok" has not been: it is a forecast.
  if (found === 'sales' && period && period.from > today) return { kind: 'forecast', period };
  return { kind: found, period };
}
