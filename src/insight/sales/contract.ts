import { type Static, Type } from 'typebox';
import { STORE_REFUSALS } from '#insight/stores';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { MAX_AMOUNT_MINOR, Money } from '#platform/money';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

/** A calendar day in the store's time zone. */
const Day = Type.String({ format: 'date', maxLength: 10 });
/** Longest stretch of days that one question may ask for: three years and a bit. */
export const MOST_DAYS = 1_200;
/** More of one thing on one day is a typing error. */
const Quantity = Type.Number({ minimum: 0, maximum: 1_000_000 });
const Amount = Type.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR });
const ItemName = Type.String({ minLength: 1, maxLength: 160, pattern: '\\S' });
const Sku = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });

/** What a store sells, as sales name it: one product of the marketplace, or one item of the till. */
export const StoreProduct = Type.Object(
  {
    id: Uuid,
    name: Type.String(),
    sku: Nullable(Type.String()),
    category: Nullable(Type.String()),
    /** The product of the marketplace behind it. */
    catalogProductId: Nullable(Uuid),
    /** Mean price of the last day it was sold. */
    lastPrice: Nullable(Money),
    firstSoldOn: Nullable(Day),
    lastSoldOn: Nullable(Day),
    /** Sold in the 28 days before the last day with sales. */
    recentQuantity: Type.Number(),
    isActive: Type.Boolean(),
  },
  Strict,
);
export type StoreProduct = Static<typeof StoreProduct>;

/** A till line or a day's total of one item. `soldAt` a moment, or a day alone. Sent twice under one `externalId` it counts once. */
export const SalesRow = Type.Object(
  {
    externalId: Type.String({ minLength: 1, maxLength: 120 }),
    soldAt: Type.Union([Moment, Day]),
    product: ItemName,
    sku: Type.Optional(Sku),
    category: Type.Optional(Type.String({ maxLength: 80 })),
    quantity: Quantity,
    /** What was paid for the line, in rupiah. Left out: unknown, quantity only. */
    amount: Type.Optional(Amount),
  },
  Strict,
);
export type SalesRow = Static<typeof SalesRow>;

export const SalesDay = Type.Object(
  {
    on: Day,
    quantity: Type.Number(),
    revenue: Money,
    /** Receipts or orders; 0 where only totals of the day are known. */
    transactions: Type.Integer(),
    /** The store was shut. */
    isClosed: Type.Boolean(),
  },
  Strict,
);
export type SalesDay = Static<typeof SalesDay>;

export const SalesSummary = Type.Object(
  {
    /** The day it is about: today in the store's zone, or the last day with sales if that lies before. */
    on: Day,
    today: Type.Object({ quantity: Type.Number(), revenue: Money, transactions: Type.Integer() }, Strict),
    /** Mean of the same weekday in the four weeks before; null without any. */
    usual: Nullable(Type.Object({ quantity: Type.Number(), revenue: Money, transactions: Type.Number() }, Strict)),
    week: Type.Object({ revenue: Money, previousRevenue: Money }, Strict),
    month: Type.Object({ revenue: Money, previousRevenue: Money }, Strict),
    best: Type.Array(
      Type.Object({ productId: Uuid, name: Type.String(), quantity: Type.Number(), revenue: Money }, Strict),
    ),
    firstOn: Nullable(Day),
    lastOn: Nullable(Day),
    daysWithSales: Type.Integer(),
  },
  Strict,
);
export type SalesSummary = Static<typeof SalesSummary>;

/** What is special about past or coming days of a product, or of the whole store: not learned as ordinary demand. */
export const Mark = Type.Object(
  {
    id: Uuid,
    productId: Nullable(Uuid),
    from: Day,
    to: Day,
    kind: Type.Enum(['stock_out', 'promotion', 'closed', 'other']),
    note: Type.String(),
  },
  Strict,
);
export type Mark = Static<typeof Mark>;
const NewMark = {
  productId: Nullable(Uuid),
  from: Day,
  to: Day,
  kind: Mark.properties.kind,
  note: Type.String({ maxLength: 200 }),
};

