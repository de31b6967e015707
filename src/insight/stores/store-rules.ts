import type { Static } from 'typebox';
import type { OpeningHours } from './contract.ts';

export const MOST_STORES = 20;
export const MOST_HELPERS = 20;
export const MOST_CLOSED_DAYS = 2_000;
export const INVITATION_DAYS = 7;

type Hours = Static<typeof OpeningHours>;

/** Each line opens before it closes, and no two lines of one weekday overlap. */
export function areHoursRight(hours: Hours): boolean {
  const sorted = [...hours].sort((a, b) => a.weekday - b.weekday || a.opens.localeCompare(b.opens));
  return sorted.every((line, index) => {
    const before = sorted[index - 1];
    const isAfter = before === undefined || before.weekday !== line.weekday || before.closes <= line.opens;
    return line.opens < line.closes && isAfter;
  });
}

/** Letters that nobody mistakes for another one when reading a code aloud. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Ten letters out of 32 (50 bits), one per byte. */
export function codeFrom(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 10), (byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** As it was sent, however it is typed. */
export function plainCode(typed: string): string {
  return typed.replace('-', '').toUpperCase();
}
