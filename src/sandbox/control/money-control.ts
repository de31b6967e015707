import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { forgePaid as forgeMidtransPaid } from '../midtrans/transactions.ts';
import type { Twins } from '../start-sandbox.ts';
import type { Bill } from '../world/bills.ts';
import { checked } from '../world/checked.ts';
import type { World } from '../world/world.ts';
import { forgePaid as forgeXenditPaid } from '../xendit/payment-requests.ts';
import { ControlFault, found } from './control-fault.ts';

const Key = Type.String({ minLength: 1, maxLength: 600 });
/** Any one of them names a bill. */
const billKeys = {
  id: Type.Optional(Key),
  referenceId: Type.Optional(Key),
  qrString: Type.Optional(Key),
  vaNumber: Type.Optional(Key),
};
const checkBill = checked(Type.Object(billKeys, { additionalProperties: false }));
const checkPay = checked(
  Type.Object(
    {
      ...billKeys,
      amountMinor: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })),
      times: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
      evenWhenClosed: Type.Optional(Type.Boolean()),
      paidAt: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$' })),
    },
    { additionalProperties: false },
  ),
);
const checkFail = checked(
  Type.Object(
    { ...billKeys, failureCode: Type.Optional(Type.String({ maxLength: 60 })) },
    { additionalProperties: false },
  ),
);
const checkListQuery = checked(
  Type.Object({
    open: Type.Optional(Type.Enum(['true', 'false'])),
    limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$' })),
  }),
);
const checkOutcome = checked(
  Type.Object(
    { failureCode: Type.Optional(Type.Union([Type.String({ maxLength: 60 }), Type.Null()])) },
    { additionalProperties: false },
  ),
);
const checkDispute = checked(
  Type.Object(
    {
      id: Type.String({ minLength: 1, maxLength: 100 }),
      status: Type.Enum(['ACTION_REQUIRED', 'UNDER_REVIEW', 'WON', 'LOST']),
      amountMinor: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 })),
    },
    { additionalProperties: false },
  ),
);
const checkEnd = checked(Type.Object({ status: Type.Enum(['00', '04', '06']) }, { additionalProperties: false }));
const checkEntry = checked(
  Type.Object(
    {
      accountNo: Type.String({ pattern: '^[0-9]{5,19}$' }),
      kind: Type.Enum(['CREDIT', 'DEBIT']),
      amountMinor: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
      remark: Type.String({ maxLength: 100 }),
      at: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z$' })),
    },
    { additionalProperties: false },
  ),
);
const checkKey = checked(
  Type.Object({ pem: Type.String({ minLength: 100, maxLength: 5_000 }) }, { additionalProperties: false }),
);
const checkId = checked(Type.Object({ id: Type.String({ maxLength: 600 }) }));

type Keys = ReturnType<typeof checkBill>;

function billOf(world: World, { id, referenceId, qrString, vaNumber }: Keys): Bill {
  const key = id ?? referenceId ?? qrString ?? vaNumber;
  if (key === undefined) throw new ControlFault(400, 'Name the bill by id, referenceId, qrString or vaNumber');
  return found(world.bills.find(key), 'Bill');
}

/** What a payer, a payer's bank and the payout banks do. */
export function moneyRoutes(app: FastifyInstance, world: World, twins: Twins): void {
  billRoutes(app, world, twins);
  outcomeRoutes(app, twins);
  app.post('/bank/entries', async (request) => twins.bank.desk.enter(checkEntry(request.body)));
  app.put('/bank/public-key', async (request) => {
    twins.bank.gate.registerPublicKey(checkKey(request.body).pem);
    return { registered: true };
  });
}

function billRoutes(app: FastifyInstance, world: World, twins: Twins): void {
  app.get('/bills', async (request) => {
    const { open, limit } = checkListQuery(request.query);
    return { items: world.bills.newest(Number(limit ?? 50), open === undefined ? undefined : open === 'true') };
  });
  app.get('/bills/:id', async (request) => found(world.bills.find(checkId(request.params).id), 'Bill'));
  app.post('/pay', async (request) => {
    const { amountMinor, times, evenWhenClosed, paidAt, ...keys } = checkPay(request.body);
    const answer = world.bills.pay(billOf(world, keys), {
      ...(amountMinor === undefined ? {} : { amountMinor }),
      ...(times === undefined ? {} : { times }),
      ...(evenWhenClosed === undefined ? {} : { evenWhenClosed }),
      ...(paidAt === undefined ? {} : { paidAt }),
    });
    if (!answer.paid)
      throw new ControlFault(
        409,
        `Not paid: ${answer.reason}${answer.failureCode === undefined ? '' : ` (${answer.failureCode})`}`,
      );
    return answer;
  });
  app.post('/fail', async (request) => {
    const { failureCode, ...keys } = checkFail(request.body);
    return { failed: world.bills.fail(billOf(world, keys), failureCode ?? 'USER_DECLINED_PAYMENT') };
  });
  app.post('/expire', async (request) => ({ expired: world.bills.expire(billOf(world, checkBill(request.body))) }));
  app.post('/forge', async (request) => {
    const bill = billOf(world, checkBill(request.body));
    if (bill.provider === 'xendit') forgeXenditPaid(world, twins.xendit.desk.get(bill.id));
    else forgeMidtransPaid(world, twins.midtrans.desk.get(bill.id));
    return { forged: true };
  });
}

function outcomeRoutes(app: FastifyInstance, twins: Twins): void {
  const { payouts, refunds } = twins.xendit;
  const { iris } = twins.midtrans;
  app.post('/payouts/:id/settle', async (request) => {
    const { id } = checkId(request.params);
    const failureCode = checkOutcome(request.body ?? {}).failureCode ?? null;
    return { settled: payouts.settle(id, failureCode) || iris.settle(id, failureCode) };
  });
  app.post('/payouts/:id/reverse', async (request) => {
    const { id } = checkId(request.params);
    return { reversed: payouts.reverse(id) || iris.reverse(id) };
  });
  app.post('/refunds/:id/settle', async (request) => ({
    settled: refunds.settle(checkId(request.params).id, checkOutcome(request.body ?? {}).failureCode ?? null),
  }));
  app.post('/disputes', async (request) => {
    const { id, status, amountMinor } = checkDispute(request.body);
    const dispute = twins.xendit.disputes.move(id, status, amountMinor);
    if (dispute) return { disputed: true, id: dispute.id };
    return { disputed: status === 'LOST' && twins.midtrans.desk.chargeBack(id, amountMinor), id };
  });
  app.post('/transfers/:id/end', async (request) => {
    const { id } = checkId(request.params);
    const transfer = found(twins.bank.desk.transfers.get(id) ?? twins.bank.desk.find(id), 'Transfer');
    return { ended: twins.bank.desk.end(transfer.id, checkEnd(request.body).status) };
  });
}
