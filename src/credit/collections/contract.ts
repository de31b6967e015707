import { type Static, type TProperties, Type } from 'typebox';
import { Instalment, Step } from '#credit/loans';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

const Day = Type.String({ format: 'date', maxLength: 10 });
const Minor = Type.Integer();
const Count = Type.Integer({ minimum: 0 });
const Text = (maxLength: number) => Type.String({ minLength: 3, maxLength, pattern: '\\S' });
export const Bucket = Type.Union([
  Type.Literal('1-7'),
  Type.Literal('8-30'),
  Type.Literal('31-60'),
  Type.Literal('61-90'),
  Type.Literal('90+'),
]);
export const Channel = Type.Union([
  Type.Literal('message'),
  Type.Literal('email'),
  Type.Literal('phone'),
  Type.Literal('visit'),
]);
const Recipient = Type.Union([Type.Literal('borrower'), Type.Literal('emergency-contact'), Type.Literal('other')]);
const Zone = Type.Union([Type.Literal('Asia/Jakarta'), Type.Literal('Asia/Makassar'), Type.Literal('Asia/Jayapura')]);

export const Case = Type.Object(
  {
    loanId: Uuid,
    loanNumber: Type.String(),
    borrowerId: Uuid,
    borrowerName: Nullable(Type.String()),
    lateSince: Day,
    daysPastDue: Type.Integer(),
    bucket: Nullable(Bucket),
    /** Delinquency range of the product. */
    range: Nullable(Type.String()),
    overdueMinor: Minor,
    openMinor: Minor,
    isOpen: Type.Boolean(),
    isWrittenOff: Type.Boolean(),
    assignedTo: Nullable(Uuid),
    lastContactAt: Nullable(Moment),
    /** Nobody may press while a hardship request is looked at, or a payment that is not shown is looked for. */
    isPaused: Type.Boolean(),
    promise: Nullable(Type.Object({ amountMinor: Minor, promisedOn: Day, paidMinor: Minor }, Strict)),
  },
  Strict,
);
export type Case = Static<typeof Case>;
export const QueueFilter = Type.Object(
  { ...PageQuery, bucket: Type.Optional(Bucket), isMine: Type.Optional(Type.Boolean()) },
  Strict,
);
export type QueueFilter = Static<typeof QueueFilter>;

export const Contact = Type.Object(
  {
    contactId: Uuid,
    loanId: Uuid,
    at: Moment,
    channel: Channel,
    /** Step of the reminder plan; null where a person made the contact. */
    step: Nullable(Type.String()),
    outcome: Nullable(Type.String()),
    note: Nullable(Type.String()),
    byUserId: Nullable(Uuid),
  },
  Strict,
);
export type Contact = Static<typeof Contact>;
const outcome = Type.Union([
  Type.Literal('reached'),
  Type.Literal('not-reached'),
  Type.Literal('promised'),
  Type.Literal('refused-to-pay'),
  Type.Literal('wrong-number'),
]);
export const NewContact = Type.Object(
  { channel: Channel, recipient: Recipient, outcome, note: Type.Optional(Text(500)) },
  Strict,
);
export type NewContact = Static<typeof NewContact>;
export const ContactCheck = Type.Object({ channel: Channel, recipient: Recipient }, Strict);

export const PaymentPromise = Type.Object(
  {
    promiseId: Uuid,
    loanId: Uuid,
    amountMinor: Minor,
    madeOn: Day,
    promisedOn: Day,
    paidMinor: Minor,
    status: Type.Union([Type.Literal('open'), Type.Literal('kept'), Type.Literal('broken')]),
    byUserId: Nullable(Uuid),
  },
  Strict,
);
export type PaymentPromise = Static<typeof PaymentPromise>;
export const NewPromise = Type.Object(
  { amountMinor: Type.Integer({ minimum: 1, maximum: 100_000_000_000 }), promisedOn: Day },
  Strict,
);

