import { createHash } from 'node:crypto';
import { assert } from '#platform/assert';
import type { PostingRequested } from '#platform/posting';
import { type AccountRule, accountRule } from './account-rules.ts';

/** A line as it is written: one per account, signed, debits above zero. */
export type DraftLine = AccountRule & { code: string; amountMinor: number };

export type EntryDraft = {
  entryId: string;
  kind: string;
  currency: string;
  description: string;
  reference: string;
  fingerprint: string;
  reversesEntryId: string | null;
  lines: DraftLine[];
};

export type EntryDecision =
  | { accepted: true; draft: EntryDraft }
  | { accepted: false; code: 'ledger.account-unknown'; accountCode: string }
  | { accepted: false; code: 'ledger.not-balanced'; differenceMinor: number };

/**
 * Checks an instruction and brings it into the form in which it is written: lines of one account added up, sorted by
 * code (entries which share accounts lock them in one order), lines that come to nothing left out.
 */
export function decideEntry(posting: PostingRequested, reversesEntryId: string | null = null): EntryDecision {
  const byCode = new Map<string, DraftLine>();
  let differenceMinor = 0;
  for (const line of posting.lines) {
    const rule = accountRule(line.accountCode);
    if (!rule) return { accepted: false, code: 'ledger.account-unknown', accountCode: line.accountCode };
    const amountMinor = line.side === 'debit' ? line.amountMinor : -line.amountMinor;
    differenceMinor += amountMinor;
    const known = byCode.get(line.accountCode);
    byCode.set(line.accountCode, {
      ...rule,
      code: line.accountCode,
      amountMinor: (known?.amountMinor ?? 0) + amountMinor,
    });
  }
  assert(Number.isSafeInteger(differenceMinor), 'An entry left the safe integers');
  if (differenceMinor !== 0) return { accepted: false, code: 'ledger.not-balanced', differenceMinor };

  const lines = [...byCode.values()]
    .filter((line) => line.amountMinor !== 0)
    .sort((a, b) => (a.code < b.code ? -1 : 1));
  if (lines.length === 0) return { accepted: false, code: 'ledger.not-balanced', differenceMinor: 0 };
  const { entryId, kind, currency, description, reference } = posting;
  return {
    accepted: true,
    draft: {
      entryId,
      kind,
      currency,
      description,
      reference,
      reversesEntryId,
      lines,
      fingerprint: fingerprintOf(currency, lines),
    },
  };
}

/** The same for the same money on the same accounts; words do not count. */
export function fingerprintOf(currency: string, lines: readonly { code: string; amountMinor: number }[]): string {
  const text = [currency, ...lines.map((line) => `${line.code}=${line.amountMinor}`)].join('\n');
  return createHash('sha256').update(text).digest('base64url').slice(0, 32);
}
