import { delinquencyOf } from '../../credit/engine/delinquency/days-past-due.ts';
import type { LoanState, LoanView } from '../../credit/engine/life/loan-state.ts';
import { statementOf } from '../../credit/engine/life/statement.ts';
import { openOnCharge } from '../../credit/engine/replay/replay-run.ts';
import { toMinor } from './amounts.ts';
import { type Differences, differAmounts, differNames, differSets, differText } from './compare.ts';
import { differJournal } from './journal-table.ts';
import { differSchedule, scheduleTable, totalsOf } from './schedule-table.ts';
import { TRANSACTION_NAMES } from './transaction-names.ts';
import { type Fields, isFields, listOf, type VectorCheck } from './vector-file.ts';

export type Found = { state: LoanState; view: LoanView; date: string; digits: number };
type Compare = (found: Found, check: VectorCheck) => Differences;

const STATUS_NAMES: Record<LoanState['status'], string> = {
  applied: 'submitted and pending approval',
  approved: 'approved',
  active: 'active',
  closed: 'closed obligations met',
  overpaid: 'overpaid',
  'written-off': 'closed written off',
  cancelled: 'withdrawn',
};

const COMPARE: Record<string, Compare> = {
  schedule: ({ state, view, digits }, { expect }) => differSchedule(listOf(expect), scheduleTable(state, view), digits),
  totals: ({ view, digits }, { expect }) =>
    isFields(expect)
      ? [
          ...differNames(expect, Object.keys(totalsOf(view)), 'total '),
          ...differAmounts(expect, totalsOf(view), digits, 'total '),
        ]
      : ['no totals'],
  transactions: differTransactions,
  status: ({ state }, { expect }) => differText(plainStatus(String(expect)), STATUS_NAMES[state.status], 'status'),
  charges: differCharges,
  journal: differJournal,
  outstanding: ({ view, digits }, { expect }) =>
    differAmounts({ outstanding: expect }, { outstanding: view.openMinor }, digits, ''),
  overpaid: ({ view, digits }, { expect }) =>
    differAmounts({ overpaid: expect }, { overpaid: view.overpaidMinor }, digits, ''),
  reverted: differReverted,
  charged_off_on: ({ state }, { expect }) =>
    differText(expect, state.transactions.findLast(({ kind }) => kind === 'charge-off')?.onDate ?? null, 'charged off'),
  all_instalments_met: ({ view }, { expect }) =>
    differText(expect, String(view.rows.every((row) => row.isMet)), 'all met'),
  loan_delinquency: differDelinquency,
  instalment_delinquency: differInstalmentDelinquency,
  delinquency_range: differRange,
  pause_periods: differPauses,
};

/** What a check expects and the loan does not show. */
export function checkLoan(found: Found, check: VectorCheck): Differences {
  const compare = COMPARE[check.what];
  return compare ? compare(found, check) : [`"${check.what}" is no check this runner knows`];
}

function plainStatus(status: string): string {
  return status.toLowerCase().replaceAll(/[_()]/g, ' ').replaceAll(/\s+/g, ' ').trim();
}

function differTransactions({ state, view, digits }: Found, { expect }: VectorCheck): Differences {
  const lines = statementOf(state, view).map(
    (line): Fields => ({
      transaction_date: line.onDate,
      transaction_type: TRANSACTION_NAMES[line.kind],
      amount: line.amountMinor,
      principal: line.parts.principal,
      interest: line.parts.interest,
      fees: line.parts.fee,
      penalties: line.parts.penalty,
      loan_balance: line.balanceMinor,
      overpayment: line.overpaidMinor,
      reverted: line.isReversed,
    }),
  );
  const isSame = (expected: Fields, line: Fields): boolean =>
    Object.entries(expected).every(([name, value]) => {
      if (name === 'transaction_date' || name === 'transaction_type') return value === line[name];
      if (name === 'reverted') return String(value) === String(line[name]);
      return toMinor(value, digits) === line[name];
    });
  return differSets(listOf(expect), lines, isSame, 'transaction');
}

