import type { Static } from 'typebox';
import { type Runner, type Sql, sql } from '#platform/database';
import type { ClaimStatus, UnmatchedAction, UnmatchedStatus } from './shapes.ts';

/** Unmatched money, claims and refunds: what people decide. */

export type UnmatchedRow = {
  id: string;
  tenantId: string;
  loanId: string;
  amountMinor: number;
  paidAt: Date;
  valueDate: string;
  reasonCode: string;
  status: Static<typeof UnmatchedStatus>;
  action: Static<typeof UnmatchedAction> | null;
  targetLoanId: string | null;
  bankCode: string | null;
  accountSealed: string | null;
  accountMasked: string | null;
  accountName: string | null;
  note: string | null;
  proposedBy: string | null;
  resolvedBy: string | null;
  payoutId: string | null;
  createdAt: Date;
};

const UNMATCHED = sql`
  u.id, u.tenant_id as "tenantId", r.loan_id as "loanId", r.amount_minor as "amountMinor", r.paid_at as "paidAt", r.value_date as "valueDate",
  coalesce(r.refusal_code, '') as "reasonCode", u.status, u.action, u.target_loan_id as "targetLoanId", u.bank_code as "bankCode", u.account_sealed as "accountSealed",
  u.account_masked as "accountMasked", u.account_name as "accountName", u.note, u.proposed_by as "proposedBy", u.resolved_by as "resolvedBy", u.payout_id as "payoutId", u.created_at as "createdAt"`;

export function insertUnmatched(id: string, tenantId: string, now: Date): Sql {
  return sql`
    insert into repayments.unmatched (id, tenant_id, status, created_at) values (${id}, ${tenantId}, 'open', ${now}) on conflict (id) do nothing`;
}

export async function findUnmatched(runner: Runner, tenantId: string, id: string): Promise<UnmatchedRow | undefined> {
  const [row] = await runner.run<UnmatchedRow>(
    sql`select ${UNMATCHED} from repayments.unmatched u join repayments.receipts r on r.id = u.id where u.id = ${id} and u.tenant_id = ${tenantId}`,
  );
  return row;
}

/** The case whose refund a payout is. */
export async function findUnmatchedByPayout(runner: Runner, payoutId: string): Promise<UnmatchedRow | undefined> {
  const [row] = await runner.run<UnmatchedRow>(
    sql`select ${UNMATCHED} from repayments.unmatched u join repayments.receipts r on r.id = u.id where u.payout_id = ${payoutId}`,
  );
  return row;
}

/** Locks the case, so that two people who decide at once do so one after another. */
export async function lockUnmatched(runner: Runner, tenantId: string, id: string): Promise<UnmatchedRow | undefined> {
  await runner.run(sql`select 1 from repayments.unmatched where id = ${id} and tenant_id = ${tenantId} for update`);
  return findUnmatched(runner, tenantId, id);
}

export async function listUnmatched(
  runner: Runner,
  wish: { tenantId: string; status: string | null; before: { createdAt: Date; id: string } | null; limit: number },
): Promise<UnmatchedRow[]> {
  const { before } = wish;
  return runner.run<UnmatchedRow>(sql`
    select ${UNMATCHED} from repayments.unmatched u join repayments.receipts r on r.id = u.id
    where u.tenant_id = ${wish.tenantId} and (${wish.status}::text is null or u.status = ${wish.status})
      and (${before?.id ?? null}::uuid is null or (u.created_at, u.id) < (${before?.createdAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by u.created_at desc, u.id desc limit ${wish.limit}`);
}

export type Proposal = Pick<
  UnmatchedRow,
  'action' | 'targetLoanId' | 'bankCode' | 'accountSealed' | 'accountMasked' | 'accountName' | 'note'
>;

export function proposeUnmatched(id: string, proposal: Proposal, by: { userId: string | null; now: Date }): Sql {
  return sql`
    update repayments.unmatched set status = 'proposed', action = ${proposal.action}, target_loan_id = ${proposal.targetLoanId}, bank_code = ${proposal.bankCode},
      account_sealed = ${proposal.accountSealed}, account_masked = ${proposal.accountMasked}, account_name = ${proposal.accountName}, note = ${proposal.note},
      proposed_by = ${by.userId}, proposed_at = ${by.now}
    where id = ${id} and status = 'open'`;
}

export function decideUnmatched(id: string, by: { userId: string | null; payoutId: string; now: Date }): Sql {
  return sql`
    update repayments.unmatched set status = 'resolving', resolved_by = ${by.userId}, resolved_at = ${by.now}, payout_id = ${by.payoutId} where id = ${id} and status = 'proposed'`;
}

export function endUnmatched(id: string): Sql {
  return sql`update repayments.unmatched set status = 'resolved' where id = ${id} and status = 'resolving'`;
}

/** What could not be carried out is open again, for another decision. */
export function reopenUnmatched(id: string): Sql {
  return sql`
    update repayments.unmatched set status = 'open', action = null, target_loan_id = null, bank_code = null, account_sealed = null, account_masked = null,
      account_name = null, payout_id = null, proposed_by = null, proposed_at = null, resolved_by = null, resolved_at = null
    where id = ${id} and status in ('resolving', 'resolved')`;
}

