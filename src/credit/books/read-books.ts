import type { Account } from '#engine/books/journal';
import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, systemCall } from '#platform/call';
import { isConflict } from '#platform/database';
import { isRefusal, refuse } from '#platform/refusal';
import { listAccounts, listTenants, upsertAccount } from './chart-queries.ts';
import {
  chartOf,
  DEFAULT_CHART,
  ledgerCode,
  type NamedAccount,
  trialBalance as sum,
  type TrialBalance,
} from './chart-rules.ts';
import type { AccountNames } from './contract.ts';
import type { BooksDeps } from './module.ts';

type OfTenant = { tenantId: string };

export async function chart(
  deps: BooksDeps,
  _call: Call,
  { tenantId }: OfTenant,
): Promise<{ accounts: NamedAccount[] }> {
  const rows = await listAccounts(deps.database, tenantId);
  const own = rows.flatMap(({ role, code, name_id: nameId, name_en: nameEn }) => {
    const known = DEFAULT_CHART.find((account) => account.role === role);
    return known ? [{ role: known.role, code, nameId, nameEn }] : [];
  });
  return { accounts: chartOf(own) };
}

export async function nameAccount(
  deps: BooksDeps,
  call: Call,
  { tenantId, role, names }: OfTenant & { role: Account; names: AccountNames },
): Promise<NamedAccount> {
  const before = await chart(deps, call, { tenantId });
  // Two accounts of one number could not be told apart, also where one of them has the number of the house.
  const isTaken = before.accounts.some((account) => account.code === names.code && account.role !== role);
  if (isTaken) throw refuse('books.code-taken', { code: names.code });
  try {
    await deps.database.batch([
      upsertAccount({ tenantId, role, code: names.code, name_id: names.nameId, name_en: names.nameEn }),
      auditInsert('books', call, {
        stream: `tenant:${tenantId}`,
        action: 'books.account-named',
        before: before.accounts.find((account) => account.role === role),
        after: { role, ...names },
      }),
    ]);
  } catch (error) {
    if (isConflict(error)) throw refuse('books.code-taken', { code: names.code });
    throw error;
  }
  const { accounts } = await chart(deps, call, { tenantId });
  return present(
    accounts.find((account) => account.role === role),
    'every role has an account',
  );
}

export async function trialBalance(deps: BooksDeps, call: Call, { tenantId }: OfTenant): Promise<TrialBalance> {
  const { accounts } = await chart(deps, call, { tenantId });
  return sum(accounts, await balancesOf(deps, call, tenantId));
}

/** Balances by role, in each account's own direction. Only accounts that were ever posted to. */
async function balancesOf(deps: BooksDeps, call: Call, tenantId: string): Promise<Map<string, number>> {
  const prefix = ledgerCode(tenantId, '');
  const balances = new Map<string, number>();
  let cursor: string | null = null;
  do {
    const page: { items: { accountCode: string; balanceMinor: number }[]; nextCursor: string | null } =
      await deps.ledger.listAccounts(call, { prefix, limit: 100, ...(cursor ? { cursor } : {}) });
    for (const { accountCode, balanceMinor } of page.items)
      balances.set(accountCode.slice(prefix.length), balanceMinor);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return balances;
}

export async function statement(
  deps: BooksDeps,
  call: Call,
  { tenantId, role, ...paging }: OfTenant & { role: Account; limit?: number; cursor?: string },
) {
  return deps.ledger.statement(call, { accountCode: ledgerCode(tenantId, role), ...paging });
}

export async function loanJournal(deps: BooksDeps, call: Call, { tenantId, loanId }: OfTenant & { loanId: string }) {
  const { accounts } = await chart(deps, call, { tenantId });
  const byRole = new Map<string, NamedAccount>(accounts.map((account) => [account.role, account]));
  const journal = await journalOrRefuse(deps, call, { tenantId, loanId });
  const items = journal.items.map((entry) => ({
    ...entry,
    lines: entry.lines.map(({ account, side, amountMinor }) => {
      const named = present(byRole.get(roleOf(account)), `the chart has an account for ${account}`);
      const { isOwn: _, ...shown } = named;
      return { ...shown, side, amountMinor };
    }),
  }));
  return { ...journal, items };
}

/** A role, also where it comes as the whole code of the ledger. */
function roleOf(account: string): string {
  return account.slice(account.lastIndexOf(':') + 1);
}

async function journalOrRefuse(deps: BooksDeps, call: Call, wanted: OfTenant & { loanId: string }) {
  try {
    return await deps.loans.journal(systemCall('books', call.correlationId, call.causationId), wanted);
  } catch (error) {
    if (isRefusal(error, 'loans.not-found')) throw refuse('books.loan-not-found');
    throw error;
  }
}

export async function verifyBooks(
  deps: BooksDeps,
  call: Call,
): Promise<{ isSound: boolean; institutions: number; problems: string[] }> {
  const problems: string[] = [];
  let institutions = 0;
  let tenantIds = await listTenants(deps.database, null);
  while (tenantIds.length > 0) {
    for (const tenantId of tenantIds) problems.push(...(await verifyOne(deps, call, tenantId)));
    institutions += tenantIds.length;
    tenantIds = await listTenants(deps.database, tenantIds.at(-1) ?? null);
  }
  return { isSound: problems.length === 0, institutions, problems };
}

async function verifyOne(deps: BooksDeps, call: Call, tenantId: string): Promise<string[]> {
  const { isBalanced, debitMinor, creditMinor } = await trialBalance(deps, call, { tenantId });
  const problems = isBalanced ? [] : [`${tenantId}: debits ${debitMinor}, credits ${creditMinor}`];
  const own = systemCall('books', call.correlationId, call.causationId);
  const { accounts, receivableMinor } = await deps.loans.bookedAccounts(own, { tenantId });
  const held = await balancesOf(deps, call, tenantId);
  const sent = new Map(accounts.map(({ account, amountMinor }) => [account, amountMinor]));
  for (const { role, kind } of DEFAULT_CHART) {
    const debit = sent.get(role) ?? 0;
    const sentMinor = kind === 'asset' || kind === 'expense' ? debit : -debit;
    const heldMinor = held.get(role) ?? 0;
    if (heldMinor !== sentMinor) problems.push(`${tenantId}: ${role} holds ${heldMinor}, loans have sent ${sentMinor}`);
  }
  const heldMinor = held.get('loans-receivable') ?? 0;
  if (heldMinor !== receivableMinor)
    problems.push(`${tenantId}: receivable ${heldMinor}, loans say ${receivableMinor}`);
  return problems;
}
