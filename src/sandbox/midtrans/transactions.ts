import { randomInt } from 'node:crypto';
import { newUuid } from '#platform/ids';
import { buildQris } from '#platform/qris';
import { bankOf } from '../world/bank-accounts.ts';
import type { PayAnswer, PayWish } from '../world/bills.ts';
import type { Collection } from '../world/collection.ts';
import { type Plan, paidAmountMinor, webhookEffectOf } from '../world/payment-plans.ts';
import type { WebhookEffect } from '../world/webhook-rules.ts';
import type { World } from '../world/world.ts';
import { cannotChange, MidtransError, notFound } from './errors.ts';
import { type ChargeBody, notificationSignature, type Transaction, wireTransaction } from './records.ts';

const TRANSACTIONS_KEPT = 20_000;
const HOUR_MS = 60 * 60_000;
/** Defaults by payment type, when the charge names no expiry. */
const LIFE_MS = { bank_transfer: 24 * HOUR_MS, echannel: 24 * HOUR_MS, qris: HOUR_MS / 4 } as const;
const UNIT_MS = { second: 1_000, minute: 60_000, hour: HOUR_MS, day: 24 * HOUR_MS } as const;
const BILLER_CODE = '99970012';

export type TransactionDesk = {
  transactions: Collection<Transaction>;
  charge(body: ChargeBody, idempotencyKey: string | null): Promise<{ transaction: Transaction; isAnswerLost: boolean }>;
  /** By order id or transaction id. */
  get(id: string): Transaction;
  cancel(id: string): Transaction;
  expireNow(id: string): Transaction;
  refund(id: string, wish: { refundKey: string; amountMinor: number | undefined; reason: string | null }): Transaction;
  pay(id: string, wish: PayWish): PayAnswer;
  /** The payer's bank takes money back, all or a part of it. */
  chargeBack(id: string, amountMinor?: number): boolean;
  fail(id: string, failureCode: string): boolean;
  expire(id: string): boolean;
};

type Desk = { world: World; transactions: Collection<Transaction> };

export function createTransactionDesk(world: World): TransactionDesk {
  const transactions = world.store.collection<Transaction>('midtrans-transaction', {
    limit: TRANSACTIONS_KEPT,
    keys: keysOf,
  });
  const desk = { world, transactions };
  for (const transaction of transactions.newest(TRANSACTIONS_KEPT, ({ status }) => status === 'pending')) {
    watchExpiry(desk, transaction);
    followPlan(desk, transaction);
  }
  return {
    transactions,
    charge: (body, idempotencyKey) => charge(desk, body, idempotencyKey),
    get: (id) => get(desk, id),
    cancel: (id) => moveFromPending(desk, get(desk, id), 'cancel'),
    expireNow: (id) => moveFromPending(desk, get(desk, id), 'expire'),
    refund: (id, wish) => refund(desk, get(desk, id), wish),
    pay: (id, wish) => pay(desk, id, wish),
    chargeBack: (id, amountMinor) => chargeBack(desk, id, amountMinor),
    fail: (id) =>
      transactions.get(id)?.status === 'pending' && moveFromPending(desk, get(desk, id), 'deny') !== undefined,
    expire: (id) =>
      transactions.get(id)?.status === 'pending' && moveFromPending(desk, get(desk, id), 'expire') !== undefined,
  };
}

function keysOf(transaction: Transaction): string[] {
  if (transaction.isTwin) return [];
  return [
    `order:${transaction.orderId}`,
    ...(transaction.idempotencyKey === null ? [] : [`idempotency:${transaction.idempotencyKey}`]),
    ...(transaction.qrString === null ? [] : [`qr:${transaction.qrString}`]),
    ...(transaction.vaNumber === null ? [] : [`va:${transaction.vaNumber}`]),
    ...(transaction.billKey === null
      ? []
      : [`va:${transaction.billKey}`, `va:${transaction.billerCode}${transaction.billKey}`]),
  ];
}

