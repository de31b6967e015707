import { type Static, Type } from 'typebox';
import { PayoutOverHttp } from '#commons/payments';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Money } from '#platform/money';
import { Nullable, Strict, Uuid } from '#platform/schema-parts';

/** What other modules know of a seller. */
export const Seller = Type.Object(
  {
    sellerId: Uuid,
    userId: Uuid,
    name: Type.String(),
    slug: Type.String(),
    city: Type.String(),
    status: Type.Union([
      Type.Literal('applied'),
      Type.Literal('approved'),
      Type.Literal('rejected'),
      Type.Literal('suspended'),
    ]),
    isVerified: Type.Boolean(),
    /** Share of the goods' value that the marketplace keeps, in basis points. */
    commissionBps: Type.Integer({ minimum: 0, maximum: 10_000 }),
    /** Where couriers pick up. */
    pickup: Type.Object(
      {
        street: Type.String(),
        villageCode: Type.String(),
        postalCode: Type.String(),
        areaLabel: Type.String(),
        contactName: Type.String(),
        contactPhone: Type.String(),
        timeZone: Type.String(),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type Seller = Static<typeof Seller>;

const SellerEvent = Type.Object({
  sellerId: Uuid,
  userId: Uuid,
  name: Type.String(),
  slug: Type.String(),
  city: Type.String(),
  status: Type.String(),
});

const SellerId = Type.Object({ sellerId: Uuid }, Strict);

export const Pickup = Type.Object(
  {
    street: Type.String({ minLength: 5, maxLength: 200 }),
    villageCode: Type.String({
      pattern: '^[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}\\.[0-9]{4}$',
      description: 'Kemendagri code of the village',
    }),
    postalCode: Type.String({ pattern: '^[0-9]{5}$' }),
  },
  Strict,
);

export const BankAccount = Type.Object(
  {
    bankCode: Type.String({ pattern: '^[0-9]{3}$', description: 'Clearing code of the bank; GET /banks lists them' }),
    accountNumber: Type.String({ pattern: '^[0-9]{6,20}$' }),
    accountName: Type.String({ minLength: 2, maxLength: 100 }),
  },
  Strict,
);

const ShopName = Type.String({ minLength: 3, maxLength: 60, pattern: '\\S.*\\S' });
const Description = Type.String({ maxLength: 2000 });
const Phone = Type.String({ minLength: 9, maxLength: 20, pattern: '^[+0-9][0-9 -]+$' });

export const SellerApplication = Type.Object(
  { name: ShopName, description: Type.Optional(Description), pickup: Pickup, phone: Phone, bank: BankAccount },
  Strict,
);

/** A shop as anybody may see it. */
export const PublicSeller = Type.Object(
  {
    id: Uuid,
    name: Type.String(),
    slug: Type.String(),
    description: Type.String(),
    city: Type.String(),
    isVerified: Type.Boolean(),
    joinedAt: Type.String({ format: 'date-time' }),
  },
  Strict,
);
export type PublicSeller = Static<typeof PublicSeller>;

/** A shop as its owner and the marketplace's staff see it; the account number is masked. */
export const OwnSeller = Type.Object(
  {
    ...PublicSeller.properties,
    status: Seller.properties.status,
    statusReason: Nullable(Type.String()),
    commissionBps: Type.Integer(),
    phone: Type.String(),
    pickup: Type.Object({ ...Pickup.properties, areaLabel: Type.String(), timeZone: Type.String() }, Strict),
    bank: Type.Object({ bankCode: Type.String(), accountNumber: Type.String(), accountName: Type.String() }, Strict),
    version: Type.Integer(),
  },
  Strict,
);
export type OwnSeller = Static<typeof OwnSeller>;

export const SellerChange = Type.Object(
  {
    name: Type.Optional(ShopName),
    description: Type.Optional(Description),
    pickup: Type.Optional(Pickup),
    phone: Type.Optional(Phone),
    bank: Type.Optional(BankAccount),
    expectedVersion: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
  },
  Strict,
);

export const SellerFilter = Type.Object({ ...PageQuery, status: Type.Optional(Seller.properties.status) }, Strict);
const Decision = Type.Object({ sellerId: Uuid, reason: Type.String({ minLength: 3, maxLength: 500 }) }, Strict);

export const PayoutRun = Type.Object(
  {
    sellerId: Uuid,
    payoutId: Uuid,
    amountMinor: Type.Union([Type.Integer(), Type.Null()]),
    /** `waiting`: a step could not be done now and is tried again by itself. */
    status: Type.Union([Type.Literal('started'), Type.Literal('waiting'), Type.Literal('refused')]),
    /** Why it was refused. */
    code: Type.Union([Type.String(), Type.Null()]),
  },
  Strict,
);

/** `weekly` is Monday, always at 05:00 WIB; `manual` means that staff begin it. */
export const PayoutTerms = Type.Object(
  {
    schedule: Type.Union([Type.Literal('manual'), Type.Literal('weekly'), Type.Literal('daily')]),
    minimum: Money,
  },
  Strict,
);

/** People who sell: their application, its approval, where couriers pick up, where money goes. */
export const sellersContract = defineContract({
  module: 'sellers',
  operations: {
    /** Sellers by id, at most 100; unknown ids are left out. */
    sellersByIds: {
      input: Type.Object({ sellerIds: Type.Array(Uuid, { maxItems: 100 }) }, Strict),
      output: Type.Object({ sellers: Type.Array(Seller) }, Strict),
      refusals: [],
    },
    /** The shop of a person, whatever its status. */
    sellerOfUser: {
      input: Type.Object({ userId: Uuid }, Strict),
      output: Type.Object({ seller: Nullable(Seller) }, Strict),
      refusals: [],
    },
    /** For seeding and import: an approved shop of this person, found by slug or made. Asks no bank. */
    ensureSeller: {
      input: Type.Object(
        {
          userId: Uuid,
          name: ShopName,
          slug: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 }),
          description: Description,
          city: Type.String({ maxLength: 80 }),
          commissionBps: Type.Integer({ minimum: 0, maximum: 10_000 }),
          pickup: Type.Object({ ...Pickup.properties, contactPhone: Phone }, Strict),
          bank: BankAccount,
        },
        Strict,
      ),
      output: SellerId,
      refusals: ['sellers.village-unknown'],
    },
    /** Where a seller's money goes, in clear: for payouts only. Every call is audited. */
    revealBankAccount: { input: SellerId, output: BankAccount, refusals: ['sellers.not-found'] },

    /** One shop per person. The bank is asked whose account it is before anything is written. */
    applyAsSeller: {
      input: SellerApplication,
      output: OwnSeller,
      refusals: [
        'sellers.already-applied',
        'sellers.village-unknown',
        'sellers.bank-account-unknown',
        'sellers.bank-name-differs',
        'sellers.bank-not-reachable',
      ],
    },
    getOwnSeller: { input: Type.Object({}, Strict), output: OwnSeller, refusals: ['sellers.no-shop'] },
    changeOwnSeller: {
      input: SellerChange,
      output: OwnSeller,
      refusals: [
        'sellers.no-shop',
        'sellers.village-unknown',
        'sellers.bank-account-unknown',
        'sellers.bank-name-differs',
        'sellers.bank-not-reachable',
        'sellers.changed-meanwhile',
      ],
    },
    /** By id or slug; only approved shops. */
    getPublicSeller: {
      input: Type.Object({ idOrSlug: Type.String({ minLength: 1, maxLength: 80 }) }, Strict),
      output: PublicSeller,
      refusals: ['sellers.not-found'],
    },
    /** Staff: newest first. */
    listSellers: { input: SellerFilter, output: ListOf(OwnSeller), refusals: [] },
    approveSeller: { input: SellerId, output: OwnSeller, refusals: ['sellers.not-found', 'sellers.not-in-that-state'] },
    rejectSeller: { input: Decision, output: OwnSeller, refusals: ['sellers.not-found', 'sellers.not-in-that-state'] },
    suspendSeller: { input: Decision, output: OwnSeller, refusals: ['sellers.not-found', 'sellers.not-in-that-state'] },
    reinstateSeller: {
      input: Decision,
      output: OwnSeller,
      refusals: ['sellers.not-found', 'sellers.not-in-that-state'],
    },
    /**
     * Pays out what the books owe: to one shop, or to everybody who has reached the minimum (at most 100 at a time).
     * Idempotent by `call.idempotencyKey`. What is refused is answered, not thrown: one shop must not stop the others.
     */
    runPayouts: {
      input: Type.Object({ sellerId: Type.Optional(Uuid) }, Strict),
      output: Type.Object({ items: Type.Array(PayoutRun), hasMore: Type.Boolean() }, Strict),
      refusals: ['sellers.not-found'],
    },
    /** Payouts of the caller's shop, newest first. */
    listOwnPayouts: {
      input: Type.Object(PageQuery, Strict),
      output: ListOf(PayoutOverHttp),
      refusals: ['sellers.no-shop'],
    },
    /** When the house pays shops by itself, and the balance below which it waits. */
    payoutTerms: {
      input: Type.Object({}, Strict),
      output: PayoutTerms,
      refusals: [],
    },
  },
  events: {
    /** The bank or the books said no to a payout; `code` says why (`payments.account-name-differs`, …). */
    'seller.payout-refused': {
      version: 1,
      aggregate: 'seller',
      payload: Type.Object({
        sellerId: Uuid,
        payoutId: Uuid,
        amountMinor: Type.Integer(),
        code: Type.String(),
      }),
    },
    'seller.applied': { version: 1, aggregate: 'seller', payload: SellerEvent },
    'seller.approved': { version: 1, aggregate: 'seller', payload: SellerEvent },
    'seller.rejected': { version: 1, aggregate: 'seller', payload: SellerEvent },
    'seller.suspended': { version: 1, aggregate: 'seller', payload: SellerEvent },
    'seller.updated': { version: 1, aggregate: 'seller', payload: SellerEvent },
  },
  refusals: {
    'sellers.not-found': { status: 404, id: 'Toko ini tidak ada.', en: 'There is no such shop.' },
    'sellers.no-shop': {
      status: 404,
      id: 'Kamu belum punya toko. Daftar dulu, cuma beberapa menit.',
      en: 'You have no shop yet. Apply first, it takes a few minutes.',
    },
    'sellers.already-applied': {
      status: 409,
      id: 'Kamu sudah punya toko atau pengajuan toko.',
      en: 'You already have a shop or an application.',
    },
    'sellers.village-unknown': {
      status: 422,
      id: 'Kelurahan atau desa ini tidak ada. Pilih dari daftar.',
      en: 'There is no such village. Choose one from the list.',
    },
    'sellers.bank-account-unknown': {
      status: 422,
      id: 'Nomor rekening ini tidak ditemukan di bank. Periksa lagi angkanya.',
      en: 'The bank does not know this account number. Check the digits.',
    },
    'sellers.bank-name-differs': {
      status: 422,
      id: 'Nama pemilik rekening di bank berbeda dengan yang kamu tulis. Tulis persis seperti di buku tabungan.',
      en: 'The bank has another name for this account. Write it exactly as in the bank book.',
    },
    'sellers.bank-not-reachable': {
      status: 503,
      id: 'Bank belum menjawab. Isianmu tetap ada, coba lagi beberapa menit lagi.',
      en: 'The bank does not answer. Your entries are kept, try again in a few minutes.',
    },
    'sellers.changed-meanwhile': {
      status: 412,
      id: 'Data toko sudah diubah di tempat lain. Muat ulang dulu.',
      en: 'The shop was changed elsewhere. Reload first.',
    },
    'sellers.not-in-that-state': {
      status: 409,
      id: 'Toko berstatus {status}, jadi langkah ini tidak bisa.',
      en: 'The shop is {status}, so this step is not possible.',
    },
  },
});
export type SellersApi = ApiOf<typeof sellersContract>;
