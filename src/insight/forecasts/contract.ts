import { type Static, Type } from 'typebox';
import { STORE_REFUSALS } from '#insight/stores';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

const Day = Type.String({ format: 'date', maxLength: 10 });
/**
 * What is forecast: pieces of a product; an ingredient in its unit; the store's sales as a whole (subject `revenue` in
 * rupiah, `quantity` in pieces); the market price of a commodity in a region (subject `cabai_rawit:32`, no store).
 */
export const Target = Type.Enum(['product', 'ingredient', 'sales', 'price']);
export const StoreTarget = Type.Enum(['product', 'ingredient', 'sales']);
export type Target = Static<typeof Target>;
const Subject = Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z0-9_.:-]+$' });
export const MOST_HORIZON = 90;
const Horizon = Type.Integer({ minimum: 1, maximum: MOST_HORIZON });
const Value = Type.Number({ minimum: 0, maximum: 1_000_000_000_000 });

/** How good forecasts of this thing were when they were made in the past and then compared. */
export const Accuracy = Type.Object(
  {
    /** Past origins that were tried. 0: nothing is known, the band is a guess from similar things. */
    windows: Type.Integer(),
    /** Sum of absolute errors over sum of values, in percent of what was sold. */
    errorPercent: Nullable(Type.Number()),
    /** The same of the naive guess: as on the same weekday a week before (prices: unchanged). */
    naiveErrorPercent: Nullable(Type.Number()),
    /** Mean error over mean value, in percent; above 0 it was forecast too low. */
    biasPercent: Nullable(Type.Number()),
    /** Share of past values that the 80 % and the 95 % band held. */
    heldIn80Percent: Nullable(Type.Number()),
    heldIn95Percent: Nullable(Type.Number()),
    confidence: Type.Enum(['high', 'medium', 'low']),
    /** In the caller's language: "Biasanya meleset 8 % …". */
    words: Type.String(),
  },
  Strict,
);
export type Accuracy = Static<typeof Accuracy>;

export const ForecastRow = Type.Object(
  {
    on: Day,
    mean: Type.Number(),
    lo80: Type.Number(),
    hi80: Type.Number(),
    lo95: Type.Number(),
    hi95: Type.Number(),
    /** What forecasts this many days ahead usually miss by, in percent of the mean; null when unknown. */
    errorPercent: Nullable(Type.Number()),
    /** From the first day up to this one: sums have bands of their own, since days do not err alike. */
    sum: Type.Object(
      {
        mean: Type.Number(),
        lo80: Type.Number(),
        hi80: Type.Number(),
        lo95: Type.Number(),
        hi95: Type.Number(),
      },
      Strict,
    ),
    /** What a person says instead; planning follows it. */
    override: Nullable(Type.Object({ value: Type.Number(), reason: Type.String(), by: Uuid }, Strict)),
    /** Why the day is special: `ramadan`, `lebaran`, `pay-day`, `holiday:nyepi`, `closed`, `rain` … */
    events: Type.Array(Type.String()),
  },
  Strict,
);
export type ForecastRow = Static<typeof ForecastRow>;

const head = {
  id: Uuid,
  storeId: Nullable(Uuid),
  target: Target,
  subject: Type.String(),
  name: Type.String(),
  /** `pcs`, `IDR`, the unit of the ingredient, `IDR/kg`. */
  unit: Type.String(),
  category: Nullable(Type.String()),
  version: Type.Integer(),
  madeAt: Moment,
  /** Last day with figures that it rests on. */
  basedOn: Day,
  /** Days of history. */
  historyDays: Type.Integer(),
  /** Methods that speak in it. */
  methods: Type.Array(Type.String()),
  accuracy: Accuracy,
};
/** Without its days: a line of a table. */
export const ForecastHead = Type.Object(
  {
    ...head,
    /** Sum of the next day, 7 days and 28 days (prices: the price then); overrides counted in. */
    tomorrow: Type.Number(),
    week: Type.Object({ mean: Type.Number(), lo80: Type.Number(), hi80: Type.Number() }, Strict),
    month: Nullable(Type.Object({ mean: Type.Number(), lo80: Type.Number(), hi80: Type.Number() }, Strict)),
  },
  Strict,
);
export type ForecastHead = Static<typeof ForecastHead>;
export const Forecast = Type.Object(
  {
    ...head,
    rows: Type.Array(ForecastRow),
    /** The last 180 days behind it, gaps as null. */
    history: Type.Array(Type.Object({ on: Day, value: Nullable(Type.Number()) }, Strict)),
    /** To be shown wherever weather or prices of others are behind it. */
    sources: Type.Array(Type.String()),
  },
  Strict,
);
export type Forecast = Static<typeof Forecast>;

