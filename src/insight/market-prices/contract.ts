import { type Static, Type } from 'typebox';
import { STORE_REFUSALS } from '#insight/stores';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Money } from '#platform/money';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

const Day = Type.String({ format: 'date', maxLength: 10 });
export const CommodityCode = Type.String({ pattern: '^[a-z0-9]+(_[a-z0-9]+)*$', maxLength: 60 });
/** Interior Ministry code of a province or regency, `32` or `32.73`; `ID` for the whole country. */
export const RegionCode = Type.String({ pattern: '^(ID|[0-9]{2}(\\.[0-9]{2})?)$', maxLength: 5 });
/** Above this a price per kg is a typing error. */
export const MOST_PRICE = 100_000_000;
const PriceLimit = Type.Object(
  { amount: Type.Integer({ minimum: 1, maximum: MOST_PRICE }), currency: Type.Literal('IDR') },
  Strict,
);
export const PriceSource = Type.Enum(['pihps', 'bapanas', 'wfp', 'manual']);
export const PriceLevel = Type.Enum(['consumer', 'wholesale', 'producer']);

export const Commodity = Type.Object(
  {
    code: CommodityCode,
    name: Type.String(),
    category: Type.String(),
    /** The price is per one of these. */ unit: Type.String(),
  },
  Strict,
);
export type Commodity = Static<typeof Commodity>;
export const PriceRegion = Type.Object(
  { code: RegionCode, name: Type.String(), commodities: Type.Integer(), lastOn: Nullable(Day) },
  Strict,
);

/** One line of the price board: the last price and how it has moved. Changes are in percent. */
export const PriceNow = Type.Object(
  {
    commodity: CommodityCode,
    name: Type.String(),
    category: Type.String(),
    unit: Type.String(),
    regionCode: RegionCode,
    regionName: Type.String(),
    price: Money,
    on: Day,
    /** Days since the quote last moved: quotes are carried over weekends and holidays. */
    unchangedDays: Type.Integer(),
    weekChangePercent: Nullable(Type.Number()),
    monthChangePercent: Nullable(Type.Number()),
    /** Beside the mean of all regions with a price that day. */
    nationalPrice: Nullable(Money),
    source: PriceSource,
  },
  Strict,
);
export type PriceNow = Static<typeof PriceNow>;

export const PricePoint = Type.Object({ on: Day, price: Money, source: PriceSource }, Strict);

/** A row as sources give it. The region by code, or by the name of the province. */
export const PriceRow = Type.Object(
  {
    commodity: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
    region: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
    on: Day,
    /** Rupiah per unit of the commodity. */
    price: Type.Number({ exclusiveMinimum: 0, maximum: MOST_PRICE }),
    unit: Type.Optional(Type.String({ maxLength: 40 })),
  },
  Strict,
);
export type PriceRow = Static<typeof PriceRow>;

/**
 * When to tell a store: the price goes above or below `amount`; it has risen by `percent` within `days`; it is expected to
 * rise by `percent` within `days` (by the price forecast).
 */
const AlertRule = {
  commodity: CommodityCode,
  regionCode: RegionCode,
  kind: Type.Enum(['above', 'below', 'risen', 'expected_rise']),
  amount: Nullable(PriceLimit),
  percent: Nullable(Type.Number({ exclusiveMinimum: 0, maximum: 1_000 })),
  days: Nullable(Type.Integer({ minimum: 1, maximum: 30 })),
};
export const NewAlert = Type.Object(
  {
    commodity: CommodityCode,
    regionCode: Type.Optional(RegionCode),
    kind: AlertRule.kind,
    amount: Type.Optional(PriceLimit),
    percent: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1_000 })),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 })),
  },
  Strict,
);
export type NewAlert = Static<typeof NewAlert>;
export const PriceAlert = Type.Object(
  {
    id: Uuid,
    storeId: Uuid,
    ...AlertRule,
    commodityName: Type.String(),
    regionName: Type.String(),
    isActive: Type.Boolean(),
    /** The last day on which it spoke; it speaks again once the price has come back and crosses anew. */
    lastFiredOn: Nullable(Day),
    createdAt: Moment,
  },
  Strict,
);
export type PriceAlert = Static<typeof PriceAlert>;

const store = { storeId: Uuid };
const writeRefusals = ['stores.not-found', 'stores.read-only'] as const;

