import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import type { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import * as queries from './account-queries.ts';
import type { AccountCredit } from './account-shapes.ts';

type Deps = Pick<PaymentsDeps, 'database'>;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export async function accountCredits(
  deps: Deps,
  _call: Call,
  input: InputOf<typeof paymentsContract, 'accountCredits'>,
): Promise<{ items: AccountCredit[]; nextCursor: string | null }> {
  const limit = input.limit ?? 20;
  const values = decodeCursor(input.cursor, 2);
  const before = values ? { paidAt: momentOf(values[0]), id: idOf(values[1]) } : null;
  const rows = await queries.listCredits(deps.database, { accountId: input.accountId, before, limit: limit + 1 });
  const { items, nextCursor } = page(rows, limit, (row) => [row.paidAt.toISOString(), row.id]);
  return { items: items.map(creditView), nextCursor };
}

export async function creditsBetween(
  deps: Deps,
  _call: Call,
  input: InputOf<typeof paymentsContract, 'creditsBetween'>,
): Promise<{ items: (AccountCredit & { ownerId: string })[]; nextCursor: string | null }> {
  const limit = input.limit ?? 20;
  const values = decodeCursor(input.cursor, 1);
  const rows = await queries.listCreditsBetween(deps.database, {
    ownerKind: input.ownerKind,
    from: new Date(input.from),
    until: new Date(input.until),
    after: values ? idOf(values[0]) : null,
    limit: limit + 1,
  });
  const { items, nextCursor } = page(rows, limit, (row) => [row.id]);
  return { items: items.map((row) => ({ ...creditView(row), ownerId: row.ownerId })), nextCursor };
}

function creditView(row: queries.CreditRow): AccountCredit {
  const { id: captureId, accountId, amountMinor, paidAt, receivedAt } = row;
  return {
    captureId,
    accountId,
    amountMinor,
    paidAt: paidAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
  };
}

function momentOf(value: unknown): Date {
  const at = new Date(String(value));
  if (Number.isNaN(at.getTime())) throw brokenCursor();
  return at;
}

function idOf(value: unknown): string {
  if (typeof value !== 'string' || !UUID.test(value)) throw brokenCursor();
  return value;
}

function brokenCursor(): Error {
  return refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
}