export type ClaimRow = {
  id: string;
  tenantId: string;
  loanId: string;
  borrowerId: string;
  amountMinor: number;
  paidOn: string;
  note: string;
  status: Static<typeof ClaimStatus>;
  freezeId: string;
  frozenFrom: string | null;
  frozenUntil: string | null;
  decidedAt: Date | null;
  decisionNote: string | null;
  createdAt: Date;
};

const CLAIM = sql`
  id, tenant_id as "tenantId", loan_id as "loanId", borrower_id as "borrowerId", amount_minor as "amountMinor", paid_on as "paidOn", note, status,
  freeze_id as "freezeId", frozen_from as "frozenFrom", frozen_until as "frozenUntil", decided_at as "decidedAt", decision_note as "decisionNote", created_at as "createdAt"`;

export function insertClaim(
  row: Omit<ClaimRow, 'status' | 'decidedAt' | 'decisionNote' | 'frozenFrom' | 'frozenUntil'>,
): Sql {
  return sql`
    insert into repayments.claims (id, tenant_id, loan_id, borrower_id, amount_minor, paid_on, note, status, freeze_id, created_at)
    values (${row.id}, ${row.tenantId}, ${row.loanId}, ${row.borrowerId}, ${row.amountMinor}, ${row.paidOn}, ${row.note}, 'open', ${row.freezeId}, ${row.createdAt})`;
}

export function setFrozen(id: string, span: { fromOn: string; untilOn: string }): Sql {
  return sql`update repayments.claims set frozen_from = ${span.fromOn}, frozen_until = ${span.untilOn} where id = ${id}`;
}

export async function findClaim(runner: Runner, id: string): Promise<ClaimRow | undefined> {
  const [row] = await runner.run<ClaimRow>(sql`select ${CLAIM} from repayments.claims where id = ${id}`);
  return row;
}

export async function findOpenClaim(runner: Runner, loanId: string): Promise<ClaimRow | undefined> {
  const [row] = await runner.run<ClaimRow>(
    sql`select ${CLAIM} from repayments.claims where loan_id = ${loanId} and status = 'open'`,
  );
  return row;
}

export async function listClaims(
  runner: Runner,
  wish: {
    tenantId: string;
    loanId: string | null;
    status: string | null;
    before: { createdAt: Date; id: string } | null;
    limit: number;
  },
): Promise<ClaimRow[]> {
  const { before } = wish;
  return runner.run<ClaimRow>(sql`
    select ${CLAIM} from repayments.claims
    where tenant_id = ${wish.tenantId} and (${wish.loanId}::uuid is null or loan_id = ${wish.loanId}::uuid) and (${wish.status}::text is null or status = ${wish.status})
      and (${before?.id ?? null}::uuid is null or (created_at, id) < (${before?.createdAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${wish.limit}`);
}

export function decideClaim(
  id: string,
  decision: { status: 'accepted' | 'rejected'; userId: string | null; note: string; now: Date },
): Sql {
  return sql`
    update repayments.claims set status = ${decision.status}, decided_by = ${decision.userId}, decided_at = ${decision.now}, decision_note = ${decision.note}
    where id = ${id} and status = 'open' returning 1`;
}

export type RefundRow = {
  id: string;
  tenantId: string;
  loanId: string;
  amountMinor: number;
  bankCode: string;
  accountSealed: string;
  accountMasked: string;
  accountName: string;
  status: 'sending' | 'sent' | 'completed' | 'failed';
  failureCode: string | null;
  createdAt: Date;
};

const REFUND = sql`
  id, tenant_id as "tenantId", loan_id as "loanId", amount_minor as "amountMinor", bank_code as "bankCode", account_sealed as "accountSealed",
  account_masked as "accountMasked", account_name as "accountName", status, failure_code as "failureCode", created_at as "createdAt"`;

export function insertRefund(row: Omit<RefundRow, 'status' | 'failureCode'>): Sql {
  return sql`
    insert into repayments.refunds (id, tenant_id, loan_id, amount_minor, bank_code, account_sealed, account_masked, account_name, status, created_at, updated_at)
    values (${row.id}, ${row.tenantId}, ${row.loanId}, ${row.amountMinor}, ${row.bankCode}, ${row.accountSealed}, ${row.accountMasked}, ${row.accountName},
      'sending', ${row.createdAt}, ${row.createdAt})`;
}

export async function findRefund(runner: Runner, id: string): Promise<RefundRow | undefined> {
  const [row] = await runner.run<RefundRow>(sql`select ${REFUND} from repayments.refunds where id = ${id}`);
  return row;
}

export async function listRefunds(
  runner: Runner,
  wish: {
    tenantId: string;
    loanId: string | null;
    status: string | null;
    before: { createdAt: Date; id: string } | null;
    limit: number;
  },
): Promise<RefundRow[]> {
  const { before } = wish;
  return runner.run<RefundRow>(sql`
    select ${REFUND} from repayments.refunds
    where tenant_id = ${wish.tenantId} and (${wish.loanId}::uuid is null or loan_id = ${wish.loanId}::uuid)
      and (${wish.status}::text is null or status = ${wish.status})
      and (${before?.id ?? null}::uuid is null or (created_at, id) < (${before?.createdAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${wish.limit}`);
}

export function changeRefund(
  id: string,
  change: { from: readonly RefundRow['status'][]; status: RefundRow['status']; failureCode: string | null; now: Date },
): Sql {
  return sql`
    update repayments.refunds set status = ${change.status}, failure_code = ${change.failureCode}, updated_at = ${change.now}
    where id = ${id} and status = any(${change.from}::text[])`;
}
