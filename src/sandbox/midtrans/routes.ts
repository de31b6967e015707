import type { FastifyInstance, FastifyRequest } from 'fastify';
import { toBuffer } from 'qrcode';
import { Type } from 'typebox';
import { newUuid } from '#platform/ids';
import { bankOf } from '../world/bank-accounts.ts';
import type { Bill, BillKeeper } from '../world/bills.ts';
import { checked, headerOf } from '../world/checked.ts';
import { cutOff, installFaults } from '../world/faults.ts';
import type { World } from '../world/world.ts';
import { cannotChange, describeMidtransFault, installMidtransErrors, MidtransError, notFound } from './errors.ts';
import { createIris, type Iris } from './iris.ts';
import {
  checkCharge,
  checkRefund,
  notificationSignature,
  type Transaction,
  type TransactionStatus,
  wireTransaction,
} from './records.ts';
import { createTransactionDesk, type TransactionDesk } from './transactions.ts';

export type Midtrans = {
  desk: TransactionDesk;
  iris: Iris;
  keeper: BillKeeper;
  routes: (app: FastifyInstance) => Promise<void>;
};

/** Midtrans as Lumbung meets it: Core API v2 and Iris. Mounted under `/midtrans`. */
export function createMidtrans(world: World): Midtrans {
  const desk = createTransactionDesk(world);
  const iris = createIris(world);
  return {
    desk,
    iris,
    keeper: keeperOf(world, desk),
    async routes(app) {
      installMidtransErrors(app, world.log);
      await app.register(iris.routes, { prefix: '/iris/api/v1' });
      await app.register(async (core) => coreRoutes(core, world, desk), { prefix: '/v2' });
      app.get('/qr/:id', async (request, reply) => {
        const { qrString } = desk.get(idOf(request));
        if (qrString === null) throw notFound();
        return reply.type('image/png').send(await toBuffer(qrString, { errorCorrectionLevel: 'M', width: 512 }));
      });
    },
  };
}

const checkId = checked(Type.Object({ id: Type.String({ maxLength: 100 }) }));
const idOf = (request: FastifyRequest) => checkId(request.params).id;

function coreRoutes(app: FastifyInstance, world: World, desk: TransactionDesk): void {
  installFaults(app, { faults: world.faults, provider: 'midtrans', describe: describeMidtransFault });
  const credentials = `Basic ${Buffer.from(`${world.secrets.midtransServerKey}:`).toString('base64')}`;
  app.addHook('onRequest', async (request) => {
    if (request.headers.authorization !== credentials) throw new MidtransError(401, 'Unknown Merchant server_key/id');
  });

  app.post('/charge', async (request, reply) => {
    const { transaction, isAnswerLost } = await desk.charge(
      checkCharge(request.body),
      headerOf(request.headers, 'idempotency-key') || null,
    );
    if (isAnswerLost) return cutOff(request, reply);
    return {
      ...wireTransaction(transaction, `Success, ${transaction.paymentType} transaction is created`),
      ...actionsOf(request, transaction),
    };
  });
  app.get('/:id/status', async (request) =>
    withSignature(world, desk.get(idOf(request)), 'Success, transaction is found'),
  );
  app.get('/:id/status/b2b', async (request) => ({
    status_code: '200',
    status_message: 'Success, transaction is found',
    transactions: [withSignature(world, desk.get(idOf(request)), 'Success, transaction is found')],
  }));
  app.post('/:id/cancel', async (request) =>
    wireTransaction(desk.cancel(idOf(request)), 'Success, transaction is canceled'),
  );
  app.post('/:id/expire', async (request) =>
    wireTransaction(desk.expireNow(idOf(request)), 'Success, transaction has expired'),
  );
  for (const path of ['/:id/refund', '/:id/refund/online/direct']) {
    app.post(path, async (request) => {
      const body = checkRefund(request.body ?? {});
      const refunded = desk.refund(idOf(request), {
        refundKey: body.refund_key ?? newUuid(),
        amountMinor: body.amount,
        reason: body.reason ?? null,
      });
      return wireTransaction(refunded, 'Success, refund request is approved');
    });
  }
  for (const verb of ['approve', 'deny', 'capture']) {
    app.post(`/:id/${verb}`, async (request) => {
      desk.get(idOf(request));
      throw cannotChange();
    });
  }
}

function withSignature(world: World, transaction: Transaction, message: string): Record<string, unknown> {
  const wire = wireTransaction(transaction, message);
  const signature = notificationSignature({
    orderId: transaction.orderId,
    statusCode: wire.status_code,
    grossAmount: wire.gross_amount,
    serverKey: world.secrets.midtransServerKey,
  });
  return { ...wire, signature_key: signature };
}

function actionsOf(request: FastifyRequest, transaction: Transaction): Record<string, unknown> {
  if (transaction.qrString === null) return {};
  return {
    actions: [
      {
        name: 'generate-qr-code',
        method: 'GET',
        url: `${request.protocol}://${request.host}/midtrans/qr/${transaction.id}`,
      },
    ],
  };
}

const BILL_STATUS: Record<TransactionStatus, Bill['status']> = {
  pending: 'open',
  settlement: 'paid',
  expire: 'expired',
  cancel: 'cancelled',
  deny: 'failed',
  refund: 'paid',
  partial_refund: 'paid',
  chargeback: 'paid',
  partial_chargeback: 'paid',
};

function keeperOf(world: World, desk: TransactionDesk): BillKeeper {
  const bill = (transaction: Transaction): Bill => ({
    provider: 'midtrans',
    id: transaction.id,
    referenceId: transaction.orderId,
    kind: transaction.qrString === null ? 'virtual_account' : 'qris',
    bankCode: transaction.bank === null ? null : (bankOf(transaction.bank)?.short ?? null),
    vaNumber: transaction.vaNumber ?? transaction.billKey,
    billerCode: transaction.billerCode,
    qrString: transaction.qrString,
    merchantName: world.merchant.name,
    description: transaction.customerName === null ? null : `Atas nama ${transaction.customerName}`,
    amountMinor: transaction.grossMinor,
    status: BILL_STATUS[transaction.status],
    createdAt: transaction.createdAt,
    expiresAt: new Date(transaction.expiresAtMs).toISOString(),
    payments:
      transaction.settledAt === null
        ? []
        : [{ id: transaction.id, amountMinor: transaction.grossMinor, paidAt: transaction.settledAt }],
  });
  const { transactions } = desk;
  const billOf = (transaction: Transaction | undefined) => (transaction === undefined ? undefined : bill(transaction));
  return {
    provider: 'midtrans',
    find: (id) => billOf(transactions.get(id) ?? transactions.find(`order:${id}`)),
    findByQr: (qrString) => billOf(transactions.find(`qr:${qrString}`)),
    findByVa: (vaNumber) => billOf(transactions.find(`va:${vaNumber}`)),
    newest: (limit, wantsOpen) =>
      transactions
        .newest(
          limit,
          ({ status, isTwin }) => !isTwin && (wantsOpen === undefined || (status === 'pending') === wantsOpen),
        )
        .map(bill),
    pay: desk.pay,
    fail: desk.fail,
    expire: desk.expire,
  };
}
