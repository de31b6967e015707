import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, systemCall, userIdOf } from '#platform/call';
import type { InputOf, OutputOf } from '#platform/contract';
import type { Tx } from '#platform/database';
import { eventInsert } from '#platform/events';
import { derivedId } from '#platform/ids';
import { page } from '#platform/lists';
import { isRefusal, refuse } from '#platform/refusal';
import type { SagaDefinition } from '#platform/saga';
import { Unavailable } from '#platform/unavailable';
import { fundingContract } from './contract.ts';
import { actingInstitution, type FundingDeps, mustOperate } from './funding-deps.ts';
import { before, ownFunder } from './keep-funders.ts';
import type { PayoutAccount, Withdrawal } from './shapes.ts';
import * as queries from './withdrawal-queries.ts';

type Input<O extends keyof (typeof fundingContract)['operations']> = InputOf<typeof fundingContract, O>;
export type WithdrawalState = { tenantId: string; funderId: string };
type Saga = SagaDefinition<WithdrawalState>;

/** To whose account his money goes: the bank is asked, and another holder than the funder is refused. */
export async function setPayoutAccount(
  deps: FundingDeps,
  call: Call,
  input: Input<'setPayoutAccount'>,
): Promise<PayoutAccount> {
  const acting = await actingInstitution(deps, call, input);
  mustOperate(acting);
  const { tenantId } = acting;
  const { id: funderId, name } = await ownFunder(deps, tenantId, input.funderId);
  const { bankCode, accountNumber } = input;
  const { accountName } = await inquire(deps, call, { bankCode, accountNumber, expectedName: name });
  const accountMasked = `${'•'.repeat(Math.max(accountNumber.length - 4, 2))}${accountNumber.slice(-4)}`;
  const accountSealed = deps.cipher.encrypt(accountNumber, sealContext(funderId));
  const known = await queries.findPayoutAccount(deps.database, tenantId, funderId);
  await deps.database.batch([
    queries.setPayoutAccount(tenantId, funderId, { bankCode, accountSealed, accountMasked, accountName }),
    auditInsert('funding', call, {
      stream: `funder:${funderId}`,
      action: 'funding.payout-account-set',
      before: known ? { bankCode: known.bankCode, accountNumber: known.accountMasked } : null,
      after: { bankCode, accountNumber: accountMasked },
    }),
  ]);
  return { bankCode, accountNumberMasked: accountMasked, accountName };
}

type Wish = { bankCode: string; accountNumber: string; expectedName: string };

async function inquire(deps: FundingDeps, call: Call, wish: Wish): Promise<{ accountName: string }> {
  try {
    return await deps.payments.inquireBankAccount(call, wish);
  } catch (error) {
    throw inOurWords(error) ?? error;
  }
}

const REFUSED = {
  'payments.bank-unknown': 'funding.bank-unknown',
  'payments.account-not-found': 'funding.account-not-found',
  'payments.account-name-differs': 'funding.account-name-differs',
  'payments.bank-unavailable': 'funding.bank-unavailable',
  'payments.funds-too-low': 'funding.escrow-too-low',
} as const;

function inOurWords(error: unknown): Error | null {
  if (!isRefusal(error)) return null;
  const code = Object.entries(REFUSED).find(([theirs]) => theirs === error.code)?.[1];
  return code ? refuse(code, error.details) : null;
}

/**
 * What a funder has here and has not lent goes to his account. The saga's id is the payout's: payments asks the bank for the
 * holder's name, holds the money and sends it, once, whichever process finishes it. What becomes of it, its events tell.
 */
export function withdrawalSaga(deps: Omit<FundingDeps, 'sagas'>): Saga {
  const change = (id: string, status: 'sent' | 'refused', failureCode: string | null) =>
    queries.changeWithdrawal(id, { from: ['sending'], status, failureCode, now: deps.clock.now() });
  return {
    kind: 'withdrawal',
    // Whether money has left is not known after a fault: it is asked until there is an answer.
    maxAttempts: 1_000_000,
    steps: [
      { name: 'open', undo: (_state, id) => [change(id, 'refused', 'funding.payout-refused')] },
      {
        name: 'pay',
        ask: async (call, _state, id) => {
          await pay(deps, call, id);
          return {};
        },
        write: ({ funderId }, id, call) => [
          change(id, 'sent', null),
          auditInsert('funding', call, {
            stream: `funder:${funderId}`,
            action: 'funding.account-opened',
            after: { withdrawalId: id },
          }),
        ],
      },
    ],
  };
}

async function pay(deps: Omit<FundingDeps, 'sagas'>, call: Call, payoutId: string): Promise<void> {
  const row = present(await queries.findWithdrawal(deps.database, payoutId), 'It was written with its saga');
  const house = systemCall('funding', call.correlationId, call.causationId);
  try {
    await deps.payments.payPerson(house, {
      payoutId,
      ownerKind: 'funder',
      ownerId: row.funderId,
      fromAccountCode: `custody:funder:${row.funderId}:escrow`,
      amountMinor: row.amountMinor,
      bankCode: row.bankCode,
      accountNumber: deps.cipher.decrypt(row.accountSealed, sealContext(row.funderId)),
      accountName: row.accountName,
      description: 'Penarikan dana',
    });
  } catch (error) {
    // The bank may answer later; every other no stands.
    if (isRefusal(error, 'payments.bank-unavailable')) throw new Unavailable('the bank', error);
    throw error;
  }
}

