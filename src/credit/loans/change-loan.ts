import { isDeepStrictEqual } from 'node:util';
import { type Day, laterOf } from '#engine/calendar/days';
import { withEvent } from '#engine/life/gather-loan';
import type { LoanState, LoanView } from '#engine/life/loan-state';
import { type Call, userIdOf } from '#platform/call';
import type { Runner, Tx } from '#platform/database';
import { refuse } from '#platform/refusal';
import type { Acting } from './acting.ts';
import { dayInJakarta } from './business-day.ts';
import { findProof, findTransaction } from './list-queries.ts';
import { lockLoan } from './load-loan.ts';
import { incomeTarget } from './loan-figures.ts';
import { closedUntilOf } from './loan-positions.ts';
import { type EventRow, type LoanRow, type PositionRow, toEventData } from './loan-record.ts';
import { toLoan, toTransaction } from './loan-views.ts';
import type { LoansDeps } from './loans-deps.ts';
import type { AgreedPrice } from './price-again.ts';
import { mustReplay, readStream } from './read-stream.ts';
import type { Loan, Transaction } from './shapes.ts';
import type { Decision, StepCase } from './step-rules.ts';
import type { TransactionRow } from './stream-queries.ts';
import { writeLoan } from './write-loan.ts';

/** What somebody wants to happen to a loan. */
export type Wanted = {
  loanId: string;
  /** The id of the event: the same one again is the same wish. */
  eventId: string;
  valueDate: Day | null;
  expectedVersion: number | undefined;
  /** What was asked, as it is compared with a repeat. */
  asked: unknown;
  kind: string;
  reason: string | null;
  /** It makes another schedule of a booked one, whose price is checked. */
  isPriced: (position: PositionRow) => boolean;
  decide: (of: Found) => Decision;
  /** The line of the account statement it stands for, where the replay does not make one. */
  lineOf: (of: Found) => Partial<TransactionRow> & Pick<TransactionRow, 'transaction_id' | 'kind'>;
};

export type Found = Omit<StepCase, 'step' | 'transactionId'> & { row: LoanRow; position: PositionRow };

/**
 * The one way to change a loan: lock, read the stream, decide, write the event and what follows from it. Two round trips; a
 * repeat answers what was answered the first time.
 */
export async function changeLoan(
  deps: LoansDeps,
  call: Call,
  acting: Acting,
  wanted: Wanted,
): Promise<{ loan: Loan; transaction: Transaction }> {
  return deps.database.inTx(async (tx) => {
    const locked = await lockLoan(tx, wanted.loanId);
    if (!locked || locked.row.tenant_id !== acting.tenantId) throw refuse('loans.not-found');
    const { row, position, events, sheet } = locked;
    const today = dayInJakarta(deps.clock);
    const businessDate = locked.businessDate ?? today;
    const known = events.find((event) => event.event_id === wanted.eventId);
    if (known)
      return repeated(deps, tx, { ...locked, known, asOf: laterOf(businessDate, position.entered_on) }, wanted);
    mustBeUnchanged(wanted, position);
    const valueDate = wanted.valueDate ?? laterOf(businessDate, position.entered_on);
    const enteredOn = [businessDate, position.entered_on, valueDate > today ? businessDate : valueDate].reduce(laterOf);
    const before = mustReplay(deps.log, row.loan_id, () => readStream(events, sheet, enteredOn));
    const days = { enteredOn, valueDate, today: laterOf(today, businessDate) };
    const agreed = wanted.isPriced(position) ? await agreedPrice(tx, row) : null;
    const found: Found = { ...foundOf({ row, position, ...before }, days), agreed };
    const decision = wanted.decide(found);
    if (!decision.accepted) throw refuse(decision.code, decision.details);
    const event = newEvent(decision, before.state, { call, asked: wanted.asked });
    const after = withEvent(before.state, decision.event);
    const written = writeLoan(tx, call, {
      row,
      before: { ...before, position },
      after,
      event,
      enteredOn,
      onDate: valueDate,
      kind: wanted.kind,
      transaction: lineFrom(wanted.lineOf(found), { version: event.version, valueDate, enteredOn }),
      reason: wanted.reason,
    });
    const { closed_until: closedUntil, ended_on: endedOn } = written.position;
    const loan = toLoan(row, { ...written.standing, closedUntil, endedOn }, laterOf(businessDate, enteredOn));
    return { loan, transaction: toTransaction(written.transaction) };
  });
}

function mustBeUnchanged({ expectedVersion }: Wanted, { version }: PositionRow): void {
  if (expectedVersion !== undefined && expectedVersion !== version) throw refuse('loans.changed-meanwhile');
}

/** What a loan was booked with, for a step that makes another schedule. */
export async function agreedPrice(runner: Runner, row: LoanRow): Promise<AgreedPrice | null> {
  const proof = await findProof(runner, row.loan_id);
  return proof ? { agreedOn: row.agreed_on, proof } : null;
}

function foundOf(
  { row, position, state, view }: { row: LoanRow; position: PositionRow; state: LoanState; view: LoanView },
  days: Pick<Found, 'enteredOn' | 'valueDate' | 'today'>,
): Found {
  const { activated_on: activatedOn } = position;
  const closedUntil = closedUntilOf(position, activatedOn);
  // What ends income for good ends it on its own day, closed or not.
  const income = incomeTarget(
    state,
    view,
    closedUntil === null ? days.enteredOn : laterOf(closedUntil, days.valueDate),
  );
  return { row, position, state, view, activatedOn, income, ...days };
}

/** The proof of a new schedule's price stands in the stream, with the event that made it. */
function newEvent(
  { event, proof }: Extract<Decision, { accepted: true }>,
  { version }: LoanState,
  { call, asked }: { call: Call; asked: unknown },
) {
  const { data, ...row } = toEventData(event);
  const told = proof === undefined ? data : { ...data, proof };
  return { ...row, data: told, version: version + 1, asked: asked ?? null, by_user: userIdOf(call) };
}

function lineFrom(
  line: Partial<TransactionRow> & Pick<TransactionRow, 'transaction_id' | 'kind'>,
  { version, valueDate, enteredOn }: { version: number; valueDate: Day; enteredOn: Day },
): TransactionRow {
  return {
    version,
    value_date: valueDate,
    entered_on: enteredOn,
    amount_minor: 0,
    principal_minor: 0,
    interest_minor: 0,
    fee_minor: 0,
    penalty_minor: 0,
    overpaid_minor: 0,
    balance_minor: 0,
    is_reversed: false,
    reference: null,
    note: null,
    ...line,
  };
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockLoan>>>;

/** The same wish again finds what became of it; another one under its id is refused. */
async function repeated(
  { log }: LoansDeps,
  tx: Tx,
  { row, position, events, sheet, known, asOf }: Locked & { known: EventRow; asOf: Day },
  wanted: Wanted,
): Promise<{ loan: Loan; transaction: Transaction }> {
  const asked: unknown = JSON.parse(JSON.stringify(wanted.asked ?? null));
  if (!isDeepStrictEqual(known.asked, asked)) throw refuse('loans.id-taken');
  const { state, view } = mustReplay(log, row.loan_id, () => readStream(events, sheet, asOf));
  const transactionId = known.kind === 'reversed' ? String(known.data.transactionId) : wanted.eventId;
  const line = await findTransaction(tx, row.loan_id, transactionId);
  if (!line) throw refuse('loans.id-taken');
  const { closed_until: closedUntil, ended_on: endedOn } = position;
  return { loan: toLoan(row, { state, view, closedUntil, endedOn }, asOf), transaction: toTransaction(line) };
}
