import { type Static, Type } from 'typebox';
import { STORE_REFUSALS } from '#insight/stores';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Money } from '#platform/money';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

const Day = Type.String({ format: 'date', maxLength: 10 });
const Quantity = Type.Number({ minimum: 0, maximum: 1_000_000_000 });

export const NewPlan = Type.Object(
  {
    /** First day to cover; tomorrow when left out. */
    from: Type.Optional(Day),
    days: Type.Integer({ minimum: 1, maximum: 60 }),
    /** How often the stock should suffice, in percent: 50 buys the mean, 95 hardly ever runs out. 90 when left out. */
    serviceLevelPercent: Type.Optional(Type.Number({ minimum: 50, maximum: 99 })),
  },
  Strict,
);
export type NewPlan = Static<typeof NewPlan>;

export const PlanLine = Type.Object(
  {
    ingredientId: Uuid,
    name: Type.String(),
    category: Type.String(),
    supplier: Type.String(),
    unit: Type.String(),
    /** Of the period: what is expected to be used, and what it takes to suffice at the service level. */
    expectedUse: Type.Number(),
    neededUse: Type.Number(),
    /** Difference of the two: the safety stock. */
    safety: Type.Number(),
    stock: Type.Number(),
    onOrder: Type.Number(),
    /** neededUse (days before `from` as well) less stock less onOrder, rounded up to whole packs; what a person says instead. */
    quantity: Type.Number(),
    packs: Nullable(Type.Number()),
    packLabel: Nullable(Type.String()),
    packQuantity: Nullable(Type.Number()),
    isChanged: Type.Boolean(),
    note: Type.String(),
    unitPrice: Nullable(Money),
    /** At the day of buying: `market-forecast`, `market`, `pack`, `own`, or `none`. */
    priceFrom: Type.Enum(['market-forecast', 'market', 'pack', 'own', 'none']),
    cost: Nullable(Money),
    costLow: Nullable(Money),
    costHigh: Nullable(Money),
    leadTimeDays: Type.Integer(),
    /** Last day to order it so that it is there in time. */
    orderBy: Day,
    /** The day the stock (and what is on order) runs out as expected; null within the forecast. */
    runsOutOn: Nullable(Day),
    shelfLifeDays: Nullable(Type.Integer()),
    /** It would keep less long than the period: buy it in parts. */
    spoilsBeforeUse: Type.Boolean(),
    /** Which products it is for, the largest first; at most 5. */
    products: Type.Array(Type.Object({ productId: Uuid, name: Type.String(), share: Type.Number() }, Strict)),
    /** How good the forecast behind it is, in words. */
    accuracyWords: Type.String(),
  },
  Strict,
);
export type PlanLine = Static<typeof PlanLine>;

const head = {
  id: Uuid,
  storeId: Uuid,
  from: Day,
  to: Day,
  serviceLevelPercent: Type.Number(),
  status: Type.Enum(['draft', 'ordered', 'arrived']),
  lineCount: Type.Integer(),
  cost: Money,
  costLow: Money,
  costHigh: Money,
  /** Lines without any price; their cost is not in the sum. */
  unpricedLines: Type.Integer(),
  forecastVersion: Type.Integer(),
  version: Type.Integer(),
  createdAt: Moment,
};
export const PlanHead = Type.Object(head, Strict);
export type PlanHead = Static<typeof PlanHead>;
export const Plan = Type.Object(
  {
    ...head,
    storeName: Type.String(),
    lines: Type.Array(PlanLine),
    /** Products that sell but have no recipe: their ingredients are not in the plan. At most 20. */
    withoutRecipe: Type.Array(Type.Object({ productId: Uuid, name: Type.String() }, Strict)),
  },
  Strict,
);
export type Plan = Static<typeof Plan>;

/** An ingredient that is expected to run out before it can be there if it is not ordered now. */
export const Shortage = Type.Object(
  {
    ingredientId: Uuid,
    name: Type.String(),
    unit: Type.String(),
    stock: Type.Number(),
    runsOutOn: Day,
    orderBy: Day,
  },
  Strict,
);
export type Shortage = Static<typeof Shortage>;

const one = { storeId: Uuid, planId: Uuid };
const writeRefusals = ['stores.not-found', 'stores.read-only', 'purchase-plans.not-found'] as const;

