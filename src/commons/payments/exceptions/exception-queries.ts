import { type Runner, type Sql, sql } from '#platform/database';
import type { ExceptionKind, ResolveAction } from '../shapes.ts';

export type NewException = {
  id: string;
  kind: ExceptionKind;
  paymentId: string | null;
  refundId: string | null;
  captureId: string | null;
  provider: string;
  amountMinor: number;
  createdAt: Date;
};

/** Puts a case into the queue and tells of it, once: a known case is left as it is, and says nothing again. */
export function insertException(exception: NewException, told: Sql): Sql[] {
  const [eventId, type, version, aggregate, aggregateId, metadata, payload] = told.values;
  const statement = sql`
    with made as (
      insert into payments.exceptions (id, kind, status, payment_id, refund_id, capture_id, provider, amount_minor, created_at)
      values (${exception.id}, ${exception.kind}, 'open', ${exception.paymentId}, ${exception.refundId}, ${exception.captureId}, ${exception.provider}, ${exception.amountMinor}, ${exception.createdAt})
      on conflict (id) do nothing returning id)
    insert into payments.outbox (event_id, event_type, event_version, aggregate_type, aggregate_id, metadata, payload)
    select ${eventId}::uuid, ${type}::text, ${version}::int, ${aggregate}::text, ${aggregateId}::text, ${metadata}::jsonb, ${payload}::jsonb from made
    returning 1`;
  return [{ ...statement, outbox: true, facts: told.facts ?? [], mayWriteNothing: true }];
}

export type ExceptionStatus = 'open' | 'proposed' | 'resolving' | 'resolved';
export type ExceptionRow = {
  id: string;
  kind: ExceptionKind;
  status: ExceptionStatus;
  paymentId: string | null;
  refundId: string | null;
  captureId: string | null;
  provider: string;
  providerPaymentId: string | null;
  providerCaptureId: string | null;
  channel: string | null;
  amountMinor: number;
  expectedMinor: number | null;
  action: ResolveAction | null;
  note: string | null;
  destinationBankCode: string | null;
  destinationSealed: string | null;
  destinationName: string | null;
  proposedBy: string | null;
  proposedAt: Date | null;
  resolvedBy: string | null;
  resolvedAt: Date | null;
  /** Of the refund that sends the money back. */
  providerRefundId: string | null;
  tries: number;
  createdAt: Date;
};

const COLUMNS = sql`
  e.id, e.kind, e.status, e.payment_id as "paymentId", e.refund_id as "refundId", e.capture_id as "captureId", e.provider,
  c.provider_payment_id as "providerPaymentId", c.provider_capture_id as "providerCaptureId",
  coalesce((select b.channel from payments.bills b where b.payment_id = c.payment_id and c.reference = b.payment_id || '-' || b.attempt), p.channel) as channel, e.amount_minor as "amountMinor", p.amount_minor as "expectedMinor",
  e.action, e.note, e.destination_bank_code as "destinationBankCode", e.destination_sealed as "destinationSealed", e.destination_name as "destinationName",
  e.proposed_by as "proposedBy", e.proposed_at as "proposedAt", e.resolved_by as "resolvedBy", e.resolved_at as "resolvedAt", e.provider_refund_id as "providerRefundId", e.tries, e.created_at as "createdAt"`;
const JOINS = sql`left join payments.captures c on c.id = e.capture_id left join payments.payments p on p.id = e.payment_id`;

/** Newest first. `open` means not resolved yet, in any stage. */
export async function listExceptions(
  runner: Runner,
  wish: {
    status: 'open' | 'proposed' | 'resolved' | null;
    before: { createdAt: Date; id: string } | null;
    limit: number;
  },
): Promise<ExceptionRow[]> {
  const ofStatus = statusCondition(wish.status);
  const older =
    wish.before === null ? sql`true` : sql`(e.created_at, e.id) < (${wish.before.createdAt}, ${wish.before.id}::uuid)`;
  return runner.run<ExceptionRow>(sql`
    select ${COLUMNS} from payments.exceptions e ${JOINS} where ${ofStatus} and ${older} order by e.created_at desc, e.id desc limit ${wish.limit}`);
}