export const Run = Type.Object(
  {
    id: Uuid,
    storeId: Nullable(Uuid),
    reason: Type.Enum(['nightly', 'requested']),
    status: Type.Enum(['queued', 'running', 'done', 'failed']),
    horizonDays: Type.Integer(),
    /** Series to fit, and how many are. 0 of 0 until it has begun. */
    total: Type.Integer(),
    done: Type.Integer(),
    /** Products that could not be forecast (never sold, too little), and why, in words; at most 20. */
    leftOut: Type.Integer(),
    notes: Type.Array(Type.String()),
    version: Nullable(Type.Integer()),
    queuedAt: Moment,
    startedAt: Nullable(Moment),
    finishedAt: Nullable(Moment),
  },
  Strict,
);
export type Run = Static<typeof Run>;

/** What a person said instead, and who was nearer once the day was over. */
export const Override = Type.Object(
  {
    id: Uuid,
    target: StoreTarget,
    subject: Type.String(),
    name: Type.String(),
    on: Day,
    value: Type.Number(),
    forecast: Type.Number(),
    reason: Type.String(),
    by: Uuid,
    createdAt: Moment,
    actual: Nullable(Type.Number()),
    nearer: Nullable(Type.Enum(['person', 'forecast', 'equal'])),
  },
  Strict,
);
export type Override = Static<typeof Override>;

/** Bands of ingredients for planning, as other modules need them. */
export const IngredientForecast = Type.Object(
  {
    ingredientId: Uuid,
    forecastId: Uuid,
    startOn: Day,
    /** Per day, in the unit of the ingredient; overrides of dishes counted in. */
    means: Type.Array(Type.Number()),
    /** From the first day up to this one: mean, and the upper end of the 80 % and 95 % bands. */
    sums: Type.Array(Type.Object({ mean: Type.Number(), hi80: Type.Number(), hi95: Type.Number() }, Strict)),
    products: Type.Array(Type.Object({ productId: Uuid, name: Type.String(), share: Type.Number() }, Strict)),
    accuracy: Accuracy,
  },
  Strict,
);
export type IngredientForecast = Static<typeof IngredientForecast>;

const store = { storeId: Uuid };
const writeRefusals = ['stores.not-found', 'stores.read-only'] as const;

