import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import type { InputOf } from '#platform/contract';
import type { Tx } from '#platform/database';
import { decodeCursor, page } from '#platform/lists';
import { rupiah } from '#platform/money';
import { refuse } from '#platform/refusal';
import { maskAccountNumber } from '../bank/banks.ts';
import { inquireBankAccount } from '../bank/inquire-account.ts';
import type { paymentsContract } from '../contract.ts';
import type { PaymentsDeps } from '../deps.ts';
import { isChannelCode } from '../intents/channel-rules.ts';
import type { PaymentException, ResolveAction } from '../shapes.ts';
import * as queries from './exception-queries.ts';
import { decideResolution } from './exception-rules.ts';
import { destinationContext, followException, settlement } from './follow-exception.ts';

type Input = InputOf<typeof paymentsContract, 'resolveException'>;
type Destination = { bankCode: string; sealed: string; name: string; masked: string } | null;

/** One person proposes what becomes of the money, another one approves. Both are in the audit log with their note. */
export async function resolveException(deps: PaymentsDeps, call: Call, input: Input): Promise<PaymentException> {
  const destination = await askBank(deps, call, input);
  const step = await deps.database.inTx(async (tx) => {
    const found = await queries.lockException(tx, input.exceptionId);
    if (!found) throw refuse('payments.exception-not-found');
    const wish = { action: input.action, by: userIdOf(call), hasDestination: destination !== null };
    const decision = decideResolution({ ...found, canGoBack: canGoBack(deps, found) }, wish);
    if (decision.step === 'refuse') throw refuse(decision.code);
    write(deps, call, { tx, found, input, destination, step: decision.step });
    return decision.step;
  });
  if (step === 'approve' && isOnItsWay(input.action)) await followException(deps, call, input.exceptionId);
  return viewOf(present(await queries.findException(deps.database, input.exceptionId), 'A case does not vanish'));
}

/** Takes more than a booking: what was approved is followed until it is done. */
function isOnItsWay(action: ResolveAction): boolean {
  return action === 'refund' || action === 'recover' || action === 'bear';
}

type Writing = {
  tx: Tx;
  found: queries.ExceptionRow;
  input: Input;
  destination: Destination;
  step: 'acknowledge' | 'propose' | 'approve';
};

function write(deps: PaymentsDeps, call: Call, { tx, found, input, destination, step }: Writing): void {
  const { exceptionId: id, action, note } = input;
  const by = userIdOf(call);
  const now = deps.clock.now();
  if (step === 'propose') tx.write(queries.proposeResolution(id, { action, note, destination, by, at: now }));
  else if (step === 'approve' && isOnItsWay(action))
    tx.write(queries.startResolving(id, { by, dueAt: new Date(now.getTime() + 60_000) }));
  else {
    if (step === 'approve')
      tx.write(settlement(call, found, action === 'keep' ? 'platform:unclaimed' : `provider:${found.provider}`));
    tx.write(queries.resolveException(id, { action, note: step === 'acknowledge' ? note : null, by, at: now }));
  }
  const after = {
    exceptionId: id,
    step,
    action,
    note,
    amountMinor: found.amountMinor,
    ...(destination
      ? {
          destination: {
            bankCode: destination.bankCode,
            accountNumber: destination.masked,
            accountName: destination.name,
          },
        }
      : {}),
  };
  tx.write(
    auditInsert('payments', call, {
      stream: `payment-exception:${id}`,
      action: `payments.exception-${PAST[step]}`,
      before: { status: found.status, action: found.action },
      after,
    }),
  );
}

const PAST = { acknowledge: 'acknowledged', propose: 'proposed', approve: 'approved' } as const;

async function askBank(deps: PaymentsDeps, call: Call, input: Input): Promise<Destination> {
  if (!input.destination || input.action !== 'refund') return null;
  const { bankCode, accountNumber } = input.destination;
  const { accountName } = await inquireBankAccount(deps, call, input.destination);
  return {
    bankCode,
    sealed: deps.cipher.encrypt(accountNumber, destinationContext(input.exceptionId)),
    name: accountName,
    masked: maskAccountNumber(accountNumber),
  };
}

/** Only money that came in over a channel that takes refunds; what the bank sent back once needs another account. */
function canGoBack(deps: PaymentsDeps, found: queries.ExceptionRow): boolean {
  if (found.providerCaptureId === null || found.channel === null || !isChannelCode(found.channel)) return false;
  return deps.providers.get(found.provider)?.canRefund(found.channel) ?? false;
}

export async function listExceptions(
  deps: PaymentsDeps,
  _call: Call,
  input: InputOf<typeof paymentsContract, 'listExceptions'>,
): Promise<{ items: PaymentException[]; nextCursor: string | null }> {
  const limit = input.limit ?? 20;
  const rows = await queries.listExceptions(deps.database, {
    status: input.status ?? null,
    before: before(input.cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = page(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { items: items.map(viewOf), nextCursor };
}

function before(cursor: string | undefined): { createdAt: Date; id: string } | null {
  const values = decodeCursor(cursor, 2);
  if (!values) return null;
  const [at, id] = values;
  const createdAt = new Date(String(at));
  const isOurs = !Number.isNaN(createdAt.getTime()) && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id);
  if (!isOurs)
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  return { createdAt, id };
}

function viewOf(row: queries.ExceptionRow): PaymentException {
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    paymentId: row.paymentId,
    refundId: row.refundId,
    amount: rupiah(row.amountMinor),
    expected: row.expectedMinor === null ? null : rupiah(row.expectedMinor),
    provider: row.provider,
    providerPaymentId: row.providerPaymentId,
    receivedAt: row.createdAt.toISOString(),
    action: row.action satisfies ResolveAction | null,
    note: row.note,
    proposedBy: row.proposedBy,
    proposedAt: row.proposedAt?.toISOString() ?? null,
    resolvedBy: row.resolvedBy,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
  };
}