/** What food costs, by region and commodity: what sources quote, how it moved, and who wants to be told. Prices belong to everybody. */
export const marketPricesContract = defineContract({
  module: 'market_prices',
  operations: {
    listCommodities: {
      input: Type.Object({}, Strict),
      output: Type.Object({ items: Type.Array(Commodity) }, Strict),
      refusals: [],
    },
    /** Regions with prices. */
    listRegions: {
      input: Type.Object({}, Strict),
      output: Type.Object({ items: Type.Array(PriceRegion) }, Strict),
      refusals: [],
    },
    /** The last price of every commodity in a region, or of one commodity in every region. */
    priceBoard: {
      input: Type.Object({ regionCode: Type.Optional(RegionCode), commodity: Type.Optional(CommodityCode) }, Strict),
      output: Type.Object({ items: Type.Array(PriceNow) }, Strict),
      refusals: ['market-prices.filter-missing'],
    },
    /** Prices of a commodity in a region, in order of days: one per day with a quote; at most 2,000 days. */
    priceHistory: {
      input: Type.Object({ commodity: CommodityCode, regionCode: RegionCode, from: Day, to: Day }, Strict),
      output: Type.Object({ commodity: Commodity, regionName: Type.String(), points: Type.Array(PricePoint) }, Strict),
      refusals: ['market-prices.commodity-not-found', 'market-prices.region-not-found', 'market-prices.period-wrong'],
    },
    /** For other modules: the last price per unit of each commodity in the region, else in the country. Unknown ones are left out. */
    pricesOf: {
      input: Type.Object({ regionCode: RegionCode, commodities: Type.Array(CommodityCode, { maxItems: 200 }) }, Strict),
      output: Type.Object(
        {
          prices: Type.Array(
            Type.Object(
              {
                commodity: CommodityCode,
                regionCode: RegionCode,
                priceMinor: Type.Integer(),
                unit: Type.String(),
                on: Day,
              },
              Strict,
            ),
          ),
        },
        Strict,
      ),
      refusals: [],
    },
    /** For forecasts: daily prices of series in order of commodity and region, gaps (null) where nothing was quoted. */
    priceSeries: {
      input: Type.Object(
        {
          after: Nullable(Type.Object({ commodity: CommodityCode, regionCode: RegionCode }, Strict)),
          limit: Type.Integer({ minimum: 1, maximum: 500 }),
          days: Type.Integer({ minimum: 30, maximum: 2_000 }),
        },
        Strict,
      ),
      output: Type.Object(
        {
          series: Type.Array(
            Type.Object(
              {
                commodity: CommodityCode,
                regionCode: RegionCode,
                name: Type.String(),
                unit: Type.String(),
                startOn: Day,
                prices: Type.Array(Nullable(Type.Number())),
              },
              Strict,
            ),
          ),
        },
        Strict,
      ),
      refusals: [],
    },
    /**
     * By staff and the house: rows of one source. The same row again changes nothing, another price of the same day
     * replaces the earlier one. Rows that cannot be right are answered back, the others are kept.
     */
    importPrices: {
      input: Type.Object(
        {
          source: PriceSource,
          level: Type.Optional(PriceLevel),
          rows: Type.Array(PriceRow, { minItems: 1, maxItems: 10_000 }),
        },
        Strict,
      ),
      output: Type.Object(
        {
          saved: Type.Integer(),
          unchanged: Type.Integer(),
          refused: Type.Array(
            Type.Object(
              {
                row: Type.Integer(),
                code: Type.Enum([
                  'commodity-unknown',
                  'region-unknown',
                  'day-out-of-range',
                  'unit-unknown',
                  'price-wrong',
                ]),
              },
              Strict,
            ),
          ),
        },
        Strict,
      ),
      refusals: [],
    },
    listAlerts: {
      input: Type.Object({ ...store, ...PageQuery }, Strict),
      output: ListOf(PriceAlert),
      refusals: ['stores.not-found'],
    },
    addAlert: {
      input: Type.Object({ ...store, ...NewAlert.properties }, Strict),
      output: PriceAlert,
      refusals: [
        ...writeRefusals,
        'market-prices.commodity-not-found',
        'market-prices.region-not-found',
        'market-prices.alert-incomplete',
        'market-prices.too-many-alerts',
      ],
    },
    removeAlert: {
      input: Type.Object({ ...store, alertId: Uuid }, Strict),
      output: Type.Object({}, Strict),
      refusals: [...writeRefusals, 'market-prices.alert-not-found'],
    },
    /** By forecasts, after a run over prices: the means that lie ahead, so that expected rises are told in time. */
    considerForecasts: {
      input: Type.Object(
        {
          forecasts: Type.Array(
            Type.Object(
              {
                commodity: CommodityCode,
                regionCode: RegionCode,
                startOn: Day,
                /** Rupiah per unit, one per day. */
                means: Type.Array(Type.Number(), { maxItems: 90 }),
              },
              Strict,
            ),
            { maxItems: 1_000 },
          ),
        },
        Strict,
      ),
      output: Type.Object({ fired: Type.Integer() }, Strict),
      refusals: [],
    },
  },
  events: {
    'market-price.imported': {
      version: 1,
      aggregate: 'price-source',
      payload: Type.Object({ source: Type.String(), rows: Type.Integer(), from: Day, to: Day }),
    },
    /** A rule spoke; one event per person to be told. */
    'price-alert.fired': {
      version: 1,
      aggregate: 'price-alert',
      payload: Type.Object({
        alertId: Uuid,
        storeId: Uuid,
        userId: Uuid,
        commodityName: Type.String(),
        regionName: Type.String(),
        unit: Type.String(),
        kind: Type.String(),
        priceMinor: Type.Integer(),
        /** Percent of the rise; 0 where the rule is about the price itself. */
        percent: Type.Number(),
        on: Day,
      }),
    },
  },
  refusals: {
    ...STORE_REFUSALS,
    'market-prices.filter-missing': {
      status: 422,
      id: 'Sebutkan wilayah atau komoditasnya.',
      en: 'Name a region or a commodity.',
    },
    'market-prices.commodity-not-found': {
      status: 404,
      id: 'Komoditas ini tidak ada.',
      en: 'There is no such commodity.',
    },
    'market-prices.region-not-found': { status: 404, id: 'Wilayah ini tidak ada.', en: 'There is no such region.' },
    'market-prices.period-wrong': {
      status: 422,
      id: 'Tanggal akhir harus sesudah tanggal mulai, paling lama {most} hari.',
      en: 'The last day comes after the first, and at most {most} days are asked for at a time.',
    },
    'market-prices.alert-incomplete': {
      status: 422,
      id: 'Isi batas harganya, atau berapa persen naik dalam berapa hari.',
      en: 'Give the limit of the price, or by how many percent within how many days.',
    },
    'market-prices.alert-not-found': { status: 404, id: 'Peringatan ini tidak ada.', en: 'There is no such alert.' },
    'market-prices.too-many-alerts': {
      status: 422,
      id: 'Satu toko paling banyak punya {most} peringatan harga.',
      en: 'A store can have at most {most} price alerts.',
    },
  },
});
export type MarketPricesApi = ApiOf<typeof marketPricesContract>;