/** How sales, ingredients and prices go on, how sure that is, and what people say instead. */
export const forecastsContract = defineContract({
  module: 'forecasts',
  operations: {
    /** Begins a run for a store beside the nightly one; a run that waits or works already is answered instead. */
    requestRun: {
      input: Type.Object({ ...store, horizonDays: Type.Optional(Horizon) }, Strict),
      output: Run,
      refusals: [...writeRefusals, 'forecasts.no-sales'],
    },
    getRun: {
      input: Type.Object({ ...store, runId: Uuid }, Strict),
      output: Run,
      refusals: ['stores.not-found', 'forecasts.run-not-found'],
    },
    listRuns: {
      input: Type.Object({ ...store, ...PageQuery }, Strict),
      output: ListOf(Run),
      refusals: ['stores.not-found'],
    },
    /** The latest forecasts of a store, the largest week first. */
    listForecasts: {
      input: Type.Object({ ...store, target: StoreTarget, ...PageQuery }, Strict),
      output: ListOf(ForecastHead),
      refusals: ['stores.not-found'],
    },
    /** The latest one of a thing, or an earlier version, with its days. */
    getForecast: {
      input: Type.Object(
        {
          ...store,
          target: StoreTarget,
          subject: Subject,
          version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
        },
        Strict,
      ),
      output: Forecast,
      refusals: ['stores.not-found', 'forecasts.not-found'],
    },
    /** The latest price forecast of a commodity in a region; belongs to everybody. */
    getPriceForecast: {
      input: Type.Object(
        {
          commodity: Type.String({ pattern: '^[a-z0-9]+(_[a-z0-9]+)*$', maxLength: 60 }),
          regionCode: Type.String({ pattern: '^(ID|[0-9]{2}(\\.[0-9]{2})?)$', maxLength: 5 }),
        },
        Strict,
      ),
      output: Forecast,
      refusals: ['forecasts.not-found'],
    },
    /** For other modules: price means ahead of these commodities in a region (else in the country); those without are left out. */
    priceForecastsOf: {
      input: Type.Object(
        {
          regionCode: Type.String({ pattern: '^(ID|[0-9]{2}(\\.[0-9]{2})?)$', maxLength: 5 }),
          commodities: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 200 }),
        },
        Strict,
      ),
      output: Type.Object(
        {
          forecasts: Type.Array(
            Type.Object(
              {
                commodity: Type.String(),
                regionCode: Type.String(),
                startOn: Day,
                means: Type.Array(Type.Number()),
                lo80: Type.Array(Type.Number()),
                hi80: Type.Array(Type.Number()),
              },
              Strict,
            ),
          ),
        },
        Strict,
      ),
      refusals: [],
    },
    /** For other modules, which answer for who may see it: the latest of all ingredients of a store (at most 1,000). */
    ingredientForecasts: {
      input: Type.Object(store, Strict),
      output: Type.Object({ version: Nullable(Type.Integer()), forecasts: Type.Array(IngredientForecast) }, Strict),
      refusals: [],
    },
    /** A person's own figure for a coming day, with a reason; audited. Of the same thing and day the last one counts. */
    overrideForecast: {
      input: Type.Object(
        {
          ...store,
          target: StoreTarget,
          subject: Subject,
          on: Day,
          value: Value,
          reason: Type.String({ minLength: 3, maxLength: 300, pattern: '\\S' }),
        },
        Strict,
      ),
      output: Override,
      refusals: [...writeRefusals, 'forecasts.not-found', 'forecasts.day-not-ahead'],
    },
    removeOverride: {
      input: Type.Object({ ...store, overrideId: Uuid }, Strict),
      output: Type.Object({}, Strict),
      refusals: [...writeRefusals, 'forecasts.override-not-found'],
    },
    listOverrides: {
      input: Type.Object({ ...store, ...PageQuery }, Strict),
      output: ListOf(Override),
      refusals: ['stores.not-found'],
    },
    /** Works off one run now; the queue calls it, tests as well. Twice is once. */
    workRun: {
      input: Type.Object({ runId: Uuid }, Strict),
      output: Run,
      refusals: ['forecasts.run-not-found'],
    },
    /** Queues the nightly runs of all active stores and of the market prices; the schedule calls it. */
    queueNightlyRuns: {
      input: Type.Object({}, Strict),
      output: Type.Object({ queued: Type.Integer() }, Strict),
      refusals: [],
    },
  },
  events: {
    'forecast.run-completed': {
      version: 1,
      aggregate: 'forecast-run',
      payload: Type.Object({
        runId: Uuid,
        storeId: Nullable(Uuid),
        version: Type.Integer(),
        reason: Type.String(),
        series: Type.Integer(),
        seconds: Type.Number(),
      }),
    },
    'forecast.run-failed': {
      version: 1,
      aggregate: 'forecast-run',
      payload: Type.Object({ runId: Uuid, storeId: Nullable(Uuid), reason: Type.String() }),
    },
    'forecast.overridden': {
      version: 1,
      aggregate: 'store',
      payload: Type.Object({
        storeId: Uuid,
        target: Type.String(),
        subject: Type.String(),
        on: Day,
        value: Nullable(Type.Number()),
      }),
    },
  },
  refusals: {
    ...STORE_REFUSALS,
    'forecasts.not-found': {
      status: 404,
      id: 'Belum ada perkiraan untuk ini.',
      en: 'There is no forecast of this yet.',
    },
    'forecasts.run-not-found': { status: 404, id: 'Perhitungan ini tidak ada.', en: 'There is no such run.' },
    'forecasts.override-not-found': { status: 404, id: 'Angka ini tidak ada.', en: 'There is no such figure.' },
    'forecasts.no-sales': {
      status: 422,
      id: 'Toko ini belum punya data penjualan. Impor dulu dari kasir, atau hubungkan tokomu.',
      en: 'This store has no sales yet. Import them from your till first, or connect your shop.',
    },
    'forecasts.day-not-ahead': {
      status: 422,
      id: 'Tanggal {day} tidak termasuk perkiraan yang ada ({from} sampai {to}).',
      en: 'The day {day} is not within the forecast ({from} to {to}).',
    },
  },
});
export type ForecastsApi = ApiOf<typeof forecastsContract>;
