import type { Database } from '#platform/database';
import { refuse } from '#platform/refusal';
import type { Region, SearchRegionsInput, Village } from '../shapes.ts';
import {
  findVillage,
  listRegions,
  type RegionRow,
  type RegionSearch,
  searchRegions as searchRows,
} from './region-queries.ts';
import { type RegionQuestion, readQuestion, WIDE_MARK } from './region-words.ts';

type Deps = { database: Database };

/** From so many letters on, a word is looked up everywhere. */
const LONG = 3;

/** Districts whose villages are listed where somebody looks for a village by its district. */
const MOST_DISTRICTS = 3;

/**
 * Finds places by what people type (`cibiru bandung`, `Kec. Cibiru`, `jaksel`), or lists what lies in a place. Every
 * word must be met by the place or by what it lies in, at least one by its own name. Who looks for a village may also
 * name only its district: the villages of it follow those that bear the name themselves.
 */
export async function searchRegions(deps: Deps, input: SearchRegionsInput): Promise<{ items: Region[] }> {
  const limit = input.limit ?? 20;
  const question = input.q === undefined ? null : readQuestion(input.q);
  if (input.q !== undefined && input.q.trim() !== '' && !question) return { items: [] };
  const level = input.level ?? null;
  const parent = input.parent ?? null;
  if (!question) return { items: (await listRegions(deps.database, { parent, level, limit })).map(viewRegion) };

  const search = { ...termsOf(question, parent !== null), level, within: parent, limit };
  const rows = await searchRows(deps.database, search);
  if (level === 'village' && rows.length < limit) rows.push(...(await villagesOfDistricts(deps, search, rows)));
  return { items: rows.slice(0, limit).map(viewRegion) };
}

async function villagesOfDistricts(deps: Deps, search: RegionSearch, known: RegionRow[]): Promise<RegionRow[]> {
  const districts = await searchRows(deps.database, { ...search, level: 'district', limit: MOST_DISTRICTS });
  const lists = await Promise.all(
    districts.map(({ code }) => listRegions(deps.database, { parent: code, level: 'village', limit: search.limit })),
  );
  const codes = new Set(known.map(({ code }) => code));
  return lists.flat().filter(({ code }) => !codes.has(code));
}

/**
 * Words hold letters and digits only (see `readQuestion`), so they can stand in a tsquery as they are. One or two
 * letters begin thousands of villages: alone they look through provinces and regencies (or through what lies directly
 * in the given place), beside a longer word they only narrow it.
 */
function termsOf(
  question: RegionQuestion,
  isInPlace: boolean,
): Pick<RegionSearch, 'ownWord' | 'allWords' | 'text' | 'preferred' | 'childrenOnly'> {
  const long = question.words.filter((word) => word.length >= LONG);
  const mark = long.length === 0 && !isInPlace ? WIDE_MARK : '';
  const own = long.length > 0 ? long : question.words;
  return {
    ownWord: own.map((word) => `'${mark}${word}':*`).join(' | '),
    allWords: question.words.map((word) => `'${word}':*`).join(' & '),
    text: question.text,
    preferred: question.level,
    childrenOnly: long.length === 0,
  };
}

function viewRegion(row: RegionRow): Region {
  const districtName = row.districtName && `Kec. ${row.districtName}`;
  const label = [row.name, districtName, row.regencyName, row.provinceName].filter(Boolean).join(', ');
  return {
    code: row.code,
    level: row.level,
    name: row.name,
    label,
    timeZone: row.timeZone,
    postalCode: row.postalCode,
  };
}

/** A village with all that it lies in. Retired ones are still found: old addresses point to them. */
export async function getVillage(deps: Deps, input: { villageCode: string }): Promise<Village> {
  const row = await findVillage(deps.database, input.villageCode);
  if (!row) throw refuse('users.village-not-found');
  return {
    villageCode: row.code,
    villageName: row.name,
    districtName: row.districtName,
    regencyName: row.regencyName,
    provinceName: row.provinceName,
    timeZone: row.timeZone,
    postalCode: row.postalCode,
  };
}
