import { applyEvent, newLoan } from '../../credit/engine/life/apply-event.ts';
import { viewLoan } from '../../credit/engine/life/view-loan.ts';
import { checkLoan } from './check-loan.ts';
import { loanEventsOf } from './loan-events-of-case.ts';
import { loanTermsOf } from './loan-terms-of-case.ts';
import { type Fields, isFields, textOf, type VectorCase } from './vector-file.ts';

export type CaseResult = { checks: number; misses: string[] };

/** Runs a life of a loan: applies its events in order and looks after each one at what should hold then. */
export function runLoanCase(vector: VectorCase, delinquency: Fields): CaseResult {
  const product = isFields(vector.inputs.product) ? vector.inputs.product : {};
  const digits = typeof product.currency_digits === 'number' ? product.currency_digits : 2;
  const submittedOn = textOf(vector.inputs, 'submitted_on');
  const terms = loanTermsOf(vector.inputs, delinquency);
  let state = newLoan({ id: 'applied', enteredOn: submittedOn, kind: 'applied', terms });
  let date = submittedOn;
  const numbersPayments = vector.events.some((event) => Number(event.payment_nr) > 1);
  const misses: string[] = [];
  for (const [index, event] of vector.events.entries()) {
    if (event.type === 'business_date') date = textOf(event, 'date');
    for (const loanEvent of loanEventsOf(event, state, { date, digits, numbersPayments }, `event-${index + 1}`)) {
      state = applyEvent(state, loanEvent);
    }
    const due = vector.checks.filter((check) => check.afterEvent === index + 1);
    if (due.length === 0) continue;
    const view = viewLoan(state);
    for (const check of due) {
      const differences = checkLoan({ state, view, date, digits }, check);
      if (differences.length > 0)
        misses.push(`after event ${index + 1}, ${check.what}: ${differences.slice(0, 3).join('; ')}`);
    }
  }
  return { checks: vector.checks.length, misses };
}
