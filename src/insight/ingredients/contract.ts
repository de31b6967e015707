import { type Static, Type } from 'typebox';
import { STORE_REFUSALS } from '#insight/stores';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { AmountMinor } from '#platform/money';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';
import { UNIT_NAMES } from './unit-rules.ts';

export { convertQuantity, UNIT_NAMES, type UnitName } from './unit-rules.ts';

export const Unit = Type.Enum(UNIT_NAMES);
/** A price people write down: rupiah, not below zero. */
const Price = Type.Object({ amount: AmountMinor, currency: Type.Literal('IDR') }, Strict);
const Positive = Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000_000 });
const Quantity = Type.Number({ minimum: 0, maximum: 1_000_000_000 });
const Name = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });
const Category = Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' });
/** Code of a commodity of market-prices, `cabai_rawit`. */
const CommodityCode = Type.String({ pattern: '^[a-z0-9]+(_[a-z0-9]+)*$', maxLength: 60 });

const Conversion = Type.Object({ unit: Unit, quantity: Positive, of: Unit }, Strict);

const Written = {
  name: Name,
  category: Category,
  /** What it is counted, bought and planned in. */
  unit: Unit,
  /** How it is sold: a pack of `quantity` units, at what price. Needs are rounded up to whole packs. */
  pack: Nullable(
    Type.Object(
      { label: Type.String({ minLength: 1, maxLength: 60 }), quantity: Positive, price: Nullable(Price) },
      Strict,
    ),
  ),
  /** What one unit costs when nothing else is known. */
  unitPrice: Nullable(Price),
  /** The commodity of the market whose price it follows, in which unit, at what share: 1 is the market's price itself. */
  market: Nullable(
    Type.Object(
      {
        commodity: CommodityCode,
        /** The price per what; `kg` for most. */
        per: Unit,
        factor: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
      },
      Strict,
    ),
  ),
  conversions: Type.Array(Conversion, { maxItems: 20 }),
  leadTimeDays: Type.Integer({ minimum: 0, maximum: 90 }),
  /** Days it keeps; null: for long. */
  shelfLifeDays: Nullable(Type.Integer({ minimum: 1, maximum: 3_650 })),
  supplier: Type.String({ maxLength: 120 }),
};

export const Ingredient = Type.Object(
  {
    id: Uuid,
    ...Written,
    stock: Type.Object({ quantity: Type.Number(), countedAt: Nullable(Moment) }, Strict),
    onOrder: Type.Number(),
    isActive: Type.Boolean(),
    version: Type.Integer(),
  },
  Strict,
);
export type Ingredient = Static<typeof Ingredient>;

export const NewIngredient = Type.Object(
  {
    name: Name,
    category: Category,
    unit: Unit,
    pack: Type.Optional(Written.pack),
    unitPrice: Type.Optional(Written.unitPrice),
    market: Type.Optional(Written.market),
    conversions: Type.Optional(Written.conversions),
    leadTimeDays: Type.Optional(Written.leadTimeDays),
    shelfLifeDays: Type.Optional(Written.shelfLifeDays),
    supplier: Type.Optional(Written.supplier),
    stock: Type.Optional(Quantity),
  },
  Strict,
);
export type NewIngredient = Static<typeof NewIngredient>;
export const IngredientChange = Type.Object(
  {
    name: Type.Optional(Name),
    category: Type.Optional(Category),
    pack: Type.Optional(Written.pack),
    unitPrice: Type.Optional(Written.unitPrice),
    market: Type.Optional(Written.market),
    conversions: Type.Optional(Written.conversions),
    leadTimeDays: Type.Optional(Written.leadTimeDays),
    shelfLifeDays: Type.Optional(Written.shelfLifeDays),
    supplier: Type.Optional(Written.supplier),
    isActive: Type.Optional(Type.Boolean()),
    expectedVersion: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
  },
  Strict,
);
export const StockCount = Type.Object({ quantity: Quantity, unit: Type.Optional(Unit) }, Strict);

const one = { storeId: Uuid, ingredientId: Uuid };
const writeRefusals = ['stores.not-found', 'stores.read-only'] as const;

