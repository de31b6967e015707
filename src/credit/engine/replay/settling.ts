import type { LoanFacts, Transaction } from './loan-facts.ts';

/**
 * Where interest follows the payments, the amount of a payment moves the interest it is to pay, and now and then no amount
 * is used up to the unit by the ordinary way. A payment that settles is therefore allocated as if it were without end: what
 * it then uses is what settles the loan, and what it was more than that is the borrower's.
 */
export const WITHOUT_END_MINOR = 1_000_000_000_000;

/** The payment was flagged when it was entered, but with what is known now it is not enough any more. */
export class NotEnough extends Error {
  readonly transactionId: string;
  constructor(transactionId: string) {
    super('This payment does not settle the loan any more');
    this.transactionId = transactionId;
  }
}

/** What a payment brings into the allocation. */
export function allocatedAmount(payment: { amountMinor: number; settles?: boolean }): number {
  return payment.settles ? payment.amountMinor + WITHOUT_END_MINOR : payment.amountMinor;
}

/** Replays; where a backdated event has made a settling payment too small, it is a payment like any other. */
export function replaySettling<T>(facts: LoanFacts, replay: (facts: LoanFacts) => T): T {
  try {
    return replay(facts);
  } catch (error) {
    if (!(error instanceof NotEnough)) throw error;
    const transactions = facts.transactions.map((transaction) =>
      transaction.id === error.transactionId ? withoutFlag(transaction) : transaction,
    );
    return replaySettling({ ...facts, transactions }, replay);
  }
}

function withoutFlag(transaction: Transaction): Transaction {
  if (!('settles' in transaction)) return transaction;
  const { settles: _, ...plain } = transaction;
  return plain;
}