async function charge(
  desk: Desk,
  body: ChargeBody,
  idempotencyKey: string | null,
): Promise<{ transaction: Transaction; isAnswerLost: boolean }> {
  const { world, transactions } = desk;
  const { order_id: orderId, gross_amount: grossMinor } = body.transaction_details;
  const earlier = earlierOf(transactions, orderId, idempotencyKey);
  if (earlier !== undefined) return { transaction: earlier, isAnswerLost: false };
  checkSum(body);
  const expiresAtMs = expiryOf(world, body);
  const plan = world.plans.take({ provider: 'midtrans', thing: 'payment' }, grossMinor);
  await beforeCharge(world, plan);
  // The same call may have come again while this one was waiting.
  const meanwhile = earlierOf(transactions, orderId, idempotencyKey);
  if (meanwhile !== undefined) return { transaction: meanwhile, isAnswerLost: false };
  const id = newUuid();
  const transaction = transactions.put({
    id,
    orderId,
    idempotencyKey,
    grossMinor,
    paymentType: body.payment_type,
    ...payableBy(desk, id, body),
    customerName: body.customer_details?.first_name ?? null,
    status: 'pending',
    refunds: [],
    plan,
    isTwin: false,
    createdAt: world.nowIso(),
    expiresAtMs: plan?.behaviour === 'auto-expire' ? world.nowMs() + world.timing.autoMs : expiresAtMs,
    settledAt: null,
  });
  watchExpiry(desk, transaction);
  followPlan(desk, transaction);
  notify(desk, transaction);
  if (plan?.behaviour === 'forged') world.after(0, () => forgePaid(world, transaction));
  return { transaction, isAnswerLost: plan?.behaviour === 'answer-lost' };
}

/** An order is charged once; the same idempotency key brings the first answer back. */
function earlierOf(
  transactions: Collection<Transaction>,
  orderId: string,
  idempotencyKey: string | null,
): Transaction | undefined {
  const known = idempotencyKey === null ? undefined : transactions.find(`idempotency:${idempotencyKey}`);
  if (known !== undefined) return known;
  if (transactions.find(`order:${orderId}`) === undefined) return undefined;
  throw new MidtransError(
    406,
    'The request could not be completed due to a conflict with the current state of the target resource, please try again',
  );
}

function checkSum(body: ChargeBody): void {
  if (body.item_details === undefined) return;
  const sum = body.item_details.reduce((total, item) => total + item.price * item.quantity, 0);
  if (sum !== body.transaction_details.gross_amount) {
    throw new MidtransError(400, 'One or more parameters in the payload is invalid.', [
      'transaction_details.gross_amount is not equal to the sum of item_details',
    ]);
  }
}

function expiryOf(world: World, body: ChargeBody): number {
  const wish = body.custom_expiry;
  if (wish === undefined) return world.nowMs() + LIFE_MS[body.payment_type];
  const lifeMs = wish.expiry_duration * UNIT_MS[wish.unit ?? 'minute'];
  if (lifeMs < 20_000 || lifeMs > 180 * UNIT_MS.day)
    throw new MidtransError(400, 'One or more parameters in the payload is invalid.', [
      'custom_expiry must lie between 20 seconds and 180 days',
    ]);
  const orderTime =
    wish.order_time === undefined ? Number.NaN : Date.parse(wish.order_time.replace(' ', 'T').replace(' ', ''));
  const expiresAtMs = (Number.isNaN(orderTime) ? world.nowMs() : orderTime) + lifeMs;
  if (expiresAtMs <= world.nowMs())
    throw new MidtransError(400, 'One or more parameters in the payload is invalid.', [
      'custom_expiry has passed already',
    ]);
  return expiresAtMs;
}

async function beforeCharge(world: World, plan: Plan | null): Promise<void> {
  switch (plan?.behaviour) {
    case 'channel-not-activated':
      throw new MidtransError(402, 'Merchant does not have access for this payment type');
    case 'channel-unavailable':
      throw new MidtransError(503, 'Payment channel is temporarily unavailable');
    case 'server-error':
      throw new MidtransError(500, 'Sorry, we encountered internal server error. We will fix this soon.');
    case 'slow':
      await world.dawdle();
      return;
    default:
  }
}

type PayableBy = Pick<Transaction, 'bank' | 'vaNumber' | 'billKey' | 'billerCode' | 'qrString' | 'acquirer'>;
const NOTHING: PayableBy = {
  bank: null,
  vaNumber: null,
  billKey: null,
  billerCode: null,
  qrString: null,
  acquirer: null,
};

