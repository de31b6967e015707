import { type TProperties, Type } from 'typebox';
import { Moment, Nullable, Uuid } from '#platform/schema-parts';
import { Day, LoanFacts, Minor, Parts, TransactionKind } from './shapes.ts';

const fact = <P extends TProperties>(more: P) => ({
  version: 1,
  aggregate: 'loan',
  payload: Type.Object({ ...LoanFacts.properties, ...more }),
});
/** A transaction that an earlier, backdated or reversed one has changed: what it pays now, and what it paid before. */
const Correction = Type.Object({
  transactionId: Uuid,
  parts: Parts,
  overpaidMinor: Minor,
  before: Type.Object({ parts: Parts, overpaidMinor: Minor }),
});

/** What loans say to the house. */
export const loanEvents = {
  'loan.created': fact({
    amountMinor: Minor,
    periods: Type.Integer(),
    agreedOn: Day,
    fundedBy: Type.String(),
    netPayoutMinor: Minor,
  }),
  'loan.cancelled': fact({ reason: Type.String() }),
  /** The first payout. Later tranches are transactions. */
  'loan.activated': fact({
    paidOutOn: Day,
    amountMinor: Minor,
    netPayoutMinor: Minor,
    endsOn: Day,
    fundedBy: Type.String(),
  }),
  'loan.transaction-recorded': fact({
    transactionId: Uuid,
    kind: TransactionKind,
    valueDate: Day,
    enteredOn: Day,
    amountMinor: Minor,
    parts: Parts,
    overpaidMinor: Minor,
    reference: Nullable(Type.String()),
    corrections: Type.Array(Correction),
  }),
  'loan.transaction-reversed': fact({
    transactionId: Uuid,
    kind: TransactionKind,
    valueDate: Day,
    amountMinor: Minor,
    parts: Parts,
    overpaidMinor: Minor,
    reason: Type.String(),
    corrections: Type.Array(Correction),
  }),
  /** The instalments are others than before: rescheduled, re-aged, re-amortised, a holiday, a new rate. */
  'loan.schedule-changed': fact({ kind: Type.String(), endsOn: Day }),
  'loan.delinquency-changed': fact({
    businessDate: Day,
    bucket: Nullable(Type.String()),
    bucketBefore: Nullable(Type.String()),
    dueOn: Nullable(Day),
  }),
  /** Nothing is owed any more. */
  'loan.closed': fact({ endedOn: Day }),
  'loan.written-off': fact({ writtenOffOn: Day, parts: Parts }),
  /** Income of a day for many loans at once. Its aggregate is the institution. */
  'loan.accrued': {
    version: 1,
    aggregate: 'tenant',
    payload: Type.Object({
      tenantId: Uuid,
      businessDate: Day,
      loans: Type.Integer(),
      parts: Parts,
      entryId: Nullable(Uuid),
      recordedAt: Type.Optional(Moment),
    }),
  },
};
