import { type Static, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

/** A calendar day, `2026-03-21`. */
const Day = Type.String({ format: 'date', maxLength: 10 });
const StoreName = Type.String({ minLength: 3, maxLength: 80, pattern: '\\S.*\\S' });
const Email = Type.String({ format: 'email', minLength: 3, maxLength: 254 });
const HourMinute = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', maxLength: 5 });

/** Monday is 1, Sunday 7. A weekday without a line is closed. */
export const OpeningHours = Type.Array(
  Type.Object({ weekday: Type.Integer({ minimum: 1, maximum: 7 }), opens: HourMinute, closes: HourMinute }, Strict),
  { maxItems: 14 },
);
export const ClosedDay = Type.Object({ on: Day, reason: Type.String({ maxLength: 120 }) }, Strict);
export type ClosedDay = Static<typeof ClosedDay>;
const VillageCode = Type.String({ pattern: '^[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}\\.[0-9]{4}$', maxLength: 13 });
export const TimeZone = Type.Enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']);

/** A place that sells: a shop of the marketplace, or one that stands alone. Also what other modules know of it. */
export const Store = Type.Object(
  {
    id: Uuid,
    name: Type.String(),
    /** The person it belongs to. */
    ownerId: Uuid,
    /** The marketplace shop whose orders flow in; null for a store that stands alone. */
    sellerId: Nullable(Uuid),
    villageCode: Type.String(),
    /** Interior Ministry code of the province, `32`; prices and calendar are looked up by it. */
    regionCode: Type.String(),
    /** `Dago, Coblong, Kota Bandung, Jawa Barat`. */
    areaLabel: Type.String(),
    timeZone: TimeZone,
    openingHours: OpeningHours,
    /** From a year back on, in order. */
    closedDays: Type.Array(ClosedDay),
    status: Type.Enum(['active', 'closed']),
    /** What the caller is there; `staff` may read everything and change nothing, `house` is the platform itself. */
    role: Type.Enum(['owner', 'manager', 'staff', 'house']),
    version: Type.Integer(),
    createdAt: Moment,
  },
  Strict,
);
export type Store = Static<typeof Store>;

/** With `sellerShop` the caller's own marketplace shop is connected, and name and village may be left out. */
export const NewStore = Type.Object(
  {
    name: Type.Optional(StoreName),
    villageCode: Type.Optional(VillageCode),
    sellerShop: Type.Optional(Type.Boolean()),
    openingHours: Type.Optional(OpeningHours),
  },
  Strict,
);
export const StoreChange = Type.Object(
  {
    name: Type.Optional(StoreName),
    villageCode: Type.Optional(VillageCode),
    openingHours: Type.Optional(OpeningHours),
    status: Type.Optional(Type.Enum(['active', 'closed'])),
    expectedVersion: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
  },
  Strict,
);

export const Manager = Type.Object({ userId: Uuid, name: Type.String(), since: Moment }, Strict);
export const Invitation = Type.Object(
  {
    id: Uuid,
    storeId: Uuid,
    storeName: Type.String(),
    email: Type.String(),
    status: Type.Enum(['open', 'accepted', 'withdrawn']),
    expiresAt: Moment,
    createdAt: Moment,
  },
  Strict,
);
export type Invitation = Static<typeof Invitation>;

/** Ten letters and digits, with or without the hyphen in the middle. */
export const InvitationCode = Type.String({ pattern: '^[0-9A-Za-z]{5}-?[0-9A-Za-z]{5}$', maxLength: 11 });

const StoreId = Type.Object({ storeId: Uuid }, Strict);
const Done = Type.Object({}, Strict);
const StoreFact = Type.Object({
  storeId: Uuid,
  ownerId: Uuid,
  sellerId: Nullable(Uuid),
  name: Type.String(),
  status: Type.String(),
});

/** What every module of the wing answers where a store is not the caller's: the same sentences everywhere. */
export const STORE_REFUSALS = {
  'stores.not-found': { status: 404, id: 'Toko ini tidak ada.', en: 'There is no such store.' },
  'stores.read-only': {
    status: 403,
    id: 'Kamu hanya boleh melihat toko ini.',
    en: 'You may only look at this store.',
  },
} as const;

/** Stores, the people behind them, when they are open. Whoever is neither owner, manager nor staff finds nothing. */
export const storesContract = defineContract({
  module: 'stores',
  operations: {
    /**
     * The door of every other module of the wing: the store, if the caller may do this there. Owner and managers may read
     * and write, staff may read, the house may do both; for anybody else the store does not exist.
     */
    storeOfCall: {
      input: Type.Object({ storeId: Uuid, access: Type.Optional(Type.Enum(['read', 'write'])) }, Strict),
      output: Store,
      refusals: ['stores.not-found', 'stores.read-only'],
    },
    /** Own and managed stores, oldest first; staff see all. */
    listStores: { input: Type.Object(PageQuery, Strict), output: ListOf(Store), refusals: [] },
    /** For other modules, which answer for who may see it. Unknown ids are left out. */
    storesByIds: {
      input: Type.Object({ storeIds: Type.Array(Uuid, { maxItems: 100 }) }, Strict),
      output: Type.Object({ stores: Type.Array(Store) }, Strict),
      refusals: [],
    },
    /** Active stores in order of id, for nightly work. */
    activeStores: {
      input: Type.Object({ afterId: Nullable(Uuid), limit: Type.Integer({ minimum: 1, maximum: 100 }) }, Strict),
      output: Type.Object({ stores: Type.Array(Store) }, Strict),
      refusals: [],
    },
    createStore: {
      input: NewStore,
      output: Store,
      refusals: [
        'stores.no-shop',
        'stores.shop-connected',
        'stores.name-missing',
        'stores.village-unknown',
        'stores.hours-wrong',
        'stores.too-many',
      ],
    },
    changeStore: {
      input: Type.Object({ storeId: Uuid, ...StoreChange.properties }, Strict),
      output: Store,
      refusals: [
        'stores.not-found',
        'stores.read-only',
        'stores.village-unknown',
        'stores.hours-wrong',
        'stores.changed-meanwhile',
      ],
    },
    /** Days on which nothing was or will be sold because the store is shut; they are not learned as demand. */
    closeDays: {
      input: Type.Object({ storeId: Uuid, days: Type.Array(ClosedDay, { minItems: 1, maxItems: 400 }) }, Strict),
      output: Store,
      refusals: ['stores.not-found', 'stores.read-only', 'stores.too-many'],
    },
    openDay: {
      input: Type.Object({ storeId: Uuid, on: Day }, Strict),
      output: Store,
      refusals: ['stores.not-found', 'stores.read-only'],
    },
    listManagers: {
      input: StoreId,
      output: Type.Object({ items: Type.Array(Manager), invitations: Type.Array(Invitation) }, Strict),
      refusals: ['stores.not-found'],
    },
    /** By the owner. A code goes to the address; who enters it while signed in helps from then on. Says nothing about whether the address has an account. */
    inviteManager: {
      input: Type.Object({ storeId: Uuid, email: Email }, Strict),
      output: Invitation,
      refusals: ['stores.not-found', 'stores.owner-only', 'stores.too-many'],
    },
    withdrawInvitation: {
      input: Type.Object({ storeId: Uuid, invitationId: Uuid }, Strict),
      output: Done,
      refusals: ['stores.not-found', 'stores.owner-only', 'stores.invitation-not-found'],
    },
    removeManager: {
      input: Type.Object({ storeId: Uuid, userId: Uuid }, Strict),
      output: Done,
      refusals: ['stores.not-found', 'stores.owner-only', 'stores.manager-not-found'],
    },
    /** Makes the caller a manager, with the role STORE_MANAGER from the next sign-in or refresh on. */
    acceptInvitation: {
      input: Type.Object({ code: InvitationCode }, Strict),
      output: Store,
      refusals: ['stores.invitation-not-found', 'stores.invitation-over'],
    },
    /** For the demo and for imports: the store of this id, made if it is missing. */
    ensureStore: {
      input: Type.Object(
        {
          storeId: Uuid,
          ownerId: Uuid,
          sellerId: Nullable(Uuid),
          name: StoreName,
          villageCode: VillageCode,
          openingHours: OpeningHours,
        },
        Strict,
      ),
      output: Type.Object({ store: Store, isNew: Type.Boolean() }, Strict),
      refusals: ['stores.village-unknown'],
    },
  },
  events: {
    'store.created': { version: 1, aggregate: 'store', payload: StoreFact },
    'store.updated': { version: 1, aggregate: 'store', payload: StoreFact },
    /** Somebody has taken the invitation. */
    'store.manager-added': {
      version: 1,
      aggregate: 'store',
      payload: Type.Object({ storeId: Uuid, userId: Uuid, storeName: Type.String() }),
    },
    'store.manager-removed': {
      version: 1,
      aggregate: 'store',
      payload: Type.Object({ storeId: Uuid, userId: Uuid, storeName: Type.String() }),
    },
  },
  refusals: {
    ...STORE_REFUSALS,
    'stores.owner-only': {
      status: 403,
      id: 'Hanya pemilik toko yang boleh melakukan ini.',
      en: 'Only the owner of the store may do this.',
    },
    'stores.no-shop': {
      status: 422,
      id: 'Kamu belum punya toko yang disetujui di TokoBapak.',
      en: 'You have no approved shop at the marketplace.',
    },
    'stores.shop-connected': {
      status: 409,
      id: 'Toko ini sudah terhubung.',
      en: 'This shop is connected already.',
    },
    'stores.name-missing': {
      status: 422,
      id: 'Isi nama dan kelurahan toko.',
      en: 'Give the store a name and a village.',
    },
    'stores.village-unknown': {
      status: 422,
      id: 'Kelurahan atau desa ini tidak ada. Pilih dari daftar.',
      en: 'There is no such village. Choose one from the list.',
    },
    'stores.hours-wrong': {
      status: 422,
      id: 'Jam buka harus lebih awal daripada jam tutup dan tidak boleh bertumpuk.',
      en: 'A store opens before it closes, and hours must not overlap.',
    },
    'stores.too-many': { status: 422, id: 'Paling banyak {most}.', en: 'At most {most}.' },
    'stores.changed-meanwhile': {
      status: 412,
      id: 'Data toko sudah diubah di tempat lain. Muat ulang dulu.',
      en: 'The store was changed elsewhere. Reload first.',
    },
    'stores.manager-not-found': { status: 404, id: 'Orang ini bukan pengelola.', en: 'This person is no manager.' },
    'stores.invitation-not-found': { status: 404, id: 'Undangan ini tidak ada.', en: 'There is no such invitation.' },
    'stores.invitation-over': {
      status: 410,
      id: 'Undangan ini sudah tidak berlaku.',
      en: 'This invitation is no longer valid.',
    },
  },
});
export type StoresApi = ApiOf<typeof storesContract>;
