import { type Runner, type Sql, sql } from '#platform/database';
import type { Measured } from './accuracy-rules.ts';
import type { Target } from './contract.ts';
import type { ForecastRecord } from './reckon/records.ts';

export type HeadRow = {
  id: string;
  scope: string;
  version: number;
  target: Target;
  subject: string;
  name: string;
  unit: string;
  category: string | null;
  made_at: Date;
  based_on: string;
  start_on: string;
  history_days: number;
  methods: string[];
  accuracy: Measured;
  mean: number[];
  sum_lo80: number[];
  sum_hi80: number[];
  week_mean: number;
};
export type Part = { productId: string; name: string; share: number; quantityPerPiece: number };
export type FullRow = HeadRow & {
  lo80: number[];
  hi80: number[];
  lo95: number[];
  hi95: number[];
  sum_lo95: number[];
  sum_hi95: number[];
  error_percent: (number | null)[];
  history: (number | null)[];
  parts: Part[];
};

const head = sql`f.id, f.scope, f.version, f.target, f.subject, f.name, f.unit, f.category, f.made_at, f.based_on, f.start_on,
  f.history_days, f.methods, f.accuracy, f.mean, f.sum_lo80, f.sum_hi80, f.week_mean`;
const full = sql`${head}, f.lo80, f.hi80, f.lo95, f.hi95, f.sum_lo95, f.sum_hi95, f.error_percent, f.history, f.parts`;

/** As PostgreSQL writes arrays; what is not a number is null. Six digits are more than any forecast knows. */
function arrayText(values: Float64Array): string {
  const texts = Array.from(values, (value) => (Number.isFinite(value) ? String(Number(value.toPrecision(6))) : 'NULL'));
  return `{${texts.join(',')}}`;
}

/** Many at once; the same version again replaces what a run that died has left. */
export function insertForecasts(
  frame: { scope: string; version: number; madeAt: Date; basedOn: string; startOn: string },
  records: readonly (ForecastRecord & { id: string })[],
): Sql {
  const column = <T>(pick: (record: ForecastRecord & { id: string }) => T): T[] => records.map(pick);
  const paths = (pick: (record: ForecastRecord) => Float64Array): string[] => column((one) => arrayText(pick(one)));
  return sql`
    insert into forecasts.forecasts (id, scope, version, target, subject, name, unit, category, made_at, based_on, start_on,
      history_days, methods, accuracy, mean, lo80, hi80, lo95, hi95, sum_lo80, sum_hi80, sum_lo95, sum_hi95, error_percent,
      history, parts, week_mean)
    select r.id, ${frame.scope}, ${frame.version}, r.target, r.subject, r.name, r.unit, r.category, ${frame.madeAt.toISOString()},
      ${frame.basedOn}, ${frame.startOn}, r.history_days, string_to_array(r.methods, '|'), r.accuracy::jsonb, r.mean::float8[],
      r.lo80::float8[], r.hi80::float8[], r.lo95::float8[], r.hi95::float8[], r.sum_lo80::float8[], r.sum_hi80::float8[],
      r.sum_lo95::float8[], r.sum_hi95::float8[], r.error_percent::float8[], r.history::float8[], r.parts::jsonb, r.week_mean
    from unnest(${column((one) => one.id)}::uuid[], ${column((one) => one.target)}::text[], ${column((one) => one.subject)}::text[],
      ${column((one) => one.name)}::text[], ${column((one) => one.unit)}::text[], ${column((one) => one.category)}::text[],
      ${column((one) => one.historyDays)}::int[], ${column((one) => one.methods.join('|'))}::text[],
      ${column((one) => sql.json(one.accuracy))}::text[], ${paths((one) => one.mean)}::text[], ${paths((one) => one.lo80)}::text[],
      ${paths((one) => one.hi80)}::text[], ${paths((one) => one.lo95)}::text[], ${paths((one) => one.hi95)}::text[],
      ${paths((one) => one.sumLo80)}::text[], ${paths((one) => one.sumHi80)}::text[], ${paths((one) => one.sumLo95)}::text[],
      ${paths((one) => one.sumHi95)}::text[], ${paths((one) => one.errorPercent)}::text[], ${paths((one) => one.history)}::text[],
      ${column((one) => sql.json(one.parts.slice(0, 200)))}::text[],
      ${column((one) => one.mean.subarray(0, 7).reduce((sum, value) => sum + value, 0))}::float8[])
      as r (id, target, subject, name, unit, category, history_days, methods, accuracy, mean, lo80, hi80, lo95, hi95, sum_lo80,
        sum_hi80, sum_lo95, sum_hi95, error_percent, history, parts, week_mean)
    on conflict (scope, target, subject, version) do nothing`;
}

export function deleteVersion(scope: string, version: number): Sql {
  return sql`delete from forecasts.forecasts where scope = ${scope} and version = ${version}`;
}

const ofCurrent = sql`forecasts.forecasts f join forecasts.current_versions c on c.scope = f.scope and c.version = f.version`;

/** The largest week first. */
export async function listHeads(
  runner: Runner,
  scope: string,
  wish: { target: Target; after: { week: number; id: string } | null; limit: number },
): Promise<HeadRow[]> {
  const later = wish.after
    ? sql`(f.week_mean, f.id) < (${wish.after.week}::float8, ${wish.after.id}::uuid)`
    : sql`true`;
  return runner.run<HeadRow>(sql`
    select ${head} from ${ofCurrent} where f.scope = ${scope} and f.target = ${wish.target} and ${later}
    order by f.week_mean desc, f.id desc limit ${wish.limit}`);
}

/** Of the version that is shown, or of an earlier one. */
export async function findForecast(
  runner: Runner,
  scope: string,
  wish: { target: Target; subject: string; version: number | null },
): Promise<FullRow | undefined> {
  const [row] = await runner.run<FullRow>(sql`
    select ${full} from forecasts.forecasts f
    where f.scope = ${scope} and f.target = ${wish.target} and f.subject = ${wish.subject}
      and f.version = coalesce(${wish.version}::int, (select version from forecasts.current_versions where scope = ${scope}))
      and f.version <= (select version from forecasts.current_versions where scope = ${scope})`);
  return row;
}

/** All of a kind, or those of these subjects; at most a thousand. */
export async function listFull(
  runner: Runner,
  scope: string,
  target: Target,
  subjects: readonly string[] | null,
): Promise<FullRow[]> {
  const which = subjects === null ? sql`true` : sql`f.subject = any(${subjects}::text[])`;
  return runner.run<FullRow>(sql`
    select ${full} from ${ofCurrent} where f.scope = ${scope} and f.target = ${target} and ${which}
    order by f.name, f.id limit 1000`);
}

export async function currentVersion(runner: Runner, scope: string): Promise<number | null> {
  const [row] = await runner.run<{ version: number }>(
    sql`select version from forecasts.current_versions where scope = ${scope}`,
  );
  return row?.version ?? null;
}
