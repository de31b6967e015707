import type { Language } from '#platform/call';
import { formatRupiah } from '#platform/money';
import type { Preferences } from './contract.ts';
import { CREDIT_TEMPLATES } from './credit-templates.ts';
import { day } from './day-words.ts';

export type Group = keyof Preferences;
type Data = Readonly<Record<string, unknown>>;
type Words = { title: string; body: string };

/** What a notice says and how far it goes. `isSecurity` cannot be switched off. */
export type Template = {
  group: Group;
  /** Ways besides the inbox, unless the person has switched them off. */
  channels: readonly ('email' | 'whatsapp')[];
  isSecurity?: boolean;
  /** Path within shop (`/…`) or desk (`/desk/…`). */
  link?: (data: Data) => string | null;
  id: (data: Data) => Words;
  en: (data: Data) => Words;
};

const text = (data: Data, key: string): string => String(data[key] ?? '');
const money = (data: Data, key: string): string => formatRupiah(Number(data[key] ?? 0));
const order = (data: Data): string => `/pesanan/${text(data, 'orderId')}`;
const shopOrder = (data: Data): string => `/desk/orders/${text(data, 'orderId')}`;

/** What the bank said when the account itself is wrong; the shop can put it right. */
const WRONG_ACCOUNT: Readonly<Record<string, { id: string; en: string }>> = {
  'payments.account-name-differs': {
    id: 'Nama pemilik rekening berbeda dari yang kamu tulis. Perbaiki di profil toko.',
    en: "The account holder's name differs from what you wrote. Put it right in your shop's profile.",
  },
  'payments.account-not-found': {
    id: 'Bank tidak mengenal nomor rekening itu. Perbaiki di profil toko.',
    en: "The bank does not know this account number. Put it right in your shop's profile.",
  },
};
const payoutAdvice = (data: Data): { id: string; en: string } =>
  WRONG_ACCOUNT[text(data, 'code')] ?? {
    id: 'Periksa rekening di profil toko; pencairan berikutnya mencoba lagi.',
    en: "Check the bank account in your shop's profile; the next payout tries again.",
  };

/** What a price has done, by the kind of the alert. */
const PRICE_MOVES: Record<'id' | 'en', Readonly<Record<string, string>>> = {
  id: { above: 'di atas batasmu', below: 'di bawah batasmu', risen: 'naik', expected_rise: 'diperkirakan naik' },
  en: {
    above: 'is above your limit',
    below: 'is below your limit',
    risen: 'has risen',
    expected_rise: 'is expected to rise',
  },
};
const names = (data: Data): string => (Array.isArray(data.names) ? data.names.map(String).join(', ') : '');

