import type { LoansApi } from '#credit/loans';

type LoansForClose = Pick<LoansApi, 'businessDay' | 'openBusinessDay' | 'loanStretches' | 'closeLoans'>;

/** Loans that remember until when each is closed, and how often each day of each was closed. */
export type TinyLoans = { -readonly [K in keyof LoansForClose]: LoansForClose[K] } & {
  closedOn: Map<string, string[]>;
  broken: Set<string>;
  /** Called before and after each slice; may throw, or never come back. */
  beforeSlice: (slice: { afterLoanId: string | null; untilLoanId?: string | null }) => Promise<void> | void;
  afterSlice: () => Promise<void> | void;
  businessDate: string;
};

const NOTHING = { principalMinor: 0, interestMinor: 0, feeMinor: 0, penaltyMinor: 0 };

/** A neighbour of the contract's type for tests of this module alone: every loan earns one rupiah a day. */
export function tinyLoans(ids: readonly string[], businessDate: string): TinyLoans {
  const sorted = [...ids].sort();
  const loans: TinyLoans = {
    closedOn: new Map(sorted.map((id) => [id, []])),
    broken: new Set(),
    beforeSlice: () => {},
    afterSlice: () => {},
    businessDate,
    businessDay: async (_call, { tenantId }) => ({ tenantId: tenantId ?? '', businessDate: loans.businessDate }),
    openBusinessDay: async (_call, input) => {
      if (input.businessDate > loans.businessDate) loans.businessDate = input.businessDate;
      return { tenantId: input.tenantId, businessDate: loans.businessDate };
    },
    loanStretches: async (_call, { size }) => ({
      endLoanIds: sorted.filter((_, index) => (index + 1) % size === 0 && index + 1 < sorted.length),
      loans: sorted.length,
    }),
    closeLoans: async (_call, input) => {
      await loans.beforeSlice(input);
      const wanted = sorted.filter(
        (id) =>
          (input.afterLoanId === null || id > input.afterLoanId) && (!input.untilLoanId || id <= input.untilLoanId),
      );
      const slice = wanted.slice(0, input.limit);
      const setAside = slice.filter((id) => loans.broken.has(id)).map((loanId) => ({ loanId, code: 'loans.broken' }));
      const closed = slice.filter(
        (id) => !loans.broken.has(id) && !loans.closedOn.get(id)?.includes(input.businessDate),
      );
      for (const id of closed) loans.closedOn.get(id)?.push(input.businessDate);
      await loans.afterSlice();
      return {
        closed: closed.length,
        replayed: 0,
        setAside,
        accrued: { ...NOTHING, interestMinor: closed.length },
        lastLoanId: wanted.length > slice.length ? (slice.at(-1) ?? null) : null,
      };
    },
  };
  return loans;
}
