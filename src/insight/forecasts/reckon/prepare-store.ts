import { type CalendarTerms, type GroupMember, prepareGroup } from '../core/forecast-group.ts';
import { daysBetween } from '../days.ts';
import { LEAST_KNOWN_DAYS, type StoreQuestion } from './store-question.ts';

const WEEK = 7;
export type Known = StoreQuestion['products'][number];
export type Prepared = {
  /** Products with enough of a past, in the order of `members`. */
  known: Known[];
  /** Products without; they borrow. */
  fresh: Known[];
  members: GroupMember[];
  /** The store's pieces and rupiah, where there is a past. */
  totals: GroupMember[];
};

/** Series of the products with what they know of each other, and of the store as a whole. */
export function prepareStore(question: StoreQuestion): Prepared {
  const { products, axisOn, horizon, store, terms } = question;
  const known = products.filter(hasPast);
  const fresh = products.filter((product) => !hasPast(product) && product.quantities.some((value) => value !== null));
  const calendar: CalendarTerms | undefined = terms
    ? (day, count) => terms.map((column) => column.subarray(day, day + count))
    : undefined;
  const members = known.map((product) => memberOf(product.quantities, daysBetween(axisOn, product.startOn), horizon));
  const totals = store
    ? [store.quantities, store.revenuesMinor].map((values) =>
        memberOf(values, daysBetween(axisOn, store.startOn), horizon),
      )
    : [];
  return {
    known,
    fresh,
    members: prepareGroup(members, calendar),
    totals: totals.every(({ values }) => values.length >= LEAST_KNOWN_DAYS)
      ? totals.flatMap((member) => prepareGroup([member], calendar))
      : [],
  };
}

function hasPast({ quantities }: Known): boolean {
  return quantities.filter((value) => value !== null).length >= LEAST_KNOWN_DAYS;
}

/** Gaps are marked, and 0 until they are filled. */
function memberOf(quantities: readonly (number | null)[], day: number, horizon: number): GroupMember {
  const values = Float64Array.from(quantities, (value) => value ?? 0);
  const marks = Uint8Array.from(quantities, (value) => (value === null ? 1 : 0));
  return { values, marks: marks.includes(1) ? marks : undefined, period: WEEK, horizon, day };
}
