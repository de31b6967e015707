import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { eventInsert } from '#platform/events';
import { derivedId } from '#platform/ids';
import { postingInsert } from '#platform/posting';
import { refuse } from '#platform/refusal';
import { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import type { ProviderCapture } from '../providers/payment-provider.ts';
import * as queries from './account-queries.ts';
import { accountOfReference } from './account-rules.ts';

/** An arrival that somebody told of: a notice, a list. */
export type Told = { provider: string; reference: string; captureId: string };

/**
 * Asks the provider for one arrival and credits it when it stands by it. Answers whether it was new; null where the
 * reference is of no account here.
 */
export async function creditArrival(deps: PaymentsDeps, call: Call, told: Told): Promise<boolean | null> {
  const id = accountOfReference(told.reference);
  const account = id === null ? undefined : await queries.findAccount(deps.database, id);
  if (!account) return null;
  const { reference, captureId } = told;
  const seen = await deps.providers.get(told.provider)?.getPayment({ reference, captureId, providerPaymentId: null });
  let isNew = false;
  for (const capture of seen?.captures ?? [])
    isNew = (await credit(deps, call, { account, provider: told.provider, capture })) || isNew;
  return isNew;
}

type Arrived = Pick<ProviderCapture, 'captureId' | 'amountMinor' | 'paidAt'>;

/** Where money lies that no provider has. */
const BANK = 'bank';

export async function creditStatementLine(
  deps: PaymentsDeps,
  call: Call,
  input: InputOf<typeof paymentsContract, 'creditStatementLine'>,
): Promise<{ captureId: string }> {
  const { accountId, entryId, amountMinor, paidAt } = input;
  const account = await queries.findAccount(deps.database, accountId);
  if (!account) throw refuse('payments.payment-account-not-found');
  const capture = { captureId: entryId, amountMinor, paidAt: new Date(paidAt) };
  const captureId = derivedId('payments.capture', BANK, entryId);
  const isNew = await credit(deps, call, { account, provider: BANK, capture });
  if (!isNew && (await queries.findCreditAccount(deps.database, captureId)) !== accountId)
    throw refuse('payments.account-conflict');
  return { captureId };
}

/**
 * Row, event and posting in one transaction, once per arrival: however often, in whatever order and by whom it is told.
 * The money is with the provider, and owed to the account's owner.
 */
async function credit(
  deps: PaymentsDeps,
  call: Call,
  { account, provider, capture }: { account: queries.AccountRow; provider: string; capture: Arrived },
): Promise<boolean> {
  const { amountMinor, paidAt } = capture;
  if (amountMinor <= 0) return false;
  const receivedAt = deps.clock.now();
  const id = derivedId('payments.capture', provider, capture.captureId);
  const { id: accountId, ownerKind, ownerId } = account;
  return await deps.database.inTx(async (tx) => {
    const row = { id, accountId, provider, providerCaptureId: capture.captureId, amountMinor, paidAt, receivedAt };
    if (!(await queries.insertCredit(tx, row))) return false;
    tx.write(
      eventInsert(paymentsContract, 'payment-account.credited', {
        call,
        aggregateId: accountId,
        payload: {
          accountId,
          ownerKind,
          ownerId,
          captureId: id,
          amountMinor,
          paidAt: paidAt.toISOString(),
          receivedAt: receivedAt.toISOString(),
        },
      }),
      postingInsert('payments', call, {
        entryId: id,
        kind: 'payment-account.credited',
        currency: 'IDR',
        description: '',
        reference: `payment-account:${accountId}`,
        lines: [
          { accountCode: `provider:${provider}`, side: 'debit', amountMinor },
          { accountCode: account.creditAccountCode, side: 'credit', amountMinor },
        ],
      }),
    );
    return true;
  });
}
