import type { Plan, PlanLine } from '#insight/purchase-plans';
import { describeRefusal, Refusal } from '#platform/refusal';
import { addDays, daysIn, type Period, sayPeriod } from '../periods.ts';
import { type Fact, type FactContext, type FactTool, figure, found, money, nothing, say } from './fact.ts';
import { matchNames } from './match-names.ts';

const MOST_DAYS = 60;
const MOST_LINES = 10;

/** The days to buy for: those that are named and not over, today among them; the next seven where none is. */
export function purchasePeriod(period: Period | null, today: string): { from: string; days: number } {
  if (!period || period.to < today) return { from: addDays(today, 1), days: 7 };
  const [, from = today] = [today, period.from].sort();
  return { from, days: Math.min(MOST_DAYS, daysIn({ from, to: period.to })) };
}

/** The forecast may begin tomorrow only, when today's sales are already in it: then the days from tomorrow on are meant. */
export async function fromTomorrowAtLeast<T>(
  wanted: { from: string; days: number },
  today: string,
  plan: (wanted: { from: string; days: number }) => Promise<T>,
): Promise<T> {
  try {
    return await plan(wanted);
  } catch (error) {
    const isTooEarly = error instanceof Refusal && error.code === 'purchase-plans.period-not-covered';
    if (!isTooEarly || wanted.from > today) throw error;
    return plan({ from: addDays(today, 1), days: wanted.days > 1 ? wanted.days - 1 : 7 });
  }
}

/** What to buy and what it costs, of one ingredient that is named or of all. Reckons, and keeps nothing. */
export const purchaseFacts: FactTool = async (context, { question, period }) => {
  const { deps, call, store, today } = context;
  const wanted = purchasePeriod(period, today);
  let plan: Plan;
  try {
    plan = await fromTomorrowAtLeast(wanted, today, (days) =>
      deps.purchasePlans.previewPlan(call, { storeId: store.id, ...days }),
    );
  } catch (error) {
    return nothing(reasonOf(error, context));
  }
  const named = matchNames(question, plan.lines, ({ name }) => name);
  const facts =
    named.length > 0 ? named.slice(0, 3).map((line) => lineFact(context, plan, line)) : planFacts(context, plan);
  return found(facts, [
    say(call.language, 'Buatkan rencana belanjanya', 'Make the purchase plan'),
    say(call.language, 'Bahan apa yang mau habis?', 'Which ingredients are running out?'),
  ]);
};

/** A neighbour's refusal as the sentence that it says to people; a fault stays a fault. */
function reasonOf(error: unknown, { call }: FactContext): string {
  if (error instanceof Refusal && error.code.startsWith('purchase-plans.'))
    return describeRefusal(error, call.language).detail;
  throw error;
}

function lineFact({ call: { language } }: FactContext, plan: Plan, line: PlanLine): Fact {
  const days = sayPeriod(plan, language);
  const amount = (value: number) => `${figure(value, language)} ${line.unit}`;
  const title = say(language, `${line.name}: belanja untuk ${days}`, `${line.name}: buying for ${days}`);
  const buy =
    line.quantity > 0
      ? say(
          language,
          `Beli ${amount(line.quantity)} ${line.name} untuk ${days}.`,
          `Buy ${amount(line.quantity)} of ${line.name} for ${days}.`,
        )
      : say(language, `${line.name} tidak perlu dibeli untuk ${days}.`, `${line.name} need not be bought for ${days}.`);
  const lines = [
    buy,
    say(
      language,
      `Perkiraan pemakaian ${amount(line.expectedUse)}, dengan cadangan ${amount(line.neededUse)}; stok ${amount(line.stock)}, dalam pesanan ${amount(line.onOrder)}.`,
      `Expected use ${amount(line.expectedUse)}, with a reserve ${amount(line.neededUse)}; in stock ${amount(line.stock)}, on order ${amount(line.onOrder)}.`,
    ),
  ];
  if (line.packs !== null && line.packLabel && line.quantity > 0)
    lines.push(
      say(
        language,
        `Itu ${figure(line.packs, language)} ${line.packLabel}.`,
        `That is ${figure(line.packs, language)} ${line.packLabel}.`,
      ),
    );
  if (line.cost && line.quantity > 0)
    lines.push(
      say(
        language,
        `Perkiraan biaya ${money(line.cost.amount, language)}.`,
        `Expected cost ${money(line.cost.amount, language)}.`,
      ),
    );
  if (line.quantity > 0) {
    const by = sayPeriod({ from: line.orderBy, to: line.orderBy }, language);
    lines.push(say(language, `Pesan paling lambat ${by}.`, `Order by ${by} at the latest.`));
  }
  return { tool: 'purchase-plan', title, lines };
}

function planFacts({ call: { language } }: FactContext, plan: Plan): Fact[] {
  const days = sayPeriod(plan, language);
  const title = say(language, `Belanja bahan untuk ${days}`, `Ingredients to buy for ${days}`);
  const lines = plan.lines.filter(({ quantity }) => quantity > 0);
  if (lines.length === 0)
    return [
      {
        tool: 'purchase-plan',
        title,
        lines: [
          say(language, `Tidak ada bahan yang perlu dibeli untuk ${days}.`, `Nothing has to be bought for ${days}.`),
        ],
      },
    ];
  const list = lines
    .slice(0, MOST_LINES)
    .map(
      (line) =>
        `${line.name} ${figure(line.quantity, language)} ${line.unit}${line.cost ? ` (${money(line.cost.amount, language)})` : ''}`,
    );
  const cost = say(
    language,
    `Perkiraan biaya seluruhnya ${money(plan.cost.amount, language)}.`,
    `Expected cost of all ${money(plan.cost.amount, language)}.`,
  );
  const more = lines.length - list.length;
  return [
    {
      tool: 'purchase-plan',
      title,
      lines: [
        say(
          language,
          `Yang perlu dibeli untuk ${days}: ${list.join('; ')}.`,
          `To buy for ${days}: ${list.join('; ')}.`,
        ),
        ...(more > 0
          ? [
              say(
                language,
                `Dan ${figure(more, language)} bahan lain.`,
                `And ${figure(more, language)} more ingredients.`,
              ),
            ]
          : []),
        cost,
      ],
    },
  ];
}
