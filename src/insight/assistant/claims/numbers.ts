/** Numbers as people write them, and whether one is borne out by others. */

/** All that a written number may mean: "1.250" is 1250 here and 1.25 elsewhere. `step`: the smallest digit it shows. */
export type Reading = { value: number; step: number };

const NUMBER =
  /(\d+(?:[.,\u00A0\u202F]\d+)*)\s*(ribu|rb|juta|jt|miliar|milyar|triliun|thousand|million|billion|k\b|m\b)?/giu;
const TIMES: Record<string, number> = {
  ribu: 1e3,
  rb: 1e3,
  k: 1e3,
  thousand: 1e3,
  juta: 1e6,
  jt: 1e6,
  m: 1e6,
  million: 1e6,
  miliar: 1e9,
  milyar: 1e9,
  billion: 1e9,
  triliun: 1e12,
};

/** Every number of a text with its readings. */
export function numbersOf(text: string): Reading[][] {
  return [...text.matchAll(NUMBER)].map(([, digits = '', unit]) => {
    const times = TIMES[unit?.toLowerCase() ?? ''] ?? 1;
    return readingsOf(digits).map(({ value, step }) => ({ value: value * times, step: step * times }));
  });
}

function readingsOf(digits: string): Reading[] {
  const plain = digits.replace(/[\u00A0\u202F]/g, '');
  return [
    ['.', ','],
    [',', '.'],
  ].flatMap(([thousands = '', decimal = '']) => {
    const [whole = '', fraction, ...more] = plain.split(decimal);
    const isGrouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(whole);
    if (more.length > 0 || fraction?.includes(thousands) || (whole.includes(thousands) && !isGrouped)) return [];
    const value = Number(`${whole.replaceAll(thousands, '')}.${fraction ?? '0'}`);
    return Number.isFinite(value) ? [{ value, step: fraction ? 10 ** -fraction.length : 1 }] : [];
  });
}

/** True where one reading says the same as a known number, up to the rounding of its last digit. */
export function isBorneOut(readings: readonly Reading[], known: readonly Reading[][]): boolean {
  return readings.some(({ value, step }) =>
    known.some((others) =>
      others.some((other) => Math.abs(other.value - value) <= tolerance(step, value, other.value)),
    ),
  );
}

/** "1,2 juta" for 1.234.567 is right; "120" for 119,6 too; "5" for 5,4 of two figures is not stretched any further. */
function tolerance(step: number, value: number, other: number): number {
  return Number.isInteger(value) && step === 1 && Number.isInteger(other) ? 0 : step / 2 + 1e-9;
}
