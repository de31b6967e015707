import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Bill, BillKeeper } from '../world/bills.ts';
import { checked, headerOf } from '../world/checked.ts';
import { cutOff, installFaults } from '../world/faults.ts';
import type { World } from '../world/world.ts';
import { PAYMENT_CHANNELS, PAYOUT_CHANNELS } from './channels.ts';
import { createDisputeDesk, type DisputeDesk, wireDispute } from './disputes.ts';
import { describeXenditFault, installXenditErrors, invalid, notFound, XenditError } from './errors.ts';
import { createPaymentDesk, isOpen, type PaymentDesk } from './payment-requests.ts';
import { createPayoutDesk, type PayoutDesk } from './payouts.ts';
import {
  checkPaymentRequest,
  checkPayout,
  checkRefund,
  checkSimulation,
  type Payment,
  type PaymentRequest,
  type RequestStatus,
  wirePayment,
  wirePaymentRequest,
  wirePayout,
  wireRefund,
} from './records.ts';
import { createRefundDesk, type RefundDesk } from './refunds.ts';
import { wireTransaction } from './transactions.ts';

export const XENDIT_API_VERSION = '2024-11-11';

export type Xendit = {
  desk: PaymentDesk;
  refunds: RefundDesk;
  payouts: PayoutDesk;
  disputes: DisputeDesk;
  keeper: BillKeeper;
  routes: (app: FastifyInstance) => Promise<void>;
};

/** Xendit as Lumbung meets it: payment requests v3, refunds v3, payouts v2. Mounted under `/xendit`. */
export function createXendit(world: World, onSettled?: Parameters<typeof createPaymentDesk>[1]): Xendit {
  const desk = createPaymentDesk(world, onSettled);
  const refunds = createRefundDesk(world, desk);
  const payouts = createPayoutDesk(world);
  const disputes = createDisputeDesk(world, desk);
  return {
    desk,
    refunds,
    payouts,
    disputes,
    keeper: keeperOf(world, desk),
    async routes(app) {
      installXenditErrors(app, world.log);
      installFaults(app, { faults: world.faults, provider: 'xendit', describe: describeXenditFault });
      const credentials = `Basic ${Buffer.from(`${world.secrets.xenditSecretKey}:`).toString('base64')}`;
      app.addHook('onRequest', async (request) => {
        if (request.headers.authorization !== credentials)
          throw new XenditError(401, 'INVALID_API_KEY', 'API key is not authorized or does not exist');
      });
      await app.register(async (versioned) => paymentRoutes(versioned, world, desk), { prefix: '/v3' });
      await app.register(async (versioned) => refundRoutes(versioned, refunds), { prefix: '/v3' });
      payoutRoutes(app, payouts);
      bookRoutes(app, desk, disputes);
    },
  };
}

const checkId = checked(Type.Object({ id: Type.String({ maxLength: 100 }) }));
const idOf = (request: FastifyRequest) => checkId(request.params).id;
const keyOf = (request: FastifyRequest) => headerOf(request.headers, 'idempotency-key') || null;

function requireVersion(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    const version = headerOf(request.headers, 'api-version');
    if (version !== XENDIT_API_VERSION)
      throw invalid(version === '' ? 'Header api-version is required' : `api-version ${version} is not supported`);
  });
}

function paymentRoutes(app: FastifyInstance, world: World, desk: PaymentDesk): void {
  requireVersion(app);
  app.post('/payment_requests', async (request, reply) => {
    const created = await desk.create(checkPaymentRequest(request.body), keyOf(request));
    if (created.isAnswerLost) return cutOff(request, reply);
    return reply.code(201).send(wirePaymentRequest(created.request));
  });
  app.get('/payment_requests/:id', async (request) => wirePaymentRequest(desk.get(idOf(request))));
  app.post('/payment_requests/:id/cancel', async (request) => wirePaymentRequest(desk.cancel(idOf(request))));
  app.post('/payment_requests/:id/simulate', async (request) => {
    const { amount } = checkSimulation(request.body ?? {});
    const target = desk.get(idOf(request));
    if (!isOpen(target))
      throw new XenditError(400, 'INACTIVE_PAYMENT_REQUEST', `The payment request is ${target.status}`);
    world.after(0, () => desk.pay(target.id, amount === undefined ? {} : { amountMinor: amount }));
    return {
      status: 'PENDING',
      message:
        'A simulated payment for the specified payment request id is being processed. You will be informed of the result via a webhook.',
    };
  });
  app.get('/payments/:id', async (request) => {
    const payment = desk.payments.get(idOf(request));
    const target = payment === undefined ? undefined : desk.requests.get(payment.paymentRequestId);
    if (payment === undefined || target === undefined) throw notFound('Payment not found');
    return wirePayment(payment, target);
  });
}

const checkTransactionQuery = checked(
  Type.Object({
    reference_id: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
    'created[gte]': Type.Optional(Type.String({ maxLength: 40 })),
    'created[lte]': Type.Optional(Type.String({ maxLength: 40 })),
    after_id: Type.Optional(Type.String({ maxLength: 100 })),
    limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,2}$' })),
  }),
);

/** Newest first, of one reference or of all; a time narrows it. */
function transactionsOf(desk: PaymentDesk, query: ReturnType<typeof checkTransactionQuery>): Payment[] {
  const [from, to] = [query['created[gte]'], query['created[lte]']].map((text) => Date.parse(text ?? ''));
  const isInTime = ({ createdAt }: Payment) =>
    !(Date.parse(createdAt) < Number(from) || Date.parse(createdAt) > Number(to));
  if (query.reference_id === undefined) return desk.payments.newest(20_000, isInTime);
  const target = desk.requests.find(`reference:${query.reference_id}`);
  return (target?.paymentIds ?? [])
    .flatMap((id) => desk.payments.get(id) ?? [])
    .filter(isInTime)
    .reverse();
}

