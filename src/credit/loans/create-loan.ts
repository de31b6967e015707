import type { loanProductsContract } from '#credit/loan-products';
import { laterOf } from '#engine/calendar/days';
import { newLoan } from '#engine/life/apply-event';
import { standing } from '#engine/life/gather-loan';
import { auditRow } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { OutputOf } from '#platform/contract';
import { eventRow, outboxInserts } from '#platform/events';
import { isRefusal, refuse } from '#platform/refusal';
import { type Acting, actingInstitution, mustHaveRole } from './acting.ts';
import { dayInJakarta } from './business-day.ts';
import { loansContract } from './contract.ts';
import { loadLoans } from './load-loan.ts';
import { figuresOf } from './loan-figures.ts';
import { positionOf } from './loan-positions.ts';
import { type LoanRow, type NewEventRow, toEventData } from './loan-record.ts';
import { packRow, toBrokenLoan, toFacts, toLoan } from './loan-views.ts';
import type { LoansDeps } from './loans-deps.ts';
import type { Loan } from './shapes.ts';
import {
  insertEvents,
  insertLoan,
  insertPosition,
  insertSheet,
  selectBusinessDay,
  selectLoans,
  takeNumber,
  upsertSchedule,
} from './stream-queries.ts';
import { keepSheet, splitTerms } from './term-sheets.ts';

export type NewLoanInput = {
  tenantId?: string;
  loanId?: string;
  productId: string;
  productVersion: number;
  borrowerId: string;
  amountMinor: number;
  periods: number;
  ratePercent?: string;
  agreedOn?: string;
};
type Agreed = OutputOf<typeof loanProductsContract, 'agreeTerms'>;

