import { identityContract } from '#commons/identity';
import { usersContract } from '#commons/users';
import { closeOfBusinessContract } from '#credit/close-of-business';
import { type LoanFacts, loansContract } from '#credit/loans';
import { repaymentsContract } from '#credit/repayments';
import { tenantsContract } from '#credit/tenants';
import { addDays } from '#engine/calendar/days';
import { systemCall } from '#platform/call';
import type { Sql, Tx } from '#platform/database';
import { type EventEnvelope, eventInserts, type Heard, on, type Reaction } from '#platform/events';
import { type LoanNews, writeNews } from './case-queries.ts';
import { DEFAULT_LIMITS } from './contact-borrowers.ts';
import { decideClaim, forgetPerson, insertDefaultPlan, openClaim, upsertAddressZone } from './contact-queries.ts';
import { localDay } from './contact-rules.ts';
import { collectionsContract } from './contract.ts';
import type { CollectionsDeps } from './module.ts';
import { breakPromises, type PaymentNews, type PromiseRow, settlePromises, upsertPayments } from './promise-queries.ts';
import { zoneOfVillage } from './zone-rules.ts';

const MODULE = 'collections';
/** Money that keeps a promise. */
const KEEPS_PROMISES: readonly string[] = ['repayment', 'down-payment'];

type Fact = LoanFacts & { enteredOn?: string; businessDate?: string; dueOn?: string | null; bucket?: string | null };
type Told = EventEnvelope<Fact>;

export function reactionsOf(deps: Pick<CollectionsDeps, 'clock'>): Reaction[] {
  const keeping = {
    inTx: (tx: Tx, event: Told) => keepCases(tx, [event]),
    allInTx: (tx: Tx, heard: readonly Heard<Fact>[]) =>
      keepCases(
        tx,
        heard.map(({ event }) => event),
      ),
  };
  return [
    on(loansContract, 'loan.delinquency-changed', keeping),
    on(loansContract, 'loan.schedule-changed', keeping),
    on(loansContract, 'loan.closed', keeping),
    on(loansContract, 'loan.written-off', keeping),
    on(loansContract, 'loan.transaction-recorded', {
      inTx: (tx, event) => keepMoney(deps, tx, event, [paymentOf(event.payload, false)]),
    }),
    on(loansContract, 'loan.transaction-reversed', {
      inTx: (tx, event) => keepMoney(deps, tx, event, [paymentOf(event.payload, true)]),
    }),
    on(closeOfBusinessContract, 'business-day.closed', {
      inTx: async (tx, { payload: { tenantId, businessDate }, metadata }) => {
        const broken = await breakPromises(tx, { tenantId, closedDay: businessDate, now: deps.clock.now() });
        tx.write(...promiseEvents(broken, metadata.correlationId));
      },
    }),
    on(repaymentsContract, 'payment-claim.opened', {
      inTx: (tx, { payload: { claimId, loanId } }) => tx.write(openClaim(claimId, loanId, deps.clock.now())),
    }),
    on(repaymentsContract, 'payment-claim.decided', {
      inTx: (tx, { payload: { claimId, loanId } }) => tx.write(decideClaim(claimId, loanId, deps.clock.now())),
    }),
    on(tenantsContract, 'tenant.created', {
      inTx: (tx, event) => tx.write(insertDefaultPlan({ tenantId: event.payload.tenantId, ...DEFAULT_LIMITS })),
    }),
    on(identityContract, 'user.erased', { inTx: (tx, event) => tx.write(...forgetPerson(event.payload.userId)) }),
    on(usersContract, 'address.created', { inTx: (tx, event) => keepZone(tx, event.payload) }),
    on(usersContract, 'address.updated', { inTx: (tx, event) => keepZone(tx, event.payload) }),
  ];
}

function keepZone(tx: Tx, address: { userId: string; villageCode: string; isDefault: boolean }): void {
  if (address.isDefault) tx.write(upsertAddressZone(address.userId, zoneOfVillage(address.villageCode)));
}

/** The last word on each loan. */
function keepCases(tx: Tx, events: readonly Told[]): void {
  const byLoan = new Map(events.map((event) => [event.payload.loanId, newsOf(event)]));
  tx.write(...writeNews([...byLoan.values()]));
}

function newsOf({ payload, eventTimestamp }: Told): LoanNews {
  const { status, daysPastDue } = payload;
  const isWrittenOff = status === 'written-off';
  // Where the event does not name the business date, the clock is near enough: the next close says it exactly.
  const asOf = payload.businessDate ?? payload.enteredOn ?? localDay(new Date(eventTimestamp), 'Asia/Jakarta');
  return {
    loanId: payload.loanId,
    tenantId: payload.tenantId,
    borrowerId: payload.borrowerId,
    loanNumber: payload.number,
    productId: payload.productId,
    loanVersion: payload.version,
    // What is written off is still owed.
    isLate: status === 'active' ? daysPastDue > 0 : isWrittenOff && payload.openMinor > 0,
    lateSince: payload.dueOn ?? addDays(asOf, -daysPastDue),
    overdueMinor: payload.overdueMinor,
    openMinor: payload.openMinor,
    bucket: payload.bucket ?? null,
    isWrittenOff,
    at: eventTimestamp,
  };
}

type Money = { transactionId: string; loanId: string; kind: string; valueDate: string; amountMinor: number };

function paymentOf(money: Money, isReversed: boolean): PaymentNews | null {
  const { transactionId, loanId, valueDate, amountMinor } = money;
  return KEEPS_PROMISES.includes(money.kind) ? { transactionId, loanId, valueDate, amountMinor, isReversed } : null;
}

async function keepMoney(
  deps: Pick<CollectionsDeps, 'clock'>,
  tx: Tx,
  event: Told,
  news: readonly (PaymentNews | null)[],
): Promise<void> {
  keepCases(tx, [event]);
  const payments = news.filter((payment) => payment !== null);
  if (payments.length === 0) return;
  tx.write(upsertPayments(payments));
  const settled = await settlePromises(
    tx,
    payments.map(({ loanId }) => loanId),
    deps.clock.now(),
  );
  tx.write(...promiseEvents(settled, event.metadata.correlationId));
}

function promiseEvents(rows: readonly PromiseRow[], correlationId: string): Sql[] {
  const call = systemCall(MODULE, correlationId);
  const told = rows.map((row) => ({
    status: row.status,
    event: {
      call,
      aggregateId: row.loan_id,
      payload: {
        tenantId: row.tenant_id,
        loanId: row.loan_id,
        borrowerId: row.borrower_id,
        promiseId: row.id,
        amountMinor: row.amount_minor,
        promisedOn: row.promised_on,
        paidMinor: row.paid_minor,
      },
    },
  }));
  const of = (status: string) => told.filter((row) => row.status === status).map((row) => row.event);
  return [
    ...eventInserts(collectionsContract, 'promise.kept', of('kept')),
    ...eventInserts(collectionsContract, 'promise.broken', of('broken')),
  ];
}
