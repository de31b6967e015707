import type { Static } from 'typebox';
import { type Runner, type Sql, sql } from '#platform/database';
import type { UnidentifiedAction, UnidentifiedStatus } from './shapes.ts';

export type UnidentifiedRow = {
  entryId: string;
  at: Date;
  amountMinor: number;
  remark: string;
  status: Static<typeof UnidentifiedStatus>;
  action: Static<typeof UnidentifiedAction> | null;
  loanId: string | null;
  note: string | null;
  proposedBy: string | null;
  resolvedBy: string | null;
  createdAt: Date;
};

const COLUMNS = sql`
  entry_id as "entryId", at, amount_minor as "amountMinor", remark, status, action, loan_id as "loanId", note, proposed_by as "proposedBy",
  resolved_by as "resolvedBy", created_at as "createdAt"`;

type NewLine = { entryId: string; at: string; amountMinor: number; remark: string };

/** Each line once, however often its day is looked at. */
export function insertUnidentified(lines: readonly NewLine[], { day, now }: { day: string; now: Date }): Sql {
  return sql`
    insert into repayments.unidentified (entry_id, at, day, amount_minor, remark, status, created_at, updated_at)
    select l.entry_id, l.at, ${day}::date, l.amount_minor, l.remark, 'open', ${now}, ${now}
    from unnest(${lines.map((line) => line.entryId)}::text[], ${lines.map((line) => line.at)}::timestamptz[],
      ${lines.map((line) => line.amountMinor)}::bigint[], ${lines.map((line) => line.remark)}::text[]) as l (entry_id, at, amount_minor, remark)
    on conflict (entry_id) do nothing`;
}

/** Arrivals that were lines of that day: the bank knows them, though under no account. */
export async function capturesOfDay(runner: Runner, day: string): Promise<string[]> {
  const rows = await runner.run<{ captureId: string }>(sql`
    select capture_id as "captureId" from repayments.unidentified where day = ${day}::date and capture_id is not null limit 5000`);
  return rows.map((row) => row.captureId);
}

export async function findUnidentified(runner: Runner, entryId: string): Promise<UnidentifiedRow | undefined> {
  const [row] = await runner.run<UnidentifiedRow>(
    sql`select ${COLUMNS} from repayments.unidentified where entry_id = ${entryId}`,
  );
  return row;
}

/** Locks the line, so that two people who decide at once do so one after another. */
export async function lockUnidentified(runner: Runner, entryId: string): Promise<UnidentifiedRow | undefined> {
  const [row] = await runner.run<UnidentifiedRow>(
    sql`select ${COLUMNS} from repayments.unidentified where entry_id = ${entryId} for update`,
  );
  return row;
}

export async function listUnidentified(
  runner: Runner,
  wish: { status: string | null; before: { at: string; entryId: string } | null; limit: number },
): Promise<UnidentifiedRow[]> {
  const { before } = wish;
  return runner.run<UnidentifiedRow>(sql`
    select ${COLUMNS} from repayments.unidentified
    where (${wish.status}::text is null or status = ${wish.status})
      and (${before?.entryId ?? null}::text is null or (at, entry_id) < (${before?.at ?? null}::timestamptz, ${before?.entryId ?? null}::text))
    order by at desc, entry_id desc limit ${wish.limit}`);
}

export function propose(
  entryId: string,
  proposal: { action: string; loanId: string | null; note: string; userId: string | null; now: Date },
): Sql {
  return sql`
    update repayments.unidentified set status = 'proposed', action = ${proposal.action}, loan_id = ${proposal.loanId}, note = ${proposal.note},
      proposed_by = ${proposal.userId}, resolved_by = null, updated_at = ${proposal.now} where entry_id = ${entryId}`;
}

export function decide(entryId: string, { userId, now }: { userId: string | null; now: Date }): Sql {
  return sql`
    update repayments.unidentified set status = 'resolving', resolved_by = ${userId}, updated_at = ${now} where entry_id = ${entryId}`;
}

/** A row when it was ended now. */
export function end(
  entryId: string,
  { status, captureId, now }: { status: 'credited' | 'set_aside'; captureId: string | null; now: Date },
): Sql {
  return sql`
    update repayments.unidentified set status = ${status}, capture_id = ${captureId}, updated_at = ${now}
    where entry_id = ${entryId} and status = 'resolving' returning 1`;
}

/** Decided, and left behind by its process. */
export async function listResolving(runner: Runner, before: Date): Promise<{ entryId: string }[]> {
  return runner.run(sql`
    select entry_id as "entryId" from repayments.unidentified where status = 'resolving' and updated_at < ${before} order by updated_at limit 50`);
}
