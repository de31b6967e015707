import { createHash } from 'node:crypto';

/** Banks by their national clearing code, with the short codes that Xendit and Midtrans use. */
export const BANKS = [
  { code: '014', short: 'BCA', name: 'Bank Central Asia' },
  { code: '009', short: 'BNI', name: 'Bank Negara Indonesia' },
  { code: '002', short: 'BRI', name: 'Bank Rakyat Indonesia' },
  { code: '008', short: 'MANDIRI', name: 'Bank Mandiri' },
  { code: '013', short: 'PERMATA', name: 'Bank Permata' },
  { code: '451', short: 'BSI', name: 'Bank Syariah Indonesia' },
  { code: '022', short: 'CIMB', name: 'Bank CIMB Niaga' },
  { code: '011', short: 'DANAMON', name: 'Bank Danamon' },
  { code: '028', short: 'OCBC', name: 'Bank OCBC' },
  { code: '019', short: 'PANIN', name: 'Bank Panin' },
  { code: '200', short: 'BTN', name: 'Bank Tabungan Negara' },
  { code: '213', short: 'BTPN', name: 'Bank BTPN' },
  { code: '426', short: 'MEGA', name: 'Bank Mega' },
  { code: '110', short: 'BJB', name: 'Bank BJB' },
  { code: '111', short: 'DKI', name: 'Bank DKI' },
  { code: '542', short: 'JAGO', name: 'Bank Jago' },
  { code: '535', short: 'SEABANK', name: 'SeaBank Indonesia' },
] as const;
export type BankShort = (typeof BANKS)[number]['short'];

/** `014`, `BCA`, `bca` and `ID_BCA` are the same bank. */
export function bankOf(code: string): (typeof BANKS)[number] | undefined {
  const short = code.toUpperCase().replace(/^ID_/, '');
  return BANKS.find((bank) => bank.code === code || bank.short === short);
}

export type AccountAnswer =
  | { state: 'open'; holderName: string; isSlow: boolean }
  | { state: 'not-found' | 'closed' | 'dormant' | 'bank-unavailable' };

/** Magic endings of an account number; any other 5 to 20 digits are an open account with a made-up holder. */
export const ACCOUNT_ENDINGS = {
  '0000': 'not-found',
  '9999': 'closed',
  '8888': 'slow',
  '7777': 'bank-unavailable',
  '6666': 'dormant',
} as const;

const FIRST = [
  'Adi',
  'Agus',
  'Ayu',
  'Bambang',
  'Citra',
  'Dewi',
  'Dian',
  'Eka',
  'Fajar',
  'Gita',
  'Hadi',
  'Indah',
  'Joko',
  'Kartika',
  'Lestari',
  'Made',
  'Nur',
  'Putri',
  'Rahmat',
  'Rina',
  'Sari',
  'Siti',
  'Teguh',
  'Wahyu',
];
const MIDDLE = [
  'Budi',
  'Tri',
  'Nyoman',
  'Kusuma',
  'Aulia',
  'Rizky',
  'Maya',
  'Surya',
  'Puspita',
  'Bagus',
  'Ratna',
  'Ilham',
];
const LAST = [
  'Santoso',
  'Wijaya',
  'Hidayat',
  'Lubis',
  'Siregar',
  'Nugroho',
  'Saputra',
  'Permata',
  'Hartono',
  'Simanjuntak',
  'Pratama',
  'Wulandari',
  'Kurniawan',
  'Rahayu',
  'Setiawan',
  'Maharani',
  'Gunawan',
  'Utami',
  'Halim',
  'Ramadhan',
];

/**
 * Who holds an account: always the same made-up name for the same bank and number, in capitals as banks print it.
 *
 * @param accountNumber digits only; fewer than 5 or more than 20 are not found
 */
export function inquireAccount(bankCode: string, accountNumber: string): AccountAnswer {
  if (!/^\d{5,20}$/.test(accountNumber) || bankOf(bankCode) === undefined) return { state: 'not-found' };
  const ending = Object.entries(ACCOUNT_ENDINGS).find(([digits]) => accountNumber.endsWith(digits))?.[1];
  if (ending !== undefined && ending !== 'slow') return { state: ending };
  return {
    state: 'open',
    holderName: holderName(bankOf(bankCode)?.short ?? '', accountNumber),
    isSlow: ending === 'slow',
  };
}

function holderName(bank: string, accountNumber: string): string {
  const digest = createHash('sha256').update(`${bank}:${accountNumber}`).digest();
  const pick = (names: readonly string[], at: number) => names[(digest[at] ?? 0) % names.length] ?? '';
  const parts = [pick(FIRST, 0), ...((digest[1] ?? 0) % 3 === 0 ? [pick(MIDDLE, 2)] : []), pick(LAST, 3)];
  return parts.join(' ').toUpperCase();
}
