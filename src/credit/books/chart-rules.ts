import type { Account } from '#engine/books/journal';

/** Asset and expense accounts grow by debits, the others by credits. */
export type AccountKind = 'asset' | 'liability' | 'income' | 'expense';
export type ChartAccount = { role: Account; code: string; nameId: string; nameEn: string; kind: AccountKind };

/** The chart of accounts that an institution has until it names things its own way. */
export const DEFAULT_CHART: readonly ChartAccount[] = [
  { role: 'clearing', code: '1100', nameId: 'Kliring bank', nameEn: 'Bank clearing', kind: 'asset' },
  {
    role: 'loans-receivable',
    code: '1300',
    nameId: 'Pinjaman yang diberikan',
    nameEn: 'Loans receivable',
    kind: 'asset',
  },
  { role: 'interest-receivable', code: '1310', nameId: 'Piutang bunga', nameEn: 'Interest receivable', kind: 'asset' },
  { role: 'fee-receivable', code: '1320', nameId: 'Piutang biaya', nameEn: 'Fees receivable', kind: 'asset' },
  {
    role: 'penalty-receivable',
    code: '1330',
    nameId: 'Piutang denda',
    nameEn: 'Late charges receivable',
    kind: 'asset',
  },
  {
    role: 'overpayment-liability',
    code: '2100',
    nameId: 'Kelebihan bayar peminjam',
    nameEn: 'Overpayments owed',
    kind: 'liability',
  },
  { role: 'tax-payable', code: '2200', nameId: 'Utang pajak', nameEn: 'Taxes payable', kind: 'liability' },
  { role: 'interest-income', code: '4100', nameId: 'Pendapatan bunga', nameEn: 'Interest income', kind: 'income' },
  { role: 'fee-income', code: '4200', nameId: 'Pendapatan biaya', nameEn: 'Fee income', kind: 'income' },
  { role: 'penalty-income', code: '4300', nameId: 'Pendapatan denda', nameEn: 'Late charge income', kind: 'income' },
  {
    role: 'recovery-income',
    code: '4400',
    nameId: 'Pemulihan pinjaman hapus buku',
    nameEn: 'Recoveries',
    kind: 'income',
  },
  {
    role: 'charge-off-expense',
    code: '5100',
    nameId: 'Beban pinjaman macet',
    nameEn: 'Charged-off loans',
    kind: 'expense',
  },
  {
    role: 'charge-off-fraud-expense',
    code: '5110',
    nameId: 'Beban penipuan',
    nameEn: 'Charged-off for fraud',
    kind: 'expense',
  },
  {
    role: 'charge-off-interest',
    code: '5120',
    nameId: 'Bunga yang dihapus',
    nameEn: 'Charged-off interest',
    kind: 'expense',
  },
  { role: 'charge-off-fee', code: '5130', nameId: 'Biaya yang dihapus', nameEn: 'Charged-off fees', kind: 'expense' },
  {
    role: 'charge-off-penalty',
    code: '5140',
    nameId: 'Denda yang dihapus',
    nameEn: 'Charged-off late charges',
    kind: 'expense',
  },
  { role: 'goodwill-expense', code: '5200', nameId: 'Beban kebijakan', nameEn: 'Goodwill', kind: 'expense' },
  {
    role: 'goodwill-interest',
    code: '5210',
    nameId: 'Bunga atas kebijakan',
    nameEn: 'Goodwill on interest',
    kind: 'expense',
  },
  { role: 'goodwill-fee', code: '5220', nameId: 'Biaya atas kebijakan', nameEn: 'Goodwill on fees', kind: 'expense' },
  {
    role: 'goodwill-penalty',
    code: '5230',
    nameId: 'Denda atas kebijakan',
    nameEn: 'Goodwill on late charges',
    kind: 'expense',
  },
  { role: 'write-off-expense', code: '5300', nameId: 'Beban hapus buku', nameEn: 'Written-off loans', kind: 'expense' },
];

/** An account of the ledger, of one institution and by role. */
export function ledgerCode(tenantId: string, role: string): string {
  return `credit:${tenantId}:${role}`;
}

export type NamedAccount = ChartAccount & { isOwn: boolean };

/** The institution's chart: its own codes and names where it has them. In the order of codes. */
export function chartOf(own: readonly Omit<ChartAccount, 'kind'>[]): NamedAccount[] {
  const byRole = new Map(own.map((account) => [account.role, account]));
  return DEFAULT_CHART.map((account) => {
    const named = byRole.get(account.role);
    return { ...account, ...named, kind: account.kind, isOwn: named !== undefined };
  }).toSorted((a, b) => (a.code < b.code ? -1 : Number(a.code > b.code)));
}

export type TrialLine = NamedAccount & { debitMinor: number; creditMinor: number };
export type TrialBalance = { lines: TrialLine[]; debitMinor: number; creditMinor: number; isBalanced: boolean };

/**
 * Every account with its balance on the side where it lies: also on the other one, where it went below zero. What the ledger
 * holds under a role that the chart does not know would make the two sides differ, so it is refused here and not left out.
 */
export function trialBalance(chart: readonly NamedAccount[], balances: ReadonlyMap<string, number>): TrialBalance {
  const lines = chart.map((account): TrialLine => {
    const balanceMinor = balances.get(account.role) ?? 0;
    const isDebit = account.kind === 'asset' || account.kind === 'expense' ? balanceMinor >= 0 : balanceMinor < 0;
    const amountMinor = Math.abs(balanceMinor);
    return { ...account, debitMinor: isDebit ? amountMinor : 0, creditMinor: isDebit ? 0 : amountMinor };
  });
  const debitMinor = lines.reduce((sum, line) => sum + line.debitMinor, 0);
  const creditMinor = lines.reduce((sum, line) => sum + line.creditMinor, 0);
  const isWhole = [...balances.keys()].every((role) => chart.some((account) => account.role === role));
  return { lines, debitMinor, creditMinor, isBalanced: isWhole && debitMinor === creditMinor };
}
