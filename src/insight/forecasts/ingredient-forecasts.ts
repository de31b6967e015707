import type { Call } from '#platform/call';
import { withWords } from './accuracy-rules.ts';
import type { IngredientForecast } from './contract.ts';
import { daysBetween } from './days.ts';
import { currentVersion, type FullRow, listFull } from './forecast-queries.ts';
import type { ForecastsDeps } from './forecasts-deps.ts';
import { listAhead } from './override-queries.ts';

const SHOWN_PRODUCTS = 5;

/** All ingredients of a store for planning. What a person said about a dish moves its ingredients, means and bands alike. */
export async function ingredientForecasts(
  deps: Pick<ForecastsDeps, 'database'>,
  call: Call,
  storeId: string,
): Promise<{ version: number | null; forecasts: IngredientForecast[] }> {
  const version = await currentVersion(deps.database, storeId);
  const rows = await listFull(deps.database, storeId, 'ingredient', null);
  const [first] = rows;
  if (!first) return { version, forecasts: [] };
  const moves = await movesOf(deps, storeId, first.start_on);
  return { version, forecasts: rows.map((row) => toForecast(row, moves, call)) };
}

/** How much a person's figure differs from the forecast of a dish: by dish and step ahead. */
async function movesOf(
  deps: Pick<ForecastsDeps, 'database'>,
  storeId: string,
  from: string,
): Promise<Map<string, Map<number, number>>> {
  const overrides = await listAhead(deps.database, storeId, { target: 'product', from, subjects: null });
  const subjects = [...new Set(overrides.map((one) => one.subject))].slice(0, 1_000);
  if (subjects.length === 0) return new Map();
  const dishes = new Map(
    (await listFull(deps.database, storeId, 'product', subjects)).map((row) => [row.subject, row]),
  );
  const moves = new Map<string, Map<number, number>>();
  for (const { subject, day, value } of overrides) {
    const step = daysBetween(from, day);
    const mean = dishes.get(subject)?.mean[step];
    if (mean === undefined) continue;
    const own = moves.get(subject) ?? new Map<number, number>();
    own.set(step, value - mean);
    moves.set(subject, own);
  }
  return moves;
}

function toForecast(
  row: FullRow,
  moves: ReadonlyMap<string, ReadonlyMap<number, number>>,
  call: Call,
): IngredientForecast {
  const own = moveOf(row, moves);
  const means = row.mean.map((mean, step) => Math.max(0, mean + (own.get(step) ?? 0)));
  let [sum, moved] = [0, 0];
  return {
    ingredientId: row.subject,
    forecastId: row.id,
    startOn: row.start_on,
    means,
    sums: row.mean.map((_, step) => {
      sum += means[step] ?? 0;
      moved += own.get(step) ?? 0;
      const atLeast = (value: number | undefined): number => Math.max(sum, (value ?? 0) + moved);
      return { mean: sum, hi80: atLeast(row.sum_hi80[step]), hi95: atLeast(row.sum_hi95[step]) };
    }),
    products: row.parts
      .slice(0, SHOWN_PRODUCTS)
      .map(({ productId, name, share }) => ({ productId, name, share: Math.round(share * 1_000) / 1_000 })),
    accuracy: withWords(row.accuracy, call.language),
  };
}

/** What the dishes' moves mean for one ingredient, by step. */
function moveOf(row: FullRow, moves: ReadonlyMap<string, ReadonlyMap<number, number>>): Map<number, number> {
  const own = new Map<number, number>();
  for (const { productId, quantityPerPiece } of row.parts)
    for (const [step, difference] of moves.get(productId) ?? [])
      own.set(step, (own.get(step) ?? 0) + difference * quantityPerPiece);
  return own;
}
