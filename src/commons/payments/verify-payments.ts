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
  let after: string | null = null;
  for (;;) {
    const bookings: queries.Booking[] = await queries.listBookings(deps.database, { after, before, limit: PAGE });
    const checked = await deps.ledger.checkPostings(call, { postings: bookings.map(queries.postingOf) });
    problems.push(
      ...checked.missingEntryIds.map((subject) => ({
        code: 'entry-missing',
        subject,
        detail: kindOf(bookings, subject),
      })),
    );
    problems.push(
      ...checked.differingEntryIds.map((subject) => ({
        code: 'entry-differs',
        subject,
        detail: kindOf(bookings, subject),
      })),
    );
    const last = bookings.at(-1);
    if (!last || bookings.length < PAGE) break;
    after = last.entryId;
  }
  const counts = await queries.countPayments(deps.database);
  return { isSound: problems.length === 0, ...counts, problems: problems.slice(0, 100) };
}

function kindOf(bookings: readonly queries.Booking[], entryId: string): string {
  return bookings.find((booking) => booking.entryId === entryId)?.kind ?? '';
}
