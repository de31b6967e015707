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

/** Notices of disputes carry their facts beside the event, not below it. */
export function sendFlatNotice(world: World, notice: Omit<Notice, 'data'> & { data: Record<string, unknown> }): void {
  world.webhooks.send(wishWith(world, notice, JSON.stringify({ event: notice.event, ...notice.data })));
}

/** The same message from somebody who does not know the token. */
export function forgeNotice(world: World, notice: Notice): void {
  world.webhooks.forge(wishOf(world, notice));
}

function wishOf(world: World, notice: Notice): WebhookWish {
  const { event, data } = notice;
  const facts = { event, business_id: BUSINESS_ID, created: world.nowIso(), api_version: 'v3', data };
  return wishWith(world, notice, JSON.stringify(facts));
}

function wishWith(world: World, { event, subject, effect }: Omit<Notice, 'data'>, body: string): WebhookWish {
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
