import { randomBytes } from 'node:crypto';
import type { WebhookEffect } from '../world/webhook-rules.ts';
import type { WebhookWish } from '../world/webhooks.ts';
import type { World } from '../world/world.ts';
import { BUSINESS_ID } from './records.ts';

export type Notice = { event: string; subject: string; data: unknown; effect?: WebhookEffect | undefined };

/** Tells Lumbung, the way Xendit does: a shared token in a header, and an id per webhook that a repetition keeps. */
export function sendNotice(world: World, notice: Notice): void {
  world.webhooks.send(wishOf(world, notice));
}

/** The same message from somebody who does not know the token. */
export function forgeNotice(world: World, notice: Notice): void {
  world.webhooks.forge(wishOf(world, notice));
}

function wishOf(world: World, { event, subject, data, effect }: Notice): WebhookWish {
  const body = JSON.stringify({ event, business_id: BUSINESS_ID, created: world.nowIso(), api_version: 'v3', data });
  const webhookId = randomBytes(20).toString('hex');
  const headers = { 'webhook-id': webhookId, 'x-callback-token': world.secrets.xenditCallbackToken };
  const forgedHeaders = { 'webhook-id': webhookId, 'x-callback-token': 'not-the-token' };
  return {
    source: 'xendit',
    event,
    subject,
    message: { body, headers },
    forged: { body, headers: forgedHeaders },
    ...(effect === undefined ? {} : { effect }),
  };
}
