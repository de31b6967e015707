import { Agent, request } from 'undici';
import type { Clock } from '#platform/clock';
import { newUuid } from '#platform/ids';
import type { Log } from '#platform/log';
import type { Collection, Store } from './collection.ts';
import type { DueQueue } from './due-queue.ts';
import type { WebhookEffect, WebhookRules, WebhookSource } from './webhook-rules.ts';

/** A message as it goes over the wire. */
export type WebhookMessage = { body: string; headers: Record<string, string> };

export type WebhookWish = {
  source: WebhookSource;
  event: string;
  /** Id of the thing it is about, for finding it again. */
  subject: string;
  message: WebhookMessage;
  /** The same with a wrong token or signature. */
  forged: WebhookMessage;
  /** From the thing's own plan; the rules of the control endpoint come on top. */
  effect?: WebhookEffect;
};

export type Delivery = {
  id: string;
  source: WebhookSource;
  event: string;
  subject: string;
  url: string;
  body: string;
  headers: Record<string, string>;
  isForged: boolean;
  /** `held` waits for a later webhook to overtake it. */
  state: 'waiting' | 'held' | 'delivered' | 'failed' | 'dropped';
  attempts: { at: string; status: number | null; error: string | null; tookMs: number }[];
  nextAttemptAt: string | null;
  createdAt: string;
};

export type Webhooks = {
  send(wish: WebhookWish): void;
  /** Sends only the forged one, once: the lie of a stranger. */
  forge(wish: WebhookWish): void;
  /** Sends a recorded webhook once more, as "resend" in a provider's dashboard does. */
  resend(deliveryId: string): boolean;
  deliveries: Collection<Delivery>;
  rules: WebhookRules;
  /** Changes where the webhooks of a source go; null: nobody listens. */
  subscribe(source: WebhookSource, url: string | null): void;
  urlOf(source: WebhookSource): string | null;
  /** How many are still on their way (waiting, held, in flight or between tries). */
  underway(): number;
  /** Takes up what an earlier run left unsent. */
  resume(): void;
  clear(): void;
  stop(): Promise<void>;
};

export type WebhookOptions = {
  clock: Clock;
  log: Pick<Log, 'debug' | 'warn'>;
  store: Store;
  due: DueQueue;
  rules: WebhookRules;
  /** Pauses between tries; as many retries as entries. */
  retryMs: readonly number[];
  timeoutMs: number;
  /** How long `reorder` keeps a webhook back when none comes after it. */
  holdMs: number;
  urlOf: (source: WebhookSource) => string | null;
};

const DELIVERIES_KEPT = 5_000;
const CONNECTIONS = 16;

/** Delivers webhooks over kept-alive connections, at least once, retrying until a 2xx or until patience ends. */
export function createWebhooks(options: WebhookOptions): Webhooks {
  const subscribed = new Map<WebhookSource, string | null>();
  const office: Office = {
    ...options,
    deliveries: options.store.collection<Delivery>('delivery', { limit: DELIVERIES_KEPT }),
    agent: new Agent({
      connections: CONNECTIONS,
      keepAliveTimeout: 30_000,
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
    }),
    urlOf: (source) => (subscribed.has(source) ? (subscribed.get(source) ?? null) : options.urlOf(source)),
    underway: new Set(),
    held: new Set(),
    isStopped: false,
  };
  return {
    send: (wish) => send(office, wish),
    forge: (wish) => launch(office, record(office, wish, { state: 'waiting', isForged: true })),
    resend: (deliveryId) => resend(office, deliveryId),
    deliveries: office.deliveries,
    rules: options.rules,
    subscribe: (source, url) => {
      subscribed.set(source, url);
    },
    urlOf: office.urlOf,
    underway: () => office.underway.size,
    resume: () => resume(office),
    clear() {
      office.underway.clear();
      office.held.clear();
    },
    async stop() {
      office.isStopped = true;
      await office.agent.destroy();
    },
  };
}

type Office = WebhookOptions & {
  deliveries: Collection<Delivery>;
  agent: Agent;
  /** Ids of what is waiting, held, in flight or between tries. */
  underway: Set<string>;
  held: Set<string>;
  isStopped: boolean;
};

function send(office: Office, wish: WebhookWish): void {
  const rule = office.rules.take(wish.source, wish.event);
  const effect = rule?.effect ?? wish.effect;
  switch (effect) {
    case 'drop':
      record(office, wish, { state: 'dropped' });
      return;
    case 'reorder':
      hold(office, wish);
      return;
    case 'delay':
      launchLater(office, record(office, wish, { state: 'waiting' }), rule?.delayMs ?? office.holdMs);
      return;
    case 'forge':
      launch(office, record(office, wish, { state: 'waiting', isForged: true }));
      launch(office, record(office, wish, { state: 'waiting' }));
      return;
    case 'duplicate':
      launch(office, record(office, wish, { state: 'waiting' }));
      launch(office, record(office, wish, { state: 'waiting' }));
      return;
    default:
      launch(office, record(office, wish, { state: 'waiting' }));
  }
}