function payableBy(desk: Desk, id: string, body: ChargeBody): PayableBy {
  if (body.payment_type === 'qris')
    return {
      ...NOTHING,
      acquirer: body.qris?.acquirer ?? 'gopay',
      qrString: qrStringFor(desk.world, id, body.transaction_details.gross_amount),
    };
  if (body.payment_type === 'echannel') {
    if (body.echannel === undefined)
      throw new MidtransError(400, 'One or more parameters in the payload is invalid.', ['echannel is required']);
    return {
      ...NOTHING,
      bank: 'mandiri',
      billerCode: BILLER_CODE,
      billKey: body.echannel.bill_key ?? freeNumber(desk, () => String(randomInt(100_000_000_000, 999_999_999_999))),
    };
  }
  const transfer = body.bank_transfer;
  if (transfer === undefined)
    throw new MidtransError(400, 'One or more parameters in the payload is invalid.', ['bank_transfer is required']);
  const prefix = `998${bankOf(transfer.bank)?.code ?? '000'}`;
  const wished = transfer.va_number;
  return {
    ...NOTHING,
    bank: transfer.bank,
    vaNumber:
      wished === undefined
        ? freeNumber(desk, () => `${prefix}${String(randomInt(10_000_000_000)).padStart(10, '0')}`)
        : `${prefix}${wished}`,
  };
}

function freeNumber(desk: Desk, draw: () => string): string {
  for (;;) {
    const number = draw();
    if (desk.transactions.find(`va:${number}`) === undefined) return number;
  }
}

function qrStringFor(world: World, id: string, amountMinor: number): string {
  return buildQris({
    merchant: {
      acquirerDomain: 'ID.CO.SANDBOX.WWW',
      merchantPan: '936009990000000003',
      merchantId: 'LMB0000000003',
      criteria: 'UME',
      nationalId: 'ID1020000000003',
      categoryCode: '5311',
      ...world.merchant,
    },
    amountMinor,
    additional: { referenceLabel: id.replaceAll('-', '').slice(-25).toUpperCase(), terminalLabel: 'A01' },
  });
}

function followPlan(desk: Desk, { id, plan }: Transaction): void {
  const { world } = desk;
  if (plan?.behaviour === 'auto-pay') world.after(world.timing.autoMs, () => pay(desk, id, {}));
  if (plan?.behaviour === 'fail') {
    world.after(world.timing.autoMs, () => {
      const transaction = desk.transactions.get(id);
      if (transaction?.status === 'pending') moveFromPending(desk, transaction, 'deny');
    });
  }
}

function watchExpiry(desk: Desk, { id, expiresAtMs }: Transaction): void {
  desk.world.due.at(expiresAtMs, () => expireIfDue(desk, desk.transactions.get(id)));
}

function expireIfDue(desk: Desk, transaction: Transaction | undefined): void {
  if (transaction?.status === 'pending' && transaction.expiresAtMs <= desk.world.nowMs())
    change(desk, transaction, { status: 'expire' });
}

function get(desk: Desk, id: string): Transaction {
  const find = () => desk.transactions.get(id) ?? desk.transactions.find(`order:${id}`);
  expireIfDue(desk, find());
  const transaction = find();
  if (transaction === undefined) throw notFound();
  return transaction;
}

function moveFromPending(desk: Desk, transaction: Transaction, status: 'cancel' | 'expire' | 'deny'): Transaction {
  if (transaction.status !== 'pending') throw cannotChange();
  return change(desk, transaction, { status });
}

function refund(
  desk: Desk,
  transaction: Transaction,
  wish: { refundKey: string; amountMinor: number | undefined; reason: string | null },
): Transaction {
  if (transaction.refunds.some((known) => known.refundKey === wish.refundKey)) return transaction;
  if (transaction.status !== 'settlement' && transaction.status !== 'partial_refund') throw cannotChange();
  if (transaction.paymentType !== 'qris') throw new MidtransError(412, 'Payment type does not support refund');
  const leftMinor = transaction.grossMinor - transaction.refunds.reduce((sum, known) => sum + known.amountMinor, 0);
  const amountMinor = wish.amountMinor ?? leftMinor;
  if (amountMinor > leftMinor)
    throw new MidtransError(400, 'One or more parameters in the payload is invalid.', [
      'amount exceeds the amount that can be refunded',
    ]);
  const plan = desk.world.plans.take({ provider: 'midtrans', thing: 'refund' }, amountMinor);
  if (plan?.behaviour === 'fail') throw new MidtransError(412, 'Refund was rejected by the provider');
  if (plan?.behaviour === 'server-error')
    throw new MidtransError(500, 'Sorry, we encountered internal server error. We will fix this soon.');
  const entry = {
    refundKey: wish.refundKey,
    amountMinor,
    reason: wish.reason,
    chargebackId: randomInt(1, 2_000_000_000),
    at: desk.world.nowIso(),
  };
  return change(
    desk,
    transaction,
    { refunds: [...transaction.refunds, entry], status: amountMinor === leftMinor ? 'refund' : 'partial_refund' },
    webhookEffectOf(plan),
  );
}

