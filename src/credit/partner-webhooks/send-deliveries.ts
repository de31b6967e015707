import { Buffer } from 'node:buffer';
import { request as askPlain, type IncomingMessage } from 'node:http';
import { request as askSecure } from 'node:https';
import { isIP } from 'node:net';
import type { Call } from '#platform/call';
import type { Sql } from '#platform/database';
import { eventInsert } from '#platform/events';
import { guardedLookup, InnerAddress, isPrivateAddress } from '#platform/inner-addresses';
import { partnerWebhooksContract } from './contract.ts';
import { type DueDelivery, insertAttempt, noteHealth, settleDelivery, takeDue } from './delivery-queries.ts';
import { hasFailedForLong, judge, type Outcome, signatureHeaders, type Verdict } from './delivery-rules.ts';
import { stopEndpoint } from './endpoint-queries.ts';
import { sealContext } from './keep-endpoints.ts';
import type { PartnerWebhooksDeps } from './module.ts';

const AT_ONCE = 16;
const PER_ENDPOINT = 4;
const TIMEOUT_MS = 10_000;
const LEASE_MS = 60_000;
const KEPT_ANSWER = 500;
const MOST_ROUNDS = 200;

/** Sends what is due until nothing is; how many were tried. May run twice at once: each delivery is leased. */
export async function sendDue(deps: PartnerWebhooksDeps, call: Call): Promise<number> {
  let tried = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const due = await takeDue(deps.database, {
      now: deps.clock.now(),
      leaseMs: LEASE_MS,
      limit: AT_ONCE,
      perEndpoint: PER_ENDPOINT,
    });
    if (due.length === 0) break;
    tried += due.length;
    await Promise.all(due.map((delivery) => sendOne(deps, call, delivery)));
  }
  return tried;
}

async function sendOne(deps: PartnerWebhooksDeps, call: Call, delivery: DueDelivery): Promise<void> {
  const at = deps.clock.now();
  const started = performance.now();
  const answer = await ask(deps, delivery, at);
  const tookMs = Math.round(performance.now() - started);
  const number = delivery.attempts + 1;
  const verdict = judge(answer, delivery.tries + 1, deps.jitter());

  const { status, error } = answer;
  await deps.database.batch([
    insertAttempt({ deliveryId: delivery.id, number, at, tookMs, status, error, answer: answer.text }),
    ...settling(deps, delivery, answer, verdict),
    ...stopping(deps, call, delivery, verdict),
  ]);
  if (verdict.kind !== 'again') return;
  const startAfter = new Date(deps.clock.now().getTime() + verdict.afterMs);
  await deps.wake(startAfter);
}

function settling(deps: PartnerWebhooksDeps, delivery: DueDelivery, outcome: Outcome, verdict: Verdict): Sql[] {
  const now = deps.clock.now();
  const isAgain = verdict.kind === 'again';
  const ended = verdict.kind === 'delivered' ? 'delivered' : 'failed';
  return [
    settleDelivery({
      deliveryId: delivery.id,
      status: isAgain ? 'pending' : ended,
      lastStatus: outcome.status,
      lastError: outcome.error,
      nextAttemptAt: isAgain ? new Date(now.getTime() + verdict.afterMs) : null,
      at: now,
    }),
    noteHealth(delivery.endpoint_id, verdict.kind === 'delivered' ? null : now),
  ];
}

function stopping(deps: PartnerWebhooksDeps, call: Call, delivery: DueDelivery, verdict: Verdict): Sql[] {
  const isGone = verdict.kind === 'gone';
  const isLong = verdict.kind !== 'delivered' && hasFailedForLong(delivery.failing_since, deps.clock.now());
  if (!isGone && !isLong) return [];
  const because = isGone ? 'gone' : 'failing';
  const payload = { endpointId: delivery.endpoint_id, tenantId: delivery.tenant_id, because };
  return [
    stopEndpoint(delivery.endpoint_id, because),
    eventInsert(partnerWebhooksContract, 'webhook-endpoint.stopped', {
      call,
      aggregateId: delivery.endpoint_id,
      payload,
    }),
  ];
}

type Answered = Outcome & { text: string | null };

/** Never throws: what went wrong is the answer. Redirects are not followed. */
async function ask(deps: PartnerWebhooksDeps, delivery: DueDelivery, at: Date): Promise<Answered> {
  const { id, endpoint_id, event_id, body, url } = delivery;
  const sealed = [
    delivery.secret_sealed,
    ...(delivery.previous_secret_sealed ? [delivery.previous_secret_sealed] : []),
    ...(delivery.older_secret_sealed ? [delivery.older_secret_sealed] : []),
  ];
  try {
    const secrets = sealed.map((secret) => deps.cipher.decrypt(secret, sealContext(endpoint_id)));
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Lumbung-Webhooks/1',
      'lumbung-delivery': id,
      ...signatureHeaders({ id: event_id, at, body }, secrets),
    };
    return await post({ url, headers, body, isPrivateAllowed: deps.isPrivateAllowed });
  } catch (error) {
    return { status: null, error: reasonOf(error), text: null };
  }
}

type Wish = { url: string; headers: Record<string, string>; body: string; isPrivateAllowed: boolean };

async function post({ url, headers, body, isPrivateAllowed }: Wish): Promise<Answered> {
  const { protocol, hostname } = new URL(url);
  const literal = hostname.replace(/^\[|\]$/g, '');
  // An address written as numbers is never looked up.
  if (!isPrivateAllowed && isIP(literal) !== 0 && isPrivateAddress(literal)) throw new InnerAddress('an inner address');
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const bytes = Buffer.from(body, 'utf8');
  const ask = protocol === 'https:' ? askSecure : askPlain;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = ask(url, {
      method: 'POST',
      lookup: guardedLookup(isPrivateAllowed),
      signal,
      agent: false,
      headers: { ...headers, 'content-length': bytes.length },
    });
    sent.on('response', resolve).on('error', reject).end(bytes);
  });
  const status = response.statusCode ?? null;
  return { status, error: null, text: await beginningOf(response) };
}

/** The first characters of an answer; what comes after them is not waited for. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  let text = '';
  response.setEncoding('utf8');
  try {
    for await (const piece of response as AsyncIterable<string>) {
      text += piece;
      if (text.length >= KEPT_ANSWER) break;
    }
  } catch {
    // The status has come; a body that breaks off changes nothing about it.
  } finally {
    response.destroy();
  }
  return text.slice(0, KEPT_ANSWER).replaceAll('\u0000', '');
}

function reasonOf(error: unknown): string {
  if (error instanceof InnerAddress) return 'inner-address';
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')) return 'timeout';
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'unreachable';
}
