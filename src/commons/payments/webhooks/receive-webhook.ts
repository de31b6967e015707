import { createHash } from 'node:crypto';
import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { PaymentsDeps } from '../deps.ts';
import { type ProviderNotice, type WebhookHeaders, WebhookRefused } from '../providers/payment-provider.ts';
import { headerOf } from '../providers/provider-http.ts';
import { handleNotice } from './handle-notice.ts';
import { insertNotice } from './notice-queries.ts';

/** Notices handled beside each other in one process; more wait for the sweep. */
const MOST_AT_ONCE = 64;
/** When the sweep takes up a notice that the process that received it has not finished. */
const SWEEP_AFTER_MS = 30_000;

export type WebhookDesk = {
  /** Verifies, records, and answers; the handling follows by itself. */
  receive(call: Call, provider: string, rawBody: Buffer, headers: WebhookHeaders): Promise<void>;
  /** Waits for what is being handled (drain, tests). */
  settle(): Promise<void>;
};

/**
 * The provider gets its 2xx as soon as its words are safe with us: one round trip. What they mean is found out afterwards,
 * by asking the provider; if this process dies in between, the sweep goes on.
 */
export function createWebhookDesk(deps: PaymentsDeps): WebhookDesk {
  const handling = new Set<Promise<void>>();

  return {
    async receive(call, provider, rawBody, headers) {
      const notice = readOrRefuse(deps, provider, rawBody, headers);
      const receivedAt = deps.clock.now();
      const dueAt = new Date(receivedAt.getTime() + (handling.size < MOST_AT_ONCE ? SWEEP_AFTER_MS : 0));
      const webhookId = headerOf(headers, 'webhook-id').slice(0, 200) || null;
      const bodySha256 = createHash('sha256').update(rawBody).digest();
      const kept = await insertNotice(deps.database, {
        provider,
        bodySha256,
        rawBody,
        webhookId,
        about: notice.about,
        receivedAt,
        dueAt,
      });
      if (kept.isHandled || handling.size >= MOST_AT_ONCE) return;
      const work = handleNotice(deps, call, { id: kept.id, provider, notice, tries: 0 }).finally(() =>
        handling.delete(work),
      );
      handling.add(work);
    },
    settle: async () => {
      while (handling.size > 0) await Promise.all(handling);
    },
  };
}

function readOrRefuse(deps: PaymentsDeps, name: string, rawBody: Buffer, headers: WebhookHeaders): ProviderNotice {
  const provider = deps.providers.get(name);
  if (!provider) throw refuse('payments.webhook-malformed');
  try {
    return provider.readWebhook(rawBody, headers);
  } catch (error) {
    if (!(error instanceof WebhookRefused)) throw error;
    deps.log.warn({ provider: name, reason: error.reason }, 'a webhook was refused');
    throw refuse(error.reason === 'forged' ? 'payments.webhook-forged' : 'payments.webhook-malformed');
  }
}
