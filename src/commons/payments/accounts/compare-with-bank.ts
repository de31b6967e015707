import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { isRefusal, refuse } from '#platform/refusal';
import { BankUnavailable, type StatementLine } from '../bank/bank-inquiry.ts';
import type { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import * as queries from './account-queries.ts';
import { candidateNumbers, numberInRemark } from './account-rules.ts';
import type { BankLine } from './account-shapes.ts';
import { checkAccount } from './check-account.ts';

const DAY_MS = 86_400_000;
/** The bank's booking and the provider's capture of one payment may lie this far apart. */
const APART_MS = 2 * 60 * 60_000;

/**
 * The bank's own statement beside the arrivals here. Lines without an arrival make their account be checked first, so that
 * money whose notices and lists were all lost is found; what is still missing then is for people.
 */
export async function compareWithBank(
  deps: PaymentsDeps,
  call: Call,
  input: InputOf<typeof paymentsContract, 'compareWithBank'>,
): Promise<{ lines: BankLine[] }> {
  const [from, until] = [new Date(input.from), new Date(input.until)];
  if (until.getTime() - from.getTime() > DAY_MS + 1_000 || until < from) throw refuse('payments.span-too-long');
  const lines = await statement(deps, from, until);
  const remarks = lines.map((line) => line.remark);
  const accounts = await queries.listAccountsByNumbers(deps.database, candidateNumbers(remarks));
  const first = await match(deps, { lines, accounts, from, until });
  const doubtful = new Set(first.flatMap(({ accountId, captureId }) => (accountId && !captureId ? [accountId] : [])));
  if (doubtful.size === 0) return { lines: first };
  for (const accountId of doubtful) await lookAgain(deps, call, accountId);
  return { lines: await match(deps, { lines, accounts, from, until }) };
}

async function statement(deps: PaymentsDeps, from: Date, until: Date): Promise<StatementLine[]> {
  try {
    return await deps.bank.creditsOf({ accountNumber: deps.settlementAccount, from, until });
  } catch (error) {
    if (!(error instanceof BankUnavailable)) throw error;
    deps.log.warn({ err: error }, 'the bank gave no statement');
    throw refuse('payments.bank-unavailable', {}, { retryAfterSeconds: 30 });
  }
}

async function lookAgain(deps: PaymentsDeps, call: Call, accountId: string): Promise<void> {
  try {
    await checkAccount(deps, call, { accountId });
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

type Work = { lines: readonly StatementLine[]; accounts: readonly queries.AccountRow[]; from: Date; until: Date };

async function match(deps: PaymentsDeps, { lines, accounts, from, until }: Work): Promise<BankLine[]> {
  const byNumber = new Map(accounts.map((account) => [account.accountNumber ?? '', account]));
  const numbers = new Set(byNumber.keys());
  const span = { from: new Date(from.getTime() - APART_MS), until: new Date(until.getTime() + APART_MS) };
  const accountIds = accounts.map(({ id }) => id);
  const credits = await queries.listCreditsOfAccounts(deps.database, { accountIds, ...span });
  const taken = new Set<string>();
  // Lines that name the provider's own id come first: they leave no doubt.
  const exact = new Map<string, string>();
  for (const line of lines) {
    const named = credits.find(({ providerCaptureId }) => line.remark.includes(providerCaptureId));
    if (!named || named.amountMinor !== line.amountMinor) continue;
    exact.set(line.entryId, named.id);
    taken.add(named.id);
  }
  return lines.map((line) => {
    const account = byNumber.get(numberInRemark(line.remark, numbers) ?? '');
    const near = exact.get(line.entryId) ?? nearest(credits, taken, { line, accountId: account?.id ?? null });
    if (near) taken.add(near);
    return {
      entryId: line.entryId,
      at: line.at.toISOString(),
      amountMinor: line.amountMinor,
      remark: line.remark,
      accountId: account?.id ?? null,
      ownerKind: account?.ownerKind ?? null,
      ownerId: account?.ownerId ?? null,
      captureId: near,
    };
  });
}

function nearest(
  credits: readonly queries.CreditRow[],
  taken: ReadonlySet<string>,
  { line, accountId }: { line: StatementLine; accountId: string | null },
): string | null {
  if (accountId === null) return null;
  const apart = (credit: queries.CreditRow): number => Math.abs(credit.paidAt.getTime() - line.at.getTime());
  const fitting = credits.filter(
    (credit) =>
      credit.accountId === accountId &&
      credit.amountMinor === line.amountMinor &&
      !taken.has(credit.id) &&
      apart(credit) <= APART_MS,
  );
  return fitting.sort((one, other) => apart(one) - apart(other))[0]?.id ?? null;
}
