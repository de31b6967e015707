import type { ContactRow } from './contact-queries.ts';
import type { Contact, Hardship, PaymentPromise } from './contract.ts';
import type { HardshipRow, PromiseRow } from './promise-queries.ts';

export function shownContact(row: ContactRow): Contact {
  return {
    contactId: row.id,
    loanId: row.loan_id,
    at: row.at.toISOString(),
    channel: row.channel,
    step: row.step,
    outcome: row.outcome,
    note: row.note,
    byUserId: row.by_user_id,
  };
}

export function shownPromise(row: PromiseRow): PaymentPromise {
  return {
    promiseId: row.id,
    loanId: row.loan_id,
    amountMinor: row.amount_minor,
    madeOn: row.made_on,
    promisedOn: row.promised_on,
    paidMinor: row.paid_minor,
    status: row.status,
    byUserId: row.by_user_id,
  };
}

/** By id of the person. */
export type Names = Record<string, string>;

export function shownHardship(row: HardshipRow, names: Names = {}): Hardship {
  return {
    hardshipId: row.id,
    loanId: row.loan_id,
    borrowerId: row.borrower_id,
    borrowerName: names[row.borrower_id] ?? null,
    reason: row.reason,
    step: row.step,
    valueDate: row.value_date,
    preview: row.preview,
    status: row.status,
    askedAt: row.asked_at.toISOString(),
    askedBy: row.asked_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decidedBy: row.decided_by,
    decisionNote: row.decision_note,
  };
}