const Preview = Type.Object(
  { before: Type.Array(Instalment), after: Type.Array(Instalment), openBeforeMinor: Minor, openAfterMinor: Minor },
  Strict,
);
export type Preview = Static<typeof Preview>;
export const Hardship = Type.Object(
  {
    hardshipId: Uuid,
    loanId: Uuid,
    borrowerId: Uuid,
    /** In lists, for the people of the institution. */
    borrowerName: Nullable(Type.String()),
    reason: Type.String(),
    step: Step,
    valueDate: Day,
    preview: Preview,
    status: Type.Union([
      Type.Literal('asked'),
      Type.Literal('granted'),
      Type.Literal('declined'),
      Type.Literal('withdrawn'),
    ]),
    askedAt: Moment,
    askedBy: Nullable(Uuid),
    decidedAt: Nullable(Moment),
    decidedBy: Nullable(Uuid),
    decisionNote: Nullable(Type.String()),
  },
  Strict,
);
export type Hardship = Static<typeof Hardship>;
export const NewHardship = Type.Object({ reason: Text(1_000), step: Step }, Strict);
export const HardshipDecision = Type.Object({ isGranted: Type.Boolean(), note: Text(500) }, Strict);

export const Preferences = Type.Object(
  {
    /** Null: where the default address lies; and where there is none, it must be day in the whole country. */
    zone: Nullable(Zone),
    isAnyTimeAgreed: Type.Boolean(),
    isVisitAgreed: Type.Boolean(),
    withdrawn: Type.Array(Channel, { maxItems: 4, uniqueItems: true }),
  },
  Strict,
);
export type Preferences = Static<typeof Preferences>;
export const Plan = Type.Object(
  {
    /** Days from the due date, before it below zero. */
    offsets: Type.Array(Type.Integer({ minimum: -14, maximum: 180 }), { minItems: 1, maxItems: 20, uniqueItems: true }),
    perDay: Type.Integer({ minimum: 1, maximum: 10 }),
    perWeek: Type.Integer({ minimum: 1, maximum: 30 }),
  },
  Strict,
);
export type Plan = Static<typeof Plan>;
export const Holidays = Type.Object(
  {
    year: Type.Integer({ minimum: 2020, maximum: 2100 }),
    version: Type.Integer({ minimum: 1 }),
    source: Type.String(),
    days: Type.Array(Type.Object({ day: Day, name: Type.String() }, Strict)),
  },
  Strict,
);
export const NewHolidays = Type.Object(
  {
    source: Text(200),
    days: Type.Array(Type.Object({ day: Day, name: Text(100) }, Strict), { minItems: 5, maxItems: 60 }),
  },
  Strict,
);

const ofTenant = <P extends TProperties>(properties: P) => Type.Object({ tenantId: Uuid, ...properties }, Strict);
const guard = [
  'collections.only-the-borrower',
  'collections.no-consent',
  'collections.paused',
  'collections.outside-hours',
  'collections.too-often',
] as const;
const told = <P extends TProperties>(properties: P) =>
  Type.Object({ tenantId: Uuid, loanId: Uuid, borrowerId: Uuid, ...properties });

