import { type Static, type TProperties, Type } from 'typebox';
import { Parts } from '#credit/loans';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

export const Day = Type.String({ format: 'date', maxLength: 10 });
const Count = Type.Integer({ minimum: 0 });

/** `closing`: loans are being closed; `reporting`: the day is closed, its figures are on their way; `done`. */
export const RunStatus = Type.Union([Type.Literal('closing'), Type.Literal('reporting'), Type.Literal('done')]);
export type RunStatus = Static<typeof RunStatus>;

export const Run = Type.Object(
  {
    runId: Uuid,
    businessDate: Day,
    status: RunStatus,
    /** Null where the house began it by itself. */
    startedBy: Nullable(Uuid),
    startedAt: Moment,
    closedAt: Nullable(Moment),
    finishedAt: Nullable(Moment),
    loans: Type.Object(
      {
        /** As counted when the run began. */
        total: Count,
        /** Whose date has moved. What a process did just before it was killed is not counted again. */
        closed: Count,
        /** Of these, those that had to be replayed because something was due, late or changing. */
        replayed: Count,
        /** Still waiting for another try. */
        setAside: Count,
      },
      Strict,
    ),
    parts: Type.Object({ total: Count, done: Count, running: Count, failing: Count }, Strict),
    /** Whole percent of the parts. */
    progress: Type.Integer({ minimum: 0, maximum: 100 }),
    accrued: Parts,
    /** What went wrong in a part that is being tried again. */
    lastError: Nullable(Type.String()),
  },
  Strict,
);
export type Run = Static<typeof Run>;

export const SetAsideLoan = Type.Object(
  {
    loanId: Uuid,
    businessDate: Day,
    runId: Uuid,
    /** Why the loan could not be closed. */
    code: Type.String(),
    attempts: Type.Integer(),
    firstAt: Moment,
    lastAt: Moment,
    resolvedAt: Nullable(Moment),
  },
  Strict,
);
export type SetAsideLoan = Static<typeof SetAsideLoan>;

export const SetAsideFilter = Type.Object(
  { ...PageQuery, runId: Type.Optional(Uuid), isOpen: Type.Optional(Type.Boolean()) },
  Strict,
);
export type SetAsideFilter = Static<typeof SetAsideFilter>;

export const BusinessDay = Type.Object(
  {
    businessDate: Day,
    /** The day on the clock in Jakarta. */
    today: Day,
    /** How many days are over and not closed. */
    daysBehind: Count,
    /** Whether the house closes days by itself, in the night after them. */
    isAutomatic: Type.Boolean(),
    lastRun: Nullable(Run),
  },
  Strict,
);
export type BusinessDay = Static<typeof BusinessDay>;

const ofTenant = <P extends TProperties>(properties: P) => Type.Object({ tenantId: Uuid, ...properties }, Strict);

/** Ends the business day of an institution: for every loan, once, though a process dies, money comes in or a loan is broken. */
export const closeOfBusinessContract = defineContract({
  module: 'close_of_business',
  operations: {
    businessDay: { input: ofTenant({}), output: BusinessDay, refusals: [] },
    /**
     * Begins to close the business date, or answers the run that has begun for it. A day may be closed while it still runs
     * on the clock, not before it has begun; days are closed one after the other.
     */
    startRun: {
      input: ofTenant({ businessDate: Type.Optional(Day) }),
      output: Run,
      refusals: ['close-of-business.date-not-begun', 'close-of-business.not-the-business-date'],
    },
    /** Newest date first. */
    listRuns: { input: ofTenant(PageQuery), output: ListOf(Run), refusals: [] },
    getRun: { input: ofTenant({ runId: Uuid }), output: Run, refusals: ['close-of-business.not-found'] },
    listSetAside: { input: ofTenant({ filter: SetAsideFilter }), output: ListOf(SetAsideLoan), refusals: [] },
    /** Tries up to 200 loans that were set aside once more. The next close tries them as well. */
    retrySetAside: {
      input: ofTenant({ runId: Uuid }),
      output: Type.Object({ tried: Count, closed: Count }, Strict),
      refusals: ['close-of-business.not-found', 'close-of-business.still-closing'],
    },
    /** Whether the house closes days by itself. */
    setAutomatic: { input: ofTenant({ isAutomatic: Type.Boolean() }), output: BusinessDay, refusals: [] },
  },
  events: {
    /** All loans of the institution are closed for the date, but those that were set aside. */
    'business-day.closed': {
      version: 1,
      aggregate: 'business-day',
      payload: Type.Object({
        tenantId: Uuid,
        runId: Uuid,
        businessDate: Day,
        nextBusinessDate: Day,
        isMonthEnd: Type.Boolean(),
        loans: Count,
        closed: Count,
        setAside: Count,
        accrued: Parts,
      }),
    },
  },
  refusals: {
    'close-of-business.not-found': {
      status: 404,
      id: 'Penutupan hari ini tidak ada.',
      en: 'There is no such close of business.',
    },
    'close-of-business.date-not-begun': {
      status: 422,
      id: 'Tanggal {businessDate} belum dimulai; hari ini {today}.',
      en: 'The {businessDate} has not begun; today is {today}.',
    },
    'close-of-business.not-the-business-date': {
      status: 409,
      id: 'Tanggal usaha sekarang {businessDate}; hari ditutup berurutan.',
      en: 'The business date is {businessDate}; days are closed one after the other.',
    },
    'close-of-business.still-closing': {
      status: 409,
      id: 'Hari itu masih ditutup. Coba lagi setelah selesai.',
      en: 'That day is still being closed. Try again when it is over.',
    },
  },
});
export type CloseOfBusinessApi = ApiOf<typeof closeOfBusinessContract>;