/** What moved, with its fees; and disputes. Neither carries an API version. */
function bookRoutes(app: FastifyInstance, desk: PaymentDesk, disputes: DisputeDesk): void {
  app.get('/transactions', async (request) => {
    const query = checkTransactionQuery(request.query);
    const found = transactionsOf(desk, query);
    const start = query.after_id === undefined ? 0 : found.findIndex(({ id }) => `txn_${id}` === query.after_id) + 1;
    const limit = Number(query.limit ?? 10);
    const data = found.slice(start, start + limit).flatMap((payment) => {
      const target = desk.requests.get(payment.paymentRequestId);
      return target === undefined ? [] : [wireTransaction(payment, target)];
    });
    return { has_more: found.length > start + limit, data, links: [] };
  });
  app.get('/disputes/:id', async (request) => wireDispute(disputes.get(idOf(request))));
}

function refundRoutes(app: FastifyInstance, refunds: RefundDesk): void {
  requireVersion(app);
  app.post('/refunds', async (request, reply) => {
    const created = await refunds.create(checkRefund(request.body), keyOf(request));
    if (created.isAnswerLost) return cutOff(request, reply);
    return wireRefund(created.refund);
  });
  app.get('/refunds/:id', async (request) => wireRefund(refunds.get(idOf(request))));
}

const checkPayoutQuery = checked(
  Type.Object({
    reference_id: Type.String({ minLength: 1, maxLength: 255 }),
    limit: Type.Optional(Type.String()),
    after_id: Type.Optional(Type.String()),
    before_id: Type.Optional(Type.String()),
  }),
);
const checkChannelQuery = checked(
  Type.Object({
    currency: Type.Optional(Type.String()),
    channel_category: Type.Optional(Type.String()),
    channel_code: Type.Optional(Type.String()),
  }),
);

function payoutRoutes(app: FastifyInstance, payouts: PayoutDesk): void {
  app.post('/v2/payouts', async (request, reply) => {
    const key = keyOf(request);
    if (key === null || key.length > 100) throw invalid('Header Idempotency-key is required, at most 100 characters');
    const created = await payouts.create(checkPayout(request.body), key);
    if (created.isAnswerLost) return cutOff(request, reply);
    return wirePayout(created.payout);
  });
  app.get('/v2/payouts', async (request) => {
    const { reference_id: referenceId } = checkPayoutQuery(request.query);
    return {
      data: payouts.payouts.newest(100, (payout) => payout.body.reference_id === referenceId).map(wirePayout),
      has_more: false,
      links: [],
    };
  });
  app.get('/v2/payouts/:id', async (request) => wirePayout(payouts.get(idOf(request))));
  app.post('/v2/payouts/:id/cancel', async (request) => wirePayout(payouts.cancel(idOf(request))));
  app.get('/payouts_channels', async (request) => {
    const query = checkChannelQuery(request.query);
    return PAYOUT_CHANNELS.filter(
      (channel) =>
        (query.currency === undefined || channel.currency === query.currency) &&
        (query.channel_category === undefined || channel.channel_category === query.channel_category) &&
        (query.channel_code === undefined || channel.channel_code === query.channel_code),
    );
  });
}

const BILL_STATUS: Record<RequestStatus, Bill['status']> = {
  ACCEPTING_PAYMENTS: 'open',
  REQUIRES_ACTION: 'open',
  CANCELED: 'cancelled',
  EXPIRED: 'expired',
  SUCCEEDED: 'paid',
  FAILED: 'failed',
};

function keeperOf(world: World, desk: PaymentDesk): BillKeeper {
  const bill = (request: PaymentRequest): Bill => ({
    provider: 'xendit',
    id: request.id,
    referenceId: request.body.reference_id,
    kind: request.qrString === null ? 'virtual_account' : 'qris',
    bankCode: PAYMENT_CHANNELS.get(request.body.channel_code)?.bank ?? null,
    vaNumber: request.vaNumber,
    billerCode: null,
    qrString: request.qrString,
    merchantName:
      (request.vaNumber === null ? undefined : request.body.channel_properties.display_name) ?? world.merchant.name,
    description: request.body.description ?? null,
    amountMinor: request.body.request_amount ?? null,
    status: BILL_STATUS[request.status],
    createdAt: request.createdAt,
    expiresAt: new Date(request.expiresAtMs).toISOString(),
    payments: paymentsOf(desk, request),
  });
  const billOf = (request: PaymentRequest | undefined) => (request === undefined ? undefined : bill(request));
  return {
    provider: 'xendit',
    find: (id) => billOf(desk.requests.get(id) ?? desk.requests.find(`reference:${id}`)),
    findByQr: (qrString) => billOf(desk.requests.find(`qr:${qrString}`)),
    findByVa: (vaNumber) => billOf(desk.requests.find(`va:${vaNumber}`)),
    newest: (limit, wantsOpen) =>
      desk.requests.newest(limit, (request) => wantsOpen === undefined || isOpen(request) === wantsOpen).map(bill),
    pay: desk.pay,
    fail: desk.fail,
    expire: desk.expire,
  };
}

function paymentsOf(desk: PaymentDesk, request: PaymentRequest): Bill['payments'] {
  const payments = request.paymentIds
    .flatMap((id) => desk.payments.get(id) ?? [])
    .filter((payment) => payment.status === 'SUCCEEDED');
  return payments.map((payment) => ({ id: payment.id, amountMinor: payment.amountMinor, paidAt: payment.createdAt }));
}
