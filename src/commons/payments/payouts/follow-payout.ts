import { assertNever } from '#platform/assert';
import type { Call } from '#platform/call';
import type { Sql } from '#platform/database';
import { eventInsert } from '#platform/events';
import { derivedId } from '#platform/ids';
import { postingInsert } from '#platform/posting';
import { isRefusal } from '#platform/refusal';
import { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import { insertException } from '../exceptions/exception-queries.ts';
import { inParallel } from '../parallel.ts';
import { ProviderFault, type ProviderPayout, ProviderRefused } from '../providers/payment-provider.ts';
import { followUpAt } from '../refunds/refund-rules.ts';
import * as queries from './payout-queries.ts';
import { nextPayoutStatus, type StoredPayoutStatus } from './payout-rules.ts';
import { payoutAccountContext } from './start-payout.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HOLD_DAYS = 400;
const DAY_MS = 86_400_000;
const MOST_STEPS = 4;

/** Takes a payout as far as it gets now. Every step starts from the stored state and may be repeated. */
export async function followPayout(
  deps: PaymentsDeps,
  call: Call,
  payoutId: string,
  options: { onlyHold?: boolean } = {},
): Promise<void> {
  if (!UUID.test(payoutId)) return;
  for (let step = 0; step < MOST_STEPS; step++) {
    const payout = await queries.findPayout(deps.database, payoutId);
    if (!payout || (options.onlyHold && payout.status !== 'requested')) return;
    if (!(await takeStep(deps, call, payout))) return;
  }
}

async function takeStep(deps: PaymentsDeps, call: Call, payout: queries.PayoutRow): Promise<boolean> {
  switch (payout.status) {
    case 'requested':
      await hold(deps, call, payout);
      return true;
    case 'held':
      return await send(deps, call, payout);
    case 'sent':
    case 'succeeded':
      await look(deps, call, payout);
      return false;
    case 'failed':
    case 'reversed':
      return false;
    default:
      return assertNever(payout.status);
  }
}

/** Phase one, for sellers and people: what is owed is set aside. For refunds the escrow is held already. */
async function hold(deps: PaymentsDeps, call: Call, payout: queries.PayoutRow): Promise<void> {
  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + HOLD_DAYS * DAY_MS).toISOString();
  await deps.ledger.placeHold(call, {
    holdId: payout.id,
    accountCode: payableOf(payout),
    amountMinor: payout.amountMinor,
    reference: `payout:${payout.id}`,
    expiresAt,
  });
  await deps.database.run(
    queries.changePayout(payout.id, 'requested', {
      ...payout,
      status: 'held',
      dueAt: followUpAt(payout.tries, now),
      now,
    }),
  );
}

/** The number of the payout is stored before anybody approves it (Iris), so the first look may follow at once. */
async function send(deps: PaymentsDeps, call: Call, payout: queries.PayoutRow): Promise<boolean> {
  const { id: payoutId, bankCode, accountName, amountMinor, description } = payout;
  try {
    const accountNumber = deps.cipher.decrypt(payout.accountSealed, payoutAccountContext(payoutId));
    const seen = await deps.providers
      .get(payout.provider)
      ?.payout({ payoutId, bankCode, accountNumber, accountName, amountMinor, description });
    if (!seen) return await postpone(deps, payout);
    await apply(deps, call, payout, seen);
    return seen.status === 'pending';
  } catch (error) {
    if (error instanceof ProviderFault) return await postpone(deps, payout);
    if (!(error instanceof ProviderRefused)) throw error;
    deps.log.warn({ err: error, payoutId }, 'a provider refused a payout');
    await apply(deps, call, payout, { providerPayoutId: '', status: 'failed', failureCode: error.code });
    return false;
  }
}

async function look(deps: PaymentsDeps, call: Call, payout: queries.PayoutRow): Promise<void> {
  try {
    const seen = await deps.providers
      .get(payout.provider)
      ?.getPayout({ payoutId: payout.id, providerPayoutId: payout.providerPayoutId });
    if (seen) await apply(deps, call, payout, seen);
    else await postpone(deps, payout);
  } catch (error) {
    if (!(error instanceof ProviderFault || error instanceof ProviderRefused)) throw error;
    await postpone(deps, payout);
  }
}

