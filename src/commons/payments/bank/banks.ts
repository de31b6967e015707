/**
 * Banks by their national clearing code (three digits, as SNAP BI uses them), with the names that the providers give
 * them. The short name serves Xendit (`ID_BCA`, `BCA_VIRTUAL_ACCOUNT`), in lower case Midtrans and Iris (`bca`).
 */
export const BANKS = [
  { code: '014', short: 'BCA', name: 'BCA' },
  { code: '008', short: 'MANDIRI', name: 'Bank Mandiri' },
  { code: '009', short: 'BNI', name: 'BNI' },
  { code: '002', short: 'BRI', name: 'BRI' },
  { code: '451', short: 'BSI', name: 'Bank Syariah Indonesia' },
  { code: '022', short: 'CIMB', name: 'CIMB Niaga' },
  { code: '013', short: 'PERMATA', name: 'Bank Permata' },
  { code: '011', short: 'DANAMON', name: 'Bank Danamon' },
  { code: '200', short: 'BTN', name: 'Bank BTN' },
  { code: '028', short: 'OCBC', name: 'Bank OCBC' },
  { code: '019', short: 'PANIN', name: 'Bank Panin' },
  { code: '426', short: 'MEGA', name: 'Bank Mega' },
  { code: '213', short: 'BTPN', name: 'Bank BTPN' },
  { code: '110', short: 'BJB', name: 'Bank BJB' },
  { code: '111', short: 'DKI', name: 'Bank DKI' },
  { code: '542', short: 'JAGO', name: 'Bank Jago' },
  { code: '535', short: 'SEABANK', name: 'SeaBank' },
] as const;
export type Bank = (typeof BANKS)[number];

export function bankByCode(code: string): Bank | undefined {
  return BANKS.find((bank) => bank.code === code);
}

/** `1234567890` → `••••••7890`. What people see of an account number. */
export function maskAccountNumber(accountNumber: string): string {
  return `${'•'.repeat(Math.max(accountNumber.length - 4, 2))}${accountNumber.slice(-4)}`;
}
