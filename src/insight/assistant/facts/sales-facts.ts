import { addDays, daysIn, type Period, sayPeriod } from '../periods.ts';
import { type Fact, type FactContext, type FactTool, figure, found, money, nothing, say } from './fact.ts';
import { matchNames } from './match-names.ts';

const MOST_PAST = 366;
const BEST = 5;

/** What was sold, of the store or of one product; yesterday where no day is named. */
export const salesFacts: FactTool = async (context, { question, period }) => {
  const { deps, call, store, today } = context;
  const asked = past(period ?? { from: addDays(today, -1), to: addDays(today, -1) }, today);
  const product = await productOf(context, question);
  const { items } = await deps.sales.salesByDay(call, {
    storeId: store.id,
    ...asked,
    ...(product ? { productId: product.id } : {}),
  });
  const { language } = call;
  const days = sayPeriod(asked, language);
  const quantity = items.reduce((sum, day) => sum + day.quantity, 0);
  const revenue = items.reduce((sum, day) => sum + day.revenue.amount, 0);
  if (quantity === 0 && revenue === 0) return nothing(await nothingSold(context, days));
  const what = product
    ? `${say(language, 'Penjualan', 'Sales of')} ${product.name}`
    : say(language, 'Penjualan', 'Sales');
  const transactions = items.reduce((sum, day) => sum + day.transactions, 0);
  const lines = [
    `${what} ${days}: ${figure(quantity, language)} ${say(language, 'buah', 'pieces')}, ${money(revenue, language)}.`,
  ];
  if (transactions > 0 && !product)
    lines.push(
      say(
        language,
        `Ada ${figure(transactions, language)} transaksi.`,
        `There were ${figure(transactions, language)} transactions.`,
      ),
    );
  if (items.length > 1)
    lines.push(
      say(
        language,
        `Rata-rata ${money(revenue / items.length, language)} per hari.`,
        `On average ${money(revenue / items.length, language)} a day.`,
      ),
    );
  const facts: Fact[] = [{ tool: 'sales', title: `${what} ${days}`, lines }];
  if (!product) facts.push(...(await best(context, asked)));
  return found(facts, suggestions(context));
};

/** Days to come have no sales, and more than a year is not asked for. */
function past({ from, to }: Period, today: string): Period {
  const end = to > today ? today : to;
  const start = from > end ? end : from;
  return daysIn({ from: start, to: end }) > MOST_PAST
    ? { from: addDays(end, 1 - MOST_PAST), to: end }
    : { from: start, to: end };
}

async function nothingSold({ deps, call, store }: FactContext, days: string): Promise<string> {
  const { lastOn } = await deps.sales.salesSummary(call, { storeId: store.id });
  const { language } = call;
  if (!lastOn) return say(language, 'Toko ini belum punya data penjualan.', 'This store has no sales yet.');
  const last = sayPeriod({ from: lastOn, to: lastOn }, language);
  return say(
    language,
    `Tidak ada penjualan tercatat untuk ${days}. Data terakhir: ${last}.`,
    `No sales are recorded for ${days}. The last are of ${last}.`,
  );
}

async function productOf({ deps, call, store }: FactContext, question: string) {
  const { items } = await deps.sales.listProducts(call, { storeId: store.id, limit: 100 });
  return matchNames(question, items, ({ name }) => name)[0];
}

async function best({ deps, call, store }: FactContext, period: Period): Promise<Fact[]> {
  const { language } = call;
  const { items } = await deps.sales.salesByProduct(call, { storeId: store.id, ...period, limit: BEST });
  if (items.length === 0) return [];
  const list = items.map(
    ({ name, quantity, revenue }) => `${name} ${figure(quantity, language)} (${money(revenue.amount, language)})`,
  );
  const title = `${say(language, 'Produk terlaris', 'Best sellers')} ${sayPeriod(period, language)}`;
  return [{ tool: 'best-sellers', title, lines: [`${title}: ${list.join('; ')}.`] }];
}

/** The last seven days where no day is named. */
export const bestSellerFacts: FactTool = async (context, { period }) => {
  const { call, today } = context;
  const asked = past(period ?? { from: addDays(today, -7), to: addDays(today, -1) }, today);
  const facts = await best(context, asked);
  if (facts.length === 0) return nothing(await nothingSold(context, sayPeriod(asked, call.language)));
  return found(facts, suggestions(context));
};

function suggestions({ call: { language } }: FactContext): string[] {
  return [
    say(language, 'Berapa perkiraan penjualan besok?', 'What sales are expected tomorrow?'),
    say(language, 'Bahan apa yang mau habis?', 'Which ingredients are running out?'),
  ];
}
