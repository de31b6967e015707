import fc from 'fast-check';
import { addDays, type Day, laterOf } from '#engine/calendar/days';
import { type GatheredLoan, gatherLoan, standing, withEvent } from '#engine/life/gather-loan';
import type { LoanEvent } from '#engine/life/loan-events';
import type { LoanTerms } from '#engine/replay/loan-facts';
import { lateChargeId } from '#engine/replay/replay-loan';
import { openOnCharge } from '#engine/replay/replay-run';
import { anyProduct } from '#engine/testing/any-product';
import { START } from '#engine/testing/loan-cases';
import { decidePayout } from './activate-loan.ts';
import { incomeTarget } from './loan-figures.ts';
import type { Step } from './shapes.ts';
import { type Decision, decideReversal, decideStep } from './step-rules.ts';

/** What somebody tries: most of it as it comes in life, all of it drawn. */
const KINDS = [
  ...['pay', 'pay', 'pay', 'pay', 'pay', 'pay', 'settle', 'goodwill-credit', 'merchant-refund', 'payout-refund'],
  ...['down-payment', 'disbursement', 'disbursement', 'chargeback', 'chargeback', 'refund-credit', 'interest-waiver'],
  ...['charge-waiver', 'fee', 'fee', 'rate', 'extra', 'due-date', 'holiday', 're-amortise', 're-age', 'freeze'],
  ...['reversal', 'reversal', 'charge-off', 'write-off', 'recovery', 'recovery'],
] as const;

const happening = fc.record({
  kind: fc.constantFrom(...KINDS),
  day: fc.integer({ min: 1, max: 200 }),
  /** Days until it becomes known. */
  lag: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 })),
  share: fc.integer({ min: 1, max: 120 }),
  pick: fc.integer({ min: 0, max: 9 }),
});
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

export type Script = { terms: LoanTerms; firstShare: number; happenings: Happening[] };

/** A product, how much of the sum goes out first, and what is tried, in the order in which it becomes known. */
export const anyScript: fc.Arbitrary<Script> = fc
  .record({
    terms: anyProduct,
    firstShare: fc.constantFrom(100, 100, 60, 30),
    happenings: fc.array(happening, { minLength: 1, maxLength: 12 }),
  })
  .map(({ happenings, ...script }) => ({
    ...script,
    happenings: happenings.toSorted((a, b) => a.day + a.lag - (b.day + b.lag)),
  }));

/** A step that was accepted: the loan before and after it. */
export type Told = { kind: string; before: GatheredLoan; loan: GatheredLoan; event: LoanEvent };

/** Tells a story through the rules of the steps: what they refuse does not happen. */
export function play(
  script: Script,
  hear: (told: Told) => void = () => {},
): { events: LoanEvent[]; loan: GatheredLoan } {
  const { terms } = script;
  const events: LoanEvent[] = [
    { id: 'applied', enteredOn: START, kind: 'applied', terms },
    { id: 'approved', enteredOn: START, kind: 'approved', onDate: START, amountMinor: terms.agreedMinor },
  ];
  let loan = gatherLoan(events);
  const first = { kind: 'disbursement' as const, day: 0, lag: 0, share: script.firstShare, pick: 0 };
  for (const [index, what] of [first, ...script.happenings].entries()) {
    const enteredOn = addDays(START, what.day + what.lag);
    const before = standing(loan.state, enteredOn);
    const decision = decide(before, { ...what, id: `e${index}`, enteredOn });
    if (!decision?.accepted) continue;
    loan = withEvent(before.state, decision.event);
    events.push(decision.event);
    hear({ kind: nameOf(what.kind), before, loan, event: decision.event });
  }
  return { events, loan };
}

const NAMES: Record<string, string> = {
  ...{ pay: 'repayment', settle: 'repayment', 'refund-credit': 'credit-balance-refund', rate: 'reschedule' },
  ...{ extra: 'reschedule', 'due-date': 'reschedule', holiday: 'payment-holiday', 're-amortise': 're-amortisation' },
  ...{ 're-age': 're-ageing', freeze: 'charge-freeze' },
};

function nameOf(kind: string): string {
  return NAMES[kind] ?? kind;
}

type Trying = Happening & { id: string; enteredOn: Day };

function decide({ state, view }: GatheredLoan, what: Trying): Decision | null {
  const { id, enteredOn, kind, day, pick } = what;
  const valueDate = addDays(START, day);
  const payouts = state.transactions.filter((transaction) => transaction.kind === 'disbursement');
  const activatedOn = payouts[0]?.onDate ?? null;
  if (kind === 'disbursement') {
    const paidOutMinor = payouts.reduce(
      (total, { id: payout }) => total + (view.outcomes.get(payout)?.amountMinor ?? 0),
      0,
    );
    const amountMinor = Math.max(1, Math.floor((state.terms.agreedMinor * Math.min(what.share, 100)) / 100));
    return decidePayout(
      {
        ...{ state, view, enteredOn, today: enteredOn },
        row: { agreed_on: START, amount_minor: state.terms.agreedMinor },
        position: { status: state.status === 'applied' ? 'approved' : state.status, paid_out_minor: paidOutMinor },
      },
      { transactionId: id, paidOutOn: valueDate, amountMinor },
    );
  }
  if (kind === 'reversal') {
    const target = state.transactions[(pick * 7) % Math.max(1, state.transactions.length)];
    return target ? decideReversal(state, { transactionId: target.id, reversalId: id, enteredOn }) : null;
  }
  const step = stepOf({ state, view }, what, valueDate);
  if (step === null) return null;
  const income = incomeTarget(state, view, laterOf(enteredOn, valueDate));
  return decideStep({
    state,
    view,
    step,
    transactionId: id,
    valueDate,
    enteredOn,
    today: enteredOn,
    activatedOn,
    income,
  });
}

