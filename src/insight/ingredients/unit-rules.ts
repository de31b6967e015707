/**
 * Units that kitchens here measure in. Mass in grams, volume in millilitres, count in pieces: within one kind the factor
 * is a fact. From one kind to another (a bunch of spinach in grams, a tray of eggs in kilograms) only what the owner has
 * said about that ingredient counts: nothing is guessed.
 */
const UNITS = {
  mg: { kind: 'mass', factor: 0.001 },
  g: { kind: 'mass', factor: 1 },
  /** The metric ounce of the market: 100 g. */
  ons: { kind: 'mass', factor: 100 },
  kg: { kind: 'mass', factor: 1_000 },
  kuintal: { kind: 'mass', factor: 100_000 },
  ml: { kind: 'volume', factor: 1 },
  /** Teaspoon and tablespoon, 5 and 15 ml. */
  sdt: { kind: 'volume', factor: 5 },
  sdm: { kind: 'volume', factor: 15 },
  l: { kind: 'volume', factor: 1_000 },
  pcs: { kind: 'count', factor: 1 },
  butir: { kind: 'count', factor: 1 },
  lusin: { kind: 'count', factor: 12 },
  kodi: { kind: 'count', factor: 20 },
  ikat: { kind: 'bunch', factor: 1 },
  tray: { kind: 'tray', factor: 1 },
  bungkus: { kind: 'packet', factor: 1 },
  botol: { kind: 'bottle', factor: 1 },
  karung: { kind: 'sack', factor: 1 },
  dus: { kind: 'box', factor: 1 },
} as const;

export const UNIT_NAMES = Object.keys(UNITS) as UnitName[];
export type UnitName = keyof typeof UNITS;
/** One of `unit` is `quantity` of `of`: 1 tray is 30 butir, 1 ikat is 250 g. */
export type Conversion = { unit: UnitName; quantity: number; of: UnitName };

/**
 * The quantity in another unit, over at most two of the ingredient's own conversions; null where nothing says how.
 * Rounded to twelve significant digits.
 */
export function convertQuantity(
  quantity: number,
  from: UnitName,
  to: UnitName,
  conversions: readonly Conversion[] = [],
): number | null {
  const factor = factorBetween(from, to, conversions, 2);
  // Twelve digits: thirds of a gram are nobody's business, and 0.3 stays 0.3.
  return factor === null ? null : Number((quantity * factor).toPrecision(12));
}

function factorBetween(
  from: UnitName,
  to: UnitName,
  conversions: readonly Conversion[],
  stepsLeft: number,
): number | null {
  if (UNITS[from].kind === UNITS[to].kind) return UNITS[from].factor / UNITS[to].factor;
  if (stepsLeft === 0) return null;
  for (const { unit, quantity, of } of conversions) {
    const there = UNITS[unit].kind === UNITS[from].kind;
    const back = UNITS[of].kind === UNITS[from].kind;
    if (!there && !back) continue;
    const [entry, exit, step] = there ? [unit, of, quantity] : [of, unit, 1 / quantity];
    const rest = factorBetween(exit, to, conversions, stepsLeft - 1);
    if (rest !== null) return (UNITS[from].factor / UNITS[entry].factor) * step * rest;
  }
  return null;
}
