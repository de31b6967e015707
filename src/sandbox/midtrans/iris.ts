import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { BANKS, bankOf, inquireAccount } from '../world/bank-accounts.ts';
import { checked, headerOf, ShapeFault } from '../world/checked.ts';
import type { Collection } from '../world/collection.ts';
import { installFaults } from '../world/faults.ts';
import { type Plan, webhookEffectOf } from '../world/payment-plans.ts';
import type { World } from '../world/world.ts';

const PAYOUTS_KEPT = 20_000;
const MOST_PER_CALL = 100;

const Wish = Type.Object({
  beneficiary_name: Type.String({ minLength: 1, maxLength: 100 }),
  beneficiary_account: Type.String({ pattern: '^[0-9]{5,20}$' }),
  beneficiary_bank: Type.String({ minLength: 2, maxLength: 20 }),
  beneficiary_email: Type.Optional(Type.String({ maxLength: 255 })),
  amount: Type.Union([Type.Integer({ minimum: 10_000 }), Type.String({ pattern: '^[0-9]{5,15}([.]0{1,2})?$' })]),
  notes: Type.String({ pattern: '^[A-Za-z0-9 ]{1,100}$' }),
});
const checkPayouts = checked(Type.Object({ payouts: Type.Array(Wish, { minItems: 1, maxItems: MOST_PER_CALL }) }));
const checkReferences = checked(
  Type.Object({
    reference_nos: Type.Array(Type.String({ maxLength: 50 }), { minItems: 1, maxItems: MOST_PER_CALL }),
    otp: Type.Optional(Type.String()),
    reject_reason: Type.Optional(Type.String()),
  }),
);
const checkAccountQuery = checked(
  Type.Object({ bank: Type.String({ maxLength: 20 }), account: Type.String({ maxLength: 30 }) }),
);
const checkReference = checked(Type.Object({ reference: Type.String({ maxLength: 50 }) }));

export type IrisPayout = {
  /** The `reference_no`. */
  id: string;
  wish: Static<typeof Wish>;
  amountMinor: number;
  status: 'queued' | 'approved' | 'processed' | 'completed' | 'failed' | 'rejected';
  errorMessage: string | null;
  plan: Plan | null;
  createdAt: string;
  updatedAt: string;
};

export type Iris = {
  payouts: Collection<IrisPayout>;
  settle(id: string, failureCode: string | null): boolean;
  reverse(id: string): boolean;
  routes: (app: FastifyInstance) => Promise<void>;
};

class IrisError extends Error {
  readonly status: number;
  readonly errors: unknown;
  constructor(status: number, message: string, errors?: unknown) {
    super(message);
    this.name = 'IrisError';
    this.status = status;
    this.errors = errors;
  }
}

/** hex(SHA-512(rawBody + merchantKey)) */
export function irisSignature(rawBody: string, merchantKey: string): string {
  return createHash('sha512')
    .update(rawBody + merchantKey)
    .digest('hex');
}

/** Midtrans' payouts: a maker and an approver with keys of their own. Mounted under `/midtrans/iris/api/v1`. */
export function createIris(world: World): Iris {
  const payouts = world.store.collection<IrisPayout>('iris-payout', { limit: PAYOUTS_KEPT });
  const desk = { world, payouts };
  for (const payout of payouts.newest(PAYOUTS_KEPT, ({ status }) => status === 'approved' || status === 'processed'))
    settleLater(desk, payout);
  return {
    payouts,
    settle: (id, failureCode) => settle(desk, id, failureCode),
    reverse: (id) => reverse(desk, id),
    async routes(app) {
      installFaults(app, {
        faults: world.faults,
        provider: 'midtrans',
        describe: (status) => ({ error_message: `Something went wrong (${status})` }),
      });
      installErrors(app);
      readRoutes(app, desk);
      writeRoutes(app, desk);
    },
  };
}

type Desk = { world: World; payouts: Collection<IrisPayout> };

function installErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: Error, _request, reply) => {
    if (error instanceof IrisError)
      return reply
        .code(error.status)
        .send({ error_message: error.message, ...(error.errors === undefined ? {} : { errors: error.errors }) });
    const messages =
      error instanceof ShapeFault
        ? error.complaints.map((complaint) => `${complaint.path} ${complaint.message}`)
        : [error.message];
    return reply.code(400).send({ error_message: 'An error occurred when creating payouts', errors: messages });
  });
}

type Key = 'creator' | 'approver' | 'either';

function requireKey(world: World, authorization: string, wanted: Key): void {
  const { irisCreatorKey: creator, irisApproverKey: approver, midtransServerKey } = world.secrets;
  const keys = {
    creator: [creator ?? midtransServerKey],
    approver: [approver ?? midtransServerKey],
    either: [creator ?? midtransServerKey, approver ?? midtransServerKey],
  }[wanted];
  if (!keys.some((key) => authorization === `Basic ${Buffer.from(`${key}:`).toString('base64')}`))
    throw new IrisError(401, 'Access denied');
}

function readRoutes(app: FastifyInstance, { world, payouts }: Desk): void {
  app.get('/ping', async () => 'pong');
  app.get('/balance', async (request) => {
    requireKey(world, headerOf(request.headers, 'authorization'), 'either');
    return { balance: '10000000000.00' };
  });
  app.get('/beneficiary_banks', async (request) => {
    requireKey(world, headerOf(request.headers, 'authorization'), 'either');
    return { beneficiary_banks: BANKS.map((bank) => ({ code: bank.short.toLowerCase(), name: bank.name })) };
  });
  app.get('/account_validation', async (request) => {
    requireKey(world, headerOf(request.headers, 'authorization'), 'either');
    const { bank, account } = checkAccountQuery(request.query);
    const answer = inquireAccount(bank, account);
    if (answer.state === 'bank-unavailable')
      throw new IrisError(500, 'Bank account validation is currently unavailable');
    if (answer.state !== 'open')
      throw new IrisError(400, 'An error occurred when validating account', {
        account: [answer.state === 'not-found' ? 'Account does not exist' : `Account is ${answer.state}`],
      });
    if (answer.isSlow) await world.dawdle();
    return { account_name: answer.holderName, account_no: account, bank_name: bank };
  });
  app.get('/payouts/:reference', async (request) => {
    requireKey(world, headerOf(request.headers, 'authorization'), 'either');
    return wirePayout(known(payouts, checkReference(request.params).reference));
  });
}

function writeRoutes(app: FastifyInstance, desk: Desk): void {
  const { world } = desk;
  app.post('/payouts', async (request, reply) => {
    requireKey(world, headerOf(request.headers, 'authorization'), 'creator');
    const { payouts: wishes } = checkPayouts(request.body);
    const unknown = wishes.find((wish) => bankOf(wish.beneficiary_bank) === undefined);
    if (unknown !== undefined)
      throw new IrisError(400, 'An error occurred when creating payouts', {
        beneficiary_bank: ['Bank name is not included in the list'],
      });
    const created = wishes.map((wish) => create(desk, wish));
    return reply
      .code(201)
      .send({ payouts: created.map((payout) => ({ status: payout.status, reference_no: payout.id })) });
  });
  app.post('/payouts/approve', async (request, reply) => {
    requireKey(world, headerOf(request.headers, 'authorization'), 'approver');
    const payouts = checkReferences(request.body).reference_nos.map((reference) => queued(desk.payouts, reference));
    for (const payout of payouts) settleLater(desk, move(desk, payout, 'approved'));
    return reply.code(202).send({ status: 'ok' });
  });
  app.post('/payouts/reject', async (request, reply) => {
    requireKey(world, headerOf(request.headers, 'authorization'), 'approver');
    const { reference_nos: references, reject_reason: reason } = checkReferences(request.body);
    const payouts = references.map((reference) => queued(desk.payouts, reference));
    for (const payout of payouts) move(desk, payout, 'rejected', reason ?? 'Rejected');
    return reply.code(202).send({ status: 'ok' });
  });
}

