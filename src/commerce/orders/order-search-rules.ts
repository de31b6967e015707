import type { OrderRecord } from './order-record.ts';

/** Longer words are cut: beginnings are what people type. */
const LONGEST_WORD = 60;
const MOST_WORDS = 200;
/** What somebody types who looks for one order. */
const MOST_WORDS_ASKED = 8;

/** The words of a text: small letters and figures, without accents, dashes and what else is read differently by each. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return [...new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? [])].map((word) => [...word].slice(0, LONGEST_WORD).join(''));
}

type Sought = Pick<OrderRecord, 'number' | 'invoiceNumber' | 'trackingNumber' | 'buyerName' | 'address' | 'lines'>;

/** What an order is found by: its numbers, its people, its goods. */
export function searchWordsOf(order: Sought): string[] {
  const goods = order.lines.flatMap((line) => [line.name, line.sku]);
  const texts = [
    order.number,
    joinedNumber(order.number),
    order.invoiceNumber,
    order.trackingNumber ?? '',
    order.buyerName,
  ];
  return [...new Set(wordsOf([...texts, order.address.recipientName, ...goods].join(' ')))].slice(0, MOST_WORDS);
}

/** A whole number is one word, so that `LB-…-1` does not find `LB-…-2` of another shop by the 1 of something else. */
function joinedNumber(text: string): string {
  return text.replace(/\bLB-([0-9A-Z]{12})-(\d{1,2})\b/gi, 'LB$1$2');
}

/**
 * What was typed as a `tsquery`: every word must begin one of the order's words. Null where nothing was typed that is a
 * word; then nothing is found. Words consist of letters and figures only, so nothing in them can be an operator.
 */
export function searchQueryOf(typed: string): string | null {
  const words = wordsOf(joinedNumber(typed)).slice(0, MOST_WORDS_ASKED);
  return words.length === 0 ? null : words.map((word) => `'${word}':*`).join(' & ');
}
