import { addDays, type Day } from '#engine/calendar/days';
import { present } from '#platform/assert';
import type { Call } from '#platform/call';
import { eventInserts } from '#platform/events';
import { DEFAULT_LIMITS, guardFacts, holidaysAround } from './contact-borrowers.ts';
import {
  findPlan,
  insertContacts,
  listBorrowerFacts,
  listPaused,
  listReminders,
  type PlanRow,
  upsertReminders,
} from './contact-queries.ts';
import { contactsSince, decideContact, localDay } from './contact-rules.ts';
import { collectionsContract } from './contract.ts';
import type { CollectionsDeps } from './module.ts';
import { dueDatesInReach, stepName, stepToTake } from './reminder-rules.ts';

const PAGE = 500;

type Round = { tenantId: string; today: Day; now: Date; plan: PlanRow; holidays: ReadonlySet<Day> };
type DueLoan = {
  loanId: string;
  number: string;
  borrowerId: string;
  dueOn: Day;
  openMinor: number;
  overdueMinor: number;
};

/**
 * Takes the steps of the plan that are due today, as far as the guard lets them pass: what it holds back now is tried by the
 * next round. A step, its line in the contact log and its event are one transaction, so that none is taken twice.
 */
export async function sendReminders(
  deps: CollectionsDeps,
  call: Call,
  { tenantId }: { tenantId: string },
): Promise<{ sent: number; heldBack: number }> {
  const now = deps.clock.now();
  const round: Round = {
    tenantId,
    now,
    today: localDay(now, 'Asia/Jakarta'),
    plan: (await findPlan(deps.database, tenantId)) ?? DEFAULT_LIMITS,
    holidays: await holidaysAround(deps.database, now),
  };
  const total = { sent: 0, heldBack: 0 };
  for (const dueOn of dueDates(round)) {
    let afterLoanId: string | null = null;
    do {
      const page: { items: DueLoan[]; lastLoanId: string | null } = await deps.loans.loansDueOn(call, {
        tenantId,
        dueOn,
        afterLoanId,
        limit: PAGE,
      });
      const { sent, heldBack } = await remind(deps, call, round, page.items);
      total.sent += sent;
      total.heldBack += heldBack;
      afterLoanId = page.lastLoanId;
    } while (afterLoanId !== null);
  }
  return total;
}

/** Due dates of which some step could be taken today. */
function dueDates({ plan, today, holidays }: Round): Day[] {
  const { from, until } = dueDatesInReach(plan.offsets, today);
  const days: Day[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    if (stepToTake(plan.offsets, { dueOn: day, lastOffset: null }, today, holidays) !== null) days.push(day);
  }
  return days;
}

async function remind(
  deps: CollectionsDeps,
  call: Call,
  round: Round,
  due: readonly DueLoan[],
): Promise<{ sent: number; heldBack: number }> {
  const wanted = await stepsOf(deps, round, due);
  if (wanted.length === 0) return { sent: 0, heldBack: 0 };
  const allowed = await letPass(deps, round, wanted);
  if (allowed.length === 0) return { sent: 0, heldBack: wanted.length };
  const sent = await deps.database.inTx(async (tx) => {
    const steps = allowed.map(({ loan, offset }) => ({ loanId: loan.loanId, dueOn: loan.dueOn, offset }));
    const rows = await tx.run<{ loan_id: string }>(upsertReminders(steps, round.today));
    const taken = new Set(rows.map((row) => row.loan_id));
    const mine = allowed.filter(({ loan }) => taken.has(loan.loanId));
    tx.write(
      ...insertContacts(mine.map((step) => contactOf(deps, round, step))),
      ...eventInserts(
        collectionsContract,
        'reminder.due',
        mine.map((step) => eventOf(call, round, step)),
      ),
    );
    return mine.length;
  });
  return { sent, heldBack: wanted.length - allowed.length };
}

type Step = { loan: DueLoan; offset: number };

async function stepsOf(deps: CollectionsDeps, round: Round, due: readonly DueLoan[]): Promise<Step[]> {
  const [first] = due;
  if (!first) return [];
  const taken = await listReminders(deps.database, { dueOn: first.dueOn, loanIds: due.map((loan) => loan.loanId) });
  const last = new Map(taken.map((row) => [row.loan_id, row.last_offset]));
  return due.flatMap((loan) => {
    const instalment = { dueOn: loan.dueOn, lastOffset: last.get(loan.loanId) ?? null };
    const offset = stepToTake(round.plan.offsets, instalment, round.today, round.holidays);
    return offset === null ? [] : [{ loan, offset }];
  });
}

/** Those the guard lets pass now. A person with several loans is told of one at a time, within the limit. */
async function letPass(deps: CollectionsDeps, round: Round, wanted: readonly Step[]): Promise<Step[]> {
  const { now, plan, holidays } = round;
  const [paused, people] = await Promise.all([
    listPaused(
      deps.database,
      wanted.map(({ loan }) => loan.loanId),
    ),
    listBorrowerFacts(deps.database, {
      borrowerIds: [...new Set(wanted.map(({ loan }) => loan.borrowerId))],
      since: contactsSince(now),
    }),
  ]);
  const byId = new Map(people.map((person) => [person.borrower_id, person]));
  return wanted.filter(({ loan }) => {
    const person = present(byId.get(loan.borrowerId), 'a row comes back for everybody who is asked for');
    const facts = guardFacts({ plan, holidays, person, isPaused: paused.includes(loan.loanId) });
    if (!decideContact({ at: now, channel: 'message', recipient: 'borrower' }, facts).allowed) return false;
    person.earlier.push(now.toISOString());
    return true;
  });
}

function contactOf(deps: CollectionsDeps, { tenantId, now }: Round, { loan, offset }: Step) {
  return {
    id: deps.newId(),
    tenantId,
    loanId: loan.loanId,
    borrowerId: loan.borrowerId,
    at: now,
    channel: 'message' as const,
    step: stepName(offset),
    outcome: null,
    note: null,
    byUserId: null,
  };
}

function eventOf(call: Call, { tenantId }: Round, { loan, offset }: Step) {
  const { loanId, borrowerId, number: loanNumber, dueOn, openMinor, overdueMinor } = loan;
  const payload = { tenantId, loanId, borrowerId, loanNumber, dueOn, openMinor, overdueMinor };
  return { call, aggregateId: loanId, payload: { ...payload, step: stepName(offset), offsetDays: offset } };
}