/** Every type of notice of the house. The title says what happened, the body what it means and what to do. */
export const TEMPLATES: Readonly<Record<string, Template>> = {
  ...CREDIT_TEMPLATES,
  'order.placed': {
    group: 'transaction',
    channels: ['email'],
    link: order,
    id: (d) => ({
      title: `Pesanan ${text(d, 'invoiceNumber')} menunggu pembayaran`,
      body: `Total ${money(d, 'totalMinor')}. Bayar sebelum ${text(d, 'payableUntil')}, setelah itu pesanan batal sendiri.`,
    }),
    en: (d) => ({
      title: `Order ${text(d, 'invoiceNumber')} is waiting for its payment`,
      body: `Total ${money(d, 'totalMinor')}. Pay before ${text(d, 'payableUntil')}; after that the order is cancelled by itself.`,
    }),
  },
  'order.paid': {
    group: 'transaction',
    channels: ['email'],
    link: order,
    id: (d) => ({
      title: `Pembayaran ${text(d, 'orderNumber')} sudah kami terima`,
      body: `${money(d, 'totalMinor')} kami simpan sampai barangmu tiba. ${text(d, 'sellerName')} sedang menyiapkan pesananmu.`,
    }),
    en: (d) => ({
      title: `We have received the payment of ${text(d, 'orderNumber')}`,
      body: `We keep ${money(d, 'totalMinor')} until your goods arrive. ${text(d, 'sellerName')} is preparing your order.`,
    }),
  },
  'order.shipped': {
    group: 'transaction',
    channels: ['email', 'whatsapp'],
    link: order,
    id: (d) => ({
      title: `Pesanan ${text(d, 'orderNumber')} sedang dikirim`,
      body: `${text(d, 'courierName')}, nomor resi ${text(d, 'trackingNumber') || 'menyusul'}.`,
    }),
    en: (d) => ({
      title: `Order ${text(d, 'orderNumber')} is on its way`,
      body: `${text(d, 'courierName')}, tracking number ${text(d, 'trackingNumber') || 'to follow'}.`,
    }),
  },
  'order.delivered': {
    group: 'transaction',
    channels: ['email'],
    link: order,
    id: (d) => ({
      title: `Pesanan ${text(d, 'orderNumber')} sudah tiba`,
      body: `Periksa barangnya. Kalau sudah cocok, tekan Selesai; kalau tidak, pesanan selesai sendiri pada ${text(d, 'completesAt')}.`,
    }),
    en: (d) => ({
      title: `Order ${text(d, 'orderNumber')} has arrived`,
      body: `Check the goods. If all is well, press Complete; otherwise the order completes by itself on ${text(d, 'completesAt')}.`,
    }),
  },
  'order.completed': {
    group: 'transaction',
    channels: [],
    link: order,
    id: (d) => ({
      title: `Pesanan ${text(d, 'orderNumber')} selesai`,
      body: `Terima kasih sudah belanja di ${text(d, 'sellerName')}.`,
    }),
    en: (d) => ({
      title: `Order ${text(d, 'orderNumber')} is complete`,
      body: `Thank you for buying from ${text(d, 'sellerName')}.`,
    }),
  },
  'order.cancelled': {
    group: 'transaction',
    channels: ['email'],
    link: order,
    id: (d) => ({
      title: `Pesanan ${text(d, 'orderNumber')} dibatalkan`,
      body:
        Number(d.refundMinor) > 0
          ? `Alasan: ${text(d, 'reason')}. ${money(d, 'refundMinor')} sedang kami kembalikan kepadamu.`
          : `Alasan: ${text(d, 'reason')}. Belum ada uang yang dibayar.`,
    }),
    en: (d) => ({
      title: `Order ${text(d, 'orderNumber')} was cancelled`,
      body:
        Number(d.refundMinor) > 0
          ? `Reason: ${text(d, 'reason')}. We are returning ${money(d, 'refundMinor')} to you.`
          : `Reason: ${text(d, 'reason')}. Nothing had been paid.`,
    }),
  },
  'order.expired': {
    group: 'transaction',
    channels: ['email'],
    link: order,
    id: (d) => ({
      title: `Pesanan ${text(d, 'orderNumber')} batal karena belum dibayar`,
      body: 'Kalau saldomu sudah terpotong, uangmu aman: kami periksa dan hubungi kamu.',
    }),
    en: (d) => ({
      title: `Order ${text(d, 'orderNumber')} lapsed unpaid`,
      body: 'If your balance was charged, your money is safe: we are checking and will contact you.',
    }),
  },
  'refund.completed': {
    group: 'transaction',
    channels: ['email', 'whatsapp'],
    link: order,
    id: (d) => ({
      title: 'Uangmu sudah dikembalikan',
      body: `${money(d, 'amountMinor')} sudah kami kirim ke sumber pembayaranmu.`,
    }),
    en: (d) => ({
      title: 'Your money has been returned',
      body: `We have sent ${money(d, 'amountMinor')} to where you paid from.`,
    }),
  },
  'shop.order-paid': {
    group: 'shop',
    channels: ['email', 'whatsapp'],
    link: shopOrder,
    id: (d) => ({
      title: `Pesanan baru ${text(d, 'orderNumber')}`,
      body: `Sudah dibayar ${money(d, 'totalMinor')}. Siapkan dan kirim dengan ${text(d, 'courierName')}.`,
    }),
    en: (d) => ({
      title: `New order ${text(d, 'orderNumber')}`,
      body: `${money(d, 'totalMinor')} is paid. Pack it and send it with ${text(d, 'courierName')}.`,
    }),
  },
  'shop.order-cancelled': {
    group: 'shop',
    channels: ['email'],
    link: shopOrder,
    id: (d) => ({
      title: `Pesanan ${text(d, 'orderNumber')} dibatalkan`,
      body: `Jangan dikirim. Alasan: ${text(d, 'reason')}.`,
    }),
    en: (d) => ({
      title: `Order ${text(d, 'orderNumber')} was cancelled`,
      body: `Do not send it. Reason: ${text(d, 'reason')}.`,
    }),
  },
  'shop.order-completed': {
    group: 'shop',
    channels: [],
    link: shopOrder,
    id: (d) => ({
      title: `Pesanan ${text(d, 'orderNumber')} selesai`,
      body: `${money(d, 'sellerShareMinor')} masuk ke saldo tokomu.`,
    }),
    en: (d) => ({
      title: `Order ${text(d, 'orderNumber')} is complete`,
      body: `${money(d, 'sellerShareMinor')} is now in your shop's balance.`,
    }),
  },
  'store.price-alert': {
    group: 'shop',
    channels: ['email'],
    link: (d) => `/desk/insight/${text(d, 'storeId')}/prices`,
    id: (d) => ({
      title: `Harga ${text(d, 'commodityName')} di ${text(d, 'regionName')} ${PRICE_MOVES.id[text(d, 'kind')] ?? 'berubah'}`,
      body: `${money(d, 'priceMinor')} per ${text(d, 'unit')} pada ${day(d, 'on', 'id')}${Number(d.percent) > 0 ? `, naik ${text(d, 'percent').replace('.', ',')} %` : ''}.`,
    }),
    en: (d) => ({
      title: `${text(d, 'commodityName')} in ${text(d, 'regionName')} ${PRICE_MOVES.en[text(d, 'kind')] ?? 'has moved'}`,
      body: `${money(d, 'priceMinor')} per ${text(d, 'unit')} on ${day(d, 'on', 'en')}${Number(d.percent) > 0 ? `, up ${text(d, 'percent')} %` : ''}.`,
    }),
  },
  'store.running-out': {
    group: 'shop',
    channels: ['email'],
    link: (d) => `/desk/insight/${text(d, 'storeId')}/plan`,
    id: (d) => ({
      title: `${text(d, 'count')} bahan di ${text(d, 'storeName')} akan habis`,
      body: `${names(d)} habis mulai ${day(d, 'firstOn', 'id')}. Pesan hari ini supaya tidak terlambat.`,
    }),
    en: (d) => ({
      title: `${text(d, 'count')} ingredients of ${text(d, 'storeName')} will run out`,
      body: `${names(d)} from ${day(d, 'firstOn', 'en')} on. Order today so that they arrive in time.`,
    }),
  },
  'store.manager-added': {
    group: 'account',
    channels: [],
    link: () => '/desk/insight',
    id: (d) => ({
      title: `Kamu sekarang membantu mengelola ${text(d, 'storeName')}`,
      body: 'Masuk sekali lagi supaya menunya muncul.',
    }),
    en: (d) => ({
      title: `You now help to run ${text(d, 'storeName')}`,
      body: 'Sign in once more to see its pages.',
    }),
  },
  'shop.stock-low': {
    group: 'shop',
    channels: ['email'],
    link: () => '/desk/products',
    id: (d) => ({
      title: 'Stok hampir habis',
      body: `Tinggal ${text(d, 'freeQuantity')} yang bisa dijual (batas ${text(d, 'lowLevel')}).`,
    }),
    en: (d) => ({
      title: 'Stock is running low',
      body: `${text(d, 'freeQuantity')} left to sell (level ${text(d, 'lowLevel')}).`,
    }),
  },
  'shop.payout-sent': {
    group: 'shop',
    channels: ['email'],
    link: () => '/desk/payouts',
    id: (d) => ({
      title: `${money(d, 'amountMinor')} sudah dikirim ke rekeningmu`,
      body: `Ke rekening ${text(d, 'accountNumberMasked')}. Kalau belum terlihat, tunggu sampai hari kerja berikutnya.`,
    }),
    en: (d) => ({
      title: `${money(d, 'amountMinor')} has been sent to your account`,
      body: `To the account ${text(d, 'accountNumberMasked')}. If you cannot see it yet, wait until the next working day.`,
    }),
  },
  'shop.payout-refused': {
    group: 'shop',
    channels: ['email', 'whatsapp'],
    link: () => '/desk/payouts',
    id: (d) => ({
      title: `Pencairan ${money(d, 'amountMinor')} belum berhasil`,
      body: `Uangnya tetap di saldo tokomu. ${payoutAdvice(d).id}`,
    }),
    en: (d) => ({
      title: `The payout of ${money(d, 'amountMinor')} did not go through`,
      body: `The money is still in your shop's balance. ${payoutAdvice(d).en}`,
    }),
  },
  'shop.approved': {
    group: 'shop',
    channels: ['email', 'whatsapp'],
    link: () => '/desk',
    id: (d) => ({
      title: `Toko ${text(d, 'name')} sudah disetujui`,
      body: 'Tokomu sudah buka. Tambahkan barang pertamamu.',
    }),
    en: (d) => ({ title: `${text(d, 'name')} has been approved`, body: 'Your shop is open. Add your first product.' }),
  },
  'shop.rejected': {
    group: 'shop',
    channels: ['email'],
    link: () => '/desk',
    id: (d) => ({
      title: `Pengajuan toko ${text(d, 'name')} belum bisa disetujui`,
      body: 'Alasannya ada di halaman tokomu. Perbaiki lalu kirim lagi.',
    }),
    en: (d) => ({
      title: `The application of ${text(d, 'name')} cannot be approved yet`,
      body: "The reason is on your shop's page. Put it right and send it again.",
    }),
  },
  'shop.suspended': {
    group: 'shop',
    channels: ['email', 'whatsapp'],
    link: () => '/desk',
    id: (d) => ({
      title: `Toko ${text(d, 'name')} ditutup sementara`,
      body: 'Alasannya ada di halaman tokomu. Pesanan yang sudah dibayar tetap harus dikirim.',
    }),
    en: (d) => ({
      title: `${text(d, 'name')} has been suspended`,
      body: "The reason is on your shop's page. Orders that are paid must still be sent.",
    }),
  },
  'identity.registration-repeated': {
    group: 'account',
    channels: ['email', 'whatsapp'],
    isSecurity: true,
    link: () => '/masuk',
    id: () => ({
      title: 'Ada yang mencoba mendaftar dengan alamatmu',
      body: 'Kamu sudah punya akun di sini. Kalau itu kamu, masuk saja; kalau bukan, abaikan pesan ini, akunmu aman.',
    }),
    en: () => ({
      title: 'Somebody tried to register with your address',
      body: 'You already have an account here. If it was you, just sign in; if not, ignore this, your account is safe.',
    }),
  },
  'identity.device-signed-out': {
    group: 'account',
    channels: ['email'],
    isSecurity: true,
    link: () => '/akun/perangkat',
    id: (d) => ({
      title: `Perangkat ${text(d, 'deviceName')} dikeluarkan`,
      body:
        d.reason === 'device-limit'
          ? 'Paling banyak lima perangkat sekaligus, jadi yang terlama kami keluarkan.'
          : 'Kami melihat pemakaian yang tidak wajar. Kalau bukan kamu, ganti kata sandimu.',
    }),
    en: (d) => ({
      title: `${text(d, 'deviceName')} was signed out`,
      body:
        d.reason === 'device-limit'
          ? 'At most five devices at once, so the oldest was signed out.'
          : 'We saw unusual use. If it was not you, change your password.',
    }),
  },
  'identity.password-changed': {
    group: 'account',
    channels: ['email', 'whatsapp'],
    isSecurity: true,
    link: () => '/akun',
    id: (d) => ({
      title: d.how === 'removed' ? 'Kata sandi lama akunmu dihapus' : 'Kata sandimu baru saja diganti',
      body: 'Semua perangkat lain sudah dikeluarkan. Kalau bukan kamu, segera atur ulang kata sandimu.',
    }),
    en: (d) => ({
      title: d.how === 'removed' ? 'The old password of your account was removed' : 'Your password was just changed',
      body: 'All other devices were signed out. If it was not you, reset your password at once.',
    }),
  },
};