export async function withdraw(
  deps: FundingDeps,
  saga: Saga,
  call: Call,
  input: Input<'withdraw'>,
): Promise<Withdrawal> {
  const acting = await actingInstitution(deps, call, input);
  mustOperate(acting);
  const { tenantId } = acting;
  const { amountMinor } = input;
  const funder = await ownFunder(deps, tenantId, input.funderId);
  const id = idOf(deps, call, input);
  const known = await queries.findWithdrawal(deps.database, id);
  if (known) {
    if (known.funderId !== funder.id || known.amountMinor !== amountMinor) throw refuse('funding.withdrawal-differs');
    return view(known, funder.name);
  }
  const account = await queries.findPayoutAccount(deps.database, tenantId, funder.id);
  if (!account) throw refuse('funding.no-payout-account');
  await mustBeFree(deps, call, { funderId: funder.id, amountMinor, recallMinor: funder.recallMinor });
  const createdAt = deps.clock.now();
  const row = { id, tenantId, funderId: funder.id, amountMinor, ...account, createdAt, requestedBy: userIdOf(call) };
  const after = { withdrawalId: id, amountMinor, bankCode: account.bankCode, accountNumber: account.accountMasked };
  const audit = auditInsert('funding', call, {
    stream: `funder:${funder.id}`,
    action: 'funding.withdrawal-asked',
    after,
  });
  const first = [queries.insertWithdrawal(row), audit];
  const state = { tenantId, funderId: funder.id };
  const outcome = await deps.sagas.start(saga, { sagaId: id, state, call, first }).catch((error: unknown) => {
    // The saga stands in the database and goes on by itself; who asked sees that it is being sent.
    deps.log.warn({ err: error, funderId: funder.id, withdrawalId: id }, 'a withdrawal waits');
    return null;
  });
  if (outcome?.status === 'undone') throw refusedAs(outcome.refusal);
  return view(present(await queries.findWithdrawal(deps.database, id), 'It was written with its saga'), funder.name);
}

function refusedAs({ code, details }: { code: string; details: Record<string, unknown> }): Error {
  const ours = Object.entries(REFUSED).find(([theirs]) => theirs === code)?.[1];
  return ours ? refuse(ours, details) : refuse('funding.payout-refused', { reason: code });
}

/** The same wish of the same person is the same withdrawal, also when its first answer was lost with the process. */
function idOf({ newId }: FundingDeps, call: Call, input: Input<'withdraw'>): string {
  if (input.withdrawalId !== undefined) return input.withdrawalId;
  const { idempotencyKey } = call;
  if (idempotencyKey === null) return newId();
  return derivedId('funding.withdrawal', input.funderId, userIdOf(call) ?? '', idempotencyKey);
}

/** Quick no before anything is written; the hold decides in the end. What he owes back is not his to take. */
async function mustBeFree(
  deps: FundingDeps,
  call: Call,
  wish: { funderId: string; amountMinor: number; recallMinor: number },
): Promise<void> {
  const accountCodes = [`custody:funder:${wish.funderId}:escrow`];
  const { balances } = await deps.ledger.balancesByCodes(call, { accountCodes });
  const freeMinor = (balances[0]?.availableMinor ?? 0) - wish.recallMinor;
  if (freeMinor < wish.amountMinor) throw refuse('funding.escrow-too-low');
}

export async function listWithdrawals(
  deps: FundingDeps,
  call: Call,
  input: Input<'listWithdrawals'>,
): Promise<OutputOf<typeof fundingContract, 'listWithdrawals'>> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const funderId = input.funderId ?? null;
  if (funderId !== null) await ownFunder(deps, tenantId, funderId);
  const limit = input.limit ?? 20;
  const wish = { tenantId, funderId, before: before(input.cursor), limit: limit + 1 };
  const rows = await queries.listWithdrawals(deps.database, wish);
  const { items, nextCursor } = page(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { items: items.map((row) => view(row, row.funderName)), nextCursor };
}

type End = { payoutId: string; status: 'completed' | 'failed' | 'reversed'; failureCode: string | null; now: Date };

/** What became of the payout, told by payments: once, in whatever order the news come. */
export async function withdrawalEnded(tx: Tx, call: Call, { payoutId, status, failureCode, now }: End): Promise<void> {
  const from = status === 'reversed' ? (['sending', 'sent', 'completed'] as const) : (['sending', 'sent'] as const);
  const [row] = await tx.run<queries.WithdrawalRow>(
    queries.changeWithdrawal(payoutId, { from, status, failureCode, now }),
  );
  if (!row) return;
  const { tenantId, funderId, amountMinor, bankCode, accountMasked: accountNumberMasked } = row;
  const facts = { withdrawalId: payoutId, tenantId, funderId, amountMinor, bankCode, accountNumberMasked };
  const aggregateId = funderId;
  tx.write(
    status === 'completed'
      ? eventInsert(fundingContract, 'funder-withdrawal.completed', { call, aggregateId, payload: facts })
      : eventInsert(fundingContract, 'funder-withdrawal.failed', {
          call,
          aggregateId,
          payload: { ...facts, failureCode: failureCode ?? '' },
        }),
  );
}

export function sealContext(funderId: string): string {
  return `funding.funders:${funderId}`;
}

function view(row: queries.WithdrawalRow, funderName: string): Withdrawal {
  const { id: withdrawalId, funderId, amountMinor, status, bankCode, accountName, failureCode } = row;
  return {
    ...{ withdrawalId, funderId, funderName, amountMinor, status, bankCode, accountName, failureCode },
    accountNumberMasked: row.accountMasked,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