function chargeBack(desk: Desk, id: string, amountMinor?: number): boolean {
  const transaction = desk.transactions.get(id);
  if (transaction?.status !== 'settlement') return false;
  const chargedBackMinor = amountMinor ?? transaction.grossMinor;
  const status = chargedBackMinor < transaction.grossMinor ? 'partial_chargeback' : 'chargeback';
  change(desk, transaction, { status, chargedBackMinor });
  return true;
}

function pay(desk: Desk, id: string, wish: PayWish): PayAnswer {
  expireIfDue(desk, desk.transactions.get(id));
  let transaction = desk.transactions.get(id);
  if (transaction === undefined) return { paid: false, reason: 'unknown' };
  if (transaction.status !== 'pending' && wish.evenWhenClosed !== true)
    return { paid: false, reason: transaction.status === 'expire' ? 'expired' : 'not-open' };
  const { plan } = transaction;
  if (plan?.behaviour === 'fail') {
    moveFromPending(desk, transaction, 'deny');
    return { paid: false, reason: 'declined', failureCode: plan.failureCode ?? 'DENIED' };
  }
  const amountMinor = wish.amountMinor ?? paidAmountMinor(transaction.grossMinor, plan);
  if (plan?.behaviour === 'late' && transaction.status === 'pending')
    transaction = moveFromPending(desk, transaction, 'expire');
  // An old "pending" that arrives after the settlement.
  if (plan?.behaviour === 'out-of-order') notify(desk, { ...transaction, status: 'pending' }, 'reorder');
  const settledAt = desk.world.nowIso();
  const first = change(
    desk,
    transaction,
    { status: 'settlement', grossMinor: amountMinor, settledAt },
    webhookEffectOf(plan),
  );
  const times = wish.times ?? (plan?.behaviour === 'double' ? 2 : 1);
  const twins = Array.from({ length: times - 1 }, () => change(desk, { ...first, id: newUuid(), isTwin: true }, {}));
  return { paid: true, payments: [first, ...twins].map((paid) => ({ id: paid.id, amountMinor, paidAt: settledAt })) };
}

function change(
  desk: Desk,
  transaction: Transaction,
  changes: Partial<Transaction>,
  effect = webhookEffectOf(transaction.plan),
): Transaction {
  const changed = desk.transactions.put({ ...transaction, ...changes });
  notify(desk, changed, effect);
  return changed;
}

function notify(desk: Desk, transaction: Transaction, effect?: WebhookEffect): void {
  desk.world.webhooks.send({ ...notificationOf(desk.world, transaction), ...(effect === undefined ? {} : { effect }) });
}

/** Somebody claims that the transaction is settled; it is not. */
export function forgePaid(world: World, transaction: Transaction): void {
  world.webhooks.forge(notificationOf(world, { ...transaction, status: 'settlement', settledAt: world.nowIso() }));
}

function notificationOf(world: World, transaction: Transaction) {
  const wire = wireTransaction(transaction, 'midtrans payment notification');
  const parts = { orderId: transaction.orderId, statusCode: wire.status_code, grossAmount: wire.gross_amount };
  const bodyWith = (serverKey: string) =>
    JSON.stringify({ ...wire, signature_key: notificationSignature({ ...parts, serverKey }) });
  return {
    source: 'midtrans' as const,
    event: transaction.status,
    subject: transaction.id,
    message: { body: bodyWith(world.secrets.midtransServerKey), headers: {} },
    forged: { body: bodyWith('not-the-server-key'), headers: {} },
  };
}
