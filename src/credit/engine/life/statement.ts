import { owedAfter, owedAgain } from '../books/journal.ts';
import { compareDays, type Day } from '../calendar/days.ts';
import type { Transaction, TransactionKind } from '../replay/loan-facts.ts';
import { noParts, type Parts, totalOf } from '../replay/parts.ts';
import { inOrder } from '../replay/replay-loan.ts';
import type { Outcome } from '../replay/replay-run.ts';
import type { LoanState, LoanView } from './loan-state.ts';

/** One line of the account statement, in minor units. */
export type StatementLine = {
  id: string;
  onDate: Day;
  kind: TransactionKind | 'accrual' | 'charge-at-disbursement';
  amountMinor: number;
  parts: Parts;
  overpaidMinor: number;
  /** Principal owed after it. */
  balanceMinor: number;
  isReversed: boolean;
};

/** All lines by day: transactions with what they paid, reversed ones as they stood, and accruals. */
export function statementOf(state: LoanState, view: LoanView): StatementLine[] {
  const balances = balancesOf(state, view);
  const lines: (StatementLine & { order: number })[] = [
    ...state.transactions.map((transaction) => lineOf(transaction, view, balances)),
    ...state.reversed.map(({ transaction, reversedOn: _, ...stood }) => ({
      ...stood,
      id: transaction.id,
      onDate: transaction.onDate,
      kind: transaction.kind,
      order: transaction.order,
      isReversed: true,
    })),
    ...state.accruals.map(({ id, onDate, order, parts }) => ({
      ...{ id, onDate, order, parts },
      kind: 'accrual' as const,
      amountMinor: totalOf(parts),
      overpaidMinor: 0,
      balanceMinor: 0,
      isReversed: false,
    })),
    ...atDisbursement(view),
  ];
  lines.sort((a, b) => compareDays(a.onDate, b.onDate) || a.order - b.order);
  return lines.map(({ order: _, ...line }) => line);
}

function lineOf(
  transaction: Transaction,
  view: LoanView,
  balances: Map<string, number>,
): StatementLine & { order: number } {
  const outcome = view.outcomes.get(transaction.id);
  return {
    id: transaction.id,
    onDate: transaction.onDate,
    kind: transaction.kind,
    amountMinor: outcome?.amountMinor ?? 0,
    parts: outcome?.parts ?? noParts(),
    overpaidMinor: outcome?.overpaidMinor ?? 0,
    balanceMinor: balances.get(transaction.id) ?? 0,
    isReversed: false,
    order: transaction.order,
  };
}

/** Charges that were taken out of the payout. */
function atDisbursement(view: LoanView): (StatementLine & { order: number })[] {
  return view.charges
    .filter((charge) => charge.timing === 'at-disbursement')
    .map((charge) => ({
      id: `${charge.id}:taken`,
      onDate: charge.dueOn,
      kind: 'charge-at-disbursement' as const,
      amountMinor: charge.amountMinor,
      parts: charge.isPenalty
        ? { ...noParts(), penalty: charge.amountMinor }
        : { ...noParts(), fee: charge.amountMinor },
      overpaidMinor: 0,
      balanceMinor: 0,
      isReversed: false,
      order: charge.order,
    }));
}

/** The principal owed after each transaction. A re-ageing or re-amortisation moves principal and changes no balance. */
export function balancesOf(state: LoanState, view: LoanView): Map<string, number> {
  const balances = new Map<string, number>();
  let balanceMinor = 0;
  for (const transaction of inOrder(state.transactions)) {
    const outcome = view.outcomes.get(transaction.id);
    if (outcome === undefined || transaction.kind === 're-ageing' || transaction.kind === 're-amortisation') continue;
    balanceMinor += changeOf(transaction, outcome);
    balances.set(transaction.id, Math.max(0, balanceMinor));
  }
  return balances;
}

function changeOf({ kind }: Transaction, outcome: Outcome): number {
  if (kind === 'disbursement')
    return owedAfter({ ...outcome, parts: { ...noParts(), principal: outcome.amountMinor } }).principal;
  if (kind !== 'chargeback' && kind !== 'credit-balance-refund') return -outcome.parts.principal;
  if (outcome.overpaidMinor === 0) return outcome.parts.principal;
  return Math.max(0, owedAgain(outcome).principal);
}