/** All switches on, but for advertising by WhatsApp. */
export const DEFAULT_PREFERENCES: Preferences = {
  transaction: { email: true, whatsapp: true, live: true },
  account: { email: true, whatsapp: true, live: true },
  shop: { email: true, whatsapp: true, live: true },
  promo: { email: true, whatsapp: false, live: true },
};

const PURPOSES = {
  id: {
    login: 'masuk',
    verify: 'memastikan alamatmu',
    reset: 'mengatur ulang kata sandi',
    sign: 'menandatangani',
    invite: 'membantu mengelola sebuah toko (buka Lumbung, masuk, lalu isi kode ini)',
  },
  en: {
    login: 'signing in',
    verify: 'confirming your address',
    reset: 'resetting your password',
    sign: 'signing',
    invite: 'helping to run a store (open Lumbung, sign in, enter this code)',
  },
} as const;

/** A one-time code in words. */
export function codeWords(
  language: Language,
  purpose: keyof (typeof PURPOSES)['id'],
  code: string,
  expiresAt: string,
): Words {
  if (language === 'en')
    return {
      title: `${code} is your Lumbung code`,
      body: `For ${PURPOSES.en[purpose]}, good until ${expiresAt}. Never give it to anybody: our staff never asks for it.`,
    };
  return {
    title: `${code} adalah kode Lumbung kamu`,
    body: `Untuk ${PURPOSES.id[purpose]}, berlaku sampai ${expiresAt}. Jangan berikan kepada siapa pun: petugas kami tidak pernah memintanya.`,
  };
}

