import { divideMinor } from '../arithmetic/rounding.ts';
import { addDays, type Day, daysBetween, earlierOf } from '../calendar/days.ts';
import type { Instalment } from '../replay/instalment.ts';
import { addParts, noParts, type Parts, subtractParts, totalOf } from '../replay/parts.ts';
import { firstRegularNumber, isWithin } from '../replay/replay-run.ts';
import type { Accrual, LoanState, LoanView } from './loan-state.ts';

/**
 * At the end of a day: the income of every instalment that has fallen due, as of its due date, and of the running one as
 * far as its days have passed. Only what no earlier accrual has recognised.
 */
export function accrueOnDay(state: LoanState, view: LoanView, eventId: string): LoanState {
  const closedOn = addDays(state.businessDate, -1);
  let recognised = recognisedSoFar(state);
  const accruals: Accrual[] = [];
  for (const row of view.rows) {
    const income = incomeUntil(view, row, closedOn);
    const before = coveredBy(recognised, income);
    recognised = subtractParts(recognised, before);
    const parts = subtractParts(income, before);
    if (totalOf(parts) === 0) continue;
    const onDate = earlierOf(row.dueOn, closedOn);
    accruals.push({ id: `${eventId}:accrual-${row.number}`, onDate, order: state.version, parts });
  }
  return accruals.length === 0 ? state : { ...state, accruals: [...state.accruals, ...accruals] };
}

/** Income of the rows that belongs to the days until one, that one included; `whole` where the loan has ended. */
export function incomeOfDays(view: LoanView, day: Day | 'whole'): Parts {
  return view.rows.reduce<Parts>(
    (total, row) => addParts(total, day === 'whole' ? incomeOf(row) : incomeUntil(view, row, day)),
    noParts(),
  );
}

/** When a loan ends: whatever income is not recognised yet, on the day that ended it. */
export function accrueOnClosing(
  state: LoanState,
  view: LoanView,
  { onDate, eventId }: { onDate: Day; eventId: string },
): LoanState {
  const whole = view.rows.reduce<Parts>((total, row) => addParts(total, incomeOf(row)), noParts());
  const parts = subtractParts(whole, recognisedSoFar(state));
  if (totalOf(parts) <= 0) return state;
  const accrual: Accrual = { id: `${eventId}:accrual`, onDate, order: state.version, parts };
  return { ...state, accruals: [...state.accruals, accrual] };
}

function recognisedSoFar(state: LoanState): Parts {
  return state.accruals.reduce<Parts>((total, accrual) => addParts(total, accrual.parts), noParts());
}

/** Interest, fees and penalties of a row, less what was forgiven; what a charge-back brought back was income before. */
export function incomeOf({ due, waived, credited }: Instalment): Parts {
  return {
    principal: 0,
    interest: due.interest - waived.interest - credited.interest,
    fee: due.fee - waived.fee - credited.fee,
    penalty: due.penalty - waived.penalty - credited.penalty,
  };
}

function incomeUntil(view: LoanView, row: Instalment, day: Day): Parts {
  const income = incomeOf(row);
  if (row.dueOn <= day) return income;
  if (row.fromOn >= day) return noParts();
  const passed = BigInt(daysBetween(row.fromOn, day));
  const interest = divideMinor(
    BigInt(income.interest) * passed,
    BigInt(daysBetween(row.fromOn, row.dueOn)),
    'half-even',
  );
  return { principal: 0, interest, fee: dueCharges(view, row, day, false), penalty: dueCharges(view, row, day, true) };
}

/** Charges of the running period that are due by a day. */
function dueCharges(view: LoanView, row: Instalment, day: Day, isPenalty: boolean): number {
  const isFirst = row.number === firstRegularNumber(view.rows);
  return view.charges
    .filter((charge) => charge.isPenalty === isPenalty && charge.timing !== 'at-disbursement')
    .filter((charge) => charge.dueOn <= day && isWithin(charge.dueOn, row.fromOn, row.dueOn, isFirst))
    .reduce((total, charge) => total + charge.amountMinor - charge.waivedMinor, 0);
}

/** How much of an income earlier accruals cover. */
function coveredBy(recognised: Parts, income: Parts): Parts {
  return {
    principal: 0,
    interest: Math.min(recognised.interest, income.interest),
    fee: Math.min(recognised.fee, income.fee),
    penalty: Math.min(recognised.penalty, income.penalty),
  };
}
