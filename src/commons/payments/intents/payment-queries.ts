import { type Runner, type Sql, sql } from '#platform/database';
import type { ProviderInstructions } from '../providers/payment-provider.ts';
import type { Allocation, ChannelCode } from '../shapes.ts';
import type { BookedCapture, StoredStatus } from './payment-rules.ts';

export type PaymentRow = {
  id: string;
  invoiceId: string;
  payerId: string;
  channel: ChannelCode;
  amountMinor: number;
  description: string;
  customerName: string;
  status: StoredStatus;
  provider: string;
  attempt: number;
  providerPaymentId: string | null;
  instructions: ProviderInstructions | null;
  failureCode: string | null;
  refundedMinor: number;
  expiresAt: Date;
  /** The asker's last moment, which a channel may cut short; null for payments from before it was kept. */
  payableUntil: Date | null;
  paidAt: Date | null;
  endedAt: Date | null;
  createdAt: Date;
  allocations: Allocation[];
};

const COLUMNS = sql`
  p.id, p.invoice_id as "invoiceId", p.payer_id as "payerId", p.channel, p.amount_minor as "amountMinor", p.description, p.customer_name as "customerName",
  p.status, p.provider, p.attempt, p.provider_payment_id as "providerPaymentId", p.instructions, p.failure_code as "failureCode",
  p.refunded_minor as "refundedMinor", p.expires_at as "expiresAt", p.payable_until as "payableUntil", p.paid_at as "paidAt", p.ended_at as "endedAt", p.created_at as "createdAt",
  (select json_agg(json_build_object('orderId', a.order_id, 'sellerId', a.seller_id, 'amountMinor', a.amount_minor) order by a.order_id)
    from payments.allocations a where a.payment_id = p.id) as allocations`;

export type NewPayment = Pick<
  PaymentRow,
  | 'id'
  | 'invoiceId'
  | 'payerId'
  | 'channel'
  | 'amountMinor'
  | 'description'
  | 'customerName'
  | 'provider'
  | 'expiresAt'
  | 'createdAt'
  | 'allocations'
> & { dueAt: Date; payableUntil: Date };

/** The payment and its parts, before the provider is asked; answers whether it is new. */
export async function insertPayment(runner: Runner, payment: NewPayment): Promise<boolean> {
  const { allocations: parts } = payment;
  const rows = await runner.run(sql`
    with made as (
      insert into payments.payments (id, invoice_id, payer_id, channel, amount_minor, description, customer_name, status, provider, expires_at, payable_until, due_at, created_at, updated_at)
      values (${payment.id}, ${payment.invoiceId}, ${payment.payerId}, ${payment.channel}, ${payment.amountMinor}, ${payment.description}, ${payment.customerName},
        'creating', ${payment.provider}, ${payment.expiresAt}, ${payment.payableUntil}, ${payment.dueAt}, ${payment.createdAt}, ${payment.createdAt})
      on conflict (id) do nothing returning id)
    insert into payments.allocations (payment_id, order_id, seller_id, amount_minor)
    select made.id, part.* from made
    cross join unnest(${parts.map((part) => part.orderId)}::uuid[], ${parts.map((part) => part.sellerId)}::uuid[], ${parts.map((part) => part.amountMinor)}::bigint[]) as part
    returning 1`);
  return rows.length > 0;
}

/**
 * Stores what people pay with and says `payment.created`, in one statement: only if the payment is still being created.
 * The event is that of `eventInsert`, whose values it takes over. One row when it was so.
 */
export function openPayment(
  made: {
    id: string;
    attempt: number;
    provider: string;
    providerPaymentId: string;
    instructions: ProviderInstructions;
    dueAt: Date;
    now: Date;
  },
  created: Sql,
): Sql {
  const [eventId, type, version, aggregate, aggregateId, metadata, payload] = created.values;
  const statement = sql`
    with opened as (
      update payments.payments set status = 'pending', provider = ${made.provider}, provider_payment_id = ${made.providerPaymentId},
        instructions = ${sql.json(made.instructions)}, due_at = ${made.dueAt}, updated_at = ${made.now}
      where id = ${made.id} and status = 'creating' and attempt = ${made.attempt} returning id)
    insert into payments.outbox (event_id, event_type, event_version, aggregate_type, aggregate_id, metadata, payload)
    select ${eventId}::uuid, ${type}::text, ${version}::int, ${aggregate}::text, ${aggregateId}::text, ${metadata}::jsonb, ${payload}::jsonb from opened
    returning 1`;
  return { ...statement, outbox: true, facts: created.facts ?? [], mayWriteNothing: true };
}

/** Turns to the next provider. Written before it is asked; the try that failed is kept for the record. */
export function nextAttempt(
  id: string,
  from: number,
  next: { provider: string; failure: { attempt: number; provider: string; reason: string }; dueAt: Date; now: Date },
): Sql {
  return sql`
    update payments.payments set attempt = ${from + 1}, provider = ${next.provider}, earlier_attempts = earlier_attempts || ${sql.json([next.failure])}::jsonb,
      due_at = ${next.dueAt}, updated_at = ${next.now}
    where id = ${id} and status = 'creating' and attempt = ${from}`;
}

/** No provider could be had: the payment never came to be. */
export function abandonPayment(
  id: string,
  failure: { attempt: number; provider: string; reason: string },
  now: Date,
): Sql {
  return sql`
    update payments.payments set status = 'failed', failure_code = 'provider-unavailable', earlier_attempts = earlier_attempts || ${sql.json([failure])}::jsonb,
      due_at = null, ended_at = ${now}, updated_at = ${now}
    where id = ${id} and status = 'creating'`;
}

