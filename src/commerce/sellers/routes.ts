import { Type } from 'typebox';
import type { LedgerApi } from '#commons/ledger';
import { type Call, systemCall } from '#platform/call';
import { ListOf, PageQuery } from '#platform/lists';
import { Money, rupiah } from '#platform/money';
import { type Route, route } from '#platform/route';
import { Strict } from '#platform/schema-parts';
import {
  OwnSeller,
  PayoutRun,
  PublicSeller,
  SellerApplication,
  SellerChange,
  SellerFilter,
  type SellersApi,
  sellersContract,
} from './contract.ts';

const Params = Type.Object({ id: Type.String({ format: 'uuid' }) }, Strict);
const Reason = Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) }, Strict);
const operations = sellersContract.operations;
const APPLICATION = {
  name: 'Kopi Gayo Asli',
  phone: '0812-3456-7890',
  pickup: { street: 'Jl. Kenanga No. 17', villageCode: '32.73.25.1002', postalCode: '40614' },
  bank: { bankCode: '014', accountNumber: '1234567890', accountName: 'SITI AMINAH' },
};

export function sellersRoutes(api: SellersApi, ledger: Pick<LedgerApi, 'balance' | 'statement'>): Route[] {
  return [...applicationRoutes(api), ...staffRoutes(api), ...moneyRoutes(api, ledger), ...payoutRoutes(api)];
}

function applicationRoutes(api: SellersApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/sellers',
      summary: 'Apply to sell',
      scope: 'signed-in',
      body: SellerApplication,
      examples: { body: APPLICATION },
      answers: { 201: OwnSeller },
      refusals: operations.applyAsSeller.refusals,
      handle: ({ call, body }) => api.applyAsSeller(call, body),
    }),
    route({
      method: 'GET',
      path: '/sellers/me',
      summary: 'My shop',
      scope: 'signed-in',
      answers: { 200: OwnSeller },
      refusals: operations.getOwnSeller.refusals,
      handle: ({ call }) => api.getOwnSeller(call, {}),
    }),
    route({
      method: 'PATCH',
      path: '/sellers/me',
      summary: 'Change my shop',
      scope: 'signed-in',
      body: SellerChange,
      examples: { body: { phone: '0812-3456-7890' } },
      answers: { 200: OwnSeller },
      refusals: operations.changeOwnSeller.refusals,
      handle: ({ call, body }) => api.changeOwnSeller(call, body),
    }),
    route({
      method: 'GET',
      path: '/sellers/:id',
      summary: 'A shop, by id or slug',
      scope: 'public',
      params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 80 }) }, Strict),
      answers: { 200: PublicSeller },
      refusals: operations.getPublicSeller.refusals,
      cacheControl: 'public, max-age=30',
      handle: ({ call, params }) => api.getPublicSeller(call, { idOrSlug: params.id }),
    }),
  ];
}

function staffRoutes(api: SellersApi): Route[] {
  const decision = (verb: 'reject' | 'suspend' | 'reinstate', summary: string): Route =>
    route({
      method: 'POST',
      path: `/sellers/:id/${verb}`,
      summary,
      scope: 'sellers:approve',
      params: Params,
      body: Reason,
      examples: { body: { reason: 'Nama toko belum jelas' } },
      answers: { 200: OwnSeller },
      refusals: operations.rejectSeller.refusals,
      handle: ({ call, params, body }) => api[`${verb}Seller`](call, { sellerId: params.id, reason: body.reason }),
    });
  return [
    route({
      method: 'GET',
      path: '/sellers',
      summary: 'Shops and applications, newest first',
      scope: 'sellers:approve',
      query: SellerFilter,
      answers: { 200: ListOf(OwnSeller) },
      handle: ({ call, query }) => api.listSellers(call, query),
    }),
    route({
      method: 'POST',
      path: '/sellers/:id/approve',
      summary: 'Approve an application',
      scope: 'sellers:approve',
      params: Params,
      answers: { 200: OwnSeller },
      refusals: operations.approveSeller.refusals,
      handle: ({ call, params }) => api.approveSeller(call, { sellerId: params.id }),
    }),
    decision('reject', 'Reject an application, with the reason the applicant reads'),
    decision('suspend', 'Take a shop off the marketplace'),
    decision('reinstate', 'Bring a suspended shop back'),
  ];
}

