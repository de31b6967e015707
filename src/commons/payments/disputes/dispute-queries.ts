import { type Runner, type Sql, sql } from '#platform/database';
import type { Allocation } from '../shapes.ts';
import type { DisputeStatus, Share } from './dispute-rules.ts';

export type DisputeRow = {
  id: string;
  provider: string;
  captureId: string | null;
  paymentId: string | null;
  payerId: string | null;
  amountMinor: number;
  status: DisputeStatus;
  shares: Share[] | null;
  /** Parts of the payment; empty where the dispute is about money in suspense or not known to us. */
  allocations: Allocation[];
};

const COLUMNS = sql`
  d.id, d.provider, d.capture_id as "captureId", d.payment_id as "paymentId", p.payer_id as "payerId", d.amount_minor as "amountMinor", d.status, d.shares,
  coalesce((select json_agg(json_build_object('orderId', a.order_id, 'sellerId', a.seller_id, 'amountMinor', a.amount_minor) order by a.order_id)
    from payments.allocations a join payments.captures c on c.id = d.capture_id and c.booked_minor > 0 where a.payment_id = d.payment_id), '[]') as allocations`;
const JOIN = sql`left join payments.payments p on p.id = d.payment_id`;

export type NewDispute = {
  id: string;
  provider: string;
  providerDisputeId: string;
  providerCaptureId: string;
  amountMinor: number;
  now: Date;
};

/** Writes a dispute down when it is new, open; what arrived is looked up by the provider's name of it. */
export function insertDispute(dispute: NewDispute): Sql {
  return sql`
    insert into payments.disputes (id, provider, provider_dispute_id, capture_id, payment_id, amount_minor, status, opened_at)
    select ${dispute.id}, ${dispute.provider}, ${dispute.providerDisputeId}, c.id, c.payment_id, ${dispute.amountMinor}::bigint, 'open', ${dispute.now}::timestamptz
    from (select 1) one left join payments.captures c on c.provider = ${dispute.provider} and c.provider_capture_id = ${dispute.providerCaptureId}
    on conflict do nothing`;
}

/** Locks the dispute, so that notices about it queue up. */
export async function lockDispute(runner: Runner, id: string): Promise<DisputeRow | undefined> {
  const [row] = await runner.run<DisputeRow>(
    sql`select ${COLUMNS} from payments.disputes d ${JOIN} where d.id = ${id} for update of d`,
  );
  return row;
}

export async function findDisputeOfException(runner: Runner, exceptionId: string): Promise<DisputeRow | undefined> {
  const [row] = await runner.run<DisputeRow>(sql`
    select ${COLUMNS} from payments.exceptions e join payments.disputes d on d.id = e.dispute_id ${JOIN} where e.id = ${exceptionId}`);
  return row;
}

export function endDispute(id: string, end: { status: 'won' | 'lost'; amountMinor: number; at: Date }): Sql {
  return sql`
    update payments.disputes set status = ${end.status}, amount_minor = ${end.amountMinor}, ended_at = ${end.at} where id = ${id} and status = 'open'`;
}

export function setShares(id: string, shares: readonly Share[]): Sql {
  return sql`update payments.disputes set shares = ${sql.json(shares)} where id = ${id}`;
}

/** Ties a case to its dispute. */
export function tieException(exceptionId: string, disputeId: string): Sql {
  return sql`update payments.exceptions set dispute_id = ${disputeId} where id = ${exceptionId}`;
}

/** The case about an open dispute is over when the dispute is. */
export function resolveDisputeException(disputeId: string, end: { note: string; at: Date }): Sql {
  return sql`
    update payments.exceptions set status = 'resolved', action = 'acknowledge', note = coalesce(note, ${end.note}), resolved_at = ${end.at}, due_at = null
    where dispute_id = ${disputeId} and kind = 'dispute' and status <> 'resolved'`;
}
