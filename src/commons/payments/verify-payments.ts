import type { Call } from '#platform/call';
import type { PaymentsDeps } from './deps.ts';
import * as queries from './verify-queries.ts';

type Problem = { code: string; subject: string; detail: string };
export type PaymentsProof = { isSound: boolean; payments: number; captures: number; problems: Problem[] };

const PAGE = 500;
/** A booking follows its cause within a second; what is younger is still on its way. */
const LAG_MS = 60_000;

/**
 * Proves that each completed payment has exactly one booked arrival of its whole amount, that no refund exceeds what was
 * paid, and that every movement has its entry in the ledger, with the same amounts.
 */
export async function verifyPayments(deps: PaymentsDeps, call: Call): Promise<PaymentsProof> {
  const problems: Problem[] = await queries.findPaymentProblems(deps.database);
  const before = new Date(deps.clock.now().getTime() - LAG_MS);
  for (const list of [queries.listBookings, queries.listCreditBookings])
    problems.push(...(await compareWithLedger(deps, call, { list, before })));
  const counts = await queries.countPayments(deps.database);
  return { isSound: problems.length === 0, ...counts, problems: problems.slice(0, 100) };
}

async function compareWithLedger(
  deps: PaymentsDeps,
  call: Call,
  { list, before }: { list: typeof queries.listBookings; before: Date },
): Promise<Problem[]> {
  const problems: Problem[] = [];
  let after: string | null = null;
  for (;;) {
    const bookings: queries.Booking[] = await list(deps.database, { after, before, limit: PAGE });
    const checked = await deps.ledger.checkPostings(call, { postings: bookings.map(queries.postingOf) });
    const problem = (code: string) => (subject: string) => ({ code, subject, detail: kindOf(bookings, subject) });
    problems.push(...checked.missingEntryIds.map(problem('entry-missing')));
    problems.push(...checked.differingEntryIds.map(problem('entry-differs')));
    const last = bookings.at(-1);
    if (!last || bookings.length < PAGE) return problems;
    after = last.entryId;
  }
}

function kindOf(bookings: readonly queries.Booking[], entryId: string): string {
  return bookings.find((booking) => booking.entryId === entryId)?.kind ?? '';
}
