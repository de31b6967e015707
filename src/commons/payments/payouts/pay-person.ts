import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { isRefusal, refuse } from '#platform/refusal';
import { maskAccountNumber } from '../bank/banks.ts';
import { inquireBankAccount } from '../bank/inquire-account.ts';
import { isSameHolder } from '../bank/name-rules.ts';
import type { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import { followPayout } from './follow-payout.ts';
import * as queries from './payout-queries.ts';
import { visiblePayoutStatus } from './payout-rules.ts';
import type { PersonPayout } from './person-shapes.ts';
import { startPayout } from './start-payout.ts';

type Input = InputOf<typeof paymentsContract, 'payPerson'>;

/** The same order as for sellers: the holder's name, then the hold, then the provider. The account number is sealed. */
export async function payPerson(deps: PaymentsDeps, call: Call, input: Input): Promise<PersonPayout> {
  const { payoutId } = input;
  const known = await queries.findPayout(deps.database, payoutId);
  if (known) refuseUnlessSame(known, input);
  else await start(deps, call, input);
  await holdOrRefuse(deps, call, payoutId);
  await followPayout(deps, call, payoutId);
  return await getPersonPayout(deps, call, { payoutId });
}

async function start(deps: PaymentsDeps, call: Call, input: Input): Promise<void> {
  const { payoutId, ownerKind, ownerId, amountMinor, bankCode, accountNumber } = input;
  const { accountName } = await inquireBankAccount(deps, call, { bankCode, accountNumber });
  if (!isSameHolder(input.accountName, accountName)) throw refuse('payments.account-name-differs', { accountName });
  await startPayout(deps, {
    payoutId,
    purpose: 'person',
    subjectId: ownerId,
    from: { ownerKind, accountCode: input.fromAccountCode },
    amountMinor,
    account: { bankCode, accountNumber, accountName },
    description: input.description ?? 'Pencairan',
    requestedBy: userIdOf(call),
    isHeld: false,
  });
  const after = { payoutId, amountMinor, bankCode, accountNumber: maskAccountNumber(accountNumber) };
  const stream = `${ownerKind}:${ownerId}`;
  await deps.database.run(auditInsert('payments', call, { stream, action: 'payments.payout-requested', after }));
}

function refuseUnlessSame(known: queries.PayoutRow, input: Input): void {
  const isSame =
    known.purpose === 'person' &&
    known.subjectId === input.ownerId &&
    known.ownerKind === input.ownerKind &&
    known.fromAccountCode === input.fromAccountCode &&
    known.amountMinor === input.amountMinor &&
    known.bankCode === input.bankCode &&
    known.accountMasked === maskAccountNumber(input.accountNumber);
  if (!isSame) throw refuse('payments.payout-conflict');
}

/** Without the money nothing has come of the wish, and the same id may wish again. */
async function holdOrRefuse(deps: PaymentsDeps, call: Call, payoutId: string): Promise<void> {
  try {
    await followPayout(deps, call, payoutId, { onlyHold: true });
  } catch (error) {
    if (!isRefusal(error, 'ledger.balance-too-low')) throw error;
    await deps.database.run(queries.deletePayout(payoutId));
    throw refuse('payments.funds-too-low');
  }
}

export async function getPersonPayout(
  deps: Pick<PaymentsDeps, 'database'>,
  _call: Call,
  { payoutId }: { payoutId: string },
): Promise<PersonPayout> {
  const row = await queries.findPayout(deps.database, payoutId);
  if (row?.purpose !== 'person') throw refuse('payments.payout-not-found');
  return {
    payoutId: row.id,
    ownerKind: present(row.ownerKind, 'A payout to a person has an owner'),
    ownerId: row.subjectId,
    amountMinor: row.amountMinor,
    status: visiblePayoutStatus(row.status),
    bankCode: row.bankCode,
    accountNumberMasked: row.accountMasked,
    accountName: row.accountName,
    failureCode: row.failureCode,
    createdAt: row.createdAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}
