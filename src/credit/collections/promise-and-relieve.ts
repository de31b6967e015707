import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import { eventInsert } from '#platform/events';
import { derivedId } from '#platform/ids';
import { decodeIdCursor, page } from '#platform/lists';
import { isRefusal, Refusal, refuse } from '#platform/refusal';
import { collectionsContract, type Hardship, type PaymentPromise } from './contract.ts';
import type { CollectionsDeps } from './module.ts';
import {
  decideHardshipRow,
  findHardship,
  type HardshipRow,
  insertHardship,
  insertPromise,
  listHardships as listHardshipRows,
  listPromises,
  listToApply,
  markApplied,
  reopenHardship,
} from './promise-queries.ts';
import { decidePromise } from './queue-rules.ts';
import { shownHardship, shownPromise } from './shown.ts';
import { houseCall, namesOf } from './work-queue.ts';

const MODULE = 'collections';
const PAGE = 20;
/** Steps that ease what is owed without forgiving it; what forgives is decided on the loan itself. */
const RELIEF = ['reschedule', 're-ageing', 'payment-holiday', 're-amortisation', 'charge-freeze'];
type Wanted = { tenantId: string; loanId: string };

/** A loan of the institution; also one that is not late yet, for whoever sees trouble coming. */
async function loanOrRefuse(deps: CollectionsDeps, call: Call, { tenantId, loanId }: Wanted) {
  const { loans } = await deps.loans.loansByIds(call, { loanIds: [loanId] });
  const [loan] = loans;
  if (loan?.tenantId !== tenantId) throw refuse('collections.not-found');
  return loan;
}

export async function makePromise(
  deps: CollectionsDeps,
  call: Call,
  { promise, ...wanted }: Wanted & { promise: { amountMinor: number; promisedOn: string } },
): Promise<PaymentPromise> {
  const { tenantId, loanId } = wanted;
  const loan = await loanOrRefuse(deps, call, wanted);
  const { businessDate } = await deps.loans.businessDay(houseCall(call), { tenantId });
  const decision = decidePromise(promise, loan.openMinor, businessDate);
  if (!decision.accepted) throw refuse(decision.code, { why: decision.why });

  const id = deps.newId();
  const { amountMinor, promisedOn } = promise;
  const { borrowerId } = loan;
  const payload = { tenantId, loanId, borrowerId, promiseId: id, amountMinor, promisedOn };
  await deps.database.batch([
    ...insertPromise({
      id,
      tenant_id: tenantId,
      loan_id: loanId,
      borrower_id: borrowerId,
      amount_minor: amountMinor,
      made_on: businessDate,
      promised_on: promisedOn,
      by_user_id: userIdOf(call),
      created_at: deps.clock.now(),
    }),
    eventInsert(collectionsContract, 'promise.made', { call, aggregateId: loanId, payload }),
  ]);
  const row = (await listPromises(deps.database, loanId)).find((own) => own.id === id);
  return shownPromise(present(row, 'a promise was just put down'));
}

export async function askHardship(
  deps: CollectionsDeps,
  call: Call,
  { hardship, ...wanted }: Wanted & { hardship: { reason: string; step: Hardship['step'] } },
): Promise<Hardship> {
  const { tenantId, loanId } = wanted;
  const { reason, step } = hardship;
  if (!RELIEF.includes(step.kind)) throw refuse('collections.step-not-relief');
  const loan = await loanOrRefuse(deps, call, wanted);
  const { businessDate } = await deps.loans.businessDay(houseCall(call), { tenantId });
  // The house asks: the borrower may see what a step would do, though only staff may do it.
  const wish = { tenantId, loanId, valueDate: businessDate, step };
  const preview = await deps.loans
    .previewStep(houseCall(call), wish)
    .catch((error) => Promise.reject(inOurWords(error)));
  return deps.database.inTx(async (tx) => {
    const [row] = await tx.run<HardshipRow>(
      insertHardship({
        id: deps.newId(),
        tenant_id: tenantId,
        loan_id: loanId,
        borrower_id: loan.borrowerId,
        reason,
        step,
        value_date: businessDate,
        preview,
        asked_by: userIdOf(call),
        asked_at: deps.clock.now(),
      }),
    );
    if (!row) throw refuse('collections.hardship-open');
    const after = { hardshipId: row.id, step };
    tx.write(auditInsert(MODULE, call, { stream: `loan:${loanId}`, action: 'collections.hardship-asked', after }));
    return shownHardship(row);
  });
}

