import { type Runner, type Sql, sql } from '#platform/database';

export type StoredRefundStatus = 'requested' | 'held' | 'account_needed' | 'sent' | 'succeeded' | 'failed';
export type RefundRow = {
  id: string;
  paymentId: string;
  orderId: string;
  sellerId: string;
  invoiceId: string;
  payerId: string;
  amountMinor: number;
  paymentMinor: number;
  refundedMinor: number;
  reason: string;
  status: StoredRefundStatus;
  method: 'provider' | 'payout';
  provider: string;
  providerRefundId: string | null;
  /** The booked arrival of money that is given back. */
  captureId: string;
  captureProviderPaymentId: string;
  refundBankCode: string | null;
  refundAccountSealed: string | null;
  refundAccountName: string | null;
  failureCode: string | null;
  tries: number;
  paidAt: Date;
  createdAt: Date;
  completedAt: Date | null;
};

const SELECT = sql`
  select r.id, r.payment_id as "paymentId", r.order_id as "orderId", a.seller_id as "sellerId", p.invoice_id as "invoiceId", p.payer_id as "payerId",
    r.amount_minor as "amountMinor", p.amount_minor as "paymentMinor", p.refunded_minor as "refundedMinor", r.reason, r.status, r.method, r.provider,
    r.provider_refund_id as "providerRefundId", c.provider_capture_id as "captureId", c.provider_payment_id as "captureProviderPaymentId",
    p.refund_bank_code as "refundBankCode", p.refund_account_sealed as "refundAccountSealed", p.refund_account_name as "refundAccountName",
    r.failure_code as "failureCode", r.tries, p.paid_at as "paidAt", r.created_at as "createdAt", r.completed_at as "completedAt"
  from payments.refunds r
  join payments.payments p on p.id = r.payment_id
  join payments.allocations a on a.payment_id = r.payment_id and a.order_id = r.order_id
  join payments.captures c on c.payment_id = r.payment_id and c.booked_minor > 0`;

export async function findRefund(runner: Runner, id: string): Promise<RefundRow | undefined> {
  const [row] = await runner.run<RefundRow>(sql`${SELECT} where r.id = ${id}`);
  return row;
}

/** Locks refund and payment, so that a refund ends once. */
export async function lockRefund(runner: Runner, id: string): Promise<RefundRow | undefined> {
  const [row] = await runner.run<RefundRow>(sql`${SELECT} where r.id = ${id} for update of r, p`);
  return row;
}

/** Refunds of a payment that wait for an account. */
export async function listWaitingForAccount(runner: Runner, paymentId: string): Promise<{ id: string }[]> {
  return runner.run(
    sql`select id from payments.refunds where payment_id = ${paymentId} and status = 'account_needed' order by created_at limit 50`,
  );
}

export type AllocationRow = { orderId: string; amountMinor: number; refundingMinor: number };

/** Locks a part of a payment, so that refunds of one order queue up. */
export async function lockAllocation(
  runner: Runner,
  paymentId: string,
  orderId: string,
): Promise<(AllocationRow & { isPaid: boolean; channel: string; provider: string }) | undefined> {
  const [row] = await runner.run<AllocationRow & { isPaid: boolean; channel: string; provider: string }>(sql`
    select a.order_id as "orderId", a.amount_minor as "amountMinor", a.refunding_minor as "refundingMinor", p.status = 'completed' as "isPaid", p.channel, p.provider
    from payments.allocations a join payments.payments p on p.id = a.payment_id
    where a.payment_id = ${paymentId} and a.order_id = ${orderId} for update of a`);
  return row;
}

export async function listAllocations(
  runner: Runner,
  paymentId: string,
): Promise<(AllocationRow & { isPaid: boolean })[]> {
  return runner.run(sql`
    select a.order_id as "orderId", a.amount_minor as "amountMinor", a.refunding_minor as "refundingMinor", p.status = 'completed' as "isPaid"
    from payments.allocations a join payments.payments p on p.id = a.payment_id where a.payment_id = ${paymentId} order by a.order_id`);
}

