import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import type { Tx } from '#platform/database';
import { eventInsert } from '#platform/events';
import { derivedId } from '#platform/ids';
import { isRefusal, refuse } from '#platform/refusal';
import { fundingContract } from './contract.ts';
import { type Acting, actingInstitution, dayInJakarta, type FundingDeps, mustOperate } from './funding-deps.ts';
import * as queries from './funding-queries.ts';
import { decideLimit, shareBase } from './limit-rules.ts';
import { loanFundingView } from './read-funding.ts';
import type { LoanFunding } from './shapes.ts';

type Input = InputOf<typeof fundingContract, 'fundLoan'>;
type Wanted = Input['lots'];
const SWEEP_AFTER_MS = 60_000;

/**
 * The shares are decided and written down under the funders' locks, then the money moves in one entry of the ledger, then
 * the loan counts as funded. Who dies in between leaves a row that the sweep finishes; the entry's id makes it once.
 */
export async function fundLoan(deps: FundingDeps, call: Call, input: Input): Promise<LoanFunding> {
  const acting = await actingInstitution(deps, call, input);
  mustOperate(acting);
  await learnLoan(deps, call, acting, input.loanId);
  const isNew = await reserve(deps, call, acting, input);
  await moveMoney(deps, call, input.loanId);
  const row = await queries.findLoan(deps.database, input.loanId);
  if (isNew && row?.status === 'open') throw refuse('funding.escrow-too-low');
  return loanFundingView(present(row, 'A loan does not vanish'), await queries.listLots(deps.database, input.loanId));
}

/** The event of the loan may still be on its way. */
async function learnLoan(deps: FundingDeps, call: Call, { tenantId }: Acting, loanId: string): Promise<void> {
  const { loans } = await deps.loans.loansByIds(call, { loanIds: [loanId] });
  const loan = loans[0];
  if (loan?.tenantId !== tenantId) throw refuse('funding.loan-not-found');
  if (loan.fundedBy !== 'funders') throw refuse('funding.no-funders-here');
  if (loan.status !== 'approved' && loan.status !== 'active') throw refuse('funding.loan-not-open');
  const { fundedBy, amountMinor } = loan;
  await deps.database.run(queries.insertLoan({ loanId, tenantId, fundedBy, amountMinor, now: deps.clock.now() }));
}

async function reserve(deps: FundingDeps, call: Call, acting: Acting, { loanId, lots }: Input): Promise<boolean> {
  const { tenantId } = acting;
  const now = deps.clock.now();
  return await deps.database.inTx(async (tx) => {
    const loan = present(await queries.lockLoan(tx, loanId), 'It was learned before');
    if (loan.status === 'released') throw refuse('funding.loan-not-open');
    if (loan.status !== 'open') {
      if (!isSame(await queries.listLots(tx, loanId), lots)) throw refuse('funding.already-funded');
      return false;
    }
    mustAddUp(lots, loan.amountMinor);
    await mustBeWithinLimits(tx, { tenantId, lots, day: lastDayOfMonthBefore(now) });
    const dueAt = new Date(now.getTime() + SWEEP_AFTER_MS);
    const after = { loanId, lots };
    tx.write(
      queries.insertLots(loanId, tenantId, lots),
      queries.setLoanStatus(loanId, 'open', { status: 'reserving', fundingId: deps.newId(), dueAt, now }),
      auditInsert('funding', call, { stream: `loan:${loanId}`, action: 'funding.promised', after }),
    );
    return true;
  });
}

function isSame(known: readonly queries.LotRow[], lots: Wanted): boolean {
  const byFunder = new Map(known.map((lot) => [lot.funderId, lot.amountMinor]));
  return byFunder.size === lots.length && lots.every((lot) => byFunder.get(lot.funderId) === lot.amountMinor);
}

function mustAddUp(lots: Wanted, expectedMinor: number): void {
  if (new Set(lots.map((lot) => lot.funderId)).size !== lots.length) throw refuse('funding.funder-twice');
  const total = lots.reduce((sum, lot) => sum + lot.amountMinor, 0);
  if (total !== expectedMinor) throw refuse('funding.shares-differ', { expectedMinor });
}

