import { systemCall } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import { eventInsert } from '#platform/events';
import type { Log } from '#platform/log';
import { type Carriers, Undeliverable, type WhatsAppMessage } from './carriers.ts';
import { notificationsContract } from './contract.ts';
import {
  type DueDelivery,
  delayDelivery,
  finishDelivery,
  type NewDelivery,
  settleMessages,
  startFallback,
  takeDue,
} from './delivery-queries.ts';
import type { Letter } from './letter.ts';

export type DeliverDeps = { database: Database; cipher: FieldCipher; carriers: Carriers; clock: Clock; log: Log };

/** What a delivery carries, before sealing and after opening. */
export type Content = { channel: 'email'; letter: Letter } | { channel: 'whatsapp'; message: WhatsAppMessage };

const AT_ONCE = 20;
const MAX_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 3_600_000;

export function sealContent(
  cipher: FieldCipher,
  delivery: Omit<NewDelivery, 'sealed' | 'channel' | 'fallback'>,
  content: Content,
  fallback: { id: string; content: Content } | null = null,
): NewDelivery {
  return {
    ...delivery,
    channel: content.channel,
    sealed: cipher.encrypt(JSON.stringify(content), contextOf(delivery.id)),
    fallback: fallback && {
      id: fallback.id,
      sealed: cipher.encrypt(JSON.stringify(fallback.content), contextOf(fallback.id)),
    },
  };
}

/** Sends what is due. A crash after sending and before noting it sends a second time: a mail twice is better than none. */
export async function deliverDue(deps: DeliverDeps): Promise<number> {
  const due = await takeDue(deps.database, AT_ONCE);
  await Promise.all(due.map((delivery) => deliverOne(deps, delivery)));
  return due.length;
}

async function deliverOne(deps: DeliverDeps, delivery: DueDelivery): Promise<void> {
  const { id, type, channel, attempts } = delivery;
  if (delivery.expires_at && delivery.expires_at < deps.clock.now()) {
    await deps.database.run(finishDelivery(id, { status: 'late', error: 'expired' }));
    return;
  }
  try {
    const messageId = await send(deps, JSON.parse(deps.cipher.decrypt(delivery.sealed, contextOf(id))) as Content);
    const payload = { deliveryId: id, userId: delivery.user_id, type, channel };
    const call = systemCall('notifications', id);
    await deps.database.batch([
      finishDelivery(id, { status: 'sent', error: null, messageId }),
      eventInsert(notificationsContract, 'notification.sent', { call, aggregateId: id, payload }),
      // WhatsApp may have told of the message before its answer was here.
      ...(messageId === null ? [] : settleMessages([messageId])),
    ]);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const isOver = error instanceof Undeliverable || attempts >= MAX_ATTEMPTS;
    deps.log.warn(
      { err: error, delivery: id, type, channel, attempts },
      isOver ? 'delivery given up' : 'delivery will be tried again',
    );
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
    await deps.database.batch(
      isOver
        ? [finishDelivery(id, { status: 'failed', error: text }), startFallback(id)]
        : [delayDelivery(id, pause, text)],
    );
  }
}

/** WhatsApp's name of the message; mails have none. */
async function send(deps: DeliverDeps, content: Content): Promise<string | null> {
  if (content.channel === 'whatsapp') return await deps.carriers.whatsapp(content.message);
  await deps.carriers.mail(content.letter);
  return null;
}

function contextOf(id: string): string {
  return `notifications.deliveries:${id}`;
}