export type NewRefund = {
  id: string;
  paymentId: string;
  orderId: string;
  amountMinor: number;
  reason: string;
  method: 'provider' | 'payout';
  provider: string;
  requestedBy: string | null;
  now: Date;
  dueAt: Date;
};

/** Takes the amount from what is left of the order, and writes the wish down. */
export function insertRefund(refund: NewRefund): Sql[] {
  return [
    sql`update payments.allocations set refunding_minor = refunding_minor + ${refund.amountMinor} where payment_id = ${refund.paymentId} and order_id = ${refund.orderId}`,
    sql`
      insert into payments.refunds (id, payment_id, order_id, amount_minor, reason, status, method, provider, requested_by, due_at, created_at, updated_at)
      values (${refund.id}, ${refund.paymentId}, ${refund.orderId}, ${refund.amountMinor}, ${refund.reason}, 'requested', ${refund.method}, ${refund.provider}, ${refund.requestedBy}, ${refund.dueAt}, ${refund.now}, ${refund.now})`,
  ];
}

/** Undoes a wish of which nothing has come yet. */
export function withdrawRefund(refund: Pick<RefundRow, 'id' | 'paymentId' | 'orderId'>): Sql {
  return sql`
    with gone as (delete from payments.refunds where id = ${refund.id} and status = 'requested' returning payment_id, order_id, amount_minor)
    update payments.allocations a set refunding_minor = a.refunding_minor - gone.amount_minor from gone where a.payment_id = gone.payment_id and a.order_id = gone.order_id`;
}

export type RefundChange = {
  status: StoredRefundStatus;
  method: 'provider' | 'payout';
  provider: string;
  providerRefundId: string | null;
  failureCode: string | null;
  dueAt: Date | null;
  now: Date;
};

/** Moves an unfinished refund from the state in which it was seen. */
export function changeRefund(id: string, from: StoredRefundStatus, change: RefundChange): Sql {
  return sql`
    update payments.refunds set status = ${change.status}, method = ${change.method}, provider = ${change.provider}, provider_refund_id = ${change.providerRefundId},
      failure_code = ${change.failureCode}, due_at = ${change.dueAt}, tries = tries + 1, updated_at = ${change.now}
    where id = ${id} and status = ${from}`;
}

export function completeRefund(refund: Pick<RefundRow, 'id' | 'paymentId' | 'amountMinor'>, now: Date): Sql[] {
  return [
    sql`update payments.refunds set status = 'succeeded', failure_code = null, due_at = null, completed_at = ${now}, updated_at = ${now} where id = ${refund.id}`,
    sql`update payments.payments set refunded_minor = refunded_minor + ${refund.amountMinor}, updated_at = ${now} where id = ${refund.paymentId}`,
  ];
}

export function failRefund(
  refund: Pick<RefundRow, 'id' | 'paymentId' | 'orderId' | 'amountMinor'>,
  failureCode: string,
  now: Date,
): Sql[] {
  return [
    sql`update payments.refunds set status = 'failed', failure_code = ${failureCode}, due_at = null, updated_at = ${now} where id = ${refund.id}`,
    sql`update payments.allocations set refunding_minor = refunding_minor - ${refund.amountMinor} where payment_id = ${refund.paymentId} and order_id = ${refund.orderId}`,
  ];
}

/** Refunds whose time has come, put off so that other processes leave them alone. */
export async function claimDueRefunds(
  runner: Runner,
  wish: { now: Date; until: Date; limit: number },
): Promise<{ id: string }[]> {
  return runner.run(sql`
    with due as (select id from payments.refunds where due_at <= ${wish.now} order by due_at limit ${wish.limit} for update skip locked)
    update payments.refunds r set due_at = ${wish.until} from due where r.id = due.id returning r.id`);
}

export function setRefundAccount(paymentId: string, account: { bankCode: string; sealed: string; name: string }): Sql {
  return sql`
    update payments.payments set refund_bank_code = ${account.bankCode}, refund_account_sealed = ${account.sealed}, refund_account_name = ${account.name}
    where id = ${paymentId}`;
}

/** The account did not take the money. */
export function clearRefundAccount(paymentId: string): Sql {
  return sql`update payments.payments set refund_bank_code = null, refund_account_sealed = null, refund_account_name = null where id = ${paymentId}`;
}
