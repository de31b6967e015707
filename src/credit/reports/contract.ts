import { type Static, type TProperties, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

export const Day = Type.String({ format: 'date', maxLength: 10 });
export const Month = Type.String({ pattern: '^20[0-9]{2}-(?:0[1-9]|1[0-2])$' });
const Minor = Type.Integer();
const Count = Type.Integer();
const Percent = Type.Number({ description: 'Percent with two digits' });

const QualityClass = Type.Object(
  { name: Type.String(), loans: Count, outstandingMinor: Minor, percent: Percent },
  Strict,
);
export const Quality = Type.Object(
  {
    asOf: Day,
    /** Of the loans as they stand now; else as the close of that day found them. */
    isLive: Type.Boolean(),
    loans: Count,
    /** People who owe something; null for days of before they were counted. */
    borrowers: Nullable(Count),
    outstandingMinor: Minor,
    /** More than 90 days past due. */
    lateMinor: Minor,
    twp90: Percent,
    tkb90: Percent,
    classes: Type.Object(
      { kol: Type.Array(QualityClass), ojk: Type.Array(QualityClass), lpbbti: Type.Array(QualityClass) },
      Strict,
    ),
  },
  Strict,
);
export const QualityPoint = Type.Object(
  {
    businessDate: Day,
    isMonthEnd: Type.Boolean(),
    loans: Count,
    borrowers: Nullable(Count),
    outstandingMinor: Minor,
    lateMinor: Minor,
    twp90: Percent,
    tkb90: Percent,
  },
  Strict,
);
export const AgeBand = Type.Object(
  {
    band: Type.String(),
    daysFrom: Count,
    loans: Count,
    principalMinor: Minor,
    interestMinor: Minor,
    feeMinor: Minor,
    penaltyMinor: Minor,
    overdueMinor: Minor,
    percent: Percent,
  },
  Strict,
);
export const Ageing = Type.Object({ asOf: Day, isLive: Type.Boolean(), bands: Type.Array(AgeBand) }, Strict);
export const Vintage = Type.Object(
  {
    paidOutMonth: Day,
    loans: Count,
    paidOutMinor: Minor,
    points: Type.Array(Type.Object({ monthsOnBook: Count, asOf: Day, lateMinor: Minor, percent: Percent }, Strict)),
  },
  Strict,
);
export const FlowLine = Type.Object(
  { period: Type.String(), inMinor: Minor, outMinor: Minor, netMinor: Minor, count: Count },
  Strict,
);
export const RegistryMonth = Type.Object({ monthEnd: Day, isDone: Type.Boolean(), loans: Count }, Strict);
export const TaxSlip = Type.Object(
  {
    funderId: Uuid,
    funderName: Nullable(Type.String()),
    month: Month,
    /** PPh 23 for residents, PPh 26 for others. */
    taxArticle: Nullable(Type.String()),
    payments: Count,
    interestMinor: Minor,
    taxMinor: Minor,
  },
  Strict,
);

/** What an operator publishes on its first page (SEOJK 19/2025), as of the last day that was closed. */
export const Publication = Type.Object(
  {
    tenantId: Uuid,
    name: Type.String(),
    asOf: Day,
    /** Paid out since the beginning. */
    paidOutMinor: Minor,
    outstandingMinor: Minor,
    /** Ever, and those who owe something. */
    borrowers: Count,
    activeBorrowers: Count,
    funders: Count,
    tkb90: Percent,
  },
  Strict,
);

export const OnDay = { on: Type.Optional(Day) };
export const Between = { fromOn: Day, untilOn: Day };
export const LeastDays = { leastDays: Type.Optional(Type.Union([Type.Literal(31), Type.Literal(91)])) };
export const FlowStep = { step: Type.Optional(Type.Union([Type.Literal('day'), Type.Literal('month')])) };
export const FileName = Type.Union([
  Type.Literal('quality'),
  Type.Literal('ageing'),
  Type.Literal('vintages'),
  Type.Literal('cash-flow'),
  Type.Literal('registry'),
  Type.Literal('tax-slips'),
]);
export type FileName = Static<typeof FileName>;
/** What a file is about; each report takes the fields it knows. */
export const FileWish = Type.Object(
  {
    format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]),
    ...OnDay,
    fromOn: Type.Optional(Day),
    untilOn: Type.Optional(Day),
    month: Type.Optional(Month),
    /** Of vintages: late from so many days past due on. */
    leastDays: Type.Optional(Type.String({ pattern: '^(?:31|91)$' })),
    ...FlowStep,
  },
  Strict,
);
export type FileWish = Static<typeof FileWish>;

