import { createHash, timingSafeEqual } from 'node:crypto';
import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { ShippingDeps } from './shipping-deps.ts';
import {
  findShipmentOfProvider,
  listUnhandledWebhooks,
  markWebhookHandled,
  recordWebhook,
  recordWebhookFailure,
} from './shipping-queries.ts';
import { refreshShipment } from './track-shipment.ts';

const HANDLED_A_RUN = 100;

/**
 * A message of the provider: the secret is compared in constant time, the message is recorded, and only then acted on.
 * It is believed in nothing but whose parcel it speaks of; how that parcel stands is asked for. So forged, repeated and
 * overtaking messages do no harm. What fails here is tried again by `handleWebhooks`.
 */
export async function receiveWebhook(
  deps: ShippingDeps,
  call: Call,
  input: { secret: string | null; body: string },
): Promise<Record<string, never>> {
  // Biteship probes an address with an empty body when it is saved, and wants 200.
  if (input.body.trim() === '') return {};
  if (!isSame(input.secret ?? '', deps.webhookSecret)) throw refuse('shipping.webhook-forged');
  if (parse(input.body) === undefined) throw refuse('shipping.webhook-unreadable');
  const bodyHash = createHash('sha256').update(input.body).digest('base64url');
  const { id, is_handled } = await recordWebhook(deps.database, {
    provider: deps.provider.name,
    bodyHash,
    body: input.body,
  });
  if (!is_handled) await handle(deps, call, { id, body: input.body });
  return {};
}

/** Messages that were recorded but not acted on: a crash, a provider that did not answer, a parcel not yet written down. */
export async function handleWebhooks(deps: ShippingDeps, call: Call): Promise<void> {
  for (const webhook of await listUnhandledWebhooks(deps.database, HANDLED_A_RUN)) await handle(deps, call, webhook);
}

async function handle(deps: ShippingDeps, call: Call, webhook: { id: number; body: string }): Promise<void> {
  try {
    const about = deps.provider.readWebhook(parse(webhook.body));
    if (about) {
      const shipment = await findShipmentOfProvider(deps.database, deps.provider.name, about.providerOrderId);
      // The provider may tell of a booking before its answer is written down here.
      if (!shipment) throw new Error('No parcel of ours has this number (yet)');
      await refreshShipment(deps, call, shipment);
    }
    await deps.database.batch([markWebhookHandled(webhook.id)]);
  } catch (error) {
    deps.log.warn({ err: error, webhook: webhook.id }, 'a shipping webhook will be tried again');
    await deps.database.batch([recordWebhookFailure(webhook.id, String(error).slice(0, 500))]);
  }
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return expected !== '' && timingSafeEqual(digest(given), digest(expected));
}

/** The object that the body holds; undefined for anything else. */
function parse(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