export async function findPayment(runner: Runner, id: string): Promise<PaymentRow | undefined> {
  const [row] = await runner.run<PaymentRow>(sql`select ${COLUMNS} from payments.payments p where p.id = ${id}`);
  return row;
}

export async function listPayments(runner: Runner, ids: readonly string[]): Promise<PaymentRow[]> {
  return runner.run<PaymentRow>(sql`select ${COLUMNS} from payments.payments p where p.id = any(${ids}::uuid[])`);
}

/** The payment, if the person is its payer or belongs to one of its sellers. */
export async function findPaymentSeenBy(runner: Runner, id: string, userId: string): Promise<PaymentRow | undefined> {
  const [row] = await runner.run<PaymentRow>(sql`
    select ${COLUMNS} from payments.payments p
    where p.id = ${id} and (p.payer_id = ${userId} or exists (
      select from payments.allocations a join payments.seller_members m on m.seller_id = a.seller_id where a.payment_id = p.id and m.user_id = ${userId}))`);
  return row;
}

export type LockedPayment = PaymentRow & { captureKeys: string[] };

/** Locks the payment, so that notices, polls and cancellations of one payment queue up instead of racing. */
export async function lockPayment(runner: Runner, id: string): Promise<LockedPayment | undefined> {
  const [row] = await runner.run<LockedPayment>(sql`
    select ${COLUMNS}, coalesce((select array_agg(c.provider || '/' || c.provider_capture_id) from payments.captures c where c.payment_id = p.id), '{}') as "captureKeys"
    from payments.payments p where p.id = ${id} for update of p`);
  return row;
}

export type Change = {
  status: StoredStatus;
  failureCode: string | null;
  provider: string;
  providerPaymentId: string | null;
  paidAt: Date | null;
  endedAt: Date | null;
  dueAt: Date | null;
  now: Date;
};

/** Moves a locked payment. */
export function changePayment(id: string, change: Change): Sql {
  return sql`
    update payments.payments set status = ${change.status}, failure_code = ${change.failureCode}, provider = ${change.provider}, provider_payment_id = ${change.providerPaymentId},
      paid_at = ${change.paidAt}, ended_at = ${change.endedAt}, due_at = ${change.dueAt}, updated_at = ${change.now}
    where id = ${id}`;
}

export function setDueAt(id: string, dueAt: Date | null): Sql {
  return sql`update payments.payments set due_at = ${dueAt} where id = ${id}`;
}

export type NewCapture = BookedCapture & {
  id: string;
  paymentId: string | null;
  provider: string;
  providerPaymentId: string;
  reference: string;
};

export function insertCapture(capture: NewCapture, now: Date): Sql {
  return sql`
    insert into payments.captures (id, payment_id, provider, provider_payment_id, provider_capture_id, reference, amount_minor, kind, booked_minor, suspense_minor, paid_at, created_at)
    values (${capture.id}, ${capture.paymentId}, ${capture.provider}, ${capture.providerPaymentId}, ${capture.captureId}, ${capture.reference}, ${capture.amountMinor},
      ${capture.kind}, ${capture.bookedMinor}, ${capture.suspenseMinor}, ${capture.paidAt}, ${now})`;
}

/** True when this arrival of money was recorded before. */
export async function isCaptureKnown(runner: Runner, provider: string, captureId: string): Promise<boolean> {
  const rows = await runner.run(
    sql`select 1 from payments.captures where provider = ${provider} and provider_capture_id = ${captureId}`,
  );
  return rows.length > 0;
}

/**
 * Takes payments that are due, oldest first, and puts them off for a while: another process leaves them alone, and if
 * this one dies they come up again.
 */
export async function claimDuePayments(
  runner: Runner,
  wish: { now: Date; until: Date; limit: number },
): Promise<PaymentRow[]> {
  return runner.run<PaymentRow>(sql`
    with due as (
      select id from payments.payments where due_at <= ${wish.now} order by due_at limit ${wish.limit} for update skip locked)
    update payments.payments p set due_at = ${wish.until} from due where p.id = due.id
    returning ${COLUMNS}`);
}

export function insertSellerMember(sellerId: string, userId: string): Sql {
  return sql`insert into payments.seller_members (seller_id, user_id) values (${sellerId}, ${userId}) on conflict do nothing`;
}

/** Removes what names a person from payments that are over; those with a refund under way keep its account until it ends. */
export function erasePayer(userId: string): Sql {
  return sql`
    update payments.payments p set customer_name = '', refund_bank_code = null, refund_account_sealed = null, refund_account_name = null
    where p.payer_id = ${userId} and p.status not in ('creating', 'pending')
      and not exists (select from payments.refunds r where r.payment_id = p.id and r.status not in ('succeeded', 'failed'))`;
}

export type PayerRecord = {
  paymentId: string;
  invoiceId: string;
  channel: string;
  amountMinor: number;
  refundedMinor: number;
  status: string;
  customerName: string;
  refundBankCode: string | null;
  refundAccountName: string | null;
  createdAt: Date;
  paidAt: Date | null;
};

/** What is kept about a payer, newest first. Account numbers stay sealed. */
export async function listPayerRecords(runner: Runner, userId: string, limit: number): Promise<PayerRecord[]> {
  return runner.run<PayerRecord>(sql`
    select id as "paymentId", invoice_id as "invoiceId", channel, amount_minor as "amountMinor", refunded_minor as "refundedMinor", status, customer_name as "customerName",
      refund_bank_code as "refundBankCode", refund_account_name as "refundAccountName", created_at as "createdAt", paid_at as "paidAt"
    from payments.payments where payer_id = ${userId} order by id desc limit ${limit}`);
}