export const RefusedRow = Type.Object(
  {
    /** Line in the file, the header being 1; row of the request from 1. */
    line: Type.Integer(),
    column: Nullable(Type.String()),
    code: Type.Enum([
      'missing',
      'date-wrong',
      'date-out-of-range',
      'number-wrong',
      'number-out-of-range',
      'text-too-long',
      'unreadable',
    ]),
    /** In the caller's language. */
    detail: Type.String(),
  },
  Strict,
);
export type RefusedRow = Static<typeof RefusedRow>;

/** Which column of the file holds what; columns are found by their usual names where this is left out. */
export const ColumnMapping = Type.Object(
  {
    date: Type.Optional(Type.String({ maxLength: 120 })),
    time: Type.Optional(Type.String({ maxLength: 120 })),
    product: Type.Optional(Type.String({ maxLength: 120 })),
    sku: Type.Optional(Type.String({ maxLength: 120 })),
    category: Type.Optional(Type.String({ maxLength: 120 })),
    quantity: Type.Optional(Type.String({ maxLength: 120 })),
    amount: Type.Optional(Type.String({ maxLength: 120 })),
    price: Type.Optional(Type.String({ maxLength: 120 })),
    transaction: Type.Optional(Type.String({ maxLength: 120 })),
    externalId: Type.Optional(Type.String({ maxLength: 120 })),
    /** How days are written where it is not plain: `03/04/2026` is 3 April here unless said otherwise. */
    dateOrder: Type.Optional(Type.Enum(['dmy', 'mdy', 'ymd'])),
  },
  Strict,
);
export type ColumnMapping = Static<typeof ColumnMapping>;

export const ImportReport = Type.Object(
  {
    id: Nullable(Uuid),
    fileName: Type.String(),
    isDryRun: Type.Boolean(),
    rows: Type.Integer(),
    /** Lines that are new, that were there already, and that were there with other figures and are put right. */
    accepted: Type.Integer(),
    repeated: Type.Integer(),
    corrected: Type.Integer(),
    refused: Type.Integer(),
    productsMade: Type.Integer(),
    from: Nullable(Day),
    to: Nullable(Day),
    columns: Type.Array(Type.String()),
    mapping: ColumnMapping,
    /** The first hundred. */
    firstRefused: Type.Array(RefusedRow),
    /** The first ten as they were understood. */
    preview: Type.Array(
      Type.Object(
        {
          line: Type.Integer(),
          on: Day,
          product: Type.String(),
          quantity: Type.Number(),
          revenue: Nullable(Money),
        },
        Strict,
      ),
    ),
    createdAt: Moment,
  },
  Strict,
);
export type ImportReport = Static<typeof ImportReport>;

const fromTo = { from: Day, to: Day };
const store = { storeId: Uuid };
const storeRefusals = ['stores.not-found'] as const;
const writeRefusals = ['stores.not-found', 'stores.read-only'] as const;

/** A series of whole days, one value per day; a gap (null) where the store was shut, an item was out, or a promotion ran. */
export const DailySeries = Type.Object(
  {
    productId: Uuid,
    name: Type.String(),
    category: Nullable(Type.String()),
    /** First day of `quantities`. */
    startOn: Day,
    quantities: Type.Array(Nullable(Type.Number())),
    /** Mean rupiah per piece over the last 28 days with sales; null when never known. */
    priceMinor: Nullable(Type.Integer()),
  },
  Strict,
);
export type DailySeries = Static<typeof DailySeries>;

