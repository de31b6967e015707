import { evenShare } from '../arithmetic/rounding.ts';
import type { Day } from '../calendar/days.ts';
import type { Bucket, BucketOrder, RestRule } from './allocation-rules.ts';
import { type Instalment, judge, openPart, payPart } from './instalment.ts';
import { payCharges } from './place-charges.ts';
import { noteAllocation, type Outcome, type ReplayRun } from './replay-run.ts';

/** One payment on its way through the buckets. `leftMinor` is what no instalment has taken yet. */
export type Payment = {
  run: ReplayRun;
  onDate: Day;
  outcome: Outcome;
  leftMinor: number;
  /** Whether charges count as paid with their rows; not where a liability pays. */
  paysCharges: boolean;
  /** How one part of a row is paid, where interest follows the payments. */
  payRow?: (payment: Payment, row: Instalment, bucket: Bucket, amountMinor: number) => number;
};

/** Spreads a payment by an ordered list of buckets. What is left in `leftMinor` no instalment wanted. */
export function allocateByBuckets(
  payment: Payment,
  { order, rest }: BucketOrder,
  direction: 'horizontal' | 'vertical',
): void {
  if (direction === 'horizontal') allocateHorizontally(payment, order, rest);
  else for (const bucket of order) allocateVertically(payment, bucket, rest);
}

/** One instalment after the other: all its components, in order, before the next. */
function allocateHorizontally(payment: Payment, order: readonly Bucket[], rest: RestRule): void {
  for (const when of new Set(order.map((bucket) => bucket.when))) {
    const group = order.filter((bucket) => bucket.when === when);
    while (payment.leftMinor > 0) {
      const rows = rowsFor(payment, when, rest, (row) => !row.isMet);
      const beforeMinor = payment.leftMinor;
      for (const bucket of group) payEvenly(payment, rows, bucket);
      // An order that leaves a component out cannot finish a row.
      if (rows.length === 0 || payment.leftMinor === beforeMinor) break;
    }
  }
}

/** One component after the other, through all instalments. */
function allocateVertically(payment: Payment, bucket: Bucket, rest: RestRule): void {
  while (payment.leftMinor > 0) {
    const rows = rowsFor(payment, bucket.when, rest, (row) => openPart(row, bucket.component) > 0);
    const beforeMinor = payment.leftMinor;
    payEvenly(payment, rows, bucket);
    if (rows.length === 0 || payment.leftMinor === beforeMinor) break;
  }
}

function rowsFor(
  { run, onDate }: Payment,
  when: Bucket['when'],
  rest: RestRule,
  isOpen: (row: Instalment) => boolean,
): Instalment[] {
  const fits = {
    'past-due': (row: Instalment) => row.dueOn < onDate,
    due: (row: Instalment) => row.dueOn === onDate,
    'in-advance': (row: Instalment) => row.dueOn > onDate,
  }[when];
  const rows = run.rows.filter((row) => fits(row) && isOpen(row)).sort((a, b) => a.number - b.number);
  if (when === 'in-advance' && rest === 're-amortise') return rows;
  return when === 'in-advance' && rest === 'last-instalment' ? rows.slice(-1) : rows.slice(0, 1);
}

/** The amount in equal parts over the rows; the last one takes what the division left. One row: all of it. */
function payEvenly(payment: Payment, rows: readonly Instalment[], bucket: Bucket): void {
  if (rows.length === 0 || payment.leftMinor === 0) return;
  const shareMinor = evenShare(payment.leftMinor, rows.length, 'half-even');
  const lastMinor = payment.leftMinor - shareMinor * (rows.length - 1);
  for (const [index, row] of rows.entries()) {
    // Shares that were rounded up may be more than there is: the last rows then go without.
    const wantedMinor = index === rows.length - 1 ? lastMinor : shareMinor;
    const offeredMinor = Math.max(0, Math.min(wantedMinor, payment.leftMinor));
    const pay = payment.payRow ?? payBucket;
    payment.leftMinor -= pay(payment, row, bucket, offeredMinor);
  }
}

/** Pays one component of one row, and the charges behind it. */
export function payBucket(payment: Payment, row: Instalment, { component }: Bucket, amountMinor: number): number {
  const { run, onDate, outcome } = payment;
  const paidMinor = payPart(row, component, onDate, amountMinor);
  judge(row, onDate);
  if (paidMinor === 0) return 0;
  outcome.parts[component] += paidMinor;
  noteAllocation(outcome, row, { [component]: paidMinor });
  if (payment.paysCharges) payCharges(run.charges, row, component, paidMinor);
  return paidMinor;
}
