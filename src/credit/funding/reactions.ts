import { paymentsContract } from '#commons/payments';
import { loansContract } from '#credit/loans';
import { repaymentsContract } from '#credit/repayments';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Tx } from '#platform/database';
import { eventInsert, on, type Reaction } from '#platform/events';
import { postingInsert } from '#platform/posting';
import { fundingContract } from './contract.ts';
import { type Components, componentsOf, negated, recoveryOf } from './distribution-rules.ts';
import { releaseEntryId } from './fund-loan.ts';
import * as queries from './funding-queries.ts';
import { keptPosting, passOn } from './pass-on.ts';
import { withdrawalEnded } from './withdraw.ts';

type Deps = { clock: Clock };
type Correction = { transactionId: string; parts: Components; before: { parts: Components } };
type Moved = {
  transactionId: string;
  loanId: string;
  kind: string;
  amountMinor: number;
  parts: Components;
  corrections: Correction[];
};

/** Payments whose money comes through here. Goodwill and waivers bring none; charge-backs and refunds take theirs elsewhere. */
const CASH = new Set(['repayment', 'down-payment', 'recovery', 'merchant-refund', 'payout-refund']);

/** Everything is written in the own schema, in the order in which each loan tells it. */
export function fundingReactions(deps: Deps): Reaction[] {
  return [...loanReactions(deps), ...transactionReactions(deps), ...moneyReactions(deps)];
}

function loanReactions({ clock }: Deps): Reaction[] {
  return [
    on(loansContract, 'loan.created', {
      inTx: (tx, { payload }) => {
        const { loanId, tenantId, amountMinor } = payload;
        const fundedBy = payload.fundedBy === 'funders' ? 'funders' : 'own-book';
        tx.write(queries.insertLoan({ loanId, tenantId, fundedBy, amountMinor, now: clock.now() }));
      },
    }),
    on(loansContract, 'loan.activated', {
      inTx: async (tx, { payload, eventId }, call) => {
        const loan = await queries.lockLoan(tx, payload.loanId);
        if (!loan || loan.status === 'paid_out') return;
        const keptMinor = payload.amountMinor - payload.netPayoutMinor;
        const { paidOutOn } = payload;
        tx.write(queries.setPaidOut(loan.loanId, { status: 'paid_out', paidOutOn, keptMinor, now: clock.now() }));
        if (loan.fundedBy === 'funders' && loan.fundingId !== null && keptMinor > 0)
          tx.write(keptPosting(call, loan, { keptMinor, isBack: false, cause: eventId }));
      },
    }),
    on(loansContract, 'loan.cancelled', {
      inTx: (tx, { payload }, call) => release(tx, call, payload.loanId, clock.now()),
    }),
  ];
}

/** Promised money goes back to whom it came from. Money that is still being moved is waited for. */
async function release(tx: Tx, call: Call, loanId: string, now: Date): Promise<void> {
  const loan = await queries.lockLoan(tx, loanId);
  if (!loan || loan.status === 'released' || loan.status === 'paid_out') return;
  // The sweep ends this state within a minute, and the inbox brings the event again.
  if (loan.status === 'reserving') throw new Error(`The promise of loan ${loanId} is being moved`);
  const end = { status: 'released' as const, fundingId: loan.fundingId, dueAt: null, now };
  tx.write(queries.setLoanStatus(loanId, loan.status, end));
  if (loan.status !== 'funded' || loan.fundingId === null) return;
  const lots = await queries.listLots(tx, loanId);
  const { tenantId, amountMinor } = loan;
  tx.write(
    queries.deleteLots(loanId),
    postingInsert('funding', call, {
      entryId: releaseEntryId(loan.fundingId),
      kind: 'loan.funding-released',
      currency: 'IDR',
      description: '',
      reference: `loan:${loanId}`,
      lines: [
        { accountCode: `custody:loan:${loanId}:committed`, side: 'debit', amountMinor },
        ...lots.map((lot) => ({
          accountCode: `custody:funder:${lot.funderId}:escrow`,
          side: 'credit' as const,
          amountMinor: lot.amountMinor,
        })),
      ],
    }),
    eventInsert(fundingContract, 'loan-funding.released', {
      call,
      aggregateId: loanId,
      payload: { loanId, tenantId, amountMinor },
    }),
  );
}