type Decision = { tenantId: string; hardshipId: string; decision: { isGranted: boolean; note: string } };

export async function decideHardship(deps: CollectionsDeps, call: Call, input: Decision): Promise<Hardship> {
  const { tenantId, hardshipId } = input;
  const { isGranted, note } = input.decision;
  const asked = await findHardship(deps.database, { tenantId, hardshipId });
  if (!asked) throw refuse('collections.hardship-not-found');
  if (asked.asked_by !== null && asked.asked_by === userIdOf(call)) throw refuse('collections.own-wish');
  const status = isGranted ? 'granted' : 'declined';
  const decided = await deps.database.inTx(async (tx) => {
    const decision = { hardshipId, status, decidedBy: userIdOf(call), decidedAt: deps.clock.now(), note } as const;
    const [row] = await tx.run<HardshipRow>(decideHardshipRow(decision));
    if (!row) throw refuse('collections.hardship-decided');
    tx.write(
      auditInsert(MODULE, call, {
        stream: `loan:${row.loan_id}`,
        action: `collections.hardship-${status}`,
        after: { note },
      }),
      ...(isGranted ? [] : [decidedEvent(call, row)]),
    );
    return row;
  });
  if (isGranted) await applyGrant(deps, call, decided);
  return shownHardship(decided);
}

/** Does what was granted, once. What loans refuse is asked again, with the reason for whoever decided. */
async function applyGrant(deps: CollectionsDeps, call: Call, row: HardshipRow): Promise<void> {
  const { tenant_id: tenantId, loan_id: loanId, step } = row;
  const transactionId = derivedId('hardship', row.id);
  const { businessDate } = await deps.loans.businessDay(houseCall(call), { tenantId });
  try {
    await deps.loans.recordTransaction(houseCall(call), {
      tenantId,
      loanId,
      transactionId,
      valueDate: businessDate,
      step,
    });
  } catch (error) {
    if (isRefusal(error)) await deps.database.run(reopenHardship(row.id));
    throw inOurWords(error);
  }
  await deps.database.inTx(async (tx) => {
    const [marked] = await tx.run(markApplied(row.id, deps.clock.now()));
    if (marked) tx.write(decidedEvent(call, row));
  });
}

/** What loans refuse, as what it is here: a relief that this loan cannot have now. */
function inOurWords(error: unknown): unknown {
  return isRefusal(error) ? refuse('collections.relief-impossible', { reason: error.code }) : error;
}

function decidedEvent(call: Call, row: HardshipRow) {
  const payload = {
    tenantId: row.tenant_id,
    loanId: row.loan_id,
    borrowerId: row.borrower_id,
    hardshipId: row.id,
    isGranted: row.status === 'granted',
    note: row.decision_note ?? '',
  };
  return eventInsert(collectionsContract, 'hardship.decided', { call, aggregateId: row.loan_id, payload });
}

const LEFT_BEHIND_MS = 60_000;

/** Job: grants whose process died before they were done. */
export async function finishGrants(deps: CollectionsDeps, call: Call): Promise<void> {
  const left = await listToApply(deps.database, new Date(deps.clock.now().getTime() - LEFT_BEHIND_MS));
  for (const row of left) {
    try {
      await applyGrant(deps, call, row);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      deps.log.warn({ hardshipId: row.id, reason: error.code }, 'a grant could not be done and is asked again');
    }
  }
}

export async function listHardships(
  deps: CollectionsDeps,
  call: Call,
  input: { tenantId: string; status?: Hardship['status']; limit?: number; cursor?: string },
): Promise<{ items: Hardship[]; nextCursor: string | null }> {
  const limit = input.limit ?? PAGE;
  const rows = await listHardshipRows(deps.database, {
    tenantId: input.tenantId,
    loanId: null,
    status: input.status ?? null,
    beforeId: decodeIdCursor(input.cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = page(rows, limit, (row) => [row.id]);
  const names = await namesOf(deps, call, items);
  return { items: items.map((row) => shownHardship(row, names)), nextCursor };
}
