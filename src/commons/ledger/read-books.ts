import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import { accountRule, normalSide } from './account-rules.ts';
import type { AccountBalance, ledgerContract, StatementLine } from './contract.ts';
import * as queries from './ledger-queries.ts';
import type { LedgerDeps } from './post-entries.ts';

type In<O extends keyof (typeof ledgerContract)['operations']> = InputOf<typeof ledgerContract, O>;

export async function balance(deps: LedgerDeps, call: Call, input: In<'balance'>): Promise<AccountBalance> {
  const { balances } = await balancesByCodes(deps, call, {
    accountCodes: [input.accountCode],
    ...(input.currency ? { currency: input.currency } : {}),
  });
  const [found] = balances;
  if (!found) throw refuse('ledger.account-unknown', { accountCode: input.accountCode });
  return found;
}

export async function balancesByCodes(
  deps: LedgerDeps,
  _call: Call,
  input: In<'balancesByCodes'>,
): Promise<{ balances: AccountBalance[] }> {
  const currency = input.currency ?? 'IDR';
  const rules = input.accountCodes.map((accountCode) => ({ accountCode, rule: ruleOf(accountCode) }));
  const rows = new Map(
    (await queries.listBalances(deps.database, input.accountCodes, currency)).map((row) => [row.accountCode, row]),
  );
  const balances = rules.map(({ accountCode, rule }) => {
    const { balanceMinor = 0, heldMinor = 0 } = rows.get(accountCode) ?? {};
    return {
      accountCode,
      currency,
      type: rule.type,
      balanceMinor,
      heldMinor,
      availableMinor: balanceMinor - heldMinor,
    };
  });
  return { balances };
}

/** Keyset paging by code and currency, both by bytes. */
export async function listAccounts(
  deps: LedgerDeps,
  _call: Call,
  input: In<'listAccounts'>,
): Promise<{ items: AccountBalance[]; nextCursor: string | null }> {
  const [code, currency] = decodeCursor(input.cursor, 2) ?? ['', ''];
  const limit = input.limit ?? 20;
  const after = { code: String(code), currency: String(currency) };
  const rows = await queries.listAccounts(deps.database, { prefix: input.prefix ?? '', after, limit: limit + 1 });
  const { items, nextCursor } = page(rows, limit, (row) => [row.accountCode, row.currency]);
  return { items: items.map((row) => ({ ...row, availableMinor: row.balanceMinor - row.heldMinor })), nextCursor };
}

export async function statement(
  deps: LedgerDeps,
  _call: Call,
  input: In<'statement'>,
): Promise<{ items: StatementLine[]; nextCursor: string | null }> {
  ruleOf(input.accountCode);
  const [before] = decodeCursor(input.cursor, 1) ?? [null];
  if (before !== null && !Number.isSafeInteger(before))
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  const limit = input.limit ?? 20;
  const rows = await queries.listStatement(deps.database, {
    accountCode: input.accountCode,
    currency: input.currency ?? 'IDR',
    before: Number(before ?? Number.MAX_SAFE_INTEGER),
    limit: limit + 1,
  });
  const { items, nextCursor } = page(rows, limit, (row) => [row.postingId]);
  return { items: items.map((row) => ({ ...row, postedAt: row.postedAt.toISOString() })), nextCursor };
}

export async function trialBalance(deps: LedgerDeps) {
  const rows = await queries.sumAccounts(deps.database);
  const totals = new Map<string, { currency: string; debitMinor: number; creditMinor: number }>();
  const groups = rows.map(({ code, ...row }) => ({ group: code, ...row }));
  for (const row of rows) {
    const total = totals.get(row.currency) ?? { currency: row.currency, debitMinor: 0, creditMinor: 0 };
    const signed = row.balanceMinor * normalSide(row.type);
    totals.set(row.currency, {
      ...total,
      debitMinor: total.debitMinor + Math.max(signed, 0),
      creditMinor: total.creditMinor + Math.max(-signed, 0),
    });
  }
  const list = [...totals.values()];
  return { isBalanced: list.every((total) => total.debitMinor === total.creditMinor), totals: list, groups };
}

export async function getEntry(deps: LedgerDeps, _call: Call, input: In<'getEntry'>) {
  const row = await queries.findEntry(deps.database, input.entryId);
  if (!row) throw refuse('ledger.entry-not-found');
  const { fingerprint: _, lines, postedAt, ...entry } = row;
  return {
    ...entry,
    postedAt: postedAt.toISOString(),
    lines: lines.map((line) => ({
      accountCode: line.code,
      side: line.amountMinor > 0 ? ('debit' as const) : ('credit' as const),
      amountMinor: Math.abs(line.amountMinor),
    })),
  };
}

function ruleOf(accountCode: string) {
  const rule = accountRule(accountCode);
  if (!rule) throw refuse('ledger.account-unknown', { accountCode });
  return rule;
}
