import { toAmount, toMinor } from './amounts.ts';
import type { Fields } from './vector-file.ts';

/** What differs between expected and found, in words; empty when all holds. */
export type Differences = string[];

/** Compares the named amounts of one row to the minor unit. Fields the file leaves out are not asked for. */
export function differAmounts(
  expected: Fields,
  found: Record<string, number>,
  digits: number,
  where: string,
): Differences {
  return Object.entries(found).flatMap(([name, amountMinor]) => {
    if (expected[name] === undefined || expected[name] === null) return [];
    if (toMinor(expected[name], digits) === amountMinor) return [];
    return [`${where}${name} is ${toAmount(amountMinor, digits)}, not ${String(expected[name])}`];
  });
}

/** Expected fields that nothing is compared with: they are told, and never pass for right. */
export function differNames(expected: Fields, known: readonly string[], where: string): Differences {
  return Object.entries(expected)
    .filter(([name, value]) => value !== undefined && value !== null && !known.includes(name))
    .map(([name]) => `${where}"${name}" is nothing this runner compares`);
}

export function differText(expected: unknown, found: string | null, where: string): Differences {
  const wanted = expected === undefined || expected === null ? null : String(expected);
  return wanted === found ? [] : [`${where} is ${found ?? 'nothing'}, not ${wanted ?? 'nothing'}`];
}

/** Rows that may stand in any order: each expected one is found once, and none is left over. */
export function differSets(
  expected: Fields[],
  found: Fields[],
  isSame: (a: Fields, b: Fields) => boolean,
  what: string,
): Differences {
  const left = [...found];
  const differences: Differences = [];
  for (const row of expected) {
    const at = left.findIndex((candidate) => isSame(row, candidate));
    if (at < 0) differences.push(`no ${what} ${JSON.stringify(row)}`);
    else left.splice(at, 1);
  }
  return [...differences, ...left.map((row) => `an unexpected ${what} ${JSON.stringify(row)}`)];
}
