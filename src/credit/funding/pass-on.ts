import { present } from '#platform/assert';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { eventInsert } from '#platform/events';
import { derivedId } from '#platform/ids';
import { postingInsert } from '#platform/posting';
import { fundingContract } from './contract.ts';
import { affordable, componentsOf, distribute, distributionLines, negated, totalOf } from './distribution-rules.ts';
import { dayInJakarta } from './funding-deps.ts';
import * as queries from './funding-queries.ts';
import { doneOf, dueOf } from './read-funding.ts';

/**
 * Passes on what the loan says is paid and has not been passed on yet, as soon as the money for it lies here. The loan and
 * the arrival are told by two modules in any order: whichever comes second settles. The caller holds nothing.
 */
export async function passOn(tx: Tx, call: Call, loanId: string, now: Date): Promise<void> {
  const loan = await queries.lockLoan(tx, loanId);
  if (!loan) return;
  const done = doneOf(loan);
  const availableMinor = loan.receivedMinor - loan.refundedMinor - totalOf(done);
  const amount = affordable(componentsOf([dueOf(loan), negated(done)]), availableMinor);
  const isNothing = Object.values(amount).every((part) => part === 0);
  if (isNothing) return;
  const lots = loan.fundedBy === 'funders' ? await queries.lockLots(tx, loanId) : [];
  const distribution = distribute(
    amount,
    lots.map((lot) => ({ ...lot, tax: queries.taxStatusOf(lot) })),
  );
  const number = loan.distributions + 1;
  const id = derivedId('funding.distribution', loanId, String(number));
  const { tenantId } = loan;
  const on = dayInJakarta(now);
  tx.write(...queries.writeDistribution({ id, tenantId, loanId, number, on, amount, distribution, now }));
  const lines = distributionLines(loanId, tenantId, distribution);
  // Money that only changes its meaning on the own book moves nothing.
  if (lines.length > 0) {
    const kind = 'loan.distributed';
    const reference = `loan:${loanId}`;
    tx.write(postingInsert('funding', call, { entryId: id, kind, currency: 'IDR', description: '', reference, lines }));
  }
  const payload = {
    ...{ distributionId: id, loanId, tenantId, distributedOn: on },
    ...{ principalMinor: amount.principalMinor, interestMinor: amount.interestMinor },
    ...{ operatorMinor: distribution.operatorMinor, taxMinor: distribution.taxMinor },
    parts: distribution.parts.map(({ recalledMinor: _recalled, ...part }) => part),
  };
  tx.write(eventInsert(fundingContract, 'loan-funding.distributed', { call, aggregateId: loanId, payload }));
}

/** What the institution kept of a payout goes from the funders' promise to its funds; back again when the payout is undone. */
export function keptPosting(
  call: Call,
  loan: Pick<queries.LoanRow, 'loanId' | 'tenantId' | 'fundingId'>,
  kept: { keptMinor: number; isBack: boolean; cause: string },
) {
  const { keptMinor: amountMinor, isBack, cause } = kept;
  const committed = `custody:loan:${loan.loanId}:committed`;
  const funds = `custody:tenant:${loan.tenantId}:funds`;
  present(loan.fundingId, 'Only funded loans are paid out');
  return postingInsert('funding', call, {
    entryId: derivedId('funding.kept', cause, isBack ? 'back' : 'kept'),
    kind: isBack ? 'loan.kept-back' : 'loan.kept',
    currency: 'IDR',
    description: '',
    reference: `loan:${loan.loanId}`,
    lines: [
      { accountCode: isBack ? funds : committed, side: 'debit', amountMinor },
      { accountCode: isBack ? committed : funds, side: 'credit', amountMinor },
    ],
  });
}
