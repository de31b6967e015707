import type { Call } from '#platform/call';
import { houseCall, type RepaymentsDeps } from './repayments-deps.ts';
import type { InWords } from './shapes.ts';

/** Adds whose loan each thing is: one question to each neighbour for a page. Money that names no loan stays without. */
export async function inWords<T extends { loanId: string | null }>(
  deps: Pick<RepaymentsDeps, 'loans' | 'identity'>,
  call: Call,
  items: readonly T[],
): Promise<(T & InWords)[]> {
  const loanIds = [...new Set(items.flatMap(({ loanId }) => loanId ?? []))];
  if (loanIds.length === 0) return items.map((item) => ({ ...item, ...NOBODY }));
  const { loans } = await deps.loans.loansByIds(houseCall(call), { loanIds });
  const userIds = [...new Set(loans.map(({ borrowerId }) => borrowerId))];
  const { names } = await deps.identity.namesByIds(houseCall(call), { userIds });
  const words = new Map(
    loans.map(({ loanId, number: loanNumber, borrowerId }) => [
      loanId,
      { loanNumber, borrowerId, borrowerName: names[borrowerId] ?? null },
    ]),
  );
  return items.map((item) => ({ ...item, ...((item.loanId && words.get(item.loanId)) || NOBODY) }));
}

const NOBODY: InWords = { loanNumber: null, borrowerId: null, borrowerName: null };
