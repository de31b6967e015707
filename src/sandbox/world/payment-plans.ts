/**
 * What goes wrong with a payment, refund or payout, on purpose. A plan comes from the amount (magic amounts) or from the
 * control endpoint, which gives it to the next ones that are created. README.md says what each behaviour does.
 */
export const BEHAVIOURS = [
  'auto-pay',
  'auto-expire',
  'fail',
  'duplicate',
  'out-of-order',
  'forged',
  'slow',
  'server-error',
  'answer-lost',
  'short',
  'over',
  'double',
  'webhook-lost',
  'late',
  'channel-not-activated',
  'channel-unavailable',
  'stuck',
  'reversed',
] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];
export type Plan = { behaviour: Behaviour; failureCode?: string };

/** What a plan can be given to. */
export const PLANNED_THINGS = ['payment', 'payout', 'refund'] as const;
export type PlannedThing = (typeof PLANNED_THINGS)[number];

/** Difference, in rupiah, between what is asked and what is paid in the plans `short` and `over`. */
export const WRONG_AMOUNT_BY_MINOR = 1_000;

/**
 * 101xx and 201xx are Xendit's own test amounts (its e-wallet test guide); only 20103's code is published there, the rest of
 * the row follows its list of failure codes. 301xx are ours.
 */
const MAGIC_PAYMENTS: ReadonlyMap<number, Plan> = new Map<number, Plan>([
  [10_100, { behaviour: 'channel-not-activated' }],
  [10_101, { behaviour: 'channel-unavailable' }],
  [10_102, { behaviour: 'server-error' }],
  [20_101, { behaviour: 'fail', failureCode: 'USER_DID_NOT_AUTHORIZE' }],
  [20_102, { behaviour: 'fail', failureCode: 'USER_DECLINED_PAYMENT' }],
  [20_103, { behaviour: 'fail', failureCode: 'ACCOUNT_ACCESS_BLOCKED' }],
  [20_104, { behaviour: 'fail', failureCode: 'INSUFFICIENT_BALANCE' }],
  [20_105, { behaviour: 'fail', failureCode: 'INVALID_ACCOUNT_DETAILS' }],
  [20_106, { behaviour: 'fail', failureCode: 'PAYMENT_ATTEMPT_COUNTS_EXCEEDED' }],
  [20_107, { behaviour: 'fail', failureCode: 'USER_DEVICE_UNREACHABLE' }],
  [20_108, { behaviour: 'fail', failureCode: 'CHANNEL_UNAVAILABLE' }],
  [20_109, { behaviour: 'fail', failureCode: 'PAYMENT_AMOUNT_LIMITS_EXCEEDED' }],
  [20_110, { behaviour: 'fail', failureCode: 'PARTNER_TIMEOUT_ERROR' }],
  [20_111, { behaviour: 'fail', failureCode: 'SERVER_ERROR' }],
  [30_101, { behaviour: 'auto-pay' }],
  [30_102, { behaviour: 'auto-expire' }],
  [30_103, { behaviour: 'duplicate' }],
  [30_104, { behaviour: 'out-of-order' }],
  [30_105, { behaviour: 'forged' }],
  [30_106, { behaviour: 'slow' }],
  [30_107, { behaviour: 'answer-lost' }],
  [30_108, { behaviour: 'short' }],
  [30_109, { behaviour: 'over' }],
  [30_110, { behaviour: 'double' }],
  [30_111, { behaviour: 'webhook-lost' }],
  [30_112, { behaviour: 'late' }],
]);

const MAGIC_PAYOUTS: ReadonlyMap<number, Plan> = new Map<number, Plan>([
  [50_101, { behaviour: 'fail', failureCode: 'INSUFFICIENT_BALANCE' }],
  [50_102, { behaviour: 'fail', failureCode: 'REJECTED_BY_CHANNEL' }],
  [50_103, { behaviour: 'fail', failureCode: 'TEMPORARY_TRANSFER_ERROR' }],
  [50_104, { behaviour: 'fail', failureCode: 'INVALID_DESTINATION' }],
  [50_105, { behaviour: 'fail', failureCode: 'TRANSFER_ERROR' }],
  [50_106, { behaviour: 'reversed' }],
  [50_107, { behaviour: 'stuck' }],
  [50_108, { behaviour: 'duplicate' }],
  [50_109, { behaviour: 'webhook-lost' }],
  [50_110, { behaviour: 'slow' }],
  [50_111, { behaviour: 'server-error' }],
  [50_112, { behaviour: 'answer-lost' }],
]);

const MAGIC_REFUNDS: ReadonlyMap<number, Plan> = new Map<number, Plan>([
  [60_101, { behaviour: 'fail', failureCode: 'INSUFFICIENT_BALANCE' }],
  [60_102, { behaviour: 'stuck' }],
  [60_103, { behaviour: 'duplicate' }],
  [60_104, { behaviour: 'webhook-lost' }],
  [60_105, { behaviour: 'slow' }],
  [60_106, { behaviour: 'server-error' }],
  [60_107, { behaviour: 'answer-lost' }],
]);

const MAGIC: Record<PlannedThing, ReadonlyMap<number, Plan>> = {
  payment: MAGIC_PAYMENTS,
  payout: MAGIC_PAYOUTS,
  refund: MAGIC_REFUNDS,
};

export type PlannedFor = { provider: string; thing: PlannedThing };

export type PaymentPlans = {
  /** The plan for something that is being created, or null for an ordinary one. */
  take(target: PlannedFor, amountMinor: number | null): Plan | null;
  /** Gives a plan to the next `times` of their kind. */
  add(target: PlannedFor, plan: Plan, times: number): void;
  waiting(): (PlannedFor & { plan: Plan; times: number })[];
  clear(): void;
};

export function createPaymentPlans(hasMagicAmounts: boolean): PaymentPlans {
  let queue: (PlannedFor & { plan: Plan; times: number })[] = [];
  return {
    take({ provider, thing }, amountMinor) {
      const next = queue.find((entry) => entry.provider === provider && entry.thing === thing);
      if (next !== undefined) {
        next.times -= 1;
        queue = queue.filter((entry) => entry.times > 0);
        return next.plan;
      }
      return hasMagicAmounts && amountMinor !== null ? (MAGIC[thing].get(amountMinor) ?? null) : null;
    },
    add: (target, plan, times) => void queue.push({ ...target, plan, times }),
    waiting: () => queue.map((entry) => ({ ...entry })),
    clear: () => {
      queue = [];
    },
  };
}

/** What the payer really pays under a plan: a thousand less, a thousand more, or just the amount. */
export function paidAmountMinor(askedMinor: number, plan: Plan | null): number {
  if (plan?.behaviour === 'short') return Math.max(1, askedMinor - WRONG_AMOUNT_BY_MINOR);
  if (plan?.behaviour === 'over') return askedMinor + WRONG_AMOUNT_BY_MINOR;
  return askedMinor;
}

/** How a plan bends the webhook that tells the outcome. */
export function webhookEffectOf(plan: Plan | null): 'duplicate' | 'drop' | undefined {
  if (plan?.behaviour === 'duplicate') return 'duplicate';
  return plan?.behaviour === 'webhook-lost' ? 'drop' : undefined;
}