const ofTenant = <P extends TProperties>(properties: P) => Type.Object({ tenantId: Uuid, ...properties }, Strict);
const DAYS = ['reports.day-not-captured'] as const;
const SPAN = ['reports.dates-contradict'] as const;

/** How an institution's loans stand: live, at the end of days and of months; for its people, for the regulator, for funders. */
export const reportsContract = defineContract({
  module: 'reports',
  operations: {
    /** Now, or at the end of a business day. */
    quality: { input: ofTenant(OnDay), output: Quality, refusals: [...DAYS] },
    /** Day by day, at most 400. */
    qualityHistory: {
      input: ofTenant(Between),
      output: Type.Object({ items: Type.Array(QualityPoint) }, Strict),
      refusals: [...SPAN],
    },
    /** For everybody, as the law wants it: no live figures, so that looking costs nothing. */
    publication: { input: ofTenant({}), output: Publication, refusals: ['reports.nothing-published'] },
    ageing: { input: ofTenant(OnDay), output: Ageing, refusals: [...DAYS] },
    /** From the ends of the last 36 months. */
    vintages: {
      input: ofTenant(LeastDays),
      output: Type.Object({ items: Type.Array(Vintage) }, Strict),
      refusals: [],
    },
    /** By the days from which payments count; at most 400 days. */
    cashFlow: {
      input: ofTenant({ ...Between, ...FlowStep }),
      output: Type.Object({ items: Type.Array(FlowLine) }, Strict),
      refusals: [...SPAN],
    },
    /** Months of which the registry has been drawn up, newest first. */
    registryMonths: {
      input: ofTenant({}),
      output: Type.Object({ items: Type.Array(RegistryMonth) }, Strict),
      refusals: [],
    },
    /** What was withheld from funders in a month, a line per funder. */
    taxSlips: { input: ofTenant({ month: Month, ...PageQuery }), output: ListOf(TaxSlip), refusals: [] },
    /** Draws up what is missing of a month's registry; may be called again any time. */
    drawRegistry: {
      input: ofTenant({ monthEnd: Day }),
      output: RegistryMonth,
      refusals: ['reports.month-not-closed'],
    },
  },
  events: {
    /** The figures of a business day are kept. */
    'report.day-captured': {
      version: 1,
      aggregate: 'business-day',
      payload: Type.Object({ tenantId: Uuid, businessDate: Day, isMonthEnd: Type.Boolean(), capturedAt: Moment }),
    },
  },
  refusals: {
    'reports.day-not-captured': {
      status: 404,
      id: 'Angka tanggal {on} tidak disimpan.',
      en: 'The figures of {on} are not kept.',
    },
    'reports.nothing-published': {
      status: 404,
      id: 'Lembaga ini belum menerbitkan angka.',
      en: 'This institution has published no figures yet.',
    },
    'reports.dates-contradict': {
      status: 422,
      id: 'Tanggal akhir tidak boleh sebelum tanggal awal, dan paling banyak 400 hari.',
      en: 'The last day may not lie before the first, and at most 400 days apart.',
    },
    'reports.month-not-closed': {
      status: 409,
      id: 'Akhir bulan {monthEnd} belum ditutup.',
      en: 'The month that ends on {monthEnd} has not been closed.',
    },
    'reports.field-missing': {
      status: 422,
      id: 'Laporan ini perlu isian {field}.',
      en: 'This report needs {field}.',
    },
    'reports.too-many-rows': {
      status: 422,
      id: 'Terlalu banyak baris untuk XLSX (paling banyak {most}). Pakai CSV.',
      en: 'Too many rows for XLSX (at most {most}). Use CSV.',
    },
  },
});
export type ReportsApi = ApiOf<typeof reportsContract>;
