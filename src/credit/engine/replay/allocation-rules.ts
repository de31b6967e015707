import type { PaymentKind } from './loan-facts.ts';
import type { Component } from './parts.ts';

/** When a part of the debt is due, seen from the day of a payment. */
export type DueTime = 'past-due' | 'due' | 'in-advance';
export type Bucket = { when: DueTime; component: Component };

/** Where money for instalments that are not due yet goes: the next one, the last one, or evenly over all. */
export type RestRule = 'next-instalment' | 'last-instalment' | 're-amortise';

export type BucketOrder = { order: readonly Bucket[]; rest: RestRule };

/**
 * How a payment is spread, as data.
 *
 * `buckets`: an ordered list of (past due, due, in advance) × component. `horizontal` finishes one instalment before the
 * next, `vertical` one component before the next; each kind of payment may have an order of its own.
 *
 * `instalments`: instalment by instalment in the order of their due dates. `due` is the order for those that are due;
 * for later ones first what `inAdvanceFirst` names (fees and penalties only as far as they are due), then the rest.
 */
export type AllocationRules =
  | {
      kind: 'buckets';
      direction: 'horizontal' | 'vertical';
      standard: BucketOrder;
      byKind: Partial<Record<PaymentKind, BucketOrder>>;
    }
  | {
      kind: 'instalments';
      due: readonly Component[];
      inAdvanceFirst: readonly Component[];
      inAdvance: readonly Component[];
    };

/** Buckets from components: past due, then due, then in advance, each in the same order. */
export function bucketsOf(order: readonly Component[]): Bucket[] {
  const times: DueTime[] = ['past-due', 'due', 'in-advance'];
  return times.flatMap((when) => order.map((component) => ({ when, component })));
}

export const PENALTY_FEE_INTEREST_PRINCIPAL: AllocationRules = {
  kind: 'instalments',
  due: ['penalty', 'fee', 'interest', 'principal'],
  inAdvanceFirst: [],
  inAdvance: ['penalty', 'fee', 'interest', 'principal'],
};
