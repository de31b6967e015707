import type { Forecast, ForecastHead } from '#insight/forecasts';
import { isRefusal } from '#platform/refusal';
import { addDays, type Period, sayPeriod } from '../periods.ts';
import { type Fact, type FactContext, type FactTool, figure, found, money, nothing, say } from './fact.ts';
import { matchNames } from './match-names.ts';

/** What is expected to be sold: of a product that is named, else of the store as a whole; the next seven days unless said. */
export const forecastFacts: FactTool = async (context, { question, period }) => {
  const { deps, call, store, today } = context;
  const asked = period && period.to >= today ? period : { from: addDays(today, 1), to: addDays(today, 7) };
  const products = await deps.forecasts.listForecasts(call, { storeId: store.id, target: 'product', limit: 100 });
  const named = matchNames(question, products.items, ({ name }) => name)[0];
  const heads = named
    ? [named]
    : (await deps.forecasts.listForecasts(call, { storeId: store.id, target: 'sales' })).items;
  const facts: Fact[] = [];
  for (const head of heads.slice(0, 2)) facts.push(...(await factsOf(context, head, asked)));
  if (facts.length === 0)
    return nothing(
      say(
        call.language,
        'Belum ada perkiraan untuk itu. Jalankan perkiraan dulu di halaman Perkiraan.',
        'There is no forecast of that yet. Run one first on the page of forecasts.',
      ),
    );
  return found(facts, [
    say(call.language, 'Bahan apa yang harus saya beli untuk minggu depan?', 'What do I have to buy for next week?'),
  ]);
};

async function factsOf(context: FactContext, head: ForecastHead, asked: Period): Promise<Fact[]> {
  const { deps, call, store } = context;
  if (head.target === 'price') return [];
  try {
    const wanted = { storeId: store.id, target: head.target, subject: head.subject };
    const forecast = await deps.forecasts.getForecast(call, wanted);
    return factOf(context, forecast, asked);
  } catch (error) {
    if (isRefusal(error, 'forecasts.not-found')) return [];
    throw error;
  }
}

function factOf({ call: { language } }: FactContext, forecast: Forecast, asked: Period): Fact[] {
  const rows = forecast.rows.filter(({ on }) => on >= asked.from && on <= asked.to);
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return [];
  const write = (value: number) =>
    forecast.unit === 'IDR' ? money(value, language) : `${figure(value, language)} ${forecast.unit}`;
  const mean = rows.reduce((sum, row) => sum + (row.override?.value ?? row.mean), 0);
  const title = `${say(language, 'Perkiraan', 'Forecast')} ${forecast.name} ${sayPeriod({ from: first.on, to: last.on }, language)}`;
  const lines = [`${title}: ${write(mean)}.`];
  const band = bandOf(forecast, rows);
  if (band)
    lines.push(
      say(
        language,
        `Kemungkinan besar antara ${write(band.lo)} dan ${write(band.hi)} (80 %).`,
        `Most likely between ${write(band.lo)} and ${write(band.hi)} (80 %).`,
      ),
    );
  lines.push(forecast.accuracy.words);
  return [{ tool: 'forecast', title, lines }];
}

/** Bands do not add: that of one day is its own, that of a sum is known only from the first day on. */
function bandOf(forecast: Forecast, rows: Forecast['rows']): { lo: number; hi: number } | null {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return null;
  if (rows.length === 1) return { lo: first.lo80, hi: first.hi80 };
  return first.on === forecast.rows[0]?.on ? { lo: last.sum.lo80, hi: last.sum.hi80 } : null;
}