function statusCondition(status: 'open' | 'proposed' | 'resolved' | null): Sql {
  if (status === null) return sql`true`;
  return status === 'open' ? sql`e.status <> 'resolved'` : sql`e.status = ${status}`;
}

export async function findException(runner: Runner, id: string): Promise<ExceptionRow | undefined> {
  const [row] = await runner.run<ExceptionRow>(
    sql`select ${COLUMNS} from payments.exceptions e ${JOINS} where e.id = ${id}`,
  );
  return row;
}

/** Locks the case, so that two people deciding at once queue up. */
export async function lockException(runner: Runner, id: string): Promise<ExceptionRow | undefined> {
  const [row] = await runner.run<ExceptionRow>(
    sql`select ${COLUMNS} from payments.exceptions e ${JOINS} where e.id = ${id} for update of e`,
  );
  return row;
}

export type Proposal = {
  action: ResolveAction;
  note: string;
  destination: { bankCode: string; sealed: string; name: string } | null;
  by: string | null;
  at: Date;
};

export function proposeResolution(id: string, proposal: Proposal): Sql {
  return sql`
    update payments.exceptions set status = 'proposed', action = ${proposal.action}, note = ${proposal.note}, destination_bank_code = ${proposal.destination?.bankCode ?? null},
      destination_sealed = ${proposal.destination?.sealed ?? null}, destination_name = ${proposal.destination?.name ?? null}, proposed_by = ${proposal.by}, proposed_at = ${proposal.at}
    where id = ${id}`;
}

/** Approved, money on its way: the sweep goes on with it until the provider has an answer. */
export function startResolving(id: string, approval: { by: string | null; dueAt: Date }): Sql {
  return sql`update payments.exceptions set status = 'resolving', resolved_by = ${approval.by}, due_at = ${approval.dueAt} where id = ${id}`;
}

export function resolveException(
  id: string,
  resolution: { action: ResolveAction; note: string | null; by: string | null; at: Date },
): Sql {
  return sql`
    update payments.exceptions set status = 'resolved', action = ${resolution.action}, note = coalesce(${resolution.note}, note), resolved_by = coalesce(resolved_by, ${resolution.by}),
      resolved_at = ${resolution.at}, due_at = null
    where id = ${id} and status <> 'resolved'`;
}

/** Sending the money back did not work: the case is open again, for another decision. */
export function reopenException(id: string, note: string): Sql {
  return sql`
    update payments.exceptions set status = 'open', action = null, note = ${note}, proposed_by = null, proposed_at = null, resolved_by = null, provider_refund_id = null,
      destination_bank_code = null, destination_sealed = null, destination_name = null, due_at = null
    where id = ${id} and status = 'resolving'`;
}

export function postponeException(id: string, next: { dueAt: Date; providerRefundId: string | null }): Sql {
  return sql`
    update payments.exceptions set due_at = ${next.dueAt}, tries = tries + 1, provider_refund_id = coalesce(${next.providerRefundId}, provider_refund_id)
    where id = ${id} and status = 'resolving'`;
}

/** Cases whose money is on its way, oldest first, put off for a while so that other processes leave them alone. */
export async function claimDueExceptions(
  runner: Runner,
  wish: { now: Date; until: Date; limit: number },
): Promise<{ id: string }[]> {
  return runner.run(sql`
    with due as (select id from payments.exceptions where due_at <= ${wish.now} order by due_at limit ${wish.limit} for update skip locked)
    update payments.exceptions e set due_at = ${wish.until} from due where e.id = due.id returning e.id`);
}

/** Cases about one refund that came to its end. */
export function resolveRefundExceptions(refundId: string, at: Date): Sql {
  return sql`update payments.exceptions set status = 'resolved', action = 'acknowledge', note = coalesce(note, 'refund completed'), resolved_at = ${at}, due_at = null
    where refund_id = ${refundId} and kind = 'refund-account-needed' and status <> 'resolved'`;
}
