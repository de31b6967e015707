import { assertNever } from '#platform/assert';
import type { Seller } from './contract.ts';

export type SellerStatus = Seller['status'];
export type SellerDecision = 'approve' | 'reject' | 'suspend' | 'reinstate';

/** Which state a decision leads to; null where it is not possible from here. */
export function decide(status: SellerStatus, decision: SellerDecision): SellerStatus | null {
  switch (decision) {
    case 'approve':
      return status === 'applied' || status === 'rejected' ? 'approved' : null;
    case 'reject':
      return status === 'applied' ? 'rejected' : null;
    case 'suspend':
      return status === 'approved' ? 'suspended' : null;
    case 'reinstate':
      return status === 'suspended' ? 'approved' : null;
    default:
      return assertNever(decision);
  }
}

/** `Kopi & Teh Bu Ani` → `kopi-teh-bu-ani`: lower case, plain letters and digits, at most 50 of them. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '');
  return slug || 'toko';
}

/** The slug, or the first of slug-2, slug-3 … that is free. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  for (let n = 2; ; n++) if (!taken.has(`${slug}-${n}`)) return `${slug}-${n}`;
}

/** Titles and forms of address that banks and people write differently (Indonesian usage). */
const TITLES = new Set([
  'H',
  'HJ',
  'DR',
  'DRS',
  'DRA',
  'IR',
  'PROF',
  'SE',
  'SH',
  'ST',
  'MM',
  'MT',
  'SPD',
  'SKOM',
  'BAPAK',
  'BPK',
  'IBU',
  'SDR',
  'TN',
  'NY',
  'PT',
  'CV',
]);

/** Shortest length at which banks are known to cut names. */
const CUT_AT = 18;

/**
 * Whether a bank's name and a typed name mean the same holder: same words in any order, titles aside; banks cut long
 * names, so a last word may be cut short.
 */
export function namesAgree(typed: string, bank: string): boolean {
  const left = wordsOf(typed);
  const right = wordsOf(bank);
  if (left.length === 0 || right.length === 0) return false;
  const [shorter, longer] = left.join(' ').length <= right.join(' ').length ? [left, right] : [right, left];
  // Only a long name is cut by a bank: a short one with a word less is another name.
  const mayBeCut = shorter.join(' ').length >= CUT_AT;
  if (shorter.length !== longer.length && !mayBeCut) return false;
  return shorter.every(
    (word, index) =>
      longer.includes(word) ||
      (mayBeCut && index === shorter.length - 1 && longer.some((other) => other.startsWith(word))),
  );
}

function wordsOf(name: string): string[] {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase().replace(/[.']/g, '');
  return plain.split(/[^A-Z0-9]+/).filter((word) => word && !TITLES.has(word));
}

/** `••••6789`: enough to recognise, too little to use. */
export function maskedAccount(last4: string): string {
  return `••••${last4}`;
}
