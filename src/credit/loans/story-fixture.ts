import assert from 'node:assert/strict';
import type { ActingRole } from '#credit/tenants';
import { addDays } from '#engine/calendar/days';
import type { CapLine } from '#engine/pricing/price-caps';
import type { LoanTerms } from '#engine/replay/loan-facts';
import { type Call, systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { type Database, sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import { isRefusal } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { aProductOf, noNames, someInstitutions, someTerms } from './fixtures.ts';
import { createLoans } from './module.ts';
import type { Step } from './shapes.ts';

export const START = '2026-08-01';
export const TODAY = '2026-11-21T03:00:00Z';

export const refused = (code: string) => (error: unknown) => isRefusal(error, code);

/** Loans on a real database, with institutions and a product that agree on anything; each story is an institution of its own. */
export function loanStories(world: { database: Database }) {
  const clock = fixedClock(TODAY);
  const institutions = someInstitutions();
  let product: { terms: LoanTerms; line: CapLine | null } = { terms: someTerms(), line: null };
  const { api } = createLoans({
    get database() {
      return world.database;
    },
    clock,
    newId: newUuid,
    log: silentLog,
    tenants: institutions.api,
    loanProducts: aProductOf(
      () => product.terms,
      () => product.line,
    ),
    identity: noNames,
  });
  const house = systemCall('test', newUuid());
  const somebody = (role: ActingRole, tenantId: string): Call => {
    const userId = newUuid();
    institutions.members.set(userId, { tenantId, role });
    return userCall(userId, ['CREDIT_OFFICER']);
  };
  const story = (change: Partial<LoanTerms> = {}, line: CapLine | null = null) => {
    const own = { terms: someTerms(change), line };
    const tenantId = newUuid();
    const [officer, checker] = [somebody('CREDIT_OFFICER', tenantId), somebody('COMPLIANCE_OFFICER', tenantId)];
    const made = (amountMinor = 3_000_000) => {
      product = own;
      const wish = { productId: newUuid(), productVersion: 1, borrowerId: newUuid() };
      return api.createLoan(officer, { ...wish, amountMinor, periods: 3, agreedOn: START });
    };
    const paidOut = async (amountMinor?: number) => {
      const { loanId, amountMinor: wholeMinor } = await made(amountMinor);
      await api.activateLoan(officer, { loanId, transactionId: newUuid(), paidOutOn: START, amountMinor: wholeMinor });
      return loanId;
    };
    const record = (loanId: string, day: number, step: Step, by = checker) =>
      api.recordTransaction(by, { loanId, transactionId: newUuid(), valueDate: addDays(START, day), step });
    const pay = (loanId: string, day: number, amountMinor: number) =>
      record(loanId, day, { kind: 'repayment', amountMinor });
    const close = (day: number) =>
      api.closeLoans(house, { tenantId, businessDate: addDays(START, day), afterLoanId: null, limit: 20_000 });
    return { tenantId, officer, checker, made, paidOut, record, pay, close };
  };
  const isSound = async () => {
    const found = await api.verifyLoans(house, {});
    assert.deepEqual(found.problems, []);
    return found;
  };
  const eventsOf = async (loanId: string) =>
    (
      await world.database.run<{ t: string }>(
        sql`select event_type as t from loans.outbox where aggregate_id in (${loanId}, ${`loan:${loanId}`}) order by id`,
      )
    ).map((row) => row.t);
  return { api, clock, house, somebody, story, isSound, eventsOf };
}
