import { type Static, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';

const Uuid = Type.String({ format: 'uuid' });

/** What other modules know of a seller. */
export const Seller = Type.Object(
  {
    sellerId: Uuid,
    userId: Uuid,
    name: Type.String(),
    slug: Type.String(),
    city: Type.String(),
    status: Type.Union([Type.Literal('applied'), Type.Literal('approved'), Type.Literal('rejected'), Type.Literal('suspended')]),
    isVerified: Type.Boolean(),
    /** Share of the goods' value that the marketplace keeps, in basis points. */
    commissionBps: Type.Integer({ minimum: 0, maximum: 10_000 }),
    /** Where couriers pick up. */
    pickup: Type.Object(
      { street: Type.String(), villageCode: Type.String(), postalCode: Type.String(), areaLabel: Type.String(), contactName: Type.String(), contactPhone: Type.String(), timeZone: Type.String() },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type Seller = Static<typeof Seller>;

const SellerEvent = Type.Object({ sellerId: Uuid, userId: Uuid, name: Type.String(), slug: Type.String(), city: Type.String(), status: Type.String() });

export const sellersContract = defineContract({
  module: 'sellers',
  operations: {
    /** Sellers by id, at most 100; unknown ids are left out. */
    sellersByIds: {
      input: Type.Object({ sellerIds: Type.Array(Uuid, { maxItems: 100 }) }, { additionalProperties: false }),
      output: Type.Object({ sellers: Type.Array(Seller) }, { additionalProperties: false }),
      refusals: [],
    },
    /** The shop of a person, whatever its status. */
    sellerOfUser: {
      input: Type.Object({ userId: Uuid }, { additionalProperties: false }),
      output: Type.Object({ seller: Type.Union([Seller, Type.Null()]) }, { additionalProperties: false }),
      refusals: [],
    },
    /** For seeding and import: an approved shop of this person, found by slug or made. */
    ensureSeller: {
      input: Type.Object(
        {
          userId: Uuid,
          name: Type.String({ minLength: 3, maxLength: 60 }),
          slug: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 }),
          description: Type.String({ maxLength: 2000 }),
          city: Type.String({ maxLength: 80 }),
          commissionBps: Type.Integer({ minimum: 0, maximum: 10_000 }),
          pickup: Type.Object({ street: Type.String({ maxLength: 200 }), villageCode: Type.String({ maxLength: 13 }), postalCode: Type.String({ pattern: '^[0-9]{5}$' }), contactPhone: Type.String({ maxLength: 20 }) }, { additionalProperties: false }),
          bank: Type.Object({ bankCode: Type.String({ maxLength: 20 }), accountNumber: Type.String({ pattern: '^[0-9]{6,20}$' }), accountName: Type.String({ maxLength: 100 }) }, { additionalProperties: false }),
        },
        { additionalProperties: false },
      ),
      output: Type.Object({ sellerId: Uuid }, { additionalProperties: false }),
      refusals: [],
    },
  },
  events: {
    'seller.applied': { version: 1, aggregate: 'seller', payload: SellerEvent },
    'seller.approved': { version: 1, aggregate: 'seller', payload: SellerEvent },
    'seller.rejected': { version: 1, aggregate: 'seller', payload: SellerEvent },
    'seller.suspended': { version: 1, aggregate: 'seller', payload: SellerEvent },
    'seller.updated': { version: 1, aggregate: 'seller', payload: SellerEvent },
  },
  refusals: {},
});
export type SellersApi = ApiOf<typeof sellersContract>;
