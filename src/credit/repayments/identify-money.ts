import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { InputOf, OutputOf } from '#platform/contract';
import { derivedId } from '#platform/ids';
import { decodeCursor, page } from '#platform/lists';
import { postingInsert } from '#platform/posting';
import { refuse } from '#platform/refusal';
import type { repaymentsContract } from './contract.ts';
import { inWords } from './in-words.ts';
import { findAccount } from './receipt-queries.ts';
import { houseCall, type RepaymentsDeps } from './repayments-deps.ts';
import type { LoanOfNumber, Unidentified } from './shapes.ts';
import * as queries from './unidentified-queries.ts';

type Input = InputOf<typeof repaymentsContract, 'resolveUnidentified'>;

/**
 * Money on the statement that names no account is no institution's: people of the house find out whose it is, and no
 * lender sees another's payers.
 */
function mustBeOfHouse({ actor }: Call): void {
  const isAdmin = actor.kind === 'user' && actor.roles.some((role) => role === 'ADMIN' || role === 'SUPER_ADMIN');
  if (actor.kind !== 'system' && !isAdmin) throw refuse('repayments.house-only');
}

/** The first person says whose it is, another one confirms by saying the same; then it is an arrival like any other. */
export async function resolveUnidentified(deps: RepaymentsDeps, call: Call, input: Input): Promise<Unidentified> {
  mustBeOfHouse(call);
  const loanId = input.loanId ?? null;
  if (input.action === 'credit') {
    if (loanId === null) throw refuse('repayments.target-needed');
    if (!(await findAccount(deps.database, loanId))) throw refuse('repayments.no-account-yet');
  }
  const step = await decideLine(deps, call, { ...input, loanId: input.action === 'credit' ? loanId : null });
  if (step === 'proposed') throw refuse('repayments.second-person-needed');
  await carryOut(deps, call, input.entryId);
  const row = present(await queries.findUnidentified(deps.database, input.entryId), 'It does not vanish');
  const [shown] = await inWords(deps, call, [view(row)]);
  return present(shown, 'One goes in and one comes out');
}

type Wish = { entryId: string; action: 'credit' | 'set-aside'; loanId: string | null; note: string };

async function decideLine(deps: RepaymentsDeps, call: Call, wish: Wish): Promise<'proposed' | 'decided'> {
  const userId = userIdOf(call);
  const now = deps.clock.now();
  const { entryId } = wish;
  return await deps.database.inTx(async (tx) => {
    const row = await queries.lockUnidentified(tx, entryId);
    if (!row) throw refuse('repayments.unmatched-not-found');
    if (row.status === 'credited' || row.status === 'set_aside') throw refuse('repayments.already-resolved');
    const audit = (action: string) =>
      auditInsert('repayments', call, { stream: 'repayments:unidentified', action, after: wish });
    if (row.status === 'open') {
      tx.write(queries.propose(entryId, { ...wish, userId, now }), audit('repayments.line-proposed'));
      return 'proposed';
    }
    if (row.action !== wish.action || row.loanId !== wish.loanId) throw refuse('repayments.proposal-differs');
    if (row.status === 'resolving') return 'decided';
    if (row.proposedBy === userId) throw refuse('repayments.second-person-needed');
    tx.write(queries.decide(entryId, { userId, now }), audit('repayments.line-decided'));
    return 'decided';
  });
}

/** Harmless when repeated: payments credits a line once, and the books know the entry by its id. */
async function carryOut(deps: RepaymentsDeps, call: Call, entryId: string): Promise<void> {
  const row = await queries.findUnidentified(deps.database, entryId);
  if (row?.status !== 'resolving') return;
  const now = deps.clock.now();
  const { amountMinor } = row;
  if (row.action === 'credit') {
    const loanId = present(row.loanId, 'It was named');
    const account = present(await findAccount(deps.database, loanId), 'It was there when it was proposed');
    const wish = { accountId: account.accountId, entryId, amountMinor, paidAt: row.at.toISOString() };
    const { captureId } = await deps.payments.creditStatementLine(houseCall(call), wish);
    await deps.database.run(queries.end(entryId, { status: 'credited', captureId, now }));
    return;
  }
  await deps.database.inTx(async (tx) => {
    const ended = await tx.run(queries.end(entryId, { status: 'set_aside', captureId: null, now }));
    if (ended.length === 0) return;
    tx.write(
      postingInsert('repayments', call, {
        entryId: derivedId('repayments.set-aside', entryId),
        kind: 'statement-line.set-aside',
        currency: 'IDR',
        description: '',
        reference: `statement-line:${entryId}`,
        lines: [
          { accountCode: 'provider:bank', side: 'debit', amountMinor },
          { accountCode: 'platform:suspense', side: 'credit', amountMinor },
        ],
      }),
    );
  });
}

const LEFT_BEHIND_MS = 60_000;

/** Job: goes on with lines that were decided and whose process died. */
export async function sweepUnidentified(deps: RepaymentsDeps, call: Call): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - LEFT_BEHIND_MS);
  for (const { entryId } of await queries.listResolving(deps.database, before)) {
    try {
      await carryOut(deps, call, entryId);
    } catch (error) {
      deps.log.error({ err: error, entryId }, 'a line of the statement could not be credited');
    }
  }
}

export async function listUnidentified(
  deps: RepaymentsDeps,
  call: Call,
  input: InputOf<typeof repaymentsContract, 'listUnidentified'>,
): Promise<OutputOf<typeof repaymentsContract, 'listUnidentified'>> {
  mustBeOfHouse(call);
  const limit = input.limit ?? 20;
  const wish = { status: input.status ?? null, before: positionOf(input.cursor), limit: limit + 1 };
  const { items, nextCursor } = page(await queries.listUnidentified(deps.database, wish), limit, (row) => [
    row.at.toISOString(),
    row.entryId,
  ]);
  return { items: await inWords(deps, call, items.map(view)), nextCursor };
}

/** What is typed off a receipt comes in any letters. */
export async function loansOfNumber(
  deps: RepaymentsDeps,
  call: Call,
  input: { number: string },
): Promise<{ items: LoanOfNumber[] }> {
  mustBeOfHouse(call);
  const house = houseCall(call);
  const { loans } = await deps.loans.loansByNumber(house, { number: input.number.trim().toUpperCase() });
  const tenantIds = [...new Set(loans.map((loan) => loan.tenantId))];
  const { tenants } = await deps.tenants.tenantsByIds(house, { tenantIds });
  const nameOf = new Map(tenants.map(({ tenantId, name }) => [tenantId, name]));
  const items = loans.map(({ loanId, tenantId }) => ({ loanId, institutionName: nameOf.get(tenantId) ?? '' }));
  return {
    items: (await inWords(deps, call, items)).map(({ loanId, institutionName, loanNumber, borrowerName }) => ({
      loanId,
      loanNumber: loanNumber ?? '',
      institutionName,
      borrowerName,
    })),
  };
}

function positionOf(cursor: string | undefined): { at: string; entryId: string } | null {
  const [at, entryId] = decodeCursor(cursor, 2) ?? [null, null];
  if (cursor === undefined) return null;
  const ms = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  if (Number.isNaN(ms) || typeof entryId !== 'string')
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  return { at: new Date(ms).toISOString(), entryId };
}

function view(row: queries.UnidentifiedRow) {
  const { at, createdAt, ...rest } = row;
  return { ...rest, at: at.toISOString(), createdAt: createdAt.toISOString() };
}
