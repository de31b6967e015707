import { type Runner, type Sql, sql } from '#platform/database';
import type { ProviderInstructions } from '../providers/payment-provider.ts';
import type { ChannelCode } from '../shapes.ts';

/** A bill of a payment that is not the one people are shown. */
export type BillRow = {
  /** Of the payment. */
  id: string;
  attempt: number;
  channel: ChannelCode;
  provider: string;
  providerPaymentId: string | null;
  endedAt: Date | null;
};

const COLUMNS = sql`
  b.payment_id as id, b.attempt, b.channel, b.provider, b.provider_payment_id as "providerPaymentId", b.ended_at as "endedAt"`;

/** Puts down that a bill will be asked for, before it is; the payment is locked. Answers its number. */
export async function insertBill(
  runner: Runner,
  bill: { paymentId: string; channel: ChannelCode; provider: string; now: Date; dueAt: Date },
): Promise<number | undefined> {
  const [row] = await runner.run<{ attempt: number }>(sql`
    insert into payments.bills (payment_id, attempt, channel, provider, status, made_at, due_at)
    select p.id, greatest(p.attempt, coalesce((select max(b.attempt) from payments.bills b where b.payment_id = p.id), 0)) + 1,
      ${bill.channel}, ${bill.provider}, 'making', ${bill.now}, ${bill.dueAt}
    from payments.payments p where p.id = ${bill.paymentId}
    returning attempt`);
  return row?.attempt;
}

/** A bill that nobody should pay (any more), to be closed at `dueAt`; one that the sweep has ended before stays so. */
export function endBill(
  paymentId: string,
  attempt: number,
  end: { providerPaymentId: string | null; now: Date; dueAt: Date },
): Sql {
  return sql`
    update payments.bills set status = 'ended', provider_payment_id = coalesce(${end.providerPaymentId}, provider_payment_id),
      ended_at = coalesce(ended_at, ${end.now}::timestamptz), due_at = ${end.dueAt}
    where payment_id = ${paymentId} and attempt = ${attempt}`;
}

/** Takes a bill that is still being made off this list: it becomes the one that people see. False when it has been ended. */
export async function takeBill(runner: Runner, paymentId: string, attempt: number): Promise<boolean> {
  const rows = await runner.run(
    sql`delete from payments.bills where payment_id = ${paymentId} and attempt = ${attempt} and status = 'making' returning 1`,
  );
  return rows.length > 0;
}

export function deleteBill(paymentId: string, attempt: number): Sql {
  return sql`delete from payments.bills where payment_id = ${paymentId} and attempt = ${attempt}`;
}

/** The bill that people were shown until now. */
export function insertReplacedBill(
  bill: { id: string; attempt: number; channel: ChannelCode; provider: string; providerPaymentId: string | null },
  when: { madeAt: Date; now: Date; dueAt: Date },
): Sql {
  return sql`
    insert into payments.bills (payment_id, attempt, channel, provider, provider_payment_id, status, made_at, ended_at, due_at)
    values (${bill.id}, ${bill.attempt}, ${bill.channel}, ${bill.provider}, ${bill.providerPaymentId}, 'ended', ${when.madeAt}, ${when.now}, ${when.dueAt})
    on conflict (payment_id, attempt) do nothing`;
}

/** Another bill is what people see from now on; the payment is locked and open. */
export function showBill(
  id: string,
  bill: {
    attempt: number;
    channel: ChannelCode;
    provider: string;
    providerPaymentId: string;
    instructions: ProviderInstructions;
    expiresAt: Date;
    dueAt: Date;
    now: Date;
  },
): Sql {
  return sql`
    update payments.payments set attempt = ${bill.attempt}, channel = ${bill.channel}, provider = ${bill.provider}, provider_payment_id = ${bill.providerPaymentId},
      instructions = ${sql.json(bill.instructions)}, expires_at = ${bill.expiresAt}, due_at = ${bill.dueAt}, updated_at = ${bill.now}
    where id = ${id}`;
}

/** A payment was paid with another bill than the one shown: from now on that one is the payment's own. */
export function adoptBill(id: string, bill: { attempt: number; channel: ChannelCode }): Sql {
  return sql`update payments.payments set attempt = ${bill.attempt}, channel = ${bill.channel} where id = ${id}`;
}

export async function findBillChannel(
  runner: Runner,
  paymentId: string,
  attempt: number,
): Promise<ChannelCode | undefined> {
  const [row] = await runner.run<{ channel: ChannelCode }>(
    sql`select channel from payments.bills where payment_id = ${paymentId} and attempt = ${attempt}`,
  );
  return row?.channel;
}

/** Takes bills that are due, oldest first, and puts them off. One that was never finished is over from here on. */
export async function claimDueBills(
  runner: Runner,
  wish: { now: Date; until: Date; limit: number },
): Promise<BillRow[]> {
  return runner.run<BillRow>(sql`
    with due as (
      select payment_id, attempt from payments.bills where due_at <= ${wish.now} order by due_at limit ${wish.limit} for update skip locked)
    update payments.bills b set due_at = ${wish.until}, status = 'ended', ended_at = coalesce(b.ended_at, ${wish.now}::timestamptz)
    from due where b.payment_id = due.payment_id and b.attempt = due.attempt
    returning ${COLUMNS}`);
}

export function setBillDueAt(paymentId: string, attempt: number, dueAt: Date | null): Sql {
  return sql`update payments.bills set due_at = ${dueAt} where payment_id = ${paymentId} and attempt = ${attempt}`;
}
