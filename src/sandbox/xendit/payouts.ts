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
  const move = (payout: Payout, status: Payout['status'], failureCode: string | null) =>
    payouts.put({ ...payout, status, failureCode, updatedAt: world.nowIso() });

  const settle = (id: string, failureCode: string | null) => {
    const payout = payouts.get(id);
    if (payout?.status !== 'ACCEPTED') return false;
    const settled = move(payout, failureCode === null ? 'SUCCEEDED' : 'FAILED', failureCode);
    sendNotice(world, {
      event: failureCode === null ? 'payout.succeeded' : 'payout.failed',
      subject: id,
      data: wirePayout(settled),
      effect: webhookEffectOf(payout.plan),
    });
    if (failureCode === null && payout.plan?.behaviour === 'reversed')
      world.after(world.timing.settleMs, () => reverse(id));
    return true;
  };
  const reverse = (id: string) => {
    const payout = payouts.get(id);
    if (payout?.status !== 'SUCCEEDED') return false;
    sendNotice(world, {
      event: 'payout.reversed',
      subject: id,
      data: wirePayout(move(payout, 'REVERSED', 'REJECTED_BY_CHANNEL')),
    });
    return true;
  };
  const settleLater = (payout: Payout) => {
    if (payout.plan?.behaviour === 'stuck') return;
    world.after(world.timing.settleMs, () => settle(payout.id, failureOf(payout)));
  };
  for (const payout of payouts.newest(PAYOUTS_KEPT, ({ status }) => status === 'ACCEPTED')) settleLater(payout);
  const get = (id: string) => {
    const payout = payouts.get(id);
    if (payout === undefined) throw notFound(`Payout ${id} not found`);
    return payout;
  };

  return {
    payouts,
    async create(body, idempotencyKey) {
      const known = payouts.find(`idempotency:${idempotencyKey}`);
      if (known !== undefined && known.bodyHash !== hashOf(body))
        throw new XenditError(
          409,
          'IDEMPOTENCY_ERROR',
          'The idempotency key was used before with another request body',
        );
      if (known !== undefined) return { payout: known, isAnswerLost: false };
      checkChannel(body);
      const plan = world.plans.take({ provider: 'xendit', thing: 'payout' }, body.amount);
      if (plan?.behaviour === 'server-error')
        throw new XenditError(500, 'SERVER_ERROR', 'An unexpected error occurred.');
      if (plan?.behaviour === 'slow') await world.dawdle();
      const createdAt = world.nowIso();
      const payout = payouts.put({
        id: `disb-${newUuid()}`,
        body,
        bodyHash: hashOf(body),
        idempotencyKey,
        status: 'ACCEPTED',
        failureCode: null,
        plan,
        createdAt,
        updatedAt: createdAt,
      });
      settleLater(payout);
      return { payout, isAnswerLost: plan?.behaviour === 'answer-lost' };
    },
    get,
    cancel(id) {
      const payout = get(id);
      if (payout.status !== 'ACCEPTED')
        throw new XenditError(
          400,
          'INELIGIBLE_TRANSACTION_STATUS',
          `A payout that is ${payout.status} cannot be cancelled`,
        );
      return move(payout, 'CANCELLED', null);
    },
    settle,
    reverse,
  };
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
