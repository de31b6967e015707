import { type Static, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

/**
 * What kind of institution lends. Price caps ("manfaat ekonomi") bind an online lender (LPBBTI); banks and finance
 * companies lend on their own book under rules of their own.
 */
export const TenantKind = Type.Union([
  Type.Literal('online-lender'),
  Type.Literal('finance-company'),
  Type.Literal('bank'),
]);
export type TenantKind = Static<typeof TenantKind>;

/** The work somebody does in one institution; a partner is whose API keys act for it. Whoever makes a thing may not release it. */
export const MemberRole = Type.Union([
  Type.Literal('CREDIT_OFFICER'),
  Type.Literal('COMPLIANCE_OFFICER'),
  Type.Literal('PARTNER'),
]);
export type MemberRole = Static<typeof MemberRole>;

/** As what a call acts: a member, a partner's key, or the house itself. */
export const ActingRole = Type.Union([MemberRole, Type.Literal('HOUSE')]);
export type ActingRole = Static<typeof ActingRole>;

const Name = Type.String({ minLength: 3, maxLength: 80, pattern: '\\S' });

export const Tenant = Type.Object(
  { tenantId: Uuid, name: Type.String(), kind: TenantKind, isActive: Type.Boolean(), createdAt: Moment },
  Strict,
);
export type Tenant = Static<typeof Tenant>;

export const NewTenant = Type.Object({ name: Name, kind: TenantKind }, Strict);

export const Member = Type.Object(
  { userId: Uuid, role: MemberRole, name: Nullable(Type.String()), since: Moment },
  Strict,
);

/** A whole e-mail or phone, as typed. */
export const Contact = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\u0000]*\\S[^\\u0000]*$' });
export const Person = Type.Object({ userId: Uuid, name: Type.String() }, Strict);

const Membership = Type.Object({ tenantId: Uuid, userId: Uuid, role: MemberRole }, Strict);

/** Institutions that lend, and who works for them. Everything in the wing belongs to exactly one of them. */
export const tenantsContract = defineContract({
  module: 'tenants',
  operations: {
    /** By an administrator. The same id again answers the same institution. */
    createTenant: {
      input: Type.Object({ tenantId: Type.Optional(Uuid), ...NewTenant.properties }, Strict),
      output: Tenant,
      refusals: ['tenants.not-allowed', 'tenants.name-taken'],
    },
    /** All of them, by name; for administrators. */
    listTenants: {
      input: Type.Object({ ...PageQuery }, Strict),
      output: ListOf(Tenant),
      refusals: ['tenants.not-allowed'],
    },
    /** For members, partners and administrators; for anybody else it does not exist. */
    getTenant: { input: Type.Object({ tenantId: Uuid }, Strict), output: Tenant, refusals: ['tenants.not-found'] },
    /** For other modules. At most 100; unknown ids are left out. */
    tenantsByIds: {
      input: Type.Object({ tenantIds: Type.Array(Uuid, { maxItems: 100 }) }, Strict),
      output: Type.Object({ tenants: Type.Array(Tenant) }, Strict),
      refusals: [],
    },
    /**
     * For which institution a call acts, and as what. Without `tenantId` it is the caller's only one (a key carries its
     * own); with it, that one where the caller belongs to it. The house itself must name it. Anybody else: not found.
     */
    tenantOfCall: {
      input: Type.Object({ tenantId: Type.Optional(Uuid) }, Strict),
      output: Type.Object({ tenantId: Uuid, name: Type.String(), kind: TenantKind, role: ActingRole }, Strict),
      refusals: ['tenants.not-found'],
    },
    /** By an administrator. A person has one role in an institution; another one replaces it. */
    addMember: {
      input: Membership,
      output: Member,
      refusals: ['tenants.not-allowed', 'tenants.not-found', 'tenants.no-such-person'],
    },
    removeMember: {
      input: Type.Object({ tenantId: Uuid, userId: Uuid }, Strict),
      output: Type.Object({}, Strict),
      refusals: ['tenants.not-allowed', 'tenants.not-found'],
    },
    /** Who works there: for members and administrators, at most 100. */
    listMembers: {
      input: Type.Object({ tenantId: Uuid }, Strict),
      output: Type.Object({ items: Type.Array(Member) }, Strict),
      refusals: ['tenants.not-found'],
    },
    /**
     * Who has proven to own a whole e-mail or phone, for members and administrators; every question stands in the audit.
     * No part of a contact finds anybody.
     */
    findPerson: {
      input: Type.Object({ contact: Contact }, Strict),
      output: Person,
      refusals: ['tenants.not-found', 'tenants.person-not-found'],
    },
  },
  events: {
    'tenant.created': {
      version: 1,
      aggregate: 'tenant',
      payload: Type.Object({ tenantId: Uuid, name: Type.String(), kind: TenantKind }),
    },
    'tenant.member-added': { version: 1, aggregate: 'tenant', payload: Membership },
    'tenant.member-removed': {
      version: 1,
      aggregate: 'tenant',
      payload: Type.Object({ tenantId: Uuid, userId: Uuid }),
    },
  },
  refusals: {
    'tenants.not-found': { status: 404, id: 'Lembaga ini tidak ditemukan.', en: 'There is no such institution.' },
    'tenants.not-allowed': {
      status: 403,
      id: 'Hanya administrator yang boleh mengatur lembaga.',
      en: 'Only an administrator arranges institutions.',
    },
    'tenants.name-taken': {
      status: 409,
      id: 'Nama lembaga ini sudah dipakai.',
      en: 'An institution of this name exists already.',
    },
    'tenants.person-not-found': {
      status: 404,
      id: 'Tidak ada akun yang sudah membuktikan email atau nomor ini.',
      en: 'Nobody has proven to own this e-mail or number.',
    },
    'tenants.no-such-person': { status: 422, id: 'Orang ini belum punya akun.', en: 'This person has no account.' },
  },
});
export type TenantsApi = ApiOf<typeof tenantsContract>;
