import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { InputOf, OutputOf } from '#platform/contract';
import { derivedId } from '#platform/ids';
import { page } from '#platform/lists';
import { postingInsert } from '#platform/posting';
import { isRefusal, refuse } from '#platform/refusal';
import * as queries from './case-queries.ts';
import type { repaymentsContract } from './contract.ts';
import { inWords } from './in-words.ts';
import { changeReceipt, findReceipt, type ReceiptRow } from './receipt-queries.ts';
import { movedFact, recordOn } from './record-receipt.ts';
import {
  actingInstitution,
  beforeOf,
  houseCall,
  maskedNumber,
  mustDecide,
  type RepaymentsDeps,
} from './repayments-deps.ts';
import type { Unmatched } from './shapes.ts';

type Input = InputOf<typeof repaymentsContract, 'resolveUnmatched'>;

/** The first person proposes, another one decides by asking for the same; then it is carried out, however often it takes. */
export async function resolveUnmatched(deps: RepaymentsDeps, call: Call, input: Input): Promise<Unmatched> {
  const acting = await actingInstitution(deps, call, input);
  mustDecide(acting);
  const { tenantId } = acting;
  mustNameTarget(input);
  const step = await decide(deps, call, tenantId, input);
  if (step === 'proposed') throw refuse('repayments.second-person-needed');
  const decided = present(await queries.findUnmatched(deps.database, tenantId, input.unmatchedId), 'It was locked');
  await carryOut(deps, call, decided);
  return view(present(await queries.findUnmatched(deps.database, tenantId, input.unmatchedId), 'It does not vanish'));
}

function mustNameTarget({ action, targetLoanId, destination }: Input): void {
  if (action === 'apply' && targetLoanId === undefined) throw refuse('repayments.target-needed');
  if (action === 'refund' && destination === undefined) throw refuse('repayments.target-needed');
}

async function decide(
  deps: RepaymentsDeps,
  call: Call,
  tenantId: string,
  input: Input,
): Promise<'proposed' | 'decided'> {
  const userId = userIdOf(call);
  const now = deps.clock.now();
  const id = input.unmatchedId;
  return await deps.database.inTx(async (tx) => {
    const row = await queries.lockUnmatched(tx, tenantId, id);
    if (!row) throw refuse('repayments.unmatched-not-found');
    if (row.status === 'resolved') throw refuse('repayments.already-resolved');
    const audit = (action: string) =>
      auditInsert('repayments', call, {
        stream: `loan:${row.loanId}`,
        action,
        after: { unmatchedId: id, action: input.action, targetLoanId: input.targetLoanId ?? null, note: input.note },
      });
    if (row.status === 'open') {
      tx.write(queries.proposeUnmatched(id, proposalOf(deps, input), { userId, now }), audit('repayments.proposed'));
      return 'proposed';
    }
    if (!isSame(deps, row, input)) throw refuse('repayments.proposal-differs');
    // Decided already, and its process died while carrying it out.
    if (row.status === 'resolving') return 'decided';
    if (row.proposedBy === userId) throw refuse('repayments.second-person-needed');
    tx.write(queries.decideUnmatched(id, { userId, payoutId: deps.newId(), now }), audit('repayments.decided'));
    return 'decided';
  });
}

function proposalOf(
  deps: RepaymentsDeps,
  { unmatchedId, action, targetLoanId, destination, note }: Input,
): queries.Proposal {
  const to = action === 'refund' ? destination : undefined;
  return {
    action,
    targetLoanId: action === 'apply' ? (targetLoanId ?? null) : null,
    bankCode: to?.bankCode ?? null,
    accountSealed: to ? deps.cipher.encrypt(to.accountNumber, sealContext(unmatchedId)) : null,
    accountMasked: to ? maskedNumber(to.accountNumber) : null,
    accountName: to?.accountName ?? null,
    note,
  };
}

function isSame(deps: RepaymentsDeps, row: queries.UnmatchedRow, input: Input): boolean {
  if (row.action !== input.action) return false;
  if (input.action === 'apply') return row.targetLoanId === input.targetLoanId;
  if (input.action === 'keep') return true;
  const number = row.accountSealed === null ? null : deps.cipher.decrypt(row.accountSealed, sealContext(row.id));
  const { destination } = input;
  return row.bankCode === destination?.bankCode && number === destination?.accountNumber;
}

async function carryOut(deps: RepaymentsDeps, call: Call, row: queries.UnmatchedRow): Promise<void> {
  const receipt = present(await findReceipt(deps.database, row.id), 'Unmatched money is a receipt');
  switch (row.action) {
    case 'apply':
      return await apply(deps, call, receipt, present(row.targetLoanId, 'It was named'));
    case 'refund':
      return await sendBack(deps, call, row, receipt);
    case 'keep':
      return await end(deps, call, receipt, { toLoanId: null, code: `custody:tenant:${row.tenantId}:unmatched` });
    default:
  }
}

