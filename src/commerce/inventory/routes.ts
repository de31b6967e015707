import { type Static, Type } from 'typebox';
import type { SellersApi } from '#commerce/sellers';
import { type Call, userIdOf } from '#platform/call';
import { derivedId, type NewId } from '#platform/ids';
import { ListOf, PageQuery } from '#platform/lists';
import { refuse } from '#platform/refusal';
import { type Route, route } from '#platform/route';
import { type InventoryApi, Location, MAX_STOCK, ManualKind, Movement, Stock } from './contract.ts';

const OfferParams = Type.Object({ offerId: Type.String({ format: 'uuid' }) }, { additionalProperties: false });

const MovementBody = Type.Object(
  {
    kind: ManualKind,
    quantity: Type.Integer({ minimum: -MAX_STOCK, maximum: MAX_STOCK }),
    reason: Type.Optional(Type.String({ maxLength: 300 })),
    locationId: Type.Optional(Type.String({ format: 'uuid' })),
  },
  { additionalProperties: false },
);

type RouteDeps = { sellers: Pick<SellersApi, 'sellerOfUser'>; newId: NewId };

/** The seller's own stock: `/sellers/me/…`. What is not his is not found. */
export function inventoryRoutes(api: InventoryApi, deps: RouteDeps): Route[] {
  const mine = (call: Call) => sellerIdOf(deps, call);
  return [
    route({
      method: 'GET',
      path: '/sellers/me/offers/:offerId/stock',
      summary: 'Stock of an own offer',
      scope: 'inventory:read',
      params: OfferParams,
      answers: { 200: Stock },
      refusals: ['inventory.offer-not-found'],
      handle: async ({ call, params }) => {
        const sellerId = await mine(call);
        const { stocks } = await api.stocksByOffers(call, { offerIds: [params.offerId] });
        const [stock] = stocks;
        if (!stock || stock.sellerId !== sellerId) throw refuse('inventory.offer-not-found');
        return stock;
      },
    }),
    route({
      method: 'PATCH',
      path: '/sellers/me/offers/:offerId/stock',
      summary: 'Set the level at which the seller is told that stock is low',
      scope: 'inventory:write',
      params: OfferParams,
      body: Type.Object(
        { lowLevel: Type.Integer({ minimum: 0, maximum: 1_000_000 }) },
        { additionalProperties: false },
      ),
      examples: { body: { lowLevel: 5 } },
      answers: { 200: Stock },
      refusals: ['inventory.offer-not-found'],
      handle: async ({ call, params, body }) =>
        api.setLowLevel(call, { sellerId: await mine(call), offerId: params.offerId, lowLevel: body.lowLevel }),
    }),
    route({
      method: 'GET',
      path: '/sellers/me/offers/:offerId/movements',
      summary: 'Movements of an own offer, newest first',
      scope: 'inventory:read',
      params: OfferParams,
      query: Type.Object(PageQuery, { additionalProperties: false }),
      answers: { 200: ListOf(Movement) },
      refusals: ['inventory.offer-not-found'],
      handle: async ({ call, params, query }) =>
        api.listMovements(call, {
          sellerId: await mine(call),
          offerId: params.offerId,
          limit: query.limit ?? 20,
          cursor: query.cursor ?? null,
        }),
    }),
    recordMovementRoute(api, deps),
    ...locationRoutes(api, mine),
  ];
}

function locationRoutes(api: InventoryApi, mine: (call: Call) => Promise<string>): Route[] {
  return [
    route({
      method: 'GET',
      path: '/sellers/me/locations',
      summary: 'Own stock locations',
      scope: 'inventory:read',
      answers: { 200: ListOf(Location) },
      handle: async ({ call }) => {
        const { locations } = await api.listLocations(call, { sellerId: await mine(call) });
        return { items: locations, nextCursor: null };
      },
    }),
    route({
      method: 'POST',
      path: '/sellers/me/locations',
      summary: 'Add a stock location',
      scope: 'inventory:write',
      body: Type.Object(
        { name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }) },
        { additionalProperties: false },
      ),
      examples: { body: { name: 'Gudang Bandung' } },
      answers: { 201: Location },
      refusals: ['inventory.location-taken', 'inventory.too-many-locations'],
      handle: async ({ call, body }) => api.addLocation(call, { sellerId: await mine(call), name: body.name }),
    }),
  ];
}

function recordMovementRoute(api: InventoryApi, deps: RouteDeps): Route {
  return route({
    method: 'POST',
    path: '/sellers/me/offers/:offerId/movements',
    summary: 'Record a movement by hand: goods came, went or were counted',
    scope: 'inventory:write',
    params: OfferParams,
    body: MovementBody,
    answers: { 201: Stock },
    refusals: [
      'inventory.offer-not-found',
      'inventory.location-not-found',
      'inventory.quantity-wrong',
      'inventory.below-reserved',
      'inventory.too-much',
    ],
    idempotency: 'required',
    examples: {
      body: { kind: 'receive', quantity: 12, reason: 'Kiriman dari pengrajin' } satisfies Static<typeof MovementBody>,
    },
    handle: async ({ call, params, body }) => {
      const sellerId = await sellerIdOf(deps, call);
      // The key of the request is the key of the movement: even a repeat after its 24 hours counts once.
      const movementKey = call.idempotencyKey
        ? derivedId('inventory.movement', sellerId, call.idempotencyKey)
        : deps.newId();
      const { kind, quantity, reason = '', locationId = null } = body;
      return api.recordMovement(call, {
        movementKey,
        sellerId,
        offerId: params.offerId,
        locationId,
        kind,
        quantity,
        reason,
      });
    },
  });
}

async function sellerIdOf(deps: RouteDeps, call: Call): Promise<string> {
  const userId = userIdOf(call);
  if (!userId) throw refuse('request.sign-in-required');
  const { seller } = await deps.sellers.sellerOfUser(call, { userId });
  if (!seller) throw refuse('inventory.offer-not-found');
  return seller.sellerId;
}