async function apply(deps: PaymentsDeps, call: Call, before: queries.PayoutRow, seen: ProviderPayout): Promise<void> {
  const isHeldHere = before.purpose === 'seller' || before.purpose === 'person';
  if (nextPayoutStatus(before.status, seen.status) === 'failed' && isHeldHere) await releaseHold(deps, call, before.id);
  await deps.database.inTx(async (tx) => {
    const payout = await queries.lockPayout(tx, before.id);
    if (!payout) return;
    const now = deps.clock.now();
    const status = nextPayoutStatus(payout.status, seen.status);
    const isEnd = status !== payout.status && status !== 'sent';
    const failureCode = failureOf(payout, status, seen);
    // The first number stays: Iris gives every try another one, and only the stored one is ever approved.
    const providerPayoutId = payout.providerPayoutId ?? (seen.providerPayoutId || null);
    const dueAt = dueAfter(payout, status, now);
    const completedAt = isEnd ? now : payout.completedAt;
    const change = { status, providerPayoutId, failureCode, dueAt, completedAt, now };
    tx.write(queries.changePayout(payout.id, payout.status, change));
    if (isEnd) tx.write(...endStatements(call, payout, { status, failureCode: failureCode ?? '', now }));
  });
}

function failureOf(payout: queries.PayoutRow, status: StoredPayoutStatus, seen: ProviderPayout): string | null {
  if (status !== 'failed' && status !== 'reversed') return null;
  return seen.failureCode ?? payout.failureCode ?? 'failed';
}

/** Banks send money back days later: a finished payout is looked at once more, the next day. */
function dueAfter(payout: queries.PayoutRow, status: StoredPayoutStatus, now: Date): Date | null {
  if (status === 'sent' || status === 'held') return followUpAt(payout.tries, now);
  return status === 'succeeded' && payout.status !== 'succeeded' ? new Date(now.getTime() + DAY_MS) : null;
}

type End = { status: StoredPayoutStatus; failureCode: string; now: Date };

function endStatements(call: Call, payout: queries.PayoutRow, end: End): Sql[] {
  if (payout.purpose === 'seller') return sellerEnd(call, payout, end);
  if (payout.purpose === 'person') return personEnd(call, payout, end);
  // Who waits for this payout is looked at again soon.
  return [...otherEnd(call, payout, end), queries.wakeSubject(payout, end.now)];
}

function sellerEnd(call: Call, payout: queries.PayoutRow, { status, failureCode }: End): Sql[] {
  const { id: payoutId, subjectId: sellerId, amountMinor, bankCode, accountMasked: accountNumberMasked } = payout;
  const facts = { payoutId, sellerId, amountMinor, bankCode, accountNumberMasked };
  const about = { call, aggregateId: payoutId };
  const moved = endPostings(call, payout, status);
  switch (status) {
    case 'succeeded':
      return [eventInsert(paymentsContract, 'payout.completed', { ...about, payload: facts }), ...moved];
    case 'failed':
      return [eventInsert(paymentsContract, 'payout.failed', { ...about, payload: { ...facts, failureCode } })];
    case 'reversed':
      return [
        eventInsert(paymentsContract, 'payout.reversed', { ...about, payload: { ...facts, failureCode } }),
        ...moved,
      ];
    default:
      return [];
  }
}

function personEnd(call: Call, payout: queries.PayoutRow, { status, failureCode, now }: End): Sql[] {
  const { id: payoutId, subjectId: ownerId, amountMinor, bankCode, accountMasked: accountNumberMasked } = payout;
  const ownerKind = payout.ownerKind ?? '';
  const facts = {
    payoutId,
    ownerKind,
    ownerId,
    amountMinor,
    bankCode,
    accountNumberMasked,
    endedAt: now.toISOString(),
  };
  const about = { call, aggregateId: payoutId };
  const moved = endPostings(call, payout, status);
  switch (status) {
    case 'succeeded':
      return [eventInsert(paymentsContract, 'person-payout.completed', { ...about, payload: facts }), ...moved];
    case 'failed':
      return [eventInsert(paymentsContract, 'person-payout.failed', { ...about, payload: { ...facts, failureCode } })];
    case 'reversed':
      return [
        eventInsert(paymentsContract, 'person-payout.reversed', { ...about, payload: { ...facts, failureCode } }),
        ...moved,
      ];
    default:
      return [];
  }
}

