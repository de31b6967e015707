import { addDays, type Day } from '#engine/calendar/days';

/** Bands of days past due by which the work of collecting is dealt out; the last one is open. */
export const BUCKETS = [
  { name: '1-7', fromDays: 1, untilDays: 7 },
  { name: '8-30', fromDays: 8, untilDays: 30 },
  { name: '31-60', fromDays: 31, untilDays: 60 },
  { name: '61-90', fromDays: 61, untilDays: 90 },
  { name: '90+', fromDays: 91, untilDays: null },
] as const;
export type BucketName = (typeof BUCKETS)[number]['name'];
export const BUCKET_NAMES = BUCKETS.map(({ name }) => name);

export function bucketOf(daysPastDue: number): BucketName | null {
  const found = BUCKETS.find(
    ({ fromDays, untilDays }) => fromDays <= daysPastDue && (untilDays === null || daysPastDue <= untilDays),
  );
  return found?.name ?? null;
}

/** Days since which loans of a bucket are late, both ends included; null: without end. */
export function lateSinceOf(bucket: BucketName, businessDate: Day): { from: Day | null; until: Day } {
  const found = BUCKETS.find(({ name }) => name === bucket) ?? BUCKETS[0];
  return {
    from: found.untilDays === null ? null : addDays(businessDate, -found.untilDays),
    until: addDays(businessDate, -found.fromDays),
  };
}

export type PromiseTerms = { amountMinor: number; promisedOn: Day };
export type PromiseDecision =
  | { accepted: true }
  | { accepted: false; code: 'collections.promise-not-possible'; why: 'too-much' | 'past' | 'too-late' };

/** A promise further away than this is a new schedule and belongs to a hardship request. */
const LONGEST_PROMISE_DAYS = 14;

/** A promise is for a day soon, and for no more than is owed. */
export function decidePromise(promise: PromiseTerms, owedMinor: number, today: Day): PromiseDecision {
  const no = (why: 'too-much' | 'past' | 'too-late') =>
    ({ accepted: false, code: 'collections.promise-not-possible', why }) as const;
  if (promise.promisedOn < today) return no('past');
  if (promise.promisedOn > addDays(today, LONGEST_PROMISE_DAYS)) return no('too-late');
  return promise.amountMinor > owedMinor ? no('too-much') : { accepted: true };
}

/**
 * What became of a promise. Kept with the money that counts from its making until its day (the bank's day, so a late
 * message breaks nothing); broken when its day is over at close of business.
 */
export function promiseOutcome(
  promise: PromiseTerms & { paidMinor: number },
  closedDay: Day | null,
): 'open' | 'kept' | 'broken' {
  if (promise.paidMinor >= promise.amountMinor) return 'kept';
  return closedDay !== null && closedDay >= promise.promisedOn ? 'broken' : 'open';
}
