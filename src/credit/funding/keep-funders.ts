import type { Static } from 'typebox';
import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { derivedId } from '#platform/ids';
import { decodeCursor, page } from '#platform/lists';
import { isRefusal, refuse } from '#platform/refusal';
import type { fundingContract } from './contract.ts';
import { lastDayOfMonthBefore } from './fund-loan.ts';
import { actingInstitution, type FundingDeps, mustOperate } from './funding-deps.ts';
import * as queries from './funding-queries.ts';
import { incomeLimit, shareBase, shareLimit } from './limit-rules.ts';
import type { Funder, FunderPayment, FunderWithMoney, TopUpAccount } from './shapes.ts';
import { findPayoutAccount } from './withdrawal-queries.ts';

type Input<O extends keyof (typeof fundingContract)['operations']> = InputOf<typeof fundingContract, O>;
/** Banks take any; this one is open day and night. */
const CHANNEL = 'VA_BRI';

export async function addFunder(deps: FundingDeps, call: Call, input: Input<'addFunder'>): Promise<Funder> {
  const acting = await actingInstitution(deps, call, input);
  mustOperate(acting);
  if (acting.kind !== 'online-lender') throw refuse('funding.no-funders-here');
  const { tenantId } = acting;
  const id = input.funderId ?? deps.newId();
  const { name, kind, isSupervised, residence } = input;
  const row = {
    ...{ id, tenantId, name, kind, isSupervised, residence },
    treatyPercent: input.treatyPercent ?? null,
    yearlyIncomeMinor: input.yearlyIncomeMinor ?? null,
    affiliateGroup: input.affiliateGroup ?? null,
    accountId: derivedId('funding.account', id),
    createdAt: deps.clock.now(),
  };
  const after = { funderId: id, kind, isSupervised, residence };
  const audit = auditInsert('funding', call, { stream: `funder:${id}`, action: 'funding.funder-added', after });
  await deps.database.batch([queries.insertFunder(row), audit]);
  return funderView(await ownFunder(deps, tenantId, id));
}

export async function listFunders(
  deps: FundingDeps,
  call: Call,
  input: Input<'listFunders'>,
): Promise<{ items: Funder[]; nextCursor: string | null }> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const limit = input.limit ?? 20;
  const rows = await queries.listFunders(deps.database, { tenantId, before: before(input.cursor), limit: limit + 1 });
  const { items, nextCursor } = page(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { items: items.map(funderView), nextCursor };
}

export async function getFunder(deps: FundingDeps, call: Call, input: Input<'getFunder'>): Promise<FunderWithMoney> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const funder = await ownFunder(deps, tenantId, input.funderId);
  const { id, affiliateGroup: group, outstandingMinor } = funder;
  const accountCodes = [`custody:funder:${id}:escrow`];
  const [{ balances }, account, { monthEndMinor, nowMinor }, groupMinor] = await Promise.all([
    deps.ledger.balancesByCodes(call, { accountCodes }),
    findPayoutAccount(deps.database, tenantId, id),
    queries.outstandingOn(deps.database, tenantId, lastDayOfMonthBefore(deps.clock.now())),
    group === null ? outstandingMinor : queries.groupOutstanding(deps.database, tenantId, group),
  ]);
  const baseMinor = shareBase(monthEndMinor, nowMinor);
  return {
    ...funderView(funder),
    escrowMinor: balances[0]?.availableMinor ?? 0,
    payoutAccount: account
      ? { bankCode: account.bankCode, accountNumberMasked: account.accountMasked, accountName: account.accountName }
      : null,
    groupOutstandingMinor: groupMinor,
    shareLimitMinor: baseMinor > 0 ? shareLimit(funder, baseMinor) : null,
    incomeLimitMinor: incomeLimit(funder),
  };
}

export async function funderAccount(
  deps: FundingDeps,
  call: Call,
  input: Input<'funderAccount'>,
): Promise<Static<typeof TopUpAccount>> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const { id, name, accountId } = await ownFunder(deps, tenantId, input.funderId);
  const creditAccountCode = `custody:funder:${id}:escrow`;
  return await topUpAccount(deps, call, { accountId, ownerKind: 'funder', ownerId: id, name, creditAccountCode });
}

export async function houseFunds(
  deps: FundingDeps,
  call: Call,
  input: Input<'houseFunds'>,
): Promise<{ fundsMinor: number; taxMinor: number; account: Static<typeof TopUpAccount> }> {
  const { tenantId, name } = await actingInstitution(deps, call, input);
  const accountId = derivedId('funding.house-account', tenantId);
  const [funds, tax] = [`custody:tenant:${tenantId}:funds`, `custody:tenant:${tenantId}:tax`];
  const wish = { accountId, ownerKind: 'tenant', ownerId: tenantId, name, creditAccountCode: funds };
  const account = await topUpAccount(deps, call, wish);
  const { balances } = await deps.ledger.balancesByCodes(call, { accountCodes: [funds, tax] });
  return { fundsMinor: balances[0]?.availableMinor ?? 0, taxMinor: balances[1]?.balanceMinor ?? 0, account };
}

type AccountWish = { accountId: string; ownerKind: string; ownerId: string; name: string; creditAccountCode: string };

/** Opened when it is first asked for; the same one ever after. */
async function topUpAccount(deps: FundingDeps, call: Call, wish: AccountWish): Promise<Static<typeof TopUpAccount>> {
  const { name: payerName, ...rest } = wish;
  try {
    const opened = await deps.payments.openAccount(call, { ...rest, payerName, channel: CHANNEL });
    const { bank, channelName, accountNumber, accountName } = opened;
    return { bank, channelName, accountNumber, accountName };
  } catch (error) {
    if (!isRefusal(error, 'payments.provider-unavailable') && !isRefusal(error, 'payments.channel-unknown'))
      throw error;
    throw refuse('funding.account-unavailable', {}, { retryAfterSeconds: 30 });
  }
}

export async function funderPayments(
  deps: FundingDeps,
  call: Call,
  input: Input<'funderPayments'>,
): Promise<{ items: FunderPayment[]; nextCursor: string | null }> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const { id: funderId } = await ownFunder(deps, tenantId, input.funderId);
  const limit = input.limit ?? 20;
  const wish = { tenantId, funderId, before: before(input.cursor), limit: limit + 1 };
  const rows = await queries.listFunderPayments(deps.database, wish);
  const { items, nextCursor } = page(rows, limit, (row) => [row.createdAt.toISOString(), row.distributionId]);
  return { items: items.map(({ createdAt: _at, ...item }) => item), nextCursor };
}

export async function ownFunder(deps: FundingDeps, tenantId: string, id: string): Promise<queries.FunderRow> {
  const row = await queries.findFunder(deps.database, tenantId, id);
  if (!row) throw refuse('funding.funder-not-found');
  return row;
}

export function before(cursor: string | undefined): { createdAt: Date; id: string } | null {
  const values = decodeCursor(cursor, 2);
  if (!values) return null;
  const createdAt = new Date(String(values[0]));
  const id = String(values[1]);
  if (Number.isNaN(createdAt.getTime()) || !/^[0-9a-f-]{36}$/.test(id))
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  return { createdAt, id };
}

function funderView(row: queries.FunderRow): Funder {
  const { id: funderId, tenantId: _tenantId, accountId: _accountId, createdAt, ...rest } = row;
  return { funderId, ...rest, createdAt: createdAt.toISOString() };
}