/** Money that has left, or has come back. What failed has moved nothing. */
function endPostings(call: Call, payout: queries.PayoutRow, status: StoredPayoutStatus): Sql[] {
  const { id: payoutId, amountMinor, bankCode, accountMasked } = payout;
  const posting = (entryId: string, kind: string, from: string, to: string): Sql =>
    postingInsert('payments', call, {
      entryId,
      kind,
      currency: 'IDR',
      description: `${bankCode} ${accountMasked}`,
      reference: `payout:${payoutId}`,
      lines: [
        { accountCode: from, side: 'debit', amountMinor },
        { accountCode: to, side: 'credit', amountMinor },
      ],
    });
  const provider = `provider:${payout.provider}`;
  // The entry's id is the hold's, which settles it.
  if (status === 'succeeded') return [posting(payoutId, 'payout.completed', payableOf(payout), provider)];
  if (status !== 'reversed') return [];
  return [posting(derivedId('payments.payout-reversed', payoutId), 'payout.reversed', provider, payableOf(payout))];
}

/** A refund that the bank sends back after it counted as done: its money lies in suspense until a person decides. */
function otherEnd(call: Call, payout: queries.PayoutRow, { status, now }: End): Sql[] {
  if (status !== 'reversed') return [];
  const { id: payoutId, amountMinor, provider } = payout;
  const refundId = payout.purpose === 'refund' ? payout.subjectId : null;
  const exceptionId = derivedId('payments.exception', 'refund-returned', payoutId);
  const told = eventInsert(paymentsContract, 'payment.exception', {
    call,
    aggregateId: exceptionId,
    payload: { exceptionId, kind: 'refund-returned', paymentId: null, payerId: null, refundId, amountMinor },
  });
  return [
    postingInsert('payments', call, {
      entryId: derivedId('payments.payout-reversed', payoutId),
      kind: 'refund.returned',
      currency: 'IDR',
      description: '',
      reference: `payout:${payoutId}`,
      lines: [
        { accountCode: `provider:${provider}`, side: 'debit', amountMinor },
        { accountCode: 'platform:suspense', side: 'credit', amountMinor },
      ],
    }),
    ...insertException(
      {
        id: exceptionId,
        kind: 'refund-returned',
        paymentId: null,
        refundId,
        captureId: null,
        provider,
        amountMinor,
        createdAt: now,
      },
      told,
    ),
  ];
}

async function releaseHold(deps: PaymentsDeps, call: Call, holdId: string): Promise<void> {
  try {
    await deps.ledger.releaseHold(call, { holdId });
  } catch (error) {
    // Closed: another process has seen the end of this payout meanwhile, and booked it.
    if (!isRefusal(error, 'ledger.hold-not-found') && !isRefusal(error, 'ledger.hold-closed')) throw error;
  }
}

async function postpone(deps: PaymentsDeps, payout: queries.PayoutRow): Promise<boolean> {
  const now = deps.clock.now();
  const dueAt = payout.status === 'succeeded' ? new Date(now.getTime() + DAY_MS) : followUpAt(payout.tries, now);
  await deps.database.run(queries.changePayout(payout.id, payout.status, { ...payout, dueAt, now }));
  return false;
}

/** What the payout is paid from. */
export function payableOf(payout: Pick<queries.PayoutRow, 'subjectId' | 'fromAccountCode'>): string {
  return payout.fromAccountCode ?? `seller:${payout.subjectId}:payable`;
}

const CLAIM_MS = 60_000;
const BATCH = 50;

/** Job: goes on with payouts whose time has come. */
export async function sweepPayouts(deps: PaymentsDeps, call: Call): Promise<number> {
  const now = deps.clock.now();
  const due = await queries.claimDuePayouts(deps.database, {
    now,
    until: new Date(now.getTime() + CLAIM_MS),
    limit: BATCH,
  });
  await inParallel(due, 5, async ({ id }) => {
    try {
      await followPayout(deps, call, id);
    } catch (error) {
      // Nobody waits for this wish any more, and the money is not there: nothing has come of it.
      if (isRefusal(error, 'ledger.balance-too-low')) await deps.database.run(queries.deletePayout(id));
      else deps.log.error({ err: error, payoutId: id }, 'a payout could not be followed');
    }
  });
  return due.length;
}
