import type { Instalment, LoanStep } from '@lumbung/kit/api-credit.ts';
import type { Wanted } from './product-form.ts';
import { isDay, readAmount, readCount, readPercent } from './read-figures.ts';

export type StepKind = LoanStep['kind'];
type Change = Extract<LoanStep, { kind: 'reschedule' }>['changes'][number];
export type ChangeKind = Change['kind'];
type Unit = Extract<LoanStep, { kind: 're-ageing' }>['unit'];

/** A step as typed. Only what its kind needs is read. */
export type StepForm = {
  amount: string;
  reference: string;
  note: string;
  paymentId: string;
  chargeId: string;
  isFraud: boolean;
  startOn: string;
  instalments: string;
  every: string;
  unit: Unit;
  name: string;
  dueOn: string;
  isPenalty: boolean;
  change: ChangeKind;
  fromDueOn: string;
  rate: string;
  periods: string;
  isInterestDue: boolean;
  fromOn: string;
  untilOn: string;
};

/** Kinds that move an amount of money and may name where it came from. */
export const MONEY = [
  'repayment',
  'down-payment',
  'goodwill-credit',
  'merchant-refund',
  'payout-refund',
  'recovery',
  'credit-balance-refund',
] as const;
type MoneyKind = (typeof MONEY)[number];
export const isMoney = (kind: StepKind): kind is MoneyKind => MONEY.some((one) => one === kind);

export function emptyStep(today: string, fromDueOn: string, amount = ''): StepForm {
  return {
    amount,
    reference: '',
    note: '',
    paymentId: '',
    chargeId: '',
    isFraud: false,
    startOn: today,
    instalments: '3',
    every: '1',
    unit: 'months',
    name: '',
    dueOn: today,
    isPenalty: false,
    change: 'extra-periods',
    fromDueOn,
    rate: '',
    periods: '1',
    isInterestDue: true,
    fromOn: today,
    untilOn: today,
  };
}

/** Due dates from which a loan may be changed: those of instalments that are still open. */
export function openDueDates(instalments: readonly Pick<Instalment, 'dueOn' | 'isMet'>[]): string[] {
  return [...new Set(instalments.filter((one) => !one.isMet).map((one) => one.dueOn))];
}

/** The first due date that is still to come: what is late already is not moved. */
export function nextDueDate(instalments: readonly Pick<Instalment, 'dueOn' | 'isMet'>[], today: string): string {
  const days = openDueDates(instalments);
  return days.find((day) => day >= today) ?? days[0] ?? '';
}

export type StepWanted = Wanted | 'day' | 'choice' | 'note';
type Wrong = Record<string, StepWanted>;

/** What was typed as a step, and which fields cannot be read. */
export function readStep(kind: StepKind, form: StepForm): { step: LoanStep; wrong: Wrong } {
  const wrong: Wrong = {};
  const get = <T>(field: string, wanted: StepWanted, value: T | undefined, instead: T): T => {
    if (value === undefined) wrong[field] = wanted;
    return value ?? instead;
  };
  const read: Read = {
    amount: () => get('amountMinor', 'amount', readAmount(form.amount), 1),
    day: (field) => get(field, 'day', isDay(form[field]) ? form[field] : undefined, '2000-01-01'),
    count: (field, most) => get(field, 'count', readCount(form[field], 1, most), 1),
    percent: () => get('rate', 'percent', readPercent(form.rate), '0'),
    choice: (field) => get(field, 'choice', form[field] === '' ? undefined : form[field], ''),
    name: () => get('name', 'name', form.name.trim().length >= 2 ? form.name.trim() : undefined, '–'),
  };
  const note = form.note.trim();
  if (note !== '' && note.length < 3) wrong.note = 'note';
  const step: LoanStep = { ...bare(kind, form, read), ...(note === '' ? {} : { note }) };
  return { step, wrong };
}

type Read = {
  amount: () => number;
  day: (field: 'startOn' | 'dueOn' | 'fromDueOn' | 'fromOn' | 'untilOn') => string;
  count: (field: 'instalments' | 'every' | 'periods', most: number) => number;
  percent: () => string;
  choice: (field: 'paymentId' | 'chargeId') => string;
  name: () => string;
};

function bare(kind: StepKind, form: StepForm, read: Read): LoanStep {
  if (isMoney(kind)) return { kind, amountMinor: read.amount(), ...referenceOf(form) };
  switch (kind) {
    case 'chargeback':
      return { kind, amountMinor: read.amount(), paymentId: read.choice('paymentId'), ...referenceOf(form) };
    case 'interest-waiver':
      return { kind, amountMinor: read.amount() };
    case 'charge-waiver':
      return { kind, chargeId: read.choice('chargeId') };
    case 'charge-off':
      return { kind, isFraud: form.isFraud };
    case 'write-off':
    case 're-amortisation':
      return { kind };
    case 're-ageing':
      return {
        kind,
        startOn: read.day('startOn'),
        instalments: read.count('instalments', 120),
        every: read.count('every', 366),
        unit: form.unit,
      };
    case 'fee':
      return {
        kind,
        name: read.name(),
        amountMinor: read.amount(),
        dueOn: read.day('dueOn'),
        isPenalty: form.isPenalty,
      };
    case 'reschedule':
      return { kind, changes: [changeOf(form, read)] };
    case 'payment-holiday':
      return {
        kind,
        fromDueOn: read.day('fromDueOn'),
        periods: read.count('periods', 12),
        isInterestDue: form.isInterestDue,
      };
    case 'charge-freeze':
      return { kind, fromOn: read.day('fromOn'), untilOn: read.day('untilOn') };
  }
}

function changeOf(form: StepForm, read: Read): Change {
  const fromDueOn = read.day('fromDueOn');
  switch (form.change) {
    case 'rate':
      return { kind: 'rate', fromDueOn, annualRatePercent: read.percent() };
    case 'due-date':
      return { kind: 'due-date', fromDueOn, dueOn: read.day('dueOn') };
    default:
      return { kind: form.change, fromDueOn, periods: read.count('periods', 60) };
  }
}

function referenceOf({ reference }: StepForm) {
  return reference.trim() === '' ? {} : { reference: reference.trim() };
}