/** What was sold, per store, product and day: from the marketplace by itself, from tills by API and file. */
export const salesContract = defineContract({
  module: 'sales',
  operations: {
    /** Till rows, all or none. Rows of an `externalId` that is known with other figures put it right. */
    recordSales: {
      input: Type.Object({ ...store, rows: Type.Array(SalesRow, { minItems: 1, maxItems: 1_000 }) }, Strict),
      output: Type.Object(
        { accepted: Type.Integer(), repeated: Type.Integer(), corrected: Type.Integer(), productsMade: Type.Integer() },
        Strict,
      ),
      refusals: [...writeRefusals, 'sales.day-out-of-range', 'sales.too-many-products'],
    },
    /** A CSV or XLSX file of a till. A dry run says what would happen and writes nothing. */
    importSales: {
      input: Type.Object(
        {
          ...store,
          fileName: Type.String({ minLength: 1, maxLength: 255 }),
          base64: Type.String({ maxLength: 20_000_000 }),
          mapping: ColumnMapping,
          isDryRun: Type.Boolean(),
        },
        Strict,
      ),
      output: ImportReport,
      refusals: [
        ...writeRefusals,
        'sales.file-unreadable',
        'sales.file-too-large',
        'sales.column-missing',
        'sales.too-many-products',
      ],
    },
    listImports: {
      input: Type.Object({ ...store, ...PageQuery }, Strict),
      output: ListOf(ImportReport),
      refusals: [...storeRefusals],
    },
    /** Sets what was sold of a product on a day (all channels together), with a reason; audited. */
    correctDay: {
      input: Type.Object(
        {
          ...store,
          productId: Uuid,
          on: Day,
          quantity: Quantity,
          amount: Type.Optional(Amount),
          reason: Type.String({ minLength: 3, maxLength: 300 }),
        },
        Strict,
      ),
      output: SalesDay,
      refusals: [...writeRefusals, 'sales.product-not-found', 'sales.day-out-of-range'],
    },
    /** Sales per day, of the store or of one product, in order; days without sales are there with 0. */
    salesByDay: {
      input: Type.Object({ ...store, ...fromTo, productId: Type.Optional(Uuid) }, Strict),
      output: Type.Object({ items: Type.Array(SalesDay) }, Strict),
      refusals: [...storeRefusals, 'sales.period-wrong', 'sales.product-not-found'],
    },
    /** Sales per product in a period, the most money first; at most 100. */
    salesByProduct: {
      input: Type.Object(
        { ...store, ...fromTo, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) },
        Strict,
      ),
      output: Type.Object(
        {
          items: Type.Array(
            Type.Object({ productId: Uuid, name: Type.String(), quantity: Type.Number(), revenue: Money }, Strict),
          ),
        },
        Strict,
      ),
      refusals: [...storeRefusals, 'sales.period-wrong'],
    },
    /** The first page of the desk: today beside the usual, week, month, best sellers. */
    salesSummary: { input: Type.Object(store, Strict), output: SalesSummary, refusals: [...storeRefusals] },
    listProducts: {
      input: Type.Object(
        { ...store, ...PageQuery, q: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) },
        Strict,
      ),
      output: ListOf(StoreProduct),
      refusals: [...storeRefusals],
    },
    changeProduct: {
      input: Type.Object(
        {
          ...store,
          productId: Uuid,
          name: Type.Optional(ItemName),
          category: Type.Optional(Nullable(Type.String({ maxLength: 80 }))),
          isActive: Type.Optional(Type.Boolean()),
        },
        Strict,
      ),
      output: StoreProduct,
      refusals: [...writeRefusals, 'sales.product-not-found'],
    },
    /** For other modules, which answer for who may see it. Unknown ids are left out. */
    productsByIds: {
      input: Type.Object({ ...store, productIds: Type.Array(Uuid, { maxItems: 1_000 }) }, Strict),
      output: Type.Object({ products: Type.Array(StoreProduct) }, Strict),
      refusals: [],
    },
    listMarks: {
      input: Type.Object({ ...store, ...fromTo }, Strict),
      output: Type.Object({ items: Type.Array(Mark) }, Strict),
      refusals: [...storeRefusals, 'sales.period-wrong'],
    },
    addMark: {
      input: Type.Object({ ...store, ...NewMark }, Strict),
      output: Mark,
      refusals: [...writeRefusals, 'sales.period-wrong', 'sales.product-not-found', 'sales.too-many-marks'],
    },
    removeMark: {
      input: Type.Object({ ...store, markId: Uuid }, Strict),
      output: Type.Object({}, Strict),
      refusals: [...writeRefusals, 'sales.mark-not-found'],
    },
    /**
     * For forecasts: the last `days` days of active products, in order of id, at most 1,000 products at a time; and the
     * store as a whole. Ends with the last day that has sales anywhere in the store.
     */
    dailySeries: {
      input: Type.Object(
        {
          ...store,
          days: Type.Integer({ minimum: 1, maximum: MOST_DAYS }),
          afterProductId: Nullable(Uuid),
          limit: Type.Integer({ minimum: 1, maximum: 1_000 }),
        },
        Strict,
      ),
      output: Type.Object(
        {
          endOn: Nullable(Day),
          series: Type.Array(DailySeries),
          /** The store as a whole, where `afterProductId` is null. */
          store: Nullable(
            Type.Object(
              {
                startOn: Day,
                quantities: Type.Array(Nullable(Type.Number())),
                revenuesMinor: Type.Array(Nullable(Type.Integer())),
              },
              Strict,
            ),
          ),
        },
        Strict,
      ),
      refusals: [],
    },
    /** For other modules, which answer for who may see it: what was sold on these days, of a product or (null) of the store; null for days that are not over. */
    actualsOf: {
      input: Type.Object(
        {
          ...store,
          days: Type.Array(Type.Object({ productId: Nullable(Uuid), on: Day }, Strict), { maxItems: 100 }),
        },
        Strict,
      ),
      output: Type.Object(
        {
          days: Type.Array(
            Type.Object({ quantity: Nullable(Type.Number()), revenueMinor: Nullable(Type.Integer()) }, Strict),
          ),
        },
        Strict,
      ),
      refusals: [],
    },
    /** For the demo and for imports by the house: whole days at once, known ones are left alone. */
    seedDays: {
      input: Type.Object(
        {
          ...store,
          products: Type.Array(
            Type.Object(
              {
                productId: Uuid,
                name: ItemName,
                category: Type.String({ maxLength: 80 }),
                startOn: Day,
                quantities: Type.Array(Quantity, { maxItems: MOST_DAYS }),
                priceMinor: Amount,
              },
              Strict,
            ),
            { maxItems: 1_000 },
          ),
        },
        Strict,
      ),
      output: Type.Object({ days: Type.Integer() }, Strict),
      refusals: [],
    },
  },
  events: {
    /** Figures of a store have changed between these days. At most one per write. */
    'sales.changed': {
      version: 1,
      aggregate: 'store',
      payload: Type.Object({ storeId: Uuid, from: Day, to: Day, source: Type.String(), rows: Type.Integer() }),
    },
  },
  refusals: {
    ...STORE_REFUSALS,
    'sales.product-not-found': { status: 404, id: 'Produk ini tidak ada.', en: 'There is no such product.' },
    'sales.mark-not-found': { status: 404, id: 'Catatan hari ini tidak ada.', en: 'There is no such mark.' },
    'sales.period-wrong': {
      status: 422,
      id: 'Tanggal akhir harus sesudah tanggal mulai, paling lama {most} hari.',
      en: 'The last day comes after the first, and at most {most} days are asked for at a time.',
    },
    'sales.day-out-of-range': {
      status: 422,
      id: 'Baris {line}: tanggal {day} di luar jangkauan (2000 sampai besok).',
      en: 'Row {line}: the day {day} is out of range (2000 to tomorrow).',
    },
    'sales.file-unreadable': {
      status: 422,
      id: 'Berkas ini tidak bisa dibaca sebagai CSV atau XLSX: {reason}',
      en: 'This file cannot be read as CSV or XLSX: {reason}',
    },
    'sales.file-too-large': {
      status: 413,
      id: 'Berkas ini terlalu besar: paling banyak {most} {unit}.',
      en: 'This file is too large: at most {most} {unit}.',
    },
    'sales.column-missing': {
      status: 422,
      id: 'Kolom {column} tidak ditemukan. Kolom di berkas: {columns}. Tunjuk kolomnya di "mapping".',
      en: 'There is no column for {column}. Columns of the file: {columns}. Name it in "mapping".',
    },
    'sales.too-many-products': {
      status: 422,
      id: 'Satu toko paling banyak punya {most} produk.',
      en: 'A store can have at most {most} products.',
    },
    'sales.too-many-marks': { status: 422, id: 'Paling banyak {most} catatan.', en: 'At most {most} marks.' },
  },
});
export type SalesApi = ApiOf<typeof salesContract>;
