import { sayPeriod } from '../periods.ts';
import { type Fact, type FactContext, type FactTool, figure, found, nothing, say } from './fact.ts';
import { matchNames } from './match-names.ts';
import { shelfFact } from './shelf-facts.ts';

const MOST = 10;
const MOST_PAGES = 10;

/** What runs out before it can be there, the most urgent first; then goods of the shop that run low. */
export const shortageFacts: FactTool = async (context) => {
  const { deps, call, store } = context;
  const { language } = call;
  const shelf = await shelfFact(context);
  const beside = shelf ? [shelf] : [];
  const { items } = await deps.purchasePlans.shortages(call, { storeId: store.id });
  const title = say(language, 'Bahan yang akan habis', 'Ingredients that are running out');
  const buy = say(
    language,
    'Bahan apa yang harus saya beli untuk minggu depan?',
    'What do I have to buy for next week?',
  );
  if (items.length === 0) {
    const line = say(
      language,
      'Tidak ada bahan yang diperkirakan habis sebelum sempat dibeli.',
      'No ingredient is expected to run out before it can be bought.',
    );
    return found([{ tool: 'shortages', title, lines: [line] }, ...beside], [buy]);
  }
  const lines = items.slice(0, MOST).map((item) => {
    const out = sayPeriod({ from: item.runsOutOn, to: item.runsOutOn }, language);
    const by = sayPeriod({ from: item.orderBy, to: item.orderBy }, language);
    const left = `${figure(item.stock, language)} ${item.unit}`;
    return say(
      language,
      `${item.name}: sisa ${left}, habis ${out}, pesan paling lambat ${by}.`,
      `${item.name}: ${left} left, runs out on ${out}, order by ${by}.`,
    );
  });
  return found([{ tool: 'shortages', title, lines }, ...beside], [buy]);
};

/** What is on the shelf, of the ingredients that are named or of the first ten. */
export const stockFacts: FactTool = async (context, { question }) => {
  const { language } = context.call;
  const all = await allIngredients(context);
  if (all.length === 0)
    return nothing(say(language, 'Belum ada bahan di toko ini.', 'This store has no ingredients yet.'));
  const named = matchNames(question, all, ({ name }) => name);
  const shown = (named.length > 0 ? named : all).slice(0, MOST);
  const facts: Fact[] = shown.map((item) => {
    const amount = (value: number) => `${figure(value, language)} ${item.unit}`;
    const ordered =
      item.onOrder > 0
        ? say(language, `, ${amount(item.onOrder)} dalam pesanan`, `, ${amount(item.onOrder)} on order`)
        : '';
    const line = say(
      language,
      `Stok ${item.name}: ${amount(item.stock.quantity)}${ordered}.`,
      `Stock of ${item.name}: ${amount(item.stock.quantity)}${ordered}.`,
    );
    return { tool: 'stock', title: say(language, `Stok ${item.name}`, `Stock of ${item.name}`), lines: [line] };
  });
  const title = say(language, 'Stok bahan', 'Stock of ingredients');
  const joined = facts.length > 1 ? [{ tool: 'stock', title, lines: facts.flatMap(({ lines }) => lines) }] : facts;
  return found(joined, [say(language, 'Bahan apa yang mau habis?', 'Which ingredients are running out?')]);
};

async function allIngredients({ deps, call, store }: FactContext) {
  const all: Awaited<ReturnType<typeof deps.ingredients.listIngredients>>['items'] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const wanted = { storeId: store.id, isActive: true, limit: 100, ...(cursor ? { cursor } : {}) };
    const { items, nextCursor } = await deps.ingredients.listIngredients(call, wanted);
    all.push(...items);
    if (!nextCursor) break;
    cursor = nextCursor;
  }
  return all;
}