async function apply(deps: RepaymentsDeps, call: Call, receipt: ReceiptRow, toLoanId: string): Promise<void> {
  try {
    await recordOn(deps, call, receipt, toLoanId);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await deps.database.run(queries.reopenUnmatched(receipt.id));
    if (error.code === 'loans.not-found') throw refuse('repayments.loan-not-found');
    throw refuse('repayments.loan-takes-nothing', { reason: error.code });
  }
  const code = toLoanId === receipt.loanId ? null : `custody:loan:${toLoanId}:received`;
  await end(deps, call, receipt, { toLoanId, code });
}

/** The money changes its owner in the books together with the end of the case. */
async function end(
  deps: RepaymentsDeps,
  call: Call,
  receipt: ReceiptRow,
  { toLoanId, code }: { toLoanId: string | null; code: string | null },
): Promise<void> {
  const { id, loanId, amountMinor } = receipt;
  await deps.database.inTx(async (tx) => {
    const change = { from: 'unmatched' as const, status: 'resolved' as const, refusalCode: receipt.refusalCode };
    const moved = await tx.run(changeReceipt(id, { ...change, recordedOnLoan: toLoanId }));
    tx.write(queries.endUnmatched(id));
    if (moved.length === 0 || code === null) return;
    tx.write(
      movedFact(call, receipt, toLoanId),
      postingInsert('repayments', call, {
        entryId: derivedId('repayments.moved', id),
        kind: 'repayment.moved',
        currency: 'IDR',
        description: '',
        reference: `receipt:${id}`,
        lines: [
          { accountCode: `custody:loan:${loanId}:received`, side: 'debit', amountMinor },
          { accountCode: code, side: 'credit', amountMinor },
        ],
      }),
    );
  });
}

async function sendBack(
  deps: RepaymentsDeps,
  call: Call,
  row: queries.UnmatchedRow,
  receipt: ReceiptRow,
): Promise<void> {
  const sealed = present(row.accountSealed, 'A refund has an account');
  try {
    await deps.payments.payPerson(houseCall(call), {
      payoutId: present(row.payoutId, 'It was given when it was decided'),
      ownerKind: 'loan-refund',
      ownerId: receipt.loanId,
      fromAccountCode: `custody:loan:${receipt.loanId}:received`,
      amountMinor: receipt.amountMinor,
      bankCode: present(row.bankCode, 'A refund has a bank'),
      accountNumber: deps.cipher.decrypt(sealed, sealContext(row.id)),
      accountName: present(row.accountName, 'A refund has a holder'),
      description: 'Pengembalian dana',
    });
  } catch (error) {
    // The bank may answer later: the case stays decided, and asking again goes on.
    if (!isRefusal(error)) throw error;
    if (error.code === 'payments.bank-unavailable') throw error;
    await deps.database.run(queries.reopenUnmatched(row.id));
    throw refuse('repayments.payout-refused', { reason: error.code });
  }
  await end(deps, call, receipt, { toLoanId: null, code: null });
}

export function sealContext(id: string): string {
  return `repayments.unmatched:${id}`;
}

/** A refund that did not arrive, or came back: the money lies here again, to be decided anew. */
export async function refundCameBack(deps: RepaymentsDeps, payoutId: string): Promise<void> {
  const row = await queries.findUnmatchedByPayout(deps.database, payoutId);
  if (!row) return;
  const change = { status: 'unmatched' as const, refusalCode: 'repayments.refund-failed', recordedOnLoan: null };
  await deps.database.batch([changeReceipt(row.id, { from: 'resolved', ...change }), queries.reopenUnmatched(row.id)]);
}

export async function listUnmatched(
  deps: RepaymentsDeps,
  call: Call,
  input: InputOf<typeof repaymentsContract, 'listUnmatched'>,
): Promise<OutputOf<typeof repaymentsContract, 'listUnmatched'>> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const limit = input.limit ?? 20;
  const status = input.status ?? null;
  const wish = { tenantId, status, before: beforeOf(input.cursor), limit: limit + 1 };
  const { items, nextCursor } = page(await queries.listUnmatched(deps.database, wish), limit, (row) => [
    row.createdAt.toISOString(),
    row.id,
  ]);
  return { items: await inWords(deps, call, items.map(view)), nextCursor };
}

function view(row: queries.UnmatchedRow): Unmatched {
  const { id: unmatchedId, loanId, amountMinor, reasonCode, status, action, targetLoanId, bankCode, note } = row;
  return {
    ...{ unmatchedId, loanId, amountMinor, reasonCode, status, action, targetLoanId, bankCode, note },
    accountNumberMasked: row.accountMasked,
    proposedBy: row.proposedBy,
    resolvedBy: row.resolvedBy,
    paidAt: row.paidAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}
