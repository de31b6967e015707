import { compareDays, daysBetween } from '../../credit/engine/calendar/days.ts';
import type { LoanState, LoanView } from '../../credit/engine/life/loan-state.ts';
import { type Instalment, openMinor } from '../../credit/engine/replay/instalment.ts';
import { totalOf } from '../../credit/engine/replay/parts.ts';
import { type Differences, differAmounts, differNames, differText } from './compare.ts';
import type { Fields } from './vector-file.ts';

type TableRow = {
  no: number | null;
  days: number;
  date: string;
  paidDate: string | null;
  amounts: Record<string, number>;
};

/** The schedule as a table: payouts between the instalments, and the principal owed after each row. */
export function scheduleTable(state: LoanState, view: LoanView): TableRow[] {
  const rows: TableRow[] = [];
  let balanceMinor = 0;
  const waiting = payouts(state, view);
  for (const row of view.rows) {
    for (const payout of waiting.filter((candidate) => comesBefore(state, view, candidate.onDate, row))) {
      waiting.splice(waiting.indexOf(payout), 1);
      balanceMinor += payout.amountMinor;
      rows.push(payoutRow(payout, view));
    }
    balanceMinor += row.credited.principal - row.due.principal;
    rows.push(instalmentRow(row, balanceMinor));
  }
  return rows;
}

/** A payout stands before the period it falls into; on a due date before that instalment, or after it where rows are filled by payouts. */
function comesBefore(state: LoanState, view: LoanView, onDate: string, row: Instalment): boolean {
  if (onDate === view.startOn && row.fromOn === view.startOn) return true;
  if (row.fromOn === row.dueOn) return onDate === row.fromOn;
  return state.terms.allocation.kind === 'buckets'
    ? onDate >= row.fromOn && onDate < row.dueOn
    : onDate > row.fromOn && onDate <= row.dueOn;
}

function payouts(state: LoanState, view: LoanView): { onDate: string; amountMinor: number }[] {
  const made = state.transactions.filter((transaction) => transaction.kind === 'disbursement');
  if (made.length === 0) {
    return [{ onDate: view.startOn, amountMinor: state.approvedMinor ?? state.terms.agreedMinor }];
  }
  return [...made].sort((a, b) => compareDays(a.onDate, b.onDate) || a.order - b.order);
}

function payoutRow({ onDate, amountMinor }: { onDate: string; amountMinor: number }, view: LoanView): TableRow {
  const feeMinor = view.charges
    .filter((charge) => charge.timing === 'at-disbursement' && charge.dueOn === onDate)
    .reduce((total, charge) => total + charge.amountMinor, 0);
  const none = { principal: 0, interest: 0, penalties: 0, in_advance: 0, late: 0, waived: 0, written_off: 0 };
  const amounts = { ...none, balance: amountMinor, fees: feeMinor, due: feeMinor, paid: feeMinor, outstanding: 0 };
  return { no: null, days: 0, date: onDate, paidDate: null, amounts };
}

function instalmentRow(row: Instalment, balanceMinor: number): TableRow {
  return {
    no: row.number,
    days: daysBetween(row.fromOn, row.dueOn),
    date: row.dueOn,
    paidDate: row.metOn,
    amounts: {
      balance: balanceMinor,
      principal: row.due.principal,
      interest: row.due.interest,
      fees: row.due.fee,
      penalties: row.due.penalty,
      due: totalOf(row.due),
      paid: totalOf(row.paid),
      in_advance: row.paidInAdvanceMinor,
      late: row.paidLateMinor,
      waived: totalOf(row.waived),
      written_off: totalOf(row.writtenOff),
      outstanding: openMinor(row),
    },
  };
}

const ROW_WORDS = ['no', 'date', 'days', 'paid_date'];

export function differSchedule(expected: Fields[], found: TableRow[], digits: number): Differences {
  if (expected.length !== found.length) return [`the schedule has ${found.length} rows, not ${expected.length}`];
  return expected.flatMap((row, index) => {
    const actual = found[index];
    if (!actual) return [];
    const where = row.no === undefined ? `payout of ${String(row.date)}: ` : `row ${String(row.no)}: `;
    const isInstalment = row.no !== undefined;
    return [
      ...differNames(row, [...Object.keys(actual.amounts), ...ROW_WORDS], where),
      ...(isInstalment
        ? differText(row.no, String(actual.no), `${where}number`)
        : differText(null, actual.no === null ? null : String(actual.no), `${where}number`)),
      ...differText(row.date, actual.date, `${where}date`),
      ...(isInstalment && row.days !== undefined ? differText(row.days, String(actual.days), `${where}days`) : []),
      ...(isInstalment ? differText(row.paid_date, actual.paidDate, `${where}paid date`) : []),
      ...differAmounts(row, actual.amounts, digits, where),
    ];
  });
}

/** The sums under the table. */
export function totalsOf(view: LoanView): Record<string, number> {
  const takenMinor = view.charges
    .filter((charge) => charge.timing === 'at-disbursement')
    .reduce((total, charge) => total + charge.amountMinor, 0);
  const sum = (of: (row: Instalment) => number): number => view.rows.reduce((total, row) => total + of(row), 0);
  return {
    principal_due: sum((row) => row.due.principal),
    interest: sum((row) => row.due.interest),
    fees: sum((row) => row.due.fee) + takenMinor,
    penalties: sum((row) => row.due.penalty),
    due: sum((row) => totalOf(row.due)) + takenMinor,
    paid: sum((row) => totalOf(row.paid)) + takenMinor,
    in_advance: sum((row) => row.paidInAdvanceMinor),
    late: sum((row) => row.paidLateMinor),
    waived: sum((row) => totalOf(row.waived)),
    written_off: sum((row) => totalOf(row.writtenOff)),
    outstanding: sum(openMinor),
  };
}
