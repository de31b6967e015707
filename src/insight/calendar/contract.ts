import { type Static, Type } from 'typebox';
import { STORE_REFUSALS } from '#insight/stores';
import { type ApiOf, defineContract } from '#platform/contract';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

/** Longest stretch of days that one question may ask for: two years and a bit. */
export const MOST_DAYS = 800;

const Day = Type.String({ format: 'date', description: 'Calendar day, e.g. 2026-03-21' });
/** Interior Ministry code of a province, regency, district or village, with or without dots: 31, 31.71, 31.71.03.1001. */
const RegionCode = Type.String({ pattern: '^[0-9]{2}(\\.?[0-9]{2}(\\.?[0-9]{2}(\\.?[0-9]{4})?)?)?$', maxLength: 13 });
const Name = Type.Object({ id: Type.String(), en: Type.String() }, Strict);

export const Holiday = Type.Object(
  {
    /** Stable name of the occasion, e.g. `idul-fitri`, `nyepi`, `natal`. */
    code: Type.String(),
    name: Name,
    /** A public holiday; a day off that the joint ministers' decree adds (cuti bersama); or one that is kept but worked on. */
    kind: Type.Enum(['public', 'joint_leave', 'observed']),
  },
  Strict,
);
export type Holiday = Static<typeof Holiday>;

export const DayWeather = Type.Object(
  {
    /** What was measured, what is forecast (BMKG, three days), or what the month usually brings. */
    kind: Type.Enum(['observation', 'forecast', 'climatology']),
    temperatureC: Type.Number(),
    humidityPercent: Nullable(Type.Number()),
    /** Rain of the day in millimetres; null when the source does not tell. */
    rainMm: Nullable(Type.Number()),
    isRainy: Type.Boolean(),
    description: Nullable(Name),
  },
  Strict,
);
export type DayWeather = Static<typeof DayWeather>;

/** What is known of one calendar day at one place. Every flag is a fact for forecasts and a reason to show to people. */
export const DayFacts = Type.Object(
  {
    on: Day,
    /** 1 Monday to 7 Sunday. */
    weekday: Type.Integer({ minimum: 1, maximum: 7 }),
    hijri: Type.Object({ year: Type.Integer(), month: Type.Integer(), day: Type.Integer() }, Strict),
    holidays: Type.Array(Holiday),
    /** Public holiday or joint leave: most offices are closed. */
    isDayOff: Type.Boolean(),
    /** 1 to 30 in Ramadan, else null. */
    ramadanDay: Nullable(Type.Integer({ minimum: 1, maximum: 30 })),
    /** Days from 1 Syawal (0), from -45 to 21; null outside of that. */
    lebaranOffset: Nullable(Type.Integer({ minimum: -45, maximum: 21 })),
    /** False while 1 Syawal of that year is only computed: the day may still move by one. */
    isLebaranAnnounced: Type.Boolean(),
    /** Days from 10 Zulhijah (0), from -10 to 4. */
    idulAdhaOffset: Nullable(Type.Integer({ minimum: -10, maximum: 4 })),
    /** The week in which the holiday bonus (THR) reaches people: 14 to 7 days before Lebaran. */
    isThr: Type.Boolean(),
    /** The 25th to the 1st, when most wages are paid. */
    isPayDay: Type.Boolean(),
    /** 1.1, 2.2 … 12.12: days of online sales. */
    isDoubleDate: Type.Boolean(),
    isSchoolHoliday: Type.Boolean(),
    /** Nothing is open there, whoever the seller is (Nyepi in Bali). */
    isEverythingClosed: Type.Boolean(),
    weather: Nullable(DayWeather),
  },
  Strict,
);
export type DayFacts = Static<typeof DayFacts>;

export const NewsItem = Type.Object(
  {
    title: Type.String(),
    url: Type.String(),
    publishedOn: Nullable(Day),
    /** -1 bad (dearer, scarcer) to 1 good; 0 when the words say neither. */
    sentiment: Type.Number({ minimum: -1, maximum: 1 }),
    seenAt: Moment,
  },
  Strict,
);
export type NewsItem = Static<typeof NewsItem>;

export const StoreCalendar = Type.Object(
  {
    days: Type.Array(DayFacts),
    /** To be shown wherever weather is shown; null when there is none. */
    weatherSource: Nullable(Type.String()),
  },
  Strict,
);
export const StoreNews = Type.Object(
  { items: Type.Array(Type.Object({ topic: Type.String(), ...NewsItem.properties }, Strict)) },
  Strict,
);

/** Days, what makes them special, weather and headlines. Asking never waits for the world outside: it reads what was fetched before. */
export const calendarContract = defineContract({
  module: 'calendar',
  operations: {
    /** Facts of every day from `from` to `to`, both included. `regionCode` null: the whole country, without weather. */
    calendarOf: {
      input: Type.Object({ regionCode: Nullable(RegionCode), from: Day, to: Day }, Strict),
      output: Type.Object(
        {
          days: Type.Array(DayFacts),
          /** Of the table of holidays and corrections behind the answer. */
          version: Type.String(),
          /** To be shown wherever weather is shown; null when there is none. */
          weatherSource: Nullable(Type.String()),
        },
        Strict,
      ),
      refusals: ['calendar.period-wrong', 'calendar.period-too-long'],
    },
    /** From now on weather of this village is fetched and kept. Twice is once. */
    watchPlace: {
      input: Type.Object({ villageCode: RegionCode }, Strict),
      output: Type.Object({ isWatched: Type.Boolean() }, Strict),
      refusals: ['calendar.place-wrong'],
    },
    /** The latest headlines about a topic such as `cabai rawit`; the first question makes it a topic that is fetched from then on. */
    newsOf: {
      input: Type.Object(
        {
          topic: Type.String({ minLength: 2, maxLength: 80, pattern: '^[^\\u0000-\\u001f]+$' }),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
        },
        Strict,
      ),
      output: Type.Object({ items: Type.Array(NewsItem) }, Strict),
      refusals: [],
    },
    /** Today and the days after it where a store is, with what moves its sales. Its village is watched from then on. */
    calendarOfStore: {
      input: Type.Object(
        { storeId: Uuid, days: Type.Optional(Type.Integer({ minimum: 1, maximum: 120, default: 60 })) },
        Strict,
      ),
      output: StoreCalendar,
      refusals: ['stores.not-found'],
    },
    /** The latest headlines about what a store cooks with: of at most five commodities whose market price it follows. */
    newsOfStore: {
      input: Type.Object({ storeId: Uuid }, Strict),
      output: StoreNews,
      refusals: ['stores.not-found'],
    },
  },
  events: {},
  refusals: {
    ...STORE_REFUSALS,
    'calendar.period-wrong': {
      status: 422,
      id: 'Tanggal akhir lebih awal daripada tanggal mulai.',
      en: 'The last day lies before the first.',
    },
    'calendar.period-too-long': {
      status: 422,
      id: 'Paling banyak {most} hari sekali tanya.',
      en: 'At most {most} days at a time.',
    },
    'calendar.place-wrong': {
      status: 422,
      id: 'Cuaca hanya ada per desa atau kelurahan.',
      en: 'Weather is known by village only.',
    },
  },
});
export type CalendarApi = ApiOf<typeof calendarContract>;