/** Nothing is recorded where nobody listens. */
function record(
  office: Office,
  wish: WebhookWish,
  as: { state: Delivery['state']; isForged?: boolean },
): Delivery | undefined {
  const url = office.urlOf(wish.source);
  if (url === null) return undefined;
  const { state, isForged = false } = as;
  const { source, event, subject } = wish;
  const { body, headers } = isForged ? wish.forged : wish.message;
  return track(office, {
    id: newUuid(),
    source,
    event,
    subject,
    url,
    body,
    headers,
    isForged,
    state,
    attempts: [],
    nextAttemptAt: null,
    createdAt: office.clock.now().toISOString(),
  });
}

function track(office: Office, delivery: Delivery): Delivery {
  const { id, state } = delivery;
  if (state === 'waiting' || state === 'held') office.underway.add(id);
  else office.underway.delete(id);
  if (state === 'held') office.held.add(id);
  else office.held.delete(id);
  return office.deliveries.put(delivery);
}

function launch(office: Office, delivery: Delivery | undefined): void {
  if (delivery !== undefined) void attempt(office, delivery);
}

function launchLater(office: Office, delivery: Delivery | undefined, pauseMs: number): void {
  if (delivery === undefined) return;
  office.due.at(office.clock.now().getTime() + pauseMs, () => {
    const waiting = office.deliveries.get(delivery.id);
    if (waiting?.state === 'waiting') launch(office, waiting);
  });
}

/** Kept back until something newer overtakes it, or until nothing has come for a while. */
function hold(office: Office, wish: WebhookWish): void {
  const delivery = record(office, wish, { state: 'held' });
  if (delivery === undefined) return;
  office.due.at(office.clock.now().getTime() + office.holdMs, () => release(office, delivery.id));
}

function release(office: Office, id: string): void {
  const delivery = office.deliveries.get(id);
  if (delivery?.state === 'held') launch(office, track(office, { ...delivery, state: 'waiting' }));
}

async function attempt(office: Office, delivery: Delivery): Promise<void> {
  if (office.isStopped) return;
  const at = office.clock.now().toISOString();
  const startedMs = performance.now();
  const outcome = await post(office.agent, delivery);
  // A reset, or the end, may have come in between.
  if (office.isStopped || office.deliveries.get(delivery.id) === undefined) return;
  const tookMs = Math.round(performance.now() - startedMs);
  settle(office, { ...delivery, attempts: [...delivery.attempts, { at, ...outcome, tookMs }] }, outcome.status);
  for (const id of office.held) {
    if (office.deliveries.get(id)?.source === delivery.source && id < delivery.id) release(office, id);
  }
}

/** Ends a delivery or plans its next try. A forged one gets no second chance: its sender is a stranger. */
function settle(office: Office, delivery: Delivery, status: number | null): void {
  if (status !== null && status >= 200 && status < 300) {
    track(office, { ...delivery, state: 'delivered', nextAttemptAt: null });
    return;
  }
  const pauseMs = delivery.isForged ? undefined : office.retryMs[delivery.attempts.length - 1];
  if (pauseMs !== undefined) {
    const nextAttemptAt = new Date(office.clock.now().getTime() + pauseMs).toISOString();
    launchLater(office, track(office, { ...delivery, nextAttemptAt }), pauseMs);
    return;
  }
  track(office, { ...delivery, state: 'failed', nextAttemptAt: null });
  if (!delivery.isForged) {
    office.log.warn({ source: delivery.source, event: delivery.event, status }, 'sandbox: webhook given up');
  }
}

function resend(office: Office, deliveryId: string): boolean {
  const old = office.deliveries.get(deliveryId);
  if (old === undefined) return false;
  const createdAt = office.clock.now().toISOString();
  launch(
    office,
    track(office, { ...old, id: newUuid(), state: 'waiting', attempts: [], nextAttemptAt: null, createdAt }),
  );
  return true;
}

function resume(office: Office): void {
  const unsent = office.deliveries.newest(DELIVERIES_KEPT, ({ state }) => state === 'waiting' || state === 'held');
  for (const delivery of unsent.reverse()) launch(office, track(office, { ...delivery, state: 'waiting' }));
}

async function post(agent: Agent, delivery: Delivery): Promise<{ status: number | null; error: string | null }> {
  try {
    const answer = await request(delivery.url, {
      dispatcher: agent,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...delivery.headers },
      body: delivery.body,
    });
    await answer.body.dump();
    return { status: answer.statusCode, error: null };
  } catch (error) {
    return { status: null, error: error instanceof Error ? error.message : String(error) };
  }
}
