import { compareDays, type Day } from '../calendar/days.ts';
import { addPrincipal, type Instalment, judge, newInstalment, payPart } from './instalment.ts';
import { creditFollowing, payInModel, takeFigures } from './interest-follows.ts';
import type { Transaction } from './loan-facts.ts';
import { COMPONENTS, type Component, noParts, type Parts, totalOf } from './parts.ts';
import { newOutcome, noteAllocation, type Outcome, type ReplayRun, sortRows } from './replay-run.ts';

export type Chargeback = Extract<Transaction, { kind: 'chargeback' }>;

/**
 * Money that went back to the payer (a charge-back) or to the borrower (a credit balance refund) is owed again, less what
 * the loan was overpaid. It is principal of the next instalment, or of a row of its own behind the last one.
 */
export function creditAsPrincipal(
  run: ReplayRun,
  { onDate, amountMinor }: { onDate: Day; amountMinor: number },
): Outcome {
  const outcome = newOutcome(amountMinor);
  const fromLiabilityMinor = Math.min(amountMinor, run.overpaidMinor);
  outcome.overpaidMinor = fromLiabilityMinor;
  outcome.parts.principal = amountMinor - fromLiabilityMinor;
  run.overpaidMinor -= fromLiabilityMinor;
  if (outcome.parts.principal === 0) return outcome;
  const row = creditedRow(
    run,
    run.rows.filter((candidate) => candidate.kind !== 'down-payment'),
    onDate,
  );
  row.credited.principal += amountMinor;
  addPrincipal(row, onDate, amountMinor);
  creditFollowing(run, row, onDate, { ...noParts(), principal: amountMinor });
  if (fromLiabilityMinor > 0) payAtOnce(run, row, outcome, { onDate, amountMinor: fromLiabilityMinor });
  return outcome;
}

function payAtOnce(
  run: ReplayRun,
  row: Instalment,
  outcome: Outcome,
  { onDate, amountMinor }: { onDate: Day; amountMinor: number },
): void {
  payPart(row, 'principal', onDate, amountMinor);
  noteAllocation(outcome, row, { principal: amountMinor });
  const at = run.interest?.rows.indexOf(row) ?? -1;
  if (!run.interest || at < 0 || run.facts.terms.recalculation === null) return;
  payInModel(run.interest, at, { onDate, component: 'principal', amountMinor });
  takeFigures(run, run.interest, onDate);
}

/**
 * A charge-back that takes back what the payment covered, component by component in the product's order. Earlier
 * charge-backs of the same payment took their part already. What the payment had been too much goes out of the liability,
 * and is principal again where that is gone; what else the liability covers is paid again by the caller.
 */
export function creditByOrder(run: ReplayRun, chargeback: Chargeback, order: readonly Component[]): Outcome {
  const { onDate, amountMinor } = chargeback;
  const outcome = newOutcome(amountMinor);
  outcome.parts = takenBack(leftOfPayment(run, chargeback, order), amountMinor, order);
  const tooMuchMinor = amountMinor - totalOf(outcome.parts);
  outcome.givenBackMinor = Math.min(tooMuchMinor, run.overpaidMinor);
  run.overpaidMinor -= outcome.givenBackMinor;
  outcome.parts.principal += tooMuchMinor - outcome.givenBackMinor;
  outcome.overpaidMinor = outcome.givenBackMinor;
  sortRows(run.rows);
  const row = creditedRow(
    run,
    run.rows.filter((candidate) => candidate.kind !== 'down-payment'),
    onDate,
  );
  for (const component of COMPONENTS) {
    row.credited[component] += outcome.parts[component];
    row.due[component] += outcome.parts[component];
  }
  judge(row, onDate);
  creditFollowing(run, row, onDate, outcome.parts);
  return outcome;
}

/** What of a payment's parts earlier charge-backs have left. */
function leftOfPayment(run: ReplayRun, chargeback: Chargeback, order: readonly Component[]): Parts {
  const left = { ...(run.outcomes.get(chargeback.paymentId)?.parts ?? noParts()) };
  for (const earlier of run.facts.transactions) {
    if (earlier.kind !== 'chargeback' || earlier.paymentId !== chargeback.paymentId) continue;
    if (!isEarlier(earlier, chargeback)) continue;
    const taken = takenBack(left, earlier.amountMinor, order);
    for (const component of COMPONENTS) left[component] -= taken[component];
  }
  return left;
}

function takenBack(available: Parts, amountMinor: number, order: readonly Component[]): Parts {
  const taken = noParts();
  let leftMinor = amountMinor;
  for (const component of order) {
    taken[component] = Math.min(leftMinor, available[component]);
    leftMinor -= taken[component];
  }
  return taken;
}

function isEarlier(a: Transaction, b: Transaction): boolean {
  if (a.onDate !== b.onDate) return a.onDate < b.onDate;
  if (a.enteredOn !== b.enteredOn) return a.enteredOn < b.enteredOn;
  return a.order < b.order;
}

function creditedRow(run: ReplayRun, candidates: readonly Instalment[], onDate: Day): Instalment {
  const rows = [...candidates].sort((a, b) => compareDays(a.dueOn, b.dueOn));
  for (const row of rows) {
    if (row.kind === 'additional') {
      if (onDate > row.dueOn) row.dueOn = onDate;
      return row;
    }
    if (row.dueOn > onDate) return row;
  }
  const last = rows.at(-1);
  if (last && last.dueOn === onDate) return last;
  const row = newInstalment({
    number: run.rows.length + 1,
    kind: 'additional',
    fromOn: last?.dueOn ?? run.startOn,
    dueOn: onDate,
  });
  run.rows.push(row);
  return row;
}