/** An approved offer becomes a loan: its terms are frozen, its price proven, its stream begins. */
export async function createLoan(deps: LoansDeps, call: Call, input: NewLoanInput): Promise<Loan> {
  const acting = await actingInstitution(deps, call, input, 'loans.no-institution');
  mustHaveRole(acting, ['CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'PARTNER']);
  const loanId = input.loanId ?? deps.newId();
  const today = dayInJakarta(deps.clock);
  const [days, known] = await deps.database.batch<[{ business_date: string }[], LoanRow[]]>([
    selectBusinessDay(acting.tenantId),
    selectLoans([loanId]),
  ]);
  const businessDate = days[0]?.business_date ?? today;
  if (known[0]) return sameAgain(deps, acting, { ...input, loanId }, businessDate);
  const agreedOn = input.agreedOn ?? businessDate;
  const agreed = await agree(deps, call, { ...input, tenantId: acting.tenantId, agreedOn });
  return book(deps, call, {
    input,
    loanId,
    agreed,
    agreedOn,
    enteredOn: laterOf(businessDate, agreedOn),
  });
}

async function agree(
  { loanProducts }: LoansDeps,
  call: Call,
  wish: NewLoanInput & { tenantId: string; agreedOn: string },
): Promise<Agreed> {
  const { tenantId, productId, productVersion: version, amountMinor, periods, ratePercent, agreedOn } = wish;
  try {
    return await loanProducts.agreeTerms(call, {
      ...{ tenantId, productId, version, amountMinor, periods, agreedOn, startOn: agreedOn },
      ...(ratePercent !== undefined && { ratePercent }),
    });
  } catch (error) {
    if (isRefusal(error, 'loan-products.outside-limits')) throw refuse('loans.outside-limits');
    if (isRefusal(error, 'loan-products.over-cap')) throw refuse('loans.over-cap', error.details);
    if (isRefusal(error, 'loan-products.not-found') || isRefusal(error, 'loan-products.not-released'))
      throw refuse('loans.product-not-available');
    throw error;
  }
}

type Booking = { input: NewLoanInput; loanId: string; agreed: Agreed; agreedOn: string; enteredOn: string };

async function book(
  deps: LoansDeps,
  call: Call,
  { input, loanId, agreed, agreedOn, enteredOn }: Booking,
): Promise<Loan> {
  const { sheetId, sheet, own } = splitTerms(agreed.terms);
  const now = deps.clock.now();
  const applied = { id: `${loanId}:applied`, enteredOn, kind: 'applied' as const, terms: agreed.terms };
  const amount = input.amountMinor;
  const approved = {
    id: `${loanId}:approved`,
    enteredOn,
    kind: 'approved' as const,
    onDate: agreedOn,
    amountMinor: amount,
  };
  const loan = standing({ ...newLoan(applied), status: 'approved', approvedMinor: amount, version: 2 });
  const by = userIdOf(call);
  const events: NewEventRow[] = [
    { ...toEventData(applied, own), version: 1, asked: null, by_user: by },
    { ...toEventData(approved), version: 2, asked: null, by_user: by },
  ];
  return deps.database.inTx(async (tx) => {
    const [counted] = await tx.run<{ last_number: number }>(takeNumber(agreed.tenantId));
    const row: LoanRow = {
      loan_id: loanId,
      tenant_id: agreed.tenantId,
      number: numberFor(agreedOn, counted?.last_number ?? 1),
      borrower_id: input.borrowerId,
      product_id: input.productId,
      product_version: input.productVersion,
      product_name: agreed.productName,
      funded_by: agreed.fundedBy,
      purpose: agreed.purpose,
      sheet_id: sheetId,
      amount_minor: amount,
      net_payout_minor: agreed.preview.netPayoutMinor,
      periods: input.periods,
      agreed_on: agreedOn,
      created_at: now,
    };
    const identity = { loan_id: loanId, tenant_id: agreed.tenantId, entered_on: enteredOn };
    tx.write(
      insertSheet(sheetId, sheet),
      insertLoan({ ...row, proof: agreed.proof }),
      insertEvents(loanId, agreed.tenantId, events),
      insertPosition(positionOf(identity, loan, { closed_until: null, ended_on: null })),
      upsertSchedule(loanId, loan.view.rows.map(packRow)),
      ...outboxInserts('loans', createdFacts(call, row, agreed, figuresOf(loan.state, loan.view, enteredOn))),
    );
    keepSheet(sheetId, sheet);
    return toLoan(row, { ...loan, closedUntil: null, endedOn: null }, enteredOn);
  });
}

function createdFacts(call: Call, row: LoanRow, agreed: Agreed, figures: ReturnType<typeof figuresOf>) {
  const {
    amount_minor: amountMinor,
    periods,
    agreed_on: agreedOn,
    funded_by: fundedBy,
    net_payout_minor: netPayoutMinor,
  } = row;
  const payload = { ...toFacts(row, 2, figures), amountMinor, periods, agreedOn, fundedBy, netPayoutMinor };
  return [
    eventRow(loansContract, 'loan.created', { call, aggregateId: row.loan_id, payload }),
    auditRow(call, {
      stream: `loan:${row.loan_id}`,
      action: 'loans.created',
      after: { ...payload, productVersion: row.product_version, proof: agreed.proof },
    }),
  ];
}

/** Year and month of the agreement, and the institution's own count. */
function numberFor(agreedOn: string, counted: number): string {
  return `L-${agreedOn.slice(2, 4)}${agreedOn.slice(5, 7)}-${String(counted).padStart(7, '0')}`;
}

async function sameAgain(
  deps: LoansDeps,
  { tenantId }: Acting,
  input: NewLoanInput & { loanId: string },
  asOf: string,
): Promise<Loan> {
  const [known] = await loadLoans(deps, [input.loanId], asOf);
  const isSame =
    known?.row.tenant_id === tenantId &&
    known.row.product_id === input.productId &&
    known.row.product_version === input.productVersion &&
    known.row.borrower_id === input.borrowerId &&
    known.row.amount_minor === input.amountMinor &&
    known.row.periods === input.periods;
  if (!isSame) throw refuse('loans.id-taken');
  if (known.state === null) return toBrokenLoan(known.row, known.position, asOf);
  const { closed_until: closedUntil, ended_on: endedOn } = known.position;
  return toLoan(known.row, { ...known, closedUntil, endedOn }, asOf);
}