/** Brings late money in, within the law: who is late, who may be contacted when, what was promised, who needs relief. */
export const collectionsContract = defineContract({
  module: 'collections',
  operations: {
    /** Loans that are late, the oldest first. */
    queue: { input: ofTenant({ filter: QueueFilter }), output: ListOf(Case), refusals: [] },
    bucketCounts: {
      input: ofTenant({}),
      output: Type.Object(
        {
          businessDate: Day,
          buckets: Type.Array(
            Type.Object({ bucket: Bucket, loans: Count, overdueMinor: Minor, openMinor: Minor }, Strict),
          ),
        },
        Strict,
      ),
      refusals: [],
    },
    getCase: {
      input: ofTenant({ loanId: Uuid }),
      output: Type.Object(
        {
          case: Case,
          contacts: Type.Array(Contact),
          promises: Type.Array(PaymentPromise),
          hardships: Type.Array(Hardship),
        },
        Strict,
      ),
      refusals: ['collections.not-found'],
    },
    assignCase: {
      input: ofTenant({ loanId: Uuid, userId: Nullable(Uuid) }),
      output: Case,
      refusals: ['collections.not-found', 'collections.not-a-colleague'],
    },
    /** Whether a contact may be made now, and if not, from when on. */
    checkContact: {
      input: ofTenant({ loanId: Uuid, wish: ContactCheck }),
      output: Type.Object(
        { isAllowed: Type.Boolean(), code: Nullable(Type.String()), earliestAt: Nullable(Moment) },
        Strict,
      ),
      refusals: ['collections.not-found'],
    },
    /** Writes a contact of now down, after the guard has let it pass. */
    recordContact: {
      input: ofTenant({ loanId: Uuid, contact: NewContact }),
      output: Contact,
      refusals: ['collections.not-found', ...guard],
    },
    /** Every contact with a person about any loan, newest first: theirs to see. */
    contactsOfBorrower: {
      input: Type.Object({ borrowerId: Uuid, ...PageQuery }, Strict),
      output: ListOf(Contact),
      refusals: [],
    },
    /** By an officer or the borrower. The open promise of the loan, if there is one, is replaced. */
    makePromise: {
      input: ofTenant({ loanId: Uuid, promise: NewPromise }),
      output: PaymentPromise,
      refusals: ['collections.not-found', 'collections.promise-not-possible'],
    },
    /** A wish for relief with what it would change; contacts pause until it is decided. */
    askHardship: {
      input: ofTenant({ loanId: Uuid, hardship: NewHardship }),
      output: Hardship,
      refusals: [
        'collections.not-found',
        'collections.hardship-open',
        'collections.step-not-relief',
        'collections.relief-impossible',
      ],
    },
    /** By another person than asked. Granting does it, as of the business date. */
    decideHardship: {
      input: ofTenant({ hardshipId: Uuid, decision: HardshipDecision }),
      output: Hardship,
      refusals: [
        'collections.hardship-not-found',
        'collections.hardship-decided',
        'collections.own-wish',
        'collections.relief-impossible',
      ],
    },
    listHardships: {
      input: ofTenant({ status: Type.Optional(Hardship.properties.status), ...PageQuery }),
      output: ListOf(Hardship),
      refusals: [],
    },
    getPreferences: { input: Type.Object({ borrowerId: Uuid }, Strict), output: Preferences, refusals: [] },
    setPreferences: {
      input: Type.Object({ borrowerId: Uuid, preferences: Preferences }, Strict),
      output: Preferences,
      refusals: [],
    },
    getPlan: { input: ofTenant({}), output: Plan, refusals: [] },
    setPlan: { input: ofTenant({ plan: Plan }), output: Plan, refusals: [] },
    holidays: {
      input: Type.Object({ year: Holidays.properties.year }, Strict),
      output: Holidays,
      refusals: ['collections.year-unknown'],
    },
    /** A new version of a year. */
    setHolidays: {
      input: Type.Object({ year: Holidays.properties.year, holidays: NewHolidays }, Strict),
      output: Holidays,
      refusals: ['collections.day-of-another-year'],
    },
    /** What is kept of a person as a borrower, for their own export: consent, contacts, promises, wishes for relief. */
    personalData: {
      input: Type.Object({ userId: Uuid }, Strict),
      output: Type.Object(
        {
          preferences: Preferences,
          contacts: Type.Array(Type.Unknown()),
          promises: Type.Array(Type.Unknown()),
          hardships: Type.Array(Type.Unknown()),
        },
        Strict,
      ),
      refusals: [],
    },
    /** Takes the steps of the plan that are due today; doing it again takes none twice. */
    sendReminders: {
      input: ofTenant({}),
      output: Type.Object({ sent: Count, heldBack: Count }, Strict),
      refusals: [],
    },
  },
  events: {
    /** A step of the plan: the house tells the borrower. */
    'reminder.due': {
      version: 1,
      aggregate: 'loan',
      payload: told({
        loanNumber: Type.String(),
        step: Type.String(),
        offsetDays: Type.Integer(),
        dueOn: Day,
        openMinor: Minor,
        overdueMinor: Minor,
      }),
    },
    'promise.made': {
      version: 1,
      aggregate: 'loan',
      payload: told({ promiseId: Uuid, amountMinor: Minor, promisedOn: Day }),
    },
    'promise.kept': {
      version: 1,
      aggregate: 'loan',
      payload: told({ promiseId: Uuid, amountMinor: Minor, promisedOn: Day }),
    },
    'promise.broken': {
      version: 1,
      aggregate: 'loan',
      payload: told({ promiseId: Uuid, amountMinor: Minor, promisedOn: Day, paidMinor: Minor }),
    },
    'hardship.decided': {
      version: 1,
      aggregate: 'loan',
      payload: told({ hardshipId: Uuid, isGranted: Type.Boolean(), note: Type.String() }),
    },
  },
  refusals: {
    'collections.not-found': {
      status: 404,
      id: 'Pinjaman ini tidak ada di penagihan.',
      en: 'This loan is not in collections.',
    },
    'collections.only-the-borrower': {
      status: 422,
      id: 'Yang boleh dihubungi untuk menagih hanya peminjam sendiri (POJK 22/2023).',
      en: 'Only the borrower may be contacted to collect (POJK 22/2023).',
    },
    'collections.no-consent': {
      status: 422,
      id: 'Peminjam tidak menyetujui cara ini.',
      en: 'The borrower has not agreed to this way.',
    },
    'collections.paused': {
      status: 409,
      id: 'Penagihan dijeda: permohonan keringanan atau laporan pembayaran sedang diperiksa.',
      en: 'Collecting is paused: a hardship request or a claim of payment is being looked at.',
    },
    'collections.outside-hours': {
      status: 422,
      id: 'Menagih hanya boleh Senin sampai Sabtu, 08.00 sampai 20.00 waktu peminjam, bukan hari libur nasional. Paling cepat {earliestAt}.',
      en: 'Collecting is allowed Monday to Saturday, 08:00 to 20:00 where the borrower lives, not on national holidays. Earliest {earliestAt}.',
    },
    'collections.too-often': {
      status: 409,
      id: 'Peminjam ini sudah cukup sering dihubungi. Paling cepat {earliestAt}.',
      en: 'This borrower has been contacted often enough. Earliest {earliestAt}.',
    },
    'collections.not-a-colleague': {
      status: 422,
      id: 'Orang ini bukan petugas lembagamu.',
      en: 'This person does not work at your institution.',
    },
    'collections.promise-not-possible': {
      status: 422,
      id: 'Janji bayar paling lama 14 hari lagi dan paling banyak sebesar yang terutang.',
      en: 'A promise is for within 14 days, and for at most what is owed.',
    },
    'collections.hardship-open': {
      status: 409,
      id: 'Masih ada permohonan yang belum diputuskan.',
      en: 'There is a request that has not been decided yet.',
    },
    'collections.step-not-relief': {
      status: 422,
      id: 'Langkah ini bukan keringanan: pakai penjadwalan ulang, libur angsuran, atau pembekuan denda.',
      en: 'This is no relief: use a new schedule, a payment holiday, or a freeze of charges.',
    },
    'collections.relief-impossible': {
      status: 409,
      id: 'Keringanan ini tidak mungkin untuk pinjaman ini sekarang ({reason}).',
      en: 'This relief is not possible for this loan now ({reason}).',
    },
    'collections.hardship-not-found': { status: 404, id: 'Permohonan ini tidak ada.', en: 'There is no such request.' },
    'collections.hardship-decided': {
      status: 409,
      id: 'Permohonan ini sudah diputuskan.',
      en: 'This request has been decided.',
    },
    'collections.own-wish': {
      status: 403,
      id: 'Yang mengajukan tidak boleh memutuskan.',
      en: 'Whoever asked may not decide.',
    },
    'collections.year-unknown': {
      status: 404,
      id: 'Hari libur tahun ini belum dimuat.',
      en: 'The holidays of this year are not loaded.',
    },
    'collections.day-of-another-year': {
      status: 422,
      id: 'Semua hari harus di tahun {year}, tanpa hari ganda.',
      en: 'All days must lie in {year}, each once.',
    },
  },
});
export type CollectionsApi = ApiOf<typeof collectionsContract>;
