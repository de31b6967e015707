/** What a store's forecasts are made from: plain data, so that it may go to a worker thread. */
export type StoreQuestion = {
  horizon: number;
  /** Last day with sales; the first day ahead follows it. */
  endOn: string;
  /** Day 0 of the common axis. */
  axisOn: string;
  products: {
    productId: string;
    name: string;
    category: string | null;
    priceMinor: number | null;
    startOn: string;
    /** Null: says nothing about demand. */
    quantities: (number | null)[];
  }[];
  store: { startOn: string; quantities: (number | null)[]; revenuesMinor: (number | null)[] } | null;
  needs: { productId: string; ingredientId: string; quantityPerPiece: number }[];
  ingredients: { id: string; name: string; unit: string; category: string }[];
  /** Per day ahead: the store will be shut. */
  closedAhead: boolean[];
  /** Columns over the axis and the horizon behind it; null where the calendar did not answer. */
  terms: Float64Array[] | null;
};

/** A series with less than this is not tried out; it borrows from products like it. */
export const LEAST_KNOWN_DAYS = 21;
