import type { PaymentsApi } from '#commons/payments';
import type { Call } from '#platform/call';
import type { InputOf, OutputOf } from '#platform/contract';
import { decodeCursor, page } from '#platform/lists';
import { isRefusal, refuse } from '#platform/refusal';
import type { repaymentsContract } from './contract.ts';
import * as queries from './receipt-queries.ts';
import { receive } from './record-receipt.ts';
import {
  actingInstitution,
  addDays,
  dayInJakarta,
  houseCall,
  mustDecide,
  type RepaymentsDeps,
  spanOf,
} from './repayments-deps.ts';
import type { Reconciliation } from './shapes.ts';
import { capturesOfDay, insertUnidentified } from './unidentified-queries.ts';

type Line = OutputOf<typeof repaymentsContract, 'reconcileDay'>['problems'][number];
type BankLines = Awaited<ReturnType<PaymentsApi['compareWithBank']>>['lines'];
type Credit = Awaited<ReturnType<PaymentsApi['creditsBetween']>>['items'][number];

const MOST_PAGES = 500;
const PROBLEMS_KEPT = 200;

export async function reconcileDay(
  deps: RepaymentsDeps,
  call: Call,
  input: InputOf<typeof repaymentsContract, 'reconcileDay'>,
): Promise<Reconciliation> {
  const acting = await actingInstitution(deps, call, input);
  mustDecide(acting);
  if (input.day >= dayInJakarta(deps.clock.now())) throw refuse('repayments.day-not-over');
  return await reconcile(deps, call, acting.tenantId, input.day);
}

/**
 * What the bank booked on a day beside what was received: payments makes good what it can find first, every arrival that
 * lost its way between the modules is received now, and what is left is for people. Harmless when repeated.
 */
async function reconcile(deps: RepaymentsDeps, call: Call, tenantId: string, day: string): Promise<Reconciliation> {
  const house = houseCall(call);
  const lines = await bankLines(deps, house, day);
  const nameless = lines.filter((line) => line.accountId === null);
  if (nameless.length > 0) await deps.database.run(insertUnidentified(nameless, { day, now: deps.clock.now() }));
  const credits = await creditsOf(deps, house, day);
  const loanIds = new Set([
    ...credits.map((credit) => credit.ownerId),
    ...lines.flatMap((line) => (line.ownerKind === 'loan' && line.ownerId ? [line.ownerId] : [])),
  ]);
  const own = await queries.loansOfTenant(deps.database, tenantId, [...loanIds]);
  const ownLines = lines.filter((line) => line.ownerKind === 'loan' && line.ownerId !== null && own.has(line.ownerId));
  const ownCredits = credits.filter((credit) => own.has(credit.ownerId));
  for (const credit of ownCredits) await receiveMissing(deps, house, credit);
  const matched = ownLines.filter((line) => line.captureId !== null);
  const known = new Set([...matched.map((line) => line.captureId), ...(await capturesOfDay(deps.database, day))]);
  const problems: Line[] = [
    ...ownLines
      .filter((line) => line.captureId === null)
      .map((line) => problem('missing-here', line.ownerId ?? '', { ...line, reference: line.entryId })),
    ...ownCredits
      .filter((credit) => !known.has(credit.captureId))
      .map((credit) =>
        problem('missing-at-bank', credit.ownerId, { ...credit, at: credit.paidAt, reference: credit.captureId }),
      ),
  ];
  const createdAt = deps.clock.now();
  const matchedMinor = matched.reduce((sum, line) => sum + line.amountMinor, 0);
  const kept = problems.slice(0, PROBLEMS_KEPT);
  const row = { day, lines: ownLines.length, matched: matched.length, matchedMinor, problems: kept, createdAt };
  await deps.database.run(queries.upsertReconciliation(tenantId, row));
  if (problems.length > 0)
    deps.log.warn({ tenantId, day, problems: problems.length }, 'the bank and the repayments do not agree');
  return { ...row, createdAt: createdAt.toISOString() };
}

function problem(
  kind: Line['kind'],
  loanId: string,
  { amountMinor, at, reference }: { amountMinor: number; at: string; reference: string },
): Line {
  return { kind, loanId, amountMinor, at, reference };
}

async function bankLines(deps: RepaymentsDeps, call: Call, day: string): Promise<BankLines> {
  const { from, until } = spanOf(day);
  try {
    const span = { from: from.toISOString(), until: new Date(until.getTime() - 1).toISOString() };
    return (await deps.payments.compareWithBank(call, span)).lines;
  } catch (error) {
    if (!isRefusal(error, 'payments.bank-unavailable')) throw error;
    throw refuse('repayments.bank-unavailable', {}, { retryAfterSeconds: 30 });
  }
}

async function creditsOf(deps: RepaymentsDeps, call: Call, day: string): Promise<Credit[]> {
  const { from, until } = spanOf(day);
  const wish = { ownerKind: 'loan', from: from.toISOString(), until: until.toISOString(), limit: 100 };
  const credits: Credit[] = [];
  let cursor: string | null = null;
  for (let count = 0; count < MOST_PAGES; count++) {
    const listed: { items: Credit[]; nextCursor: string | null } = await deps.payments.creditsBetween(call, {
      ...wish,
      ...(cursor === null ? {} : { cursor }),
    });
    credits.push(...listed.items);
    cursor = listed.nextCursor;
    if (cursor === null) break;
  }
  return credits;
}

/** The event of an arrival is delivered once it can be; this is for the day on which it was not. */
async function receiveMissing(deps: RepaymentsDeps, call: Call, credit: Credit): Promise<void> {
  if (await queries.findReceipt(deps.database, credit.captureId)) return;
  const { captureId, ownerId: loanId, amountMinor, paidAt, receivedAt } = credit;
  await receive(deps, call, { captureId, loanId, amountMinor, paidAt, receivedAt });
}

/** Job: yesterday, for every institution. One that fails does not stop the others. */
export async function reconcileYesterday(deps: RepaymentsDeps, call: Call): Promise<void> {
  const day = addDays(dayInJakarta(deps.clock.now()), -1);
  for (const tenantId of await queries.listTenants(deps.database)) {
    try {
      await reconcile(deps, call, tenantId, day);
    } catch (error) {
      deps.log.error({ err: error, tenantId, day }, 'a day could not be reconciled');
    }
  }
}

export async function getReconciliation(
  deps: RepaymentsDeps,
  call: Call,
  input: InputOf<typeof repaymentsContract, 'getReconciliation'>,
): Promise<Reconciliation> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const row = await queries.findReconciliation<Kept>(deps.database, tenantId, input.day);
  if (!row) throw refuse('repayments.not-reconciled');
  return { ...row, createdAt: row.createdAt.toISOString() };
}

type Kept = Omit<Reconciliation, 'createdAt'> & { createdAt: Date };

export async function listReconciliations(
  deps: RepaymentsDeps,
  call: Call,
  input: InputOf<typeof repaymentsContract, 'listReconciliations'>,
): Promise<{ items: Reconciliation[]; nextCursor: string | null }> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const limit = input.limit ?? 20;
  const values = decodeCursor(input.cursor, 1);
  const before = values ? String(values[0]) : null;
  if (before !== null && !/^\d{4}-\d{2}-\d{2}$/.test(before))
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  const rows = await queries.listReconciliations<Kept>(deps.database, { tenantId, before, limit: limit + 1 });
  const { items, nextCursor } = page(rows, limit, (row) => [row.day]);
  return { items: items.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })), nextCursor };
}
