import { getDistricts, getProvinces, getRegencies, getVillages } from 'idn-area-data';
import { assert } from '#platform/assert';
import {
  bareName,
  displayName,
  levelOf,
  ownWords,
  parentOf,
  plainText,
  type RegionLevel,
  type TimeZone,
  timeZoneOf,
  wideWords,
} from './region-words.ts';

/** One place as the list gives it. */
export type ListedPlace = { code: string; name: string };

/** A list of all places and its version; read only when the table does not hold it yet. */
export type RegionList = { version: string; read(): Promise<ListedPlace[]> };

/**
 * The administrative areas of npm `idn-area-data` 4.0.1, by the ministry's codes: 38 provinces, 514 regencies and
 * cities, 7,285 districts, 83,762 villages. Data under the Open Database License (ODbL) 1.0; see this module's README.
 * The trailing number is ours: it changes when we derive something else from the same data.
 */
export const INDONESIA: RegionList = {
  version: 'idn-area-data 4.0.1 #1',
  read: async () => {
    const lists = await Promise.all([getProvinces(), getRegencies(), getDistricts(), getVillages()]);
    return lists.flat().map(({ code, name }) => ({ code, name }));
  },
};

/** A place as it is kept. */
export type PlaceRow = ListedPlace & {
  level: RegionLevel;
  parentCode: string | null;
  bareName: string;
  /** Joined by spaces. */
  ownWords: string;
  pathWords: string;
  timeZone: TimeZone;
};

/** Derives the rows, parents before children. A list in which a parent is missing is no list: a fault of ours. */
export function placeRows(places: readonly ListedPlace[]): PlaceRow[] {
  const pathOf = new Map<string, string>();
  const ordered = [...places].sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
  return ordered.map(({ code, name }) => {
    const parentCode = parentOf(code);
    const above = parentCode === null ? '' : pathOf.get(parentCode);
    assert(
      above !== undefined && !pathOf.has(code),
      `The list of places has ${code} twice or without the place it lies in`,
    );
    const plain = plainText(name);
    const own = ownWords(code, plain);
    const pathWords = [...own, ...(above ? [above] : [])].join(' ');
    pathOf.set(code, pathWords);
    return {
      code,
      name: displayName(name),
      level: levelOf(code),
      parentCode,
      bareName: bareName(plain),
      ownWords: [...own, ...wideWords(code, own)].join(' '),
      pathWords,
      timeZone: timeZoneOf(code),
    };
  });
}