function transactionReactions({ clock }: Deps): Reaction[] {
  return [
    on(loansContract, 'loan.transaction-recorded', {
      inTx: async (tx, { payload }, call) => {
        if (CASH.has(payload.kind)) tx.write(queries.insertCashTransaction(payload.transactionId, payload.loanId));
        await change(tx, call, { moved: payload, own: 'in', now: clock.now() });
      },
    }),
    on(loansContract, 'loan.transaction-reversed', {
      inTx: async (tx, { payload, eventId }, call) => {
        // A later part that came back leaves the loan running: only where nothing is out any more does it wait again.
        if (payload.kind === 'disbursement' && payload.status === 'approved')
          await undoPayout(tx, call, { loanId: payload.loanId, eventId, now: clock.now() });
        await change(tx, call, { moved: payload, own: 'out', now: clock.now() });
      },
    }),
  ];
}

/** What this transaction pays, and by how much it changed what earlier and later ones pay. */
async function change(
  tx: Tx,
  call: Call,
  { moved, own, now }: { moved: Moved; own: 'in' | 'out'; now: Date },
): Promise<void> {
  const loan = await queries.lockLoan(tx, moved.loanId);
  if (!loan) return;
  const known = await queries.knownCashTransactions(tx, [
    moved.transactionId,
    ...moved.corrections.map((correction) => correction.transactionId),
  ]);
  const corrected = moved.corrections
    .filter(({ transactionId }) => known.has(transactionId))
    .flatMap(({ parts, before }) => [parts, negated(before.parts)]);
  const principalOutMinor = loan.amountMinor - loan.duePrincipalMinor;
  const paid = moved.kind === 'recovery' ? recoveryOf(moved.amountMinor, principalOutMinor) : moved.parts;
  const ownPart = !known.has(moved.transactionId) ? [] : [own === 'in' ? paid : negated(paid)];
  const due = componentsOf([...ownPart, ...corrected]);
  if (Object.values(due).every((part) => part === 0)) return;
  tx.write(queries.addDue(moved.loanId, due));
  await passOn(tx, call, moved.loanId, now);
}

/** The money of a payout came back: the loan waits to be paid out again, from the same promise. */
async function undoPayout(
  tx: Tx,
  call: Call,
  { loanId, eventId, now }: { loanId: string; eventId: string; now: Date },
): Promise<void> {
  const loan = await queries.lockLoan(tx, loanId);
  if (loan?.status !== 'paid_out') return;
  const status = loan.fundedBy === 'funders' ? 'funded' : 'open';
  tx.write(queries.setPaidOut(loanId, { status, paidOutOn: null, keptMinor: 0, now }));
  if (loan.fundedBy === 'funders' && loan.keptMinor > 0)
    tx.write(keptPosting(call, loan, { keptMinor: loan.keptMinor, isBack: true, cause: eventId }));
}

function moneyReactions({ clock }: Deps): Reaction[] {
  return [
    on(paymentsContract, 'payment-account.credited', {
      inTx: async (tx, { payload }, call) => {
        if (payload.ownerKind !== 'loan') return;
        tx.write(queries.addReceived(payload.ownerId, payload.amountMinor));
        await passOn(tx, call, payload.ownerId, clock.now());
      },
    }),
    on(repaymentsContract, 'repayment.moved', {
      inTx: async (tx, { payload: { loanId, toLoanId, amountMinor } }, call) => {
        tx.write(queries.addReceived(loanId, 0 - amountMinor));
        if (toLoanId === null) return;
        tx.write(queries.addReceived(toLoanId, amountMinor));
        await passOn(tx, call, toLoanId, clock.now());
      },
    }),
    on(paymentsContract, 'person-payout.completed', {
      inTx: async (tx, { payload: { payoutId, ownerKind, ownerId, amountMinor } }, call) => {
        if (ownerKind === 'loan-refund') tx.write(queries.addRefunded(ownerId, amountMinor));
        if (ownerKind !== 'funder') return;
        await withdrawalEnded(tx, call, { payoutId, status: 'completed', failureCode: null, now: clock.now() });
      },
    }),
    on(paymentsContract, 'person-payout.failed', {
      inTx: async (tx, { payload: { payoutId, ownerKind, failureCode } }, call) => {
        if (ownerKind !== 'funder') return;
        await withdrawalEnded(tx, call, { payoutId, status: 'failed', failureCode, now: clock.now() });
      },
    }),
    on(paymentsContract, 'person-payout.reversed', {
      inTx: async (tx, { payload: { payoutId, ownerKind, ownerId, amountMinor, failureCode } }, call) => {
        const now = clock.now();
        if (ownerKind === 'funder')
          return await withdrawalEnded(tx, call, { payoutId, status: 'reversed', failureCode, now });
        if (ownerKind !== 'loan-refund') return;
        tx.write(queries.addRefunded(ownerId, 0 - amountMinor));
        await passOn(tx, call, ownerId, now);
      },
    }),
  ];
}
