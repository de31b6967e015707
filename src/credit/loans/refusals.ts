import type { RefusalDefinition } from '#platform/contract';

/** What loans say when they say no. */
export const loanRefusals = {
  'loans.no-institution': {
    status: 404,
    id: 'Kamu belum terdaftar di lembaga mana pun.',
    en: 'You belong to no institution.',
  },
  'loans.not-found': { status: 404, id: 'Pinjaman ini tidak ditemukan.', en: 'There is no such loan.' },
  'loans.stream-broken': {
    status: 409,
    id: 'Catatan pinjaman ini rusak dan sedang kami perbaiki. Sampai selesai, tidak ada yang bisa dilihat atau diubah.',
    en: 'The record of this loan is damaged and being mended. Until then nothing of it can be seen or changed.',
  },
  'loans.not-allowed': {
    status: 403,
    id: 'Peranmu tidak mengizinkan langkah ini.',
    en: 'Your role does not allow this step.',
  },
  'loans.product-not-available': {
    status: 422,
    id: 'Produk ini tidak tersedia untuk pinjaman baru.',
    en: 'This product is not available for new loans.',
  },
  'loans.outside-limits': {
    status: 422,
    id: 'Jumlah, tenor, atau bunga di luar batas produk.',
    en: 'Amount, term or rate lie outside the limits of the product.',
  },
  'loans.over-cap': {
    status: 422,
    id: 'Harga pinjaman ini melewati batas yang berlaku, jadi tidak bisa dibukukan.',
    en: 'The price of this loan passes the cap in force, so it cannot be booked.',
  },
  'loans.id-taken': {
    status: 409,
    id: 'Nomor ini sudah dipakai untuk hal lain.',
    en: 'This id stands for something else already.',
  },
  'loans.changed-meanwhile': {
    status: 412,
    id: 'Pinjaman ini sudah berubah. Muat ulang dulu.',
    en: 'This loan has changed meanwhile. Load it again.',
  },
  'loans.wrong-state': {
    status: 409,
    id: 'Langkah ini tidak mungkin selagi pinjaman berstatus {status}.',
    en: 'This is not possible while the loan is {status}.',
  },
  'loans.date-in-future': { status: 422, id: 'Tanggalnya belum tiba.', en: 'This day is yet to come.' },
  'loans.date-before-payout': {
    status: 422,
    id: 'Tanggalnya sebelum dana cair.',
    en: 'This day is before the money went out.',
  },
  'loans.amount-too-large': { status: 422, id: 'Paling banyak {mostMinor}.', en: 'At most {mostMinor}.' },
  'loans.nothing-open': {
    status: 409,
    id: 'Tidak ada yang terbuka untuk langkah ini.',
    en: 'There is nothing open for this step.',
  },
  'loans.no-such-transaction': {
    status: 404,
    id: 'Transaksi ini tidak ada, atau sudah dibatalkan.',
    en: 'There is no such transaction, or it was reversed.',
  },
  'loans.no-such-charge': {
    status: 422,
    id: 'Biaya ini tidak ada, atau sudah lunas.',
    en: 'There is no such charge, or it is paid.',
  },
  'loans.dates-contradict': {
    status: 422,
    id: 'Tanggal-tanggal ini tidak cocok.',
    en: 'These days do not fit together.',
  },
  'loans.not-for-this-product': {
    status: 422,
    id: 'Produk ini tidak mengenal langkah itu: bunganya mengikuti pembayaran.',
    en: 'This product has no such step: its interest follows the payments.',
  },
} as const satisfies Record<string, RefusalDefinition>;