/** What is tried, in the words of the steps. `null` where there is nothing it could be about. */
function stepOf(loan: GatheredLoan, what: Trying, valueDate: Day): Step | null {
  const { state, view } = loan;
  const amountMinor = Math.max(1, Math.floor((state.terms.agreedMinor * what.share) / 300));
  switch (what.kind) {
    case 'pay':
      return { kind: 'repayment', amountMinor };
    case 'settle':
      return { kind: 'repayment', amountMinor: Math.max(1, view.openMinor + (what.pick - 3) * 100) };
    case 'goodwill-credit':
    case 'merchant-refund':
    case 'payout-refund':
    case 'down-payment':
    case 'recovery':
      return { kind: what.kind, amountMinor };
    case 'refund-credit':
      return {
        kind: 'credit-balance-refund',
        amountMinor: Math.max(1, Math.floor((view.overpaidMinor * what.share) / 120)),
      };
    case 'interest-waiver':
      return { kind: 'interest-waiver', amountMinor: Math.max(1, Math.floor(amountMinor / 30)) };
    case 'charge-off':
      return what.share > 60 ? { kind: 'charge-off', isFraud: what.pick > 4 } : null;
    case 'write-off':
      return { kind: 'write-off' };
    case 'chargeback':
      return chargebackOf(loan, what, valueDate);
    case 'charge-waiver':
      return chargeWaiverOf(loan, what);
    case 'fee': {
      const dueOn = addDays(valueDate, what.pick * 5);
      const feeMinor = Math.max(1, Math.floor(amountMinor / 40));
      return { kind: 'fee', name: 'Biaya', amountMinor: feeMinor, dueOn, isPenalty: what.pick > 6 };
    }
    case 'freeze':
      return { kind: 'charge-freeze', fromOn: valueDate, untilOn: addDays(valueDate, what.share) };
    default:
      return reshapingOf(loan, what, valueDate);
  }
}

function chargebackOf({ state }: GatheredLoan, what: Trying, valueDate: Day): Step | null {
  const paid = state.transactions.filter(({ kind, onDate }) => kind === 'repayment' && onDate <= valueDate);
  const payment = paid[what.pick % Math.max(1, paid.length)];
  if (payment === undefined || !('amountMinor' in payment)) return null;
  const amountMinor = Math.max(1, Math.floor(((payment.amountMinor ?? 0) * Math.min(100, what.share + 40)) / 100));
  return { kind: 'chargeback', paymentId: payment.id, amountMinor };
}

function chargeWaiverOf({ view }: GatheredLoan, what: Trying): Step | null {
  const ids = [
    ...view.charges.filter((charge) => openOnCharge(charge) > 0).map((charge) => charge.id),
    ...view.rows.filter((row) => row.due.penalty > 0).map((row) => lateChargeId(row.dueOn)),
  ];
  const chargeId = ids[what.pick % Math.max(1, ids.length)];
  return chargeId === undefined ? null : { kind: 'charge-waiver', chargeId };
}

function reshapingOf({ view }: GatheredLoan, what: Trying, valueDate: Day): Step | null {
  const later = view.rows.filter((row) => row.kind === 'instalment' && row.dueOn > valueDate);
  const row = later[what.pick % Math.max(1, later.length)];
  switch (what.kind) {
    case 're-amortise':
      return { kind: 're-amortisation' };
    case 're-age': {
      const unit = (['days', 'weeks', 'months'] as const)[what.pick % 3] ?? 'months';
      const startOn = addDays(valueDate, 1 + (what.share % 45));
      return { kind: 're-ageing', startOn, instalments: 1 + (what.pick % 5), every: unit === 'days' ? 10 : 1, unit };
    }
    case 'rate':
      return row
        ? {
            kind: 'reschedule',
            changes: [{ kind: 'rate', fromDueOn: row.dueOn, annualRatePercent: `0.${what.share}` }],
          }
        : null;
    case 'extra':
      return row
        ? {
            kind: 'reschedule',
            changes: [{ kind: 'extra-periods', fromDueOn: row.dueOn, periods: 1 + (what.pick % 3) }],
          }
        : null;
    case 'due-date':
      return row
        ? {
            kind: 'reschedule',
            changes: [{ kind: 'due-date', fromDueOn: row.dueOn, dueOn: addDays(row.dueOn, (what.share % 25) - 5) }],
          }
        : null;
    case 'holiday': {
      const periods = 1 + (what.pick % 2);
      return row ? { kind: 'payment-holiday', fromDueOn: row.dueOn, periods, isInterestDue: what.share > 60 } : null;
    }
    default:
      return null;
  }
}