function create(desk: Desk, wish: Static<typeof Wish>): IrisPayout {
  const { world, payouts } = desk;
  const createdAt = world.nowIso();
  const amountMinor = Number(wish.amount);
  const id = createHash('sha256')
    .update(`${createdAt}${payouts.size()}${JSON.stringify(wish)}`)
    .digest('hex')
    .slice(0, 18);
  const plan = world.plans.take({ provider: 'midtrans', thing: 'payout' }, amountMinor);
  return payouts.put({
    id,
    wish,
    amountMinor,
    status: 'queued',
    errorMessage: null,
    plan,
    createdAt,
    updatedAt: createdAt,
  });
}

function known(payouts: Collection<IrisPayout>, reference: string): IrisPayout {
  const payout = payouts.get(reference);
  if (payout === undefined) throw new IrisError(404, 'Specified payout not found');
  return payout;
}

function queued(payouts: Collection<IrisPayout>, reference: string): IrisPayout {
  const payout = known(payouts, reference);
  if (payout.status !== 'queued')
    throw new IrisError(400, 'An error occurred when approving payouts', [`Payout ${reference} is ${payout.status}`]);
  return payout;
}

function settleLater(desk: Desk, payout: IrisPayout): void {
  if (payout.plan?.behaviour === 'stuck') return void move(desk, payout, 'processed');
  desk.world.after(desk.world.timing.settleMs, () => settle(desk, payout.id, failureOf(payout)));
}

function failureOf(payout: IrisPayout): string | null {
  if (payout.plan?.behaviour === 'fail') return payout.plan.failureCode ?? 'TRANSFER_ERROR';
  const account = inquireAccount(payout.wish.beneficiary_bank, payout.wish.beneficiary_account);
  return account.state === 'open' ? null : account.state;
}

function settle(desk: Desk, id: string, failure: string | null): boolean {
  const payout = desk.payouts.get(id);
  if (payout === undefined || !['approved', 'processed'].includes(payout.status)) return false;
  move(desk, payout, failure === null ? 'completed' : 'failed', failure);
  if (failure === null && payout.plan?.behaviour === 'reversed')
    desk.world.after(desk.world.timing.settleMs, () => reverse(desk, id));
  return true;
}

/** A completed payout may still fail when the bank gives the money back. */
function reverse(desk: Desk, id: string): boolean {
  const payout = desk.payouts.get(id);
  if (payout?.status !== 'completed') return false;
  move(desk, payout, 'failed', 'Funds returned by the bank');
  return true;
}

function move(
  desk: Desk,
  payout: IrisPayout,
  status: IrisPayout['status'],
  errorMessage: string | null = null,
): IrisPayout {
  const { world } = desk;
  const moved = desk.payouts.put({ ...payout, status, errorMessage, updatedAt: world.nowIso() });
  const body = JSON.stringify({
    reference_no: moved.id,
    amount: `${moved.amountMinor}.0`,
    status,
    updated_at: moved.updatedAt,
    ...(errorMessage === null ? {} : { error_code: '001', error_message: errorMessage }),
  });
  const merchantKey = world.secrets.irisMerchantKey ?? world.secrets.midtransServerKey;
  const effect = webhookEffectOf(payout.plan);
  world.webhooks.send({
    source: 'iris',
    event: status,
    subject: moved.id,
    message: { body, headers: { 'iris-signature': irisSignature(body, merchantKey) } },
    forged: { body, headers: { 'iris-signature': irisSignature(body, 'not-the-merchant-key') } },
    ...(effect === undefined ? {} : { effect }),
  });
  return moved;
}

function wirePayout(payout: IrisPayout): Record<string, unknown> {
  return {
    amount: `${payout.amountMinor}.0`,
    beneficiary_name: payout.wish.beneficiary_name,
    beneficiary_account: payout.wish.beneficiary_account,
    bank: payout.wish.beneficiary_bank,
    reference_no: payout.id,
    notes: payout.wish.notes,
    beneficiary_email: payout.wish.beneficiary_email ?? null,
    status: payout.status,
    error_message: payout.errorMessage,
    created_by: 'Lumbung',
    created_at: payout.createdAt,
    updated_at: payout.updatedAt,
  };
}
