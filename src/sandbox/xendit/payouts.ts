import type { Static } from 'typebox';
import { newUuid } from '#platform/ids';
import { inquireAccount } from '../world/bank-accounts.ts';
import type { Collection } from '../world/collection.ts';
import { webhookEffectOf } from '../world/payment-plans.ts';
import type { World } from '../world/world.ts';
import { PAYOUT_CHANNELS } from './channels.ts';
import { invalid, notFound, XenditError } from './errors.ts';
import { sendNotice } from './notices.ts';
import { hashOf } from './payment-requests.ts';
import { type Payout, type PayoutBody, wirePayout } from './records.ts';

const PAYOUTS_KEPT = 20_000;

export type PayoutDesk = {
  payouts: Collection<Payout>;
  create(body: Static<typeof PayoutBody>, idempotencyKey: string): Promise<{ payout: Payout; isAnswerLost: boolean }>;
  get(id: string): Payout;
  cancel(id: string): Payout;
  /** Ends a payout that hangs: `null` succeeds, a code fails. */
  settle(id: string, failureCode: string | null): boolean;
  /** The bank sends the money of a finished payout back. */
  reverse(id: string): boolean;
};

export function createPayoutDesk(world: World): PayoutDesk {
  const payouts = world.store.collection<Payout>('xendit-payout', {
    limit: PAYOUTS_KEPT,
    keys: (payout) => [`reference:${payout.body.reference_id}`, `idempotency:${payout.idempotencyKey}`],
  });
  const desk: Desk = { world, payouts };
  for (const payout of payouts.newest(PAYOUTS_KEPT, ({ status }) => status === 'ACCEPTED')) settleLater(desk, payout);
  return {
    payouts,
    create: (body, idempotencyKey) => create(desk, body, idempotencyKey),
    get: (id) => get(desk, id),
    cancel(id) {
      const payout = get(desk, id);
      if (payout.status !== 'ACCEPTED') {
        throw new XenditError(
          400,
          'INELIGIBLE_TRANSACTION_STATUS',
          `A payout that is ${payout.status} cannot be cancelled`,
        );
      }
      return move(desk, payout, { status: 'CANCELLED', failureCode: null });
    },
    settle: (id, failureCode) => settle(desk, id, failureCode),
    reverse: (id) => reverse(desk, id),
  };
}

type Desk = { world: World; payouts: Collection<Payout> };

async function create(
  desk: Desk,
  body: Static<typeof PayoutBody>,
  idempotencyKey: string,
): Promise<{ payout: Payout; isAnswerLost: boolean }> {
  const { world, payouts } = desk;
  const bodyHash = hashOf(body);
  const earlier = earlierOf(payouts, idempotencyKey, bodyHash);
  if (earlier !== undefined) return { payout: earlier, isAnswerLost: false };
  checkChannel(body);
  const plan = world.plans.take({ provider: 'xendit', thing: 'payout' }, body.amount);
  if (plan?.behaviour === 'server-error') throw new XenditError(500, 'SERVER_ERROR', 'An unexpected error occurred.');
  if (plan?.behaviour === 'slow') await world.dawdle();
  // The same call may have come again while this one was waiting.
  const meanwhile = earlierOf(payouts, idempotencyKey, bodyHash);
  if (meanwhile !== undefined) return { payout: meanwhile, isAnswerLost: false };
  const createdAt = world.nowIso();
  const payout = payouts.put({
    id: `disb-${newUuid()}`,
    body,
    bodyHash,
    idempotencyKey,
    status: 'ACCEPTED',
    failureCode: null,
    plan,
    createdAt,
    updatedAt: createdAt,
  });
  settleLater(desk, payout);
  return { payout, isAnswerLost: plan?.behaviour === 'answer-lost' };
}

function earlierOf(payouts: Collection<Payout>, idempotencyKey: string, bodyHash: string): Payout | undefined {
  const known = payouts.find(`idempotency:${idempotencyKey}`);
  if (known === undefined || known.bodyHash === bodyHash) return known;
  throw new XenditError(409, 'IDEMPOTENCY_ERROR', 'The idempotency key was used before with another request body');
}

function get({ payouts }: Desk, id: string): Payout {
  const payout = payouts.get(id);
  if (payout === undefined) throw notFound(`Payout ${id} not found`);
  return payout;
}

function settleLater(desk: Desk, payout: Payout): void {
  if (payout.plan?.behaviour === 'stuck') return;
  desk.world.after(desk.world.timing.settleMs, () => settle(desk, payout.id, failureOf(payout)));
}

function settle(desk: Desk, id: string, failureCode: string | null): boolean {
  const payout = desk.payouts.get(id);
  if (payout?.status !== 'ACCEPTED') return false;
  const isPaid = failureCode === null;
  const settled = move(desk, payout, { status: isPaid ? 'SUCCEEDED' : 'FAILED', failureCode });
  const event = isPaid ? 'payout.succeeded' : 'payout.failed';
  sendNotice(desk.world, { event, subject: id, data: wirePayout(settled), effect: webhookEffectOf(payout.plan) });
  if (isPaid && payout.plan?.behaviour === 'reversed')
    desk.world.after(desk.world.timing.settleMs, () => reverse(desk, id));
  return true;
}

/** A payout that succeeded may still come back. */
function reverse(desk: Desk, id: string): boolean {
  const payout = desk.payouts.get(id);
  if (payout?.status !== 'SUCCEEDED') return false;
  const reversed = move(desk, payout, { status: 'REVERSED', failureCode: 'REJECTED_BY_CHANNEL' });
  sendNotice(desk.world, { event: 'payout.reversed', subject: id, data: wirePayout(reversed) });
  return true;
}

function move({ world, payouts }: Desk, payout: Payout, to: Pick<Payout, 'status' | 'failureCode'>): Payout {
  return payouts.put({ ...payout, ...to, updatedAt: world.nowIso() });
}

function checkChannel(body: Static<typeof PayoutBody>): void {
  const channel = PAYOUT_CHANNELS.find((candidate) => candidate.channel_code === body.channel_code);
  if (channel === undefined)
    throw new XenditError(400, 'CHANNEL_CODE_NOT_SUPPORTED', `channel_code ${body.channel_code} is not supported`);
  const { minimum, maximum } = channel.amount_limits;
  if (body.amount < minimum || body.amount > maximum)
    throw invalid(`amount must be between ${minimum} and ${maximum} for ${body.channel_code}`);
}

/** What becomes of a payout: its plan says so, else the account at the other end. */
function failureOf(payout: Payout): string | null {
  if (payout.plan?.behaviour === 'fail') return payout.plan.failureCode ?? 'TRANSFER_ERROR';
  const isWallet = payout.body.channel_code === 'ID_OVO' || payout.body.channel_code === 'ID_DANA';
  if (isWallet) return null;
  const account = inquireAccount(payout.body.channel_code, payout.body.channel_properties.account_number);
  if (account.state === 'open') return null;
  return account.state === 'bank-unavailable' ? 'TEMPORARY_TRANSFER_ERROR' : 'INVALID_DESTINATION';
}