/** What to buy, until when, and what it will cost: forecast × recipe − stock. */
export const purchasePlansContract = defineContract({
  module: 'purchase_plans',
  operations: {
    createPlan: {
      input: Type.Object({ storeId: Uuid, ...NewPlan.properties }, Strict),
      output: Plan,
      refusals: [
        'stores.not-found',
        'stores.read-only',
        'purchase-plans.no-forecast',
        'purchase-plans.no-recipes',
        'purchase-plans.period-not-covered',
      ],
    },
    /** The same without keeping it: for the assistant and for trying service levels. */
    previewPlan: {
      input: Type.Object({ storeId: Uuid, ...NewPlan.properties }, Strict),
      output: Plan,
      refusals: [
        'stores.not-found',
        'purchase-plans.no-forecast',
        'purchase-plans.no-recipes',
        'purchase-plans.period-not-covered',
      ],
    },
    listPlans: {
      input: Type.Object({ storeId: Uuid, ...PageQuery }, Strict),
      output: ListOf(PlanHead),
      refusals: ['stores.not-found'],
    },
    getPlan: {
      input: Type.Object(one, Strict),
      output: Plan,
      refusals: ['stores.not-found', 'purchase-plans.not-found'],
    },
    /** A person's own quantity and note; only while it is a draft. */
    changeLine: {
      input: Type.Object(
        {
          ...one,
          ingredientId: Uuid,
          quantity: Type.Optional(Quantity),
          note: Type.Optional(Type.String({ maxLength: 200 })),
          expectedVersion: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
        },
        Strict,
      ),
      output: Plan,
      refusals: [
        ...writeRefusals,
        'purchase-plans.line-not-found',
        'purchase-plans.not-a-draft',
        'purchase-plans.changed-meanwhile',
      ],
    },
    /** It was ordered: quantities are on their way. Twice is once. */
    markOrdered: {
      input: Type.Object(one, Strict),
      output: Plan,
      refusals: [...writeRefusals, 'purchase-plans.not-a-draft'],
    },
    /** It has arrived: quantities are on the shelf. Twice is once. */
    markArrived: {
      input: Type.Object(one, Strict),
      output: Plan,
      refusals: [...writeRefusals, 'purchase-plans.not-ordered'],
    },
    removePlan: {
      input: Type.Object(one, Strict),
      output: Type.Object({}, Strict),
      refusals: [...writeRefusals, 'purchase-plans.not-a-draft'],
    },
    /** As a file: CSV, XLSX, or plain text for a message. Formulas in names are harmless in it. */
    exportPlan: {
      input: Type.Object({ ...one, format: Type.Enum(['csv', 'xlsx', 'text']) }, Strict),
      output: Type.Object({ fileName: Type.String(), mediaType: Type.String(), base64: Type.String() }, Strict),
      refusals: ['stores.not-found', 'purchase-plans.not-found'],
    },
    /** What runs out before it can be there, the most urgent first; at most 100. */
    shortages: {
      input: Type.Object({ storeId: Uuid }, Strict),
      output: Type.Object({ items: Type.Array(Shortage) }, Strict),
      refusals: ['stores.not-found'],
    },
  },
  events: {
    'purchase-plan.created': {
      version: 1,
      aggregate: 'purchase-plan',
      payload: Type.Object({ planId: Uuid, storeId: Uuid, lines: Type.Integer(), costMinor: Type.Integer() }),
    },
    'purchase-plan.ordered': {
      version: 1,
      aggregate: 'purchase-plan',
      payload: Type.Object({ planId: Uuid, storeId: Uuid, costMinor: Type.Integer() }),
    },
    /** Said after a nightly run, to the owner, of what has become short since the last one. */
    'ingredient.running-out': {
      version: 1,
      aggregate: 'store',
      payload: Type.Object({
        storeId: Uuid,
        userId: Uuid,
        storeName: Type.String(),
        count: Type.Integer(),
        /** The three most urgent. */
        names: Type.Array(Type.String()),
        firstOn: Day,
      }),
    },
  },
  refusals: {
    ...STORE_REFUSALS,
    'purchase-plans.not-found': { status: 404, id: 'Rencana belanja ini tidak ada.', en: 'There is no such plan.' },
    'purchase-plans.line-not-found': {
      status: 404,
      id: 'Bahan ini tidak ada di rencana.',
      en: 'The plan has no such line.',
    },
    'purchase-plans.no-forecast': {
      status: 422,
      id: 'Belum ada perkiraan bahan. Jalankan perkiraan dulu.',
      en: 'There is no forecast of ingredients yet. Run one first.',
    },
    'purchase-plans.no-recipes': {
      status: 422,
      id: 'Belum ada resep, jadi bahan yang perlu dibeli tidak bisa dihitung.',
      en: 'There are no recipes, so what to buy cannot be reckoned.',
    },
    'purchase-plans.period-not-covered': {
      status: 422,
      id: 'Perkiraan yang ada hanya sampai {to}.',
      en: 'The forecast reaches only to {to}.',
    },
    'purchase-plans.not-a-draft': {
      status: 409,
      id: 'Rencana ini sudah dipesan.',
      en: 'This plan has been ordered.',
    },
    'purchase-plans.not-ordered': {
      status: 409,
      id: 'Rencana ini belum dipesan.',
      en: 'This plan has not been ordered.',
    },
    'purchase-plans.changed-meanwhile': {
      status: 412,
      id: 'Rencana ini sudah diubah di tempat lain. Muat ulang dulu.',
      en: 'The plan was changed elsewhere. Reload first.',
    },
  },
});
export type PurchasePlansApi = ApiOf<typeof purchasePlansContract>;
