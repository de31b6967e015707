import type { Runner, Tx } from '#platform/database';
import { type Sql, sql } from '#platform/database';
import type { PlaceRow } from './region-list.ts';
import type { RegionLevel } from './region-words.ts';

/** Two processes that start at once do not load twice. */
export async function lockRegionList(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('users.regions', 0))`);
}

export async function hasRegionList(runner: Runner, version: string): Promise<boolean> {
  const rows = await runner.run(sql`select 1 as one from users.region_lists where version = ${version}`);
  return rows.length > 0;
}

/** Thousands of rows in one statement. A place that is there already is brought up to date. */
export function upsertPlaces(rows: readonly PlaceRow[]): Sql {
  return sql`
    insert into users.regions (code, level, parent_code, name, bare_name, own_words, path_words, time_zone)
    select code, level, parent_code, name, bare_name, array_to_tsvector(string_to_array(own_words, ' ')), array_to_tsvector(string_to_array(path_words, ' ')), time_zone
    from unnest(
      ${rows.map((row) => row.code)}::text[], ${rows.map((row) => row.level)}::text[], ${rows.map((row) => row.parentCode)}::text[],
      ${rows.map((row) => row.name)}::text[], ${rows.map((row) => row.bareName)}::text[], ${rows.map((row) => row.ownWords)}::text[],
      ${rows.map((row) => row.pathWords)}::text[], ${rows.map((row) => row.timeZone)}::text[]
    ) as listed (code, level, parent_code, name, bare_name, own_words, path_words, time_zone)
    on conflict (code) do update set
      name = excluded.name, bare_name = excluded.bare_name, own_words = excluded.own_words, path_words = excluded.path_words,
      time_zone = excluded.time_zone, retired_at = null`;
}

/** Places that a newer list no longer has. */
export function retirePlacesBut(codes: readonly string[], now: Date): Sql {
  return sql`
    update users.regions r set retired_at = ${now}
    where retired_at is null and not exists (select from unnest(${codes}::text[]) as listed (code) where listed.code = r.code)`;
}

export function insertRegionList(version: string, rows: number, now: Date): Sql {
  return sql`insert into users.region_lists (version, rows, loaded_at) values (${version}, ${rows}, ${now})`;
}

export async function countPlaces(runner: Runner): Promise<number> {
  const [row] = await runner.run<{ count: number }>(sql`select count(*) as count from users.regions`);
  return row?.count ?? 0;
}

export type RegionRow = {
  code: string;
  level: RegionLevel;
  name: string;
  timeZone: string;
  /** Names of what it lies in; null from its own level on. */
  provinceName: string | null;
  regencyName: string | null;
  districtName: string | null;
  postalCode: string | null;
};

/** The names above a place follow from its code, each by its primary key. */
const row = sql`
  r.code, r.level, r.name, r.time_zone as "timeZone", p.name as "provinceName", k.name as "regencyName", d.name as "districtName", c.postal_code as "postalCode"`;
const above = sql`
  left join users.regions p on length(r.code) > 2 and p.code = left(r.code, 2)
  left join users.regions k on length(r.code) > 5 and k.code = left(r.code, 5)
  left join users.regions d on length(r.code) > 8 and d.code = left(r.code, 8)
  left join users.postal_codes c on c.village_code = r.code`;

export type RegionSearch = {
  /** In the form of a tsquery: what the own name must meet, and what name and path together must meet. */
  ownWord: string;
  allWords: string;
  text: string;
  preferred: RegionLevel | null;
  level: RegionLevel | null;
  /** Places inside this one only; with `childrenOnly` those directly in it. */
  within: string | null;
  childrenOnly: boolean;
  limit: number;
};

/**
 * Best first, as a sum: the wider the place the better (a level counts 2), the very name is worth three quarters of a
 * level more than that, a name that what was typed begins with or that begins with it somewhat less, and the kind that
 * was asked for more than all. The inner query ranks the hits; the names above are read for those that are shown.
 */
export async function searchRegions(runner: Runner, search: RegionSearch): Promise<RegionRow[]> {
  return runner.run<RegionRow>(sql`
    with hits as (
      select code, level, name, time_zone, row_number() over (
        order by
          case level when 'province' then 0 when 'regency' then 2 when 'district' then 4 else 6 end
            - case when bare_name = ${search.text} then 3 when starts_with(${search.text}, bare_name || ' ') then 2
                when starts_with(bare_name, ${search.text}) then 1 else 0 end
            - case when level = ${search.preferred} then 8 else 0 end,
          bare_name, code) as rank
      from users.regions
      where own_words @@ ${search.ownWord}::tsquery and path_words @@ ${search.allWords}::tsquery and retired_at is null
        and (${search.level}::text is null or level = ${search.level}) and ${placesWithin(search)}
      order by rank limit ${search.limit})
    select ${row} from hits r ${above} order by r.rank`);
}

/** Its own text per case, so that the index on the parent is taken where it can be. */
function placesWithin(search: RegionSearch): Sql {
  if (search.within === null) return sql`true`;
  return search.childrenOnly ? sql`parent_code = ${search.within}` : sql`starts_with(code, ${search.within} || '.')`;
}

/** Children of a place by name; provinces when there is none. */
export async function listRegions(
  runner: Runner,
  list: { parent: string | null; level: RegionLevel | null; limit: number },
): Promise<RegionRow[]> {
  return list.parent === null
    ? runner.run<RegionRow>(sql`
        select ${row} from users.regions r ${above}
        where r.level = coalesce(${list.level}::text, 'province') and r.retired_at is null order by r.bare_name, r.code limit ${list.limit}`)
    : runner.run<RegionRow>(sql`
        select ${row} from users.regions r ${above}
        where r.parent_code = ${list.parent} and r.retired_at is null and (${list.level}::text is null or r.level = ${list.level})
        order by r.bare_name, r.code limit ${list.limit}`);
}

export type VillageRow = {
  code: string;
  name: string;
  districtName: string;
  regencyName: string;
  provinceName: string;
  timeZone: string;
  postalCode: string | null;
  retiredAt: Date | null;
};

export async function findVillage(runner: Runner, code: string): Promise<VillageRow | undefined> {
  const [found] = await runner.run<VillageRow>(sql`
    select r.code, r.name, d.name as "districtName", k.name as "regencyName", p.name as "provinceName", r.time_zone as "timeZone",
      c.postal_code as "postalCode", r.retired_at as "retiredAt"
    from users.regions r
    join users.regions p on p.code = left(r.code, 2)
    join users.regions k on k.code = left(r.code, 5)
    join users.regions d on d.code = left(r.code, 8)
    left join users.postal_codes c on c.village_code = r.code
    where r.code = ${code} and r.level = 'village'`);
  return found;
}

/** Codes of the given ones that are villages of the list. */
export async function listKnownVillages(runner: Runner, codes: readonly string[]): Promise<string[]> {
  const rows = await runner.run<{ code: string }>(
    sql`select code from users.regions where code = any(${codes}) and level = 'village'`,
  );
  return rows.map((known) => known.code);
}

export function upsertPostalCodes(rows: readonly { villageCode: string; postalCode: string }[]): Sql {
  return sql`
    insert into users.postal_codes (village_code, postal_code)
    select village_code, postal_code from unnest(${rows.map((code) => code.villageCode)}::text[], ${rows.map((code) => code.postalCode)}::text[]) as given (village_code, postal_code)
    on conflict (village_code) do update set postal_code = excluded.postal_code where postal_codes.postal_code <> excluded.postal_code`;
}
