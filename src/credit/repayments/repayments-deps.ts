import type { IdentityApi } from '#commons/identity';
import type { PaymentsApi } from '#commons/payments';
import type { Loan, LoansApi } from '#credit/loans';
import type { ActingRole, TenantsApi } from '#credit/tenants';
import { type Call, systemCall, userIdOf } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import type { NewId } from '#platform/ids';
import { decodeCursor } from '#platform/lists';
import type { Log } from '#platform/log';
import { isRefusal, refuse } from '#platform/refusal';
import type { SagaRunner } from '#platform/saga';

export type RepaymentsDeps = {
  database: Database;
  sagas: SagaRunner;
  cipher: FieldCipher;
  clock: Clock;
  newId: NewId;
  log: Log;
  tenants: Pick<TenantsApi, 'tenantOfCall' | 'tenantsByIds'>;
  loans: Pick<LoansApi, 'loansByIds' | 'loansByNumber' | 'recordTransaction' | 'reverseTransaction'>;
  payments: Pick<
    PaymentsApi,
    'openAccount' | 'checkAccount' | 'creditsBetween' | 'compareWithBank' | 'payPerson' | 'creditStatementLine'
  >;
  identity: Pick<IdentityApi, 'accountsByIds' | 'namesByIds'>;
};

export type Acting = { tenantId: string; role: ActingRole };

export async function actingInstitution(
  { tenants }: Pick<RepaymentsDeps, 'tenants'>,
  call: Call,
  { tenantId }: { tenantId?: string },
): Promise<Acting> {
  try {
    return await tenants.tenantOfCall(call, tenantId === undefined ? {} : { tenantId });
  } catch (error) {
    if (isRefusal(error, 'tenants.not-found')) throw refuse('repayments.no-institution');
    throw error;
  }
}

/** Partners' machines look on: what becomes of money that does not fit, people decide. */
export function mustDecide({ role }: Acting): void {
  if (role === 'PARTNER') throw refuse('repayments.not-allowed');
}

/** The loan, for its borrower or its institution; for anybody else it does not exist. */
export async function visibleLoan(
  deps: Pick<RepaymentsDeps, 'tenants' | 'loans'>,
  call: Call,
  input: { tenantId?: string; loanId: string },
): Promise<Loan> {
  const { loans } = await deps.loans.loansByIds(call, { loanIds: [input.loanId] });
  const loan = loans[0];
  if (!loan) throw refuse('repayments.loan-not-found');
  if (call.actor.kind === 'user' && loan.borrowerId === userIdOf(call)) return loan;
  const acting = await actingInstitution(deps, call, input).catch((error: unknown) => {
    if (isRefusal(error, 'repayments.no-institution')) return null;
    throw error;
  });
  if (acting?.tenantId !== loan.tenantId) throw refuse('repayments.loan-not-found');
  return loan;
}

/** What follows from a person's wish is done by the house: the borrower himself may not write into his loan. */
export function houseCall(call: Call): Call {
  return systemCall('repayments', call.correlationId, call.causationId);
}

const WIB_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** The calendar day in Jakarta (UTC+7, no summer time). */
export function dayInJakarta(at: Date): string {
  return new Date(at.getTime() + WIB_MS).toISOString().slice(0, 10);
}

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The moments between which a day lies in Jakarta. */
export function spanOf(day: string): { from: Date; until: Date } {
  const from = new Date(Date.parse(`${day}T00:00:00Z`) - WIB_MS);
  return { from, until: new Date(from.getTime() + DAY_MS) };
}

export function beforeOf(cursor: string | undefined): { createdAt: Date; id: string } | null {
  const values = decodeCursor(cursor, 2);
  if (!values) return null;
  const createdAt = new Date(String(values[0]));
  const id = String(values[1]);
  if (Number.isNaN(createdAt.getTime()) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  return { createdAt, id };
}

export function maskedNumber(accountNumber: string): string {
  return `${'•'.repeat(Math.max(accountNumber.length - 4, 2))}${accountNumber.slice(-4)}`;
}
