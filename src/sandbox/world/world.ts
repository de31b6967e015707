import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#platform/clock';
import type { Log } from '#platform/log';
import { type Bills, createBills } from './bills.ts';
import { createStore, type Store } from './collection.ts';
import { createDueQueue, type DueQueue } from './due-queue.ts';
import { createFaults, type Faults } from './faults.ts';
import { forgetfulJournal, openJournal } from './journal.ts';
import { createPaymentPlans, type PaymentPlans } from './payment-plans.ts';
import { createWebhookRules, type WebhookSource } from './webhook-rules.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

export type SandboxLog = Pick<Log, 'debug' | 'info' | 'warn' | 'error'>;

/** What Lumbung and the providers have agreed on. The same values go into the adapters' configuration. */
export type SandboxSecrets = {
  xenditSecretKey: string;
  /** Sent to Lumbung as `x-callback-token`. */
  xenditCallbackToken: string;
  midtransServerKey: string;
  /** Iris has keys of its own for making and approving payouts; without them the server key opens both. */
  irisCreatorKey?: string;
  irisApproverKey?: string;
  /** Signs Iris notifications; without it the server key does. */
  irisMerchantKey?: string;
  biteshipKey: string;
  /** Sent to Lumbung as `x-biteship-signature`. */
  biteshipWebhookSecret: string;
  bankClientId: string;
  bankClientSecret: string;
  /** PEM (SPKI) of the key that signs token requests. Without it every token request is refused until one is registered at `/__sandbox/bank/public-key`. */
  bankPublicKey?: string;
  whatsappToken: string;
  /** Signs WhatsApp webhooks (`X-Hub-Signature-256`); without it the token does. */
  whatsappAppSecret?: string;
};

export type SandboxTiming = {
  /** From acceptance to the final state of refunds, payouts and transfers. */
  settleMs: number;
  /** Pauses between tries of a webhook. Xendit's real ones: 15 m, 1 h, 3 h, 6 h, 12 h, 24 h. */
  webhookRetryMs: readonly number[];
  webhookTimeoutMs: number;
  /** How long `slow` answers take. */
  slowMs: number;
  /** How long an overtaken webhook is kept back, and how long a delayed one takes. */
  holdMs: number;
  /** How soon `auto-pay`, `auto-expire` and `fail` happen. */
  autoMs: number;
  /** How often a parcel moves on by itself; null: only when told. */
  shipmentStepMs: number | null;
};

export const DEFAULT_TIMING: SandboxTiming = {
  settleMs: 1_500,
  webhookRetryMs: [1_000, 4_000, 15_000, 60_000, 300_000, 900_000],
  webhookTimeoutMs: 30_000,
  slowMs: 8_000,
  holdMs: 3_000,
  autoMs: 3_000,
  shipmentStepMs: null,
};

export type SandboxMerchant = { name: string; city: string; postalCode: string };

/** Everything that the twins share. Each gets it whole: they are one small world, and none is big enough to hide from another. */
export type World = {
  clock: Clock;
  log: SandboxLog;
  secrets: SandboxSecrets;
  timing: SandboxTiming;
  merchant: SandboxMerchant;
  store: Store;
  due: DueQueue;
  webhooks: Webhooks;
  faults: Faults;
  plans: PaymentPlans;
  bills: Bills;
  /** Milliseconds since 1970, by the sandbox's clock. */
  nowMs(): number;
  nowIso(): string;
  /** Runs something after a pause of the sandbox's clock. */
  after(pauseMs: number, run: () => void): void;
  /** Really waits, for answers that are meant to be slow. */
  dawdle(): Promise<void>;
  /** Tells about every change, for screens that follow along. Answers how to stop. */
  onChange(listener: () => void): () => void;
  /** For state that lives outside the store. */
  onReset(listener: () => void): void;
  reset(): void;
  stop(): Promise<void>;
};

export type WorldOptions = {
  clock: Clock;
  log: SandboxLog;
  secrets: SandboxSecrets;
  timing: SandboxTiming;
  merchant: SandboxMerchant;
  journalFile: string | undefined;
  hasMagicAmounts: boolean;
  webhookUrlOf: (source: WebhookSource) => string | null;
};

export function createWorld(options: WorldOptions): World {
  const { clock, log, timing } = options;
  const listeners = new Set<() => void>();
  const journal = options.journalFile === undefined ? forgetfulJournal : openJournal(options.journalFile);
  const store = createStore(journal, () => {
    for (const listener of listeners) listener();
  });
  const due = createDueQueue(clock, (error) => log.error({ err: error }, 'sandbox: a timed step failed'));
  const { webhookRetryMs: retryMs, webhookTimeoutMs: timeoutMs, holdMs } = timing;
  const urlOf = options.webhookUrlOf;
  const rules = createWebhookRules();
  const webhooks = createWebhooks({ clock, log, store, due, rules, retryMs, timeoutMs, holdMs, urlOf });
  const faults = createFaults();
  const plans = createPaymentPlans(options.hasMagicAmounts);
  const nowMs = () => clock.now().getTime();
  const resets = [due.clear, webhooks.clear, rules.clear, faults.clear, plans.clear, store.clear];

  return {
    ...{ clock, log, timing, store, due, webhooks, faults, plans, nowMs },
    secrets: options.secrets,
    merchant: options.merchant,
    bills: createBills(),
    nowIso: () => clock.now().toISOString(),
    after: (pauseMs, run) => due.at(nowMs() + pauseMs, run),
    dawdle: () => wait(timing.slowMs, undefined, { ref: false }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onReset: (listener) => {
      resets.push(listener);
    },
    reset() {
      for (const reset of resets) reset();
    },
    async stop() {
      due.stop();
      await webhooks.stop();
      store.close();
    },
  };
}
