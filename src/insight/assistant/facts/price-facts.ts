import type { Commodity, PriceNow } from '#insight/market-prices';
import { isRefusal } from '#platform/refusal';
import { sayPeriod } from '../periods.ts';
import { type Fact, type FactContext, type FactTool, figure, found, money, nothing, say } from './fact.ts';
import { matchNames } from './match-names.ts';

const MOST_COMMODITIES = 3;
const AHEAD_DAYS = 7;

/** What the named goods cost on the market, where the store is (else in the country), and where the price is going. */
export const priceFacts: FactTool = async (context, { question }) => {
  const { deps, call } = context;
  const { items } = await deps.marketPrices.listCommodities(call, {});
  const named = matchNames(question, items, ({ name }) => name).slice(0, MOST_COMMODITIES);
  const facts: Fact[] = [];
  for (const commodity of named) facts.push(...(await factOf(context, commodity)));
  const { language } = call;
  if (facts.length > 0)
    return found(facts, [
      say(language, 'Bahan apa yang harus saya beli untuk minggu depan?', 'What do I have to buy for next week?'),
    ]);
  const known = items.slice(0, 6).map(({ name }) => name);
  // Prices of own goods may stand in documents: this is no final answer.
  if (named.length === 0)
    return nothing(
      null,
      known.map((name) => say(language, `Harga ${name} sekarang?`, `Price of ${name} now?`)).slice(0, 3),
    );
  const names = named.map(({ name }) => name).join(', ');
  return nothing(say(language, `Belum ada harga pasar untuk ${names}.`, `There is no market price of ${names} yet.`));
};

async function factOf(context: FactContext, commodity: Commodity): Promise<Fact[]> {
  const { deps, call, store } = context;
  const { items } = await deps.marketPrices.priceBoard(call, { commodity: commodity.code });
  const price =
    items.find(({ regionCode }) => regionCode === store.regionCode) ??
    items.find(({ regionCode }) => regionCode === 'ID') ??
    items[0];
  if (!price) return [];
  const { language } = call;
  const title = say(
    language,
    `Harga ${price.name} di ${price.regionName}`,
    `Price of ${price.name} in ${price.regionName}`,
  );
  const on = sayPeriod({ from: price.on, to: price.on }, language);
  const lines = [
    say(
      language,
      `Harga ${price.name} di ${price.regionName}: ${money(price.price.amount, language)} per ${price.unit} (${on}, sumber ${price.source.toUpperCase()}).`,
      `Price of ${price.name} in ${price.regionName}: ${money(price.price.amount, language)} per ${price.unit} (${on}, source ${price.source.toUpperCase()}).`,
    ),
    ...changeLines(context, price),
    ...(await aheadLines(context, price)),
  ];
  return [{ tool: 'market-price', title, lines }];
}

function changeLines({ call: { language } }: FactContext, price: PriceNow): string[] {
  const lines: string[] = [];
  const moved = (percent: number) =>
    `${percent > 0 ? say(language, 'naik', 'up') : say(language, 'turun', 'down')} ${figure(Math.abs(percent), language)} %`;
  if (price.weekChangePercent !== null && Math.abs(price.weekChangePercent) >= 0.05)
    lines.push(
      say(
        language,
        `Dibanding seminggu lalu ${moved(price.weekChangePercent)}.`,
        `Against a week ago ${moved(price.weekChangePercent)}.`,
      ),
    );
  if (price.nationalPrice)
    lines.push(
      say(
        language,
        `Rata-rata nasional ${money(price.nationalPrice.amount, language)}.`,
        `The mean of the country is ${money(price.nationalPrice.amount, language)}.`,
      ),
    );
  return lines;
}

async function aheadLines({ deps, call }: FactContext, price: PriceNow): Promise<string[]> {
  try {
    const { language } = call;
    const forecast = await deps.forecasts.getPriceForecast(call, {
      commodity: price.commodity,
      regionCode: price.regionCode,
    });
    const row = forecast.rows[AHEAD_DAYS - 1] ?? forecast.rows.at(-1);
    if (!row) return [];
    const on = sayPeriod({ from: row.on, to: row.on }, language);
    const band = `${money(row.lo80, language)} – ${money(row.hi80, language)}`;
    return [
      say(
        language,
        `Perkiraan ${on}: ${money(row.mean, language)} (80 %: ${band}). ${forecast.accuracy.words}`,
        `Expected on ${on}: ${money(row.mean, language)} (80 %: ${band}). ${forecast.accuracy.words}`,
      ),
    ];
  } catch (error) {
    if (isRefusal(error, 'forecasts.not-found')) return [];
    throw error;
  }
}
