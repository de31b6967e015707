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
  const { clock, store, due, rules } = options;
  const deliveries = store.collection<Delivery>('delivery', { limit: DELIVERIES_KEPT });
  const agent = new Agent({
    connections: CONNECTIONS,
    keepAliveTimeout: 30_000,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
  });
  const subscribed = new Map<WebhookSource, string | null>();
  const urlOf = (source: WebhookSource) =>
    subscribed.has(source) ? (subscribed.get(source) ?? null) : options.urlOf(source);
  const underway = new Set<string>();
  const held = new Set<string>();
  let isStopped = false;

  function record(wish: WebhookWish, state: Delivery['state'], isForged = false): Delivery | undefined {
    const url = urlOf(wish.source);
    if (url === null) return undefined;
    const { body, headers } = isForged ? wish.forged : wish.message;
    const { source, event, subject } = wish;
    return track({
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
      createdAt: clock.now().toISOString(),
    });
  }

  function track(delivery: Delivery): Delivery {
    if (delivery.state === 'waiting' || delivery.state === 'held') underway.add(delivery.id);
    else underway.delete(delivery.id);
    if (delivery.state === 'held') held.add(delivery.id);
    else held.delete(delivery.id);
    return deliveries.put(delivery);
  }

  function launch(delivery: Delivery | undefined): void {
    if (delivery !== undefined) void attempt(delivery);
  }

  async function attempt(delivery: Delivery): Promise<void> {
    if (isStopped) return;
    const startedAt = clock.now();
    const startedMs = performance.now();
    const outcome = await post(agent, delivery);
    if (isStopped || deliveries.get(delivery.id) === undefined) return;
    const attempts = [
      ...delivery.attempts,
      { at: startedAt.toISOString(), ...outcome, tookMs: Math.round(performance.now() - startedMs) },
    ];
    const isAccepted = outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
    const pauseMs = delivery.isForged ? undefined : options.retryMs[attempts.length - 1];
    if (isAccepted || pauseMs === undefined) {
      track({ ...delivery, attempts, state: isAccepted ? 'delivered' : 'failed', nextAttemptAt: null });
      if (!isAccepted && !delivery.isForged)
        options.log.warn(
          { source: delivery.source, event: delivery.event, status: outcome.status },
          'sandbox: webhook given up',
        );
    } else {
      const nextMs = clock.now().getTime() + pauseMs;
      const waiting = track({ ...delivery, attempts, nextAttemptAt: new Date(nextMs).toISOString() });
      due.at(nextMs, () => launch(stillWaiting(waiting.id)));
    }
    releaseHeld(delivery);
  }

  const stillWaiting = (id: string) => {
    const delivery = deliveries.get(id);
    return delivery?.state === 'waiting' ? delivery : undefined;
  };

  /** What was kept back goes out once something newer of the same source has been tried. */
  function releaseHeld(overtaker: Delivery): void {
    for (const id of held) {
      const delivery = deliveries.get(id);
      if (delivery?.source === overtaker.source && delivery.id < overtaker.id)
        launch(track({ ...delivery, state: 'waiting' }));
    }
  }

  function hold(wish: WebhookWish): void {
    const delivery = record(wish, 'held');
    if (delivery === undefined) return;
    due.at(clock.now().getTime() + options.holdMs, () => {
      if (held.has(delivery.id)) launch(track({ ...delivery, state: 'waiting' }));
    });
  }

  function later(wish: WebhookWish, delayMs: number): void {
    const delivery = record(wish, 'waiting');
    if (delivery !== undefined) due.at(clock.now().getTime() + delayMs, () => launch(stillWaiting(delivery.id)));
  }

  function send(wish: WebhookWish): void {
    const rule = rules.take(wish.source, wish.event);
    const effect = rule?.effect ?? wish.effect;
    if (effect === 'drop') return void record(wish, 'dropped');
    if (effect === 'reorder') return hold(wish);
    if (effect === 'delay') return later(wish, rule?.delayMs ?? options.holdMs);
    if (effect === 'forge') launch(record(wish, 'waiting', true));
    launch(record(wish, 'waiting'));
    if (effect === 'duplicate') launch(record(wish, 'waiting'));
  }

  return {
    send,
    forge: (wish) => launch(record(wish, 'waiting', true)),
    resend(deliveryId) {
      const old = deliveries.get(deliveryId);
      if (old === undefined) return false;
      launch(
        track({
          ...old,
          id: newUuid(),
          state: 'waiting',
          attempts: [],
          nextAttemptAt: null,
          createdAt: clock.now().toISOString(),
        }),
      );
      return true;
    },
    deliveries,
    rules,
    subscribe: (source, url) => void subscribed.set(source, url),
    urlOf,
    underway: () => underway.size,
    resume() {
      for (const delivery of deliveries
        .newest(DELIVERIES_KEPT, ({ state }) => state === 'waiting' || state === 'held')
        .reverse())
        launch(track({ ...delivery, state: 'waiting' }));
    },
    clear() {
      underway.clear();
      held.clear();
    },
    async stop() {
      isStopped = true;
      await agent.destroy();
    },
  };
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