/** What a store cooks and sells with: units, packs, stock on the shelf, whose market price it follows. */
export const ingredientsContract = defineContract({
  module: 'ingredients',
  operations: {
    /** By name. */
    listIngredients: {
      input: Type.Object(
        { storeId: Uuid, ...PageQuery, category: Type.Optional(Category), isActive: Type.Optional(Type.Boolean()) },
        Strict,
      ),
      output: ListOf(Ingredient),
      refusals: ['stores.not-found'],
    },
    getIngredient: {
      input: Type.Object(one, Strict),
      output: Ingredient,
      refusals: ['stores.not-found', 'ingredients.not-found'],
    },
    /** For other modules, which answer for who may see it: those asked for, or all of the store (at most 1,000). */
    ingredientsOf: {
      input: Type.Object({ storeId: Uuid, ingredientIds: Nullable(Type.Array(Uuid, { maxItems: 1_000 })) }, Strict),
      output: Type.Object({ ingredients: Type.Array(Ingredient) }, Strict),
      refusals: [],
    },
    createIngredient: {
      input: Type.Object({ storeId: Uuid, ...NewIngredient.properties }, Strict),
      output: Ingredient,
      refusals: [...writeRefusals, 'ingredients.name-taken', 'ingredients.unit-unclear', 'ingredients.too-many'],
    },
    changeIngredient: {
      input: Type.Object({ ...one, ...IngredientChange.properties }, Strict),
      output: Ingredient,
      refusals: [
        ...writeRefusals,
        'ingredients.not-found',
        'ingredients.name-taken',
        'ingredients.unit-unclear',
        'ingredients.changed-meanwhile',
      ],
    },
    /** What was found on the shelf. */
    countStock: {
      input: Type.Object({ ...one, ...StockCount.properties }, Strict),
      output: Ingredient,
      refusals: [...writeRefusals, 'ingredients.not-found', 'ingredients.unit-unclear'],
    },
    /** Bought and on its way (positive), or arrived: off the order and onto the shelf (`arrived`). Once per `movementKey`. */
    moveOrdered: {
      input: Type.Object(
        {
          storeId: Uuid,
          movementKey: Uuid,
          kind: Type.Enum(['ordered', 'arrived']),
          lines: Type.Array(Type.Object({ ingredientId: Uuid, quantity: Quantity }, Strict), { maxItems: 1_000 }),
        },
        Strict,
      ),
      output: Type.Object({}, Strict),
      refusals: [],
    },
    /** For the demo: ingredients of these ids, those that are there left alone. */
    seedIngredients: {
      input: Type.Object(
        {
          storeId: Uuid,
          ingredients: Type.Array(Type.Object({ ingredientId: Uuid, ...NewIngredient.properties }, Strict), {
            maxItems: 1_000,
          }),
        },
        Strict,
      ),
      output: Type.Object({}, Strict),
      refusals: [],
    },
  },
  events: {
    'ingredient.changed': {
      version: 1,
      aggregate: 'ingredient',
      payload: Type.Object({ storeId: Uuid, ingredientId: Uuid, name: Type.String() }),
    },
  },
  refusals: {
    ...STORE_REFUSALS,
    'ingredients.not-found': { status: 404, id: 'Bahan ini tidak ada.', en: 'There is no such ingredient.' },
    'ingredients.name-taken': {
      status: 409,
      id: 'Bahan "{name}" sudah ada.',
      en: 'There is an ingredient "{name}" already.',
    },
    'ingredients.unit-unclear': {
      status: 422,
      id: 'Satuan {from} belum bisa diubah ke {to}. Tulis dulu ukurannya, misalnya 1 {from} = … {to}.',
      en: 'Nothing says how {from} becomes {to}. Say so first, as in 1 {from} = … {to}.',
    },
    'ingredients.too-many': {
      status: 422,
      id: 'Satu toko paling banyak punya {most} bahan.',
      en: 'A store can have at most {most} ingredients.',
    },
    'ingredients.changed-meanwhile': {
      status: 412,
      id: 'Bahan ini sudah diubah di tempat lain. Muat ulang dulu.',
      en: 'The ingredient was changed elsewhere. Reload first.',
    },
  },
});
export type IngredientsApi = ApiOf<typeof ingredientsContract>;