/** `21 Nov 2026 14.30 WIB`, as deadlines are written. */
export function moment(iso: unknown, language: Language, timeZone = 'Asia/Jakarta'): string {
  const at = new Date(String(iso));
  if (Number.isNaN(at.getTime())) return '';
  const { date, time } = formatsOf(language, timeZone);
  return `${date.format(at)} ${time.format(at).replace(':', '.')} WIB`;
}

const formats = new Map<string, { date: Intl.DateTimeFormat; time: Intl.DateTimeFormat }>();

/** Kept: making one takes a hundred times as long as using it. */
function formatsOf(language: Language, timeZone: string) {
  const key = `${language} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const made = {
    date: new Intl.DateTimeFormat(language === 'id' ? 'id-ID' : 'en-GB', {
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      timeZone,
    }),
    time: new Intl.DateTimeFormat('id-ID', { hour: '2-digit', minute: '2-digit', timeZone, hourCycle: 'h23' }),
  };
  formats.set(key, made);
  return made;
}

const PROMO_QUIET = { fromHour: 21, untilHour: 7 };

/** Advertising waits for the morning (21.00–07.00 WIB); everything else goes at once. */
export function notBefore(group: Group, now: Date): Date {
  const hour = (now.getUTCHours() + 7) % 24;
  const isQuiet = hour >= PROMO_QUIET.fromHour || hour < PROMO_QUIET.untilHour;
  if (group !== 'promo' || !isQuiet) return now;
  const hoursLeft = (PROMO_QUIET.untilHour - hour + 24) % 24;
  const morning = new Date(now.getTime() + hoursLeft * 3_600_000);
  morning.setUTCMinutes(0, 0, 0);
  return morning;
}
