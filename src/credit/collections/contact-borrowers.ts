import { yearOf } from '#engine/calendar/days';
import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { Runner } from '#platform/database';
import { decodeMomentCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import {
  type BorrowerFacts,
  findPlan,
  insertContacts,
  listBorrowerFacts,
  listContactsOfBorrower,
  listHolidays,
  lockBorrower,
  type PlanRow,
} from './contact-queries.ts';
import { type ContactDecision, type ContactFacts, contactsSince, decideContact, localDay } from './contact-rules.ts';
import type { Contact, NewContact } from './contract.ts';
import type { CollectionsDeps } from './module.ts';
import { DEFAULT_PLAN } from './reminder-rules.ts';
import { shownContact } from './shown.ts';
import { caseOrRefuse } from './work-queue.ts';

const PAGE = 20;
export const DEFAULT_LIMITS: PlanRow = { offsets: [...DEFAULT_PLAN], per_day: 2, per_week: 5 };
type Wanted = { tenantId: string; loanId: string };

export async function checkContact(
  deps: CollectionsDeps,
  _call: Call,
  { wish, ...wanted }: Wanted & { wish: Pick<NewContact, 'channel' | 'recipient'> },
): Promise<{ isAllowed: boolean; code: string | null; earliestAt: string | null }> {
  const { borrower_id: borrowerId, is_paused: isPaused } = await caseOrRefuse(deps, wanted);
  const facts = await factsOf(deps, deps.database, { tenantId: wanted.tenantId, borrowerId, isPaused });
  const decision = decideContact({ at: deps.clock.now(), ...wish }, facts);
  if (decision.allowed) return { isAllowed: true, code: null, earliestAt: null };
  return { isAllowed: false, code: decision.code, earliestAt: decision.earliestAt?.toISOString() ?? null };
}

/** The guard decides while nobody else contacts the same person, so that two officers do not both call. */
export async function recordContact(
  deps: CollectionsDeps,
  call: Call,
  { contact, ...wanted }: Wanted & { contact: NewContact },
): Promise<Contact> {
  const { tenantId, loanId } = wanted;
  const { borrower_id: borrowerId, is_paused: isPaused } = await caseOrRefuse(deps, wanted);
  const at = deps.clock.now();
  const row = {
    id: deps.newId(),
    tenantId,
    loanId,
    borrowerId,
    at,
    channel: contact.channel,
    step: null,
    outcome: contact.outcome,
    note: contact.note ?? null,
    byUserId: userIdOf(call),
  };
  await deps.database.inTx(async (tx) => {
    await lockBorrower(tx, borrowerId);
    const facts = await factsOf(deps, tx, { tenantId, borrowerId, isPaused });
    const { channel, recipient } = contact;
    refuseUnlessAllowed(decideContact({ at, channel, recipient }, facts));
    tx.write(
      ...insertContacts([row]),
      auditInsert('collections', call, {
        stream: `loan:${loanId}`,
        action: 'collections.contacted',
        after: { channel, outcome: contact.outcome },
      }),
    );
  });
  return shownContact({ ...row, loan_id: loanId, by_user_id: row.byUserId });
}

export async function contactsOfBorrower(
  deps: CollectionsDeps,
  _call: Call,
  input: { borrowerId: string; limit?: number; cursor?: string },
): Promise<{ items: Contact[]; nextCursor: string | null }> {
  const limit = input.limit ?? PAGE;
  const wanted = { borrowerId: input.borrowerId, before: decodeMomentCursor(input.cursor), limit: limit + 1 };
  const rows = await listContactsOfBorrower(deps.database, wanted);
  const { items, nextCursor } = page(rows, limit, (row) => [row.at.toISOString(), row.id]);
  return { items: items.map(shownContact), nextCursor };
}

export function refuseUnlessAllowed(decision: ContactDecision): void {
  if (decision.allowed) return;
  throw refuse(decision.code, { earliestAt: decision.earliestAt?.toISOString() ?? null });
}

/** What the guard looks at, for one person. */
async function factsOf(
  deps: CollectionsDeps,
  runner: Runner,
  of: { tenantId: string; borrowerId: string; isPaused: boolean },
): Promise<ContactFacts> {
  const now = deps.clock.now();
  const [plan, holidays, people] = [
    (await findPlan(runner, of.tenantId)) ?? DEFAULT_LIMITS,
    await holidaysAround(runner, now),
    await listBorrowerFacts(runner, { borrowerIds: [of.borrowerId], since: contactsSince(now) }),
  ];
  const person = present(people[0], 'a row comes back for everybody who is asked for');
  return guardFacts({ plan, holidays, person, isPaused: of.isPaused });
}

export function guardFacts(known: {
  plan: PlanRow;
  holidays: ReadonlySet<string>;
  person: BorrowerFacts;
  isPaused: boolean;
}): ContactFacts {
  const { plan, holidays, person, isPaused } = known;
  return {
    zone: person.zone,
    holidays,
    earlier: person.earlier.map((at) => new Date(at)),
    limits: { perDay: plan.per_day, perWeek: plan.per_week },
    consent: {
      isAnyTimeAgreed: person.is_any_time_agreed,
      isVisitAgreed: person.is_visit_agreed,
      withdrawn: person.withdrawn,
    },
    isPaused,
  };
}

/** Holidays that never move: they hold also in a year whose decree is not loaded yet. */
const FIXED = ['01-01', '05-01', '06-01', '08-17', '12-25'];

export async function holidaysAround(runner: Runner, now: Date): Promise<ReadonlySet<string>> {
  const year = yearOf(localDay(now, 'Asia/Jakarta'));
  const years = [year - 1, year, year + 1];
  const fixed = years.flatMap((own) => FIXED.map((day) => `${own}-${day}`));
  return new Set([...fixed, ...(await listHolidays(runner, years))]);
}
