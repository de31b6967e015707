import { daysBetween } from '#engine/calendar/days';
import { auditInsert } from '#platform/audit';
import { type Call, systemCall, userIdOf } from '#platform/call';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import { type CaseRow, countCases, findCase, listCases, updateAssigned } from './case-queries.ts';
import { listContactsOfLoan } from './contact-queries.ts';
import type { Case, QueueFilter } from './contract.ts';
import type { CollectionsDeps } from './module.ts';
import { listHardships, listPromises } from './promise-queries.ts';
import { BUCKET_NAMES, bucketOf, lateSinceOf } from './queue-rules.ts';
import { type Names, shownContact, shownHardship, shownPromise } from './shown.ts';

const PAGE = 20;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
type Wanted = { tenantId: string; loanId: string };

export async function queue(
  deps: CollectionsDeps,
  call: Call,
  { tenantId, filter }: { tenantId: string; filter: QueueFilter },
): Promise<{ items: Case[]; nextCursor: string | null }> {
  const limit = filter.limit ?? PAGE;
  const { businessDate } = await deps.loans.businessDay(houseCall(call), { tenantId });
  const range = filter.bucket ? lateSinceOf(filter.bucket, businessDate) : { from: null, until: null };
  const rows = await listCases(deps.database, {
    tenantId,
    assignedTo: filter.isMine ? userIdOf(call) : null,
    ...range,
    after: positionOf(filter.cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = page(rows, limit, (row) => [row.late_since, row.loan_id]);
  const names = await namesOf(deps, call, items);
  return { items: items.map((row) => shownCase(row, businessDate, names)), nextCursor };
}

export async function bucketCounts(deps: CollectionsDeps, call: Call, { tenantId }: { tenantId: string }) {
  const { businessDate } = await deps.loans.businessDay(houseCall(call), { tenantId });
  const days = await countCases(deps.database, tenantId);
  const buckets = BUCKET_NAMES.map((bucket) => {
    const own = days.filter((day) => bucketOf(daysBetween(day.late_since, businessDate)) === bucket);
    return {
      bucket,
      loans: own.reduce((sum, day) => sum + day.loans, 0),
      overdueMinor: own.reduce((sum, day) => sum + day.overdue_minor, 0),
      openMinor: own.reduce((sum, day) => sum + day.open_minor, 0),
    };
  });
  return { businessDate, buckets };
}

export async function getCase(deps: CollectionsDeps, call: Call, wanted: Wanted) {
  const row = await caseOrRefuse(deps, wanted);
  const { tenantId, loanId } = wanted;
  const { businessDate } = await deps.loans.businessDay(houseCall(call), { tenantId });
  const [names, contacts, promises, hardships] = await Promise.all([
    namesOf(deps, call, [row]),
    listContactsOfLoan(deps.database, loanId),
    listPromises(deps.database, loanId),
    listHardships(deps.database, { tenantId, loanId, status: null, beforeId: null, limit: 50 }),
  ]);
  return {
    case: shownCase(row, businessDate, names),
    contacts: contacts.map(shownContact),
    promises: promises.map(shownPromise),
    hardships: hardships.map((one) => shownHardship(one, names)),
  };
}

export async function assignCase(
  deps: CollectionsDeps,
  call: Call,
  { userId, ...wanted }: Wanted & { userId: string | null },
): Promise<Case> {
  const { tenantId } = wanted;
  const before = await caseOrRefuse(deps, wanted);
  if (userId !== null) {
    const { items } = await deps.tenants.listMembers(houseCall(call), { tenantId });
    if (!items.some((member) => member.userId === userId)) throw refuse('collections.not-a-colleague');
  }
  await deps.database.batch([
    updateAssigned({ ...wanted, userId }),
    auditInsert('collections', call, {
      stream: `loan:${wanted.loanId}`,
      action: 'collections.assigned',
      before: { assignedTo: before.assigned_to },
      after: { assignedTo: userId },
    }),
  ]);
  const { businessDate } = await deps.loans.businessDay(houseCall(call), { tenantId });
  return shownCase({ ...before, assigned_to: userId }, businessDate, await namesOf(deps, call, [before]));
}

/** The house asks where it has decided who may. */
export function houseCall(call: Call): Call {
  return systemCall('collections', call.correlationId, call.causationId);
}

export async function caseOrRefuse(deps: Pick<CollectionsDeps, 'database'>, wanted: Wanted): Promise<CaseRow> {
  const row = await findCase(deps.database, wanted);
  if (!row) throw refuse('collections.not-found');
  return row;
}

/** One question for a page. */
export async function namesOf(
  { identity }: Pick<CollectionsDeps, 'identity'>,
  call: Call,
  rows: readonly { borrower_id: string }[],
): Promise<Names> {
  if (rows.length === 0) return {};
  return (await identity.namesByIds(call, { userIds: [...new Set(rows.map((row) => row.borrower_id))] })).names;
}

function shownCase(row: CaseRow, businessDate: string, names: Names): Case {
  const daysPastDue = row.is_open ? Math.max(0, daysBetween(row.late_since, businessDate)) : 0;
  return {
    loanId: row.loan_id,
    loanNumber: row.loan_number,
    borrowerId: row.borrower_id,
    borrowerName: names[row.borrower_id] ?? null,
    lateSince: row.late_since,
    daysPastDue,
    bucket: bucketOf(daysPastDue),
    range: row.bucket,
    overdueMinor: row.overdue_minor,
    openMinor: row.open_minor,
    isOpen: row.is_open,
    isWrittenOff: row.is_written_off,
    assignedTo: row.assigned_to,
    lastContactAt: row.last_contact_at?.toISOString() ?? null,
    isPaused: row.is_paused,
    promise: row.promise,
  };
}

function positionOf(cursor: string | undefined): { lateSince: string; loanId: string } | null {
  const [lateSince, loanId] = decodeCursor(cursor, 2) ?? [null, null];
  if (cursor === undefined) return null;
  const isOurs = typeof lateSince === 'string' && DAY.test(lateSince) && !Number.isNaN(Date.parse(lateSince));
  if (!isOurs || typeof loanId !== 'string' || !UUID.test(loanId))
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  return { lateSince, loanId };
}