const PayoutRunOverHttp = Type.Object(
  {
    sellerId: Type.String({ format: 'uuid' }),
    payoutId: Type.String({ format: 'uuid' }),
    amount: Type.Union([Money, Type.Null()]),
    status: PayoutRun.properties.status,
    code: PayoutRun.properties.code,
  },
  Strict,
);

function payoutRoutes(api: SellersApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/sellers/me/payouts',
      summary: 'Payouts to my bank account, newest first',
      scope: 'signed-in',
      query: Type.Object(PageQuery, Strict),
      answers: { 200: operations.listOwnPayouts.output },
      refusals: operations.listOwnPayouts.refusals,
      handle: ({ call, query }) => api.listOwnPayouts(call, query),
    }),
    route({
      method: 'GET',
      path: '/sellers/me/payout-terms',
      summary: 'When shops are paid by themselves, and from which balance on',
      scope: 'signed-in',
      answers: { 200: operations.payoutTerms.output },
      refusals: operations.payoutTerms.refusals,
      handle: ({ call }) => api.payoutTerms(call, {}),
    }),
    route({
      method: 'POST',
      path: '/payouts/run',
      summary: 'Pay out what shops have earned: one of them, or all that have reached the minimum',
      scope: 'payments:payout',
      body: Type.Object({ sellerId: Type.Optional(Type.String({ format: 'uuid' })) }, Strict),
      examples: { body: { sellerId: '0190aaaa-bbbb-7ccc-8ddd-000000000002' } },
      answers: { 200: Type.Object({ items: Type.Array(PayoutRunOverHttp), hasMore: Type.Boolean() }, Strict) },
      refusals: operations.runPayouts.refusals,
      idempotency: 'required',
      handle: async ({ call, body }) => {
        const { items, hasMore } = await api.runPayouts(call, body);
        const shown = items.map(({ amountMinor, ...run }) => ({
          ...run,
          amount: amountMinor === null ? null : rupiah(amountMinor),
        }));
        return { items: shown, hasMore };
      },
    }),
  ];
}

const Balance = Type.Object({ balance: Money, held: Money, available: Money }, Strict);
const StatementEntry = Type.Object(
  {
    id: Type.Integer(),
    kind: Type.String(),
    description: Type.String(),
    reference: Type.String(),
    change: Money,
    postedAt: Type.String({ format: 'date-time' }),
  },
  Strict,
);

function moneyRoutes(api: SellersApi, ledger: Pick<LedgerApi, 'balance' | 'statement'>): Route[] {
  const accountOf = async (call: Call): Promise<string> => `seller:${(await api.getOwnSeller(call, {})).id}:payable`;
  return [
    route({
      method: 'GET',
      path: '/sellers/me/balance',
      summary: 'What the marketplace owes my shop',
      scope: 'signed-in',
      answers: { 200: Balance },
      refusals: operations.getOwnSeller.refusals,
      handle: async ({ call }) => {
        const found = await ledger.balance(systemCall('sellers', call.correlationId), {
          accountCode: await accountOf(call),
        });
        return {
          balance: rupiah(found.balanceMinor),
          held: rupiah(found.heldMinor),
          available: rupiah(found.availableMinor),
        };
      },
    }),
    route({
      method: 'GET',
      path: '/sellers/me/statement',
      summary: 'Every movement of that money, newest first',
      scope: 'signed-in',
      query: Type.Object(PageQuery, Strict),
      answers: { 200: ListOf(StatementEntry) },
      refusals: operations.getOwnSeller.refusals,
      handle: async ({ call, query }) => {
        const found = await ledger.statement(systemCall('sellers', call.correlationId), {
          accountCode: await accountOf(call),
          ...query,
        });
        const items = found.items.map((line) => ({
          id: line.postingId,
          kind: line.kind,
          description: line.description,
          reference: line.reference,
          change: rupiah(line.changeMinor),
          postedAt: line.postedAt,
        }));
        return { items, nextCursor: found.nextCursor };
      },
    }),
  ];
}