async function mustBeWithinLimits(
  tx: Tx,
  { tenantId, lots, day }: { tenantId: string; lots: Wanted; day: string },
): Promise<void> {
  const funderIds = lots.map((lot) => lot.funderId);
  const funders = await queries.lockFunders(tx, tenantId, funderIds);
  if (funders.length !== funderIds.length) throw refuse('funding.funder-not-found');
  const loanMinor = lots.reduce((sum, lot) => sum + lot.amountMinor, 0);
  const { monthEndMinor, nowMinor } = await queries.outstandingOn(tx, tenantId, day);
  const baseMinor = shareBase(monthEndMinor, nowMinor + loanMinor);
  const wantedOf = (ids: readonly string[]): number =>
    lots.reduce((sum, lot) => sum + (ids.includes(lot.funderId) ? lot.amountMinor : 0), 0);
  for (const funder of funders) {
    const ownMinor = funder.outstandingMinor + wantedOf([funder.id]);
    const group = funder.affiliateGroup;
    const related = funders.filter((one) => group !== null && one.affiliateGroup === group).map((one) => one.id);
    const groupMinor =
      group === null ? ownMinor : (await queries.groupOutstanding(tx, tenantId, group)) + wantedOf(related);
    const { id: funderId, kind, isSupervised, yearlyIncomeMinor } = funder;
    const position = { funderId, kind, isSupervised, yearlyIncomeMinor, ownMinor, groupMinor };
    const decision = decideLimit(position, baseMinor);
    if (!decision.isWithin) throw refuse(decision.code, { funderId, limitMinor: decision.limitMinor });
  }
}

export function lastDayOfMonthBefore(now: Date): string {
  const [year = 0, month = 1] = dayInJakarta(now).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
}

/** Out of each escrow into what is promised for the loan: one entry, all or none. Harmless when repeated. */
async function moveMoney(deps: FundingDeps, call: Call, loanId: string): Promise<void> {
  const loan = await queries.findLoan(deps.database, loanId);
  if (loan?.status !== 'reserving' || loan.fundingId === null) return;
  const { fundingId, tenantId, amountMinor } = loan;
  const lots = await queries.listLots(deps.database, loanId);
  const now = deps.clock.now();
  const end = (status: 'funded' | 'open') =>
    queries.setLoanStatus(loanId, 'reserving', { status, fundingId, dueAt: null, now });
  try {
    await deps.ledger.post(call, {
      entries: [
        {
          entryId: fundingId,
          kind: 'loan.funded',
          currency: 'IDR',
          description: '',
          reference: `loan:${loanId}`,
          lines: [
            ...lots.map((lot) => ({
              accountCode: `custody:funder:${lot.funderId}:escrow`,
              side: 'debit' as const,
              amountMinor: lot.amountMinor,
            })),
            { accountCode: `custody:loan:${loanId}:committed`, side: 'credit', amountMinor },
          ],
        },
      ],
    });
  } catch (error) {
    if (!isRefusal(error, 'ledger.balance-too-low')) throw error;
    await deps.database.inTx(async (tx) => {
      const locked = await queries.lockLoan(tx, loanId);
      if (locked?.status === 'reserving' && locked.fundingId === fundingId)
        tx.write(queries.deleteLots(loanId), end('open'));
    });
    return;
  }
  await deps.database.inTx(async (tx) => {
    const locked = await queries.lockLoan(tx, loanId);
    if (locked?.status !== 'reserving' || locked.fundingId !== fundingId) return;
    const payload = { loanId, tenantId, amountMinor, funders: lots.length };
    tx.write(
      end('funded'),
      eventInsert(fundingContract, 'loan-funding.funded', { call, aggregateId: loanId, payload }),
    );
  });
}

/** Job: finishes promises whose process died between writing them down and moving the money. */
export async function sweepReserving(deps: FundingDeps, call: Call): Promise<void> {
  const now = deps.clock.now();
  const due = await queries.claimReserving(deps.database, { now, until: new Date(now.getTime() + SWEEP_AFTER_MS) });
  for (const { loanId } of due) {
    try {
      await moveMoney(deps, call, loanId);
    } catch (error) {
      deps.log.error({ err: error, loanId }, 'a promise of funders could not be finished');
    }
  }
}

/** The entry that gives promised money back, when a loan is cancelled. */
export function releaseEntryId(fundingId: string): string {
  return derivedId('funding.released', fundingId);
}