function differCharges({ view, digits }: Found, { expect }: VectorCheck): Differences {
  const timings = {
    'on-date': 'Specified due date',
    'at-disbursement': 'Disbursement',
    'overdue-instalment': 'Overdue Fees',
  };
  const lines = view.charges.map(
    (charge): Fields => ({
      name: charge.name,
      ispenalty: charge.isPenalty,
      payment_due_at: timings[charge.timing],
      due_as_of: charge.dueOn,
      due: charge.amountMinor,
      paid: charge.paidMinor,
      waived: charge.waivedMinor,
      outstanding: openOnCharge(charge),
    }),
  );
  const isSame = (expected: Fields, line: Fields): boolean =>
    Object.entries(expected).every(([name, value]) => {
      if (name === 'calculation_type') return true;
      return typeof line[name] === 'number' ? toMinor(value, digits) === line[name] : value === line[name];
    });
  return differSets(listOf(expect), lines, isSame, 'charge');
}

function differReverted({ state }: Found, { expect }: VectorCheck): Differences {
  const { kind, date } = isFields(expect) ? expect : {};
  const isThere = state.reversed.some(
    ({ transaction }) => TRANSACTION_NAMES[transaction.kind] === kind && transaction.onDate === date,
  );
  return isThere ? [] : [`no reversed ${String(kind)} of ${String(date)}`];
}

function differDelinquency({ state, view, date, digits }: Found, { expect }: VectorCheck): Differences {
  const found = delinquencyOf(state, view, date);
  const [expected = {}] = listOf(expect);
  const known = ['classification', 'delinquentamount', 'delinquentdate', 'delinquentdays', 'pastduedays'];
  return [
    ...differNames(expected, known, ''),
    ...differText(expected.classification, state.stored.range ?? 'NO_DELINQUENCY', 'classification'),
    ...differAmounts(expected, { delinquentamount: found.overdueMinor }, digits, ''),
    ...differText(expected.delinquentdate, found.delinquentSince, 'delinquent since'),
    ...differText(expected.delinquentdays, String(found.delinquentDays), 'delinquent days'),
    ...differText(expected.pastduedays, String(found.daysPastDue), 'days past due'),
  ];
}

function differInstalmentDelinquency({ state, digits }: Found, { expect }: VectorCheck): Differences {
  const names = state.terms.delinquencyRanges.map((range) => range.name);
  const sums = new Map<string, number>();
  for (const { range, amountMinor } of state.stored.instalments) sums.set(range, (sums.get(range) ?? 0) + amountMinor);
  const found = [...sums].map(([range, amount]): Fields => ({ rangeid: names.indexOf(range) + 1, range, amount }));
  const isSame = (expected: Fields, line: Fields): boolean =>
    expected.range === line.range &&
    expected.rangeid === line.rangeid &&
    toMinor(expected.amount, digits) === line.amount;
  return differSets(listOf(expect), found, isSame, 'delinquent part');
}

function differRange({ state, view, date }: Found, { expect }: VectorCheck): Differences {
  const { range, since } = isFields(expect) ? expect : {};
  return [
    ...differText(range, state.stored.range ?? 'NO_DELINQUENCY', 'range'),
    ...differText(since, delinquencyOf(state, view, date).delinquentSince, 'since'),
  ];
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function differPauses({ state, date }: Found, { expect }: VectorCheck): Differences {
  const found = state.pauses.map(
    ({ fromOn, untilOn }): Fields => ({
      active: fromOn <= date && date <= untilOn,
      pauseperiodstart: inWords(fromOn),
      pauseperiodend: inWords(untilOn),
    }),
  );
  const isSame = (a: Fields, b: Fields): boolean => Object.keys(a).every((name) => String(a[name]) === String(b[name]));
  return differSets(listOf(expect), found, isSame, 'pause');
}

function inWords(day: string): string {
  return `${day.slice(8)} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;
}
