import { present } from '#platform/assert';
import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { refuse } from '#platform/refusal';
import type { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import { channelName } from '../intents/channel-rules.ts';
import type { GuardedProvider } from '../providers/guard.ts';
import { ProviderFault, ProviderRefused } from '../providers/payment-provider.ts';
import type { ChannelCode } from '../shapes.ts';
import * as queries from './account-queries.ts';
import { accountReference } from './account-rules.ts';
import type { PaymentAccount } from './account-shapes.ts';

const MOST_ATTEMPTS = 5;

/** Own row first, then the provider, then what it answered. Who died in between asks again under the same reference. */
export async function openAccount(
  deps: PaymentsDeps,
  _call: Call,
  input: InputOf<typeof paymentsContract, 'openAccount'>,
): Promise<PaymentAccount> {
  const { accountId: id, ownerKind, ownerId, payerName, creditAccountCode } = input;
  const known = await queries.findAccount(deps.database, id);
  if (known) return await resume(deps, sameOrRefuse(known, input));
  const { channel, provider } = await choose(deps, input.channel);
  const createdAt = deps.clock.now();
  const account = { id, ownerKind, ownerId, creditAccountCode, channel, payerName, provider, createdAt };
  await queries.insertAccount(deps.database, account);
  const written = await queries.findAccount(deps.database, id);
  return await resume(deps, sameOrRefuse(present(written, 'An account that was inserted is there'), input));
}

/** The first provider of the channel that gives such accounts and can be asked. */
async function choose(deps: PaymentsDeps, wish: string): Promise<{ channel: ChannelCode; provider: string }> {
  const setting = (await deps.settings()).channels.find(({ code, isEnabled }) => code === wish && isEnabled);
  const able = (setting?.providers ?? []).flatMap((name) => deps.providers.get(name) ?? []);
  const offering = setting ? able.filter((provider) => provider.canOpenAccounts(setting.code)) : [];
  if (!setting || offering.length === 0) throw refuse('payments.channel-unknown', { channel: wish });
  const provider = offering.find((one) => one.isHealthy()) ?? offering[0];
  return { channel: setting.code, provider: present(provider, 'There is one, see above').name };
}

function sameOrRefuse(
  known: queries.AccountRow,
  input: InputOf<typeof paymentsContract, 'openAccount'>,
): queries.AccountRow {
  const isSame =
    known.ownerKind === input.ownerKind &&
    known.ownerId === input.ownerId &&
    known.creditAccountCode === input.creditAccountCode;
  if (!isSame) throw refuse('payments.account-conflict');
  return known;
}

/** A reference that the provider has used up without telling us what for is left for the next one. */
async function resume(deps: PaymentsDeps, account: queries.AccountRow): Promise<PaymentAccount> {
  if (account.status !== 'opening') return accountView(account);
  const provider = deps.providers.get(account.provider);
  if (!provider) throw unavailable();
  for (let { attempt } = account; attempt <= MOST_ATTEMPTS; attempt++) {
    const made = await ask(deps, provider, { ...account, attempt });
    if (made === 'duplicate') {
      await deps.database.run(
        queries.nextAccountAttempt(account.id, attempt, { provider: provider.name, now: deps.clock.now() }),
      );
      continue;
    }
    await deps.database.run(queries.openAccount(account.id, { ...made, attempt, now: deps.clock.now() }));
    return accountView(present(await queries.findAccount(deps.database, account.id), 'An account does not vanish'));
  }
  throw unavailable();
}

async function ask(deps: PaymentsDeps, provider: GuardedProvider, account: queries.AccountRow) {
  const { id, attempt, channel, payerName, createdAt } = account;
  try {
    return await provider.openAccount({ reference: accountReference(id, attempt), channel, payerName, createdAt });
  } catch (error) {
    if (error instanceof ProviderRefused && error.code === 'DUPLICATE_ERROR') return 'duplicate' as const;
    if (!(error instanceof ProviderFault || error instanceof ProviderRefused)) throw error;
    deps.log.warn({ err: error, accountId: id }, 'a provider gave no account');
    throw unavailable();
  }
}

export function unavailable(): Error {
  return refuse('payments.provider-unavailable', {}, { retryAfterSeconds: 30 });
}

export function accountView(row: queries.AccountRow): PaymentAccount {
  return {
    accountId: row.id,
    ownerKind: row.ownerKind,
    ownerId: row.ownerId,
    channel: row.channel,
    channelName: channelName(row.channel),
    status: row.status === 'closed' ? 'closed' : 'open',
    bank: present(row.bank, 'An open account has a bank'),
    accountNumber: present(row.accountNumber, 'An open account has a number'),
    accountName: row.accountName ?? '',
    openedAt: row.createdAt.toISOString(),
  };
}
