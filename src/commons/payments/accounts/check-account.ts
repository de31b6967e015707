import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { PaymentsDeps } from '../deps.ts';
import { ProviderFault, ProviderRefused } from '../providers/payment-provider.ts';
import * as queries from './account-queries.ts';
import { accountReference } from './account-rules.ts';
import type { PaymentAccount } from './account-shapes.ts';
import { creditArrival } from './credit-account.ts';
import { accountView, unavailable } from './open-account.ts';

/** Asks the provider for its own list of what came in under an account's reference, and credits what is missing. */
export async function checkAccount(
  deps: PaymentsDeps,
  call: Call,
  { accountId }: { accountId: string },
): Promise<{ account: PaymentAccount; found: number }> {
  const account = await openedAccount(deps, accountId);
  const provider = account.provider;
  const reference = accountReference(account.id, account.attempt);
  try {
    const moves = (await deps.providers.get(provider)?.listMoves(reference)) ?? [];
    const captureIds = moves.flatMap(({ captureId }) => captureId ?? []);
    const known = await queries.knownCredits(deps.database, provider, captureIds);
    let found = 0;
    for (const captureId of captureIds)
      if (!known.has(captureId) && (await creditArrival(deps, call, { provider, reference, captureId }))) found++;
    return { account: accountView(account), found };
  } catch (error) {
    throw inPlainWords(deps, error);
  }
}

/** The number takes nothing any more, as far as banks keep to it. */
export async function closeAccount(
  deps: PaymentsDeps,
  _call: Call,
  { accountId }: { accountId: string },
): Promise<PaymentAccount> {
  const account = await openedAccount(deps, accountId);
  if (account.status === 'closed') return accountView(account);
  const { providerAccountId: providerPaymentId, attempt } = account;
  const reference = accountReference(accountId, attempt);
  try {
    await deps.providers.get(account.provider)?.cancelPayment({ reference, providerPaymentId, captureId: null });
  } catch (error) {
    throw inPlainWords(deps, error);
  }
  await deps.database.run(queries.closeAccount(accountId, deps.clock.now()));
  return accountView({ ...account, status: 'closed' });
}

export async function accountsByIds(
  deps: Pick<PaymentsDeps, 'database'>,
  _call: Call,
  { accountIds }: { accountIds: string[] },
): Promise<{ accounts: PaymentAccount[] }> {
  return { accounts: (await queries.listAccountsByIds(deps.database, accountIds)).map(accountView) };
}

async function openedAccount(deps: PaymentsDeps, accountId: string): Promise<queries.AccountRow> {
  const account = await queries.findAccount(deps.database, accountId);
  if (!account || account.status === 'opening') throw refuse('payments.payment-account-not-found');
  return account;
}

function inPlainWords(deps: PaymentsDeps, error: unknown): unknown {
  if (!(error instanceof ProviderFault || error instanceof ProviderRefused)) return error;
  deps.log.warn({ err: error }, 'a provider could not be asked about an account');
  return unavailable();
}
