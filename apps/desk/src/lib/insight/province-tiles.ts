/** Where each province stands on a map of equal tiles, by its Interior Ministry code: [column, row, letters]. */
export const provinceTiles: Record<string, readonly [column: number, row: number, letters: string]> = {
  11: [0, 0, 'AC'],
  12: [1, 1, 'SU'],
  13: [1, 2, 'SB'],
  14: [2, 2, 'RI'],
  15: [2, 3, 'JA'],
  16: [3, 4, 'SS'],
  17: [2, 4, 'BE'],
  18: [3, 5, 'LA'],
  19: [4, 3, 'BB'],
  21: [3, 1, 'KR'],
  31: [5, 5, 'JK'],
  32: [5, 6, 'JB'],
  33: [6, 6, 'JT'],
  34: [6, 7, 'YO'],
  35: [7, 6, 'JI'],
  36: [4, 6, 'BT'],
  51: [8, 6, 'BA'],
  52: [9, 6, 'NB'],
  53: [10, 6, 'NT'],
  61: [6, 2, 'KB'],
  62: [7, 3, 'KT'],
  63: [8, 3, 'KS'],
  64: [8, 2, 'KI'],
  65: [8, 1, 'KU'],
  71: [11, 1, 'SA'],
  72: [10, 2, 'ST'],
  73: [10, 4, 'SN'],
  74: [11, 3, 'SG'],
  75: [10, 1, 'GO'],
  76: [10, 3, 'SR'],
  81: [13, 4, 'MA'],
  82: [13, 2, 'MU'],
  91: [15, 2, 'PA'],
  92: [14, 1, 'PB'],
  93: [15, 4, 'PS'],
  94: [14, 3, 'PT'],
  95: [15, 3, 'PP'],
  96: [13, 1, 'PD'],
};

/** Which fifth each value belongs to, 0 to 4 from low to high; equal values share one. */
export function fifths(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return values.map((value) => {
    const below = sorted.findIndex((one) => one >= value);
    return Math.min(4, Math.floor((5 * below) / sorted.length));
  });
}
