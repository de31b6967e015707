import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Database } from '#platform/database';
import { refuse } from '#platform/refusal';
import { type MessageStatus, noteStatuses, settleMessages } from './delivery-queries.ts';

export type WebhookDeps = {
  database: Database;
  whatsapp: {
    /** Signs what Meta sends. */
    appSecret: string;
    /** Typed into Meta's dashboard beside our address; null: the handshake is refused. */
    verifyToken: string | null;
  };
  wake: () => void;
};

const Status = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 300, pattern: '^[^\\u0000]*$' }),
  status: Type.String({ maxLength: 40 }),
  timestamp: Type.Optional(Type.Union([Type.String({ maxLength: 20 }), Type.Integer()])),
  errors: Type.Optional(
    Type.Array(Type.Object({ code: Type.Optional(Type.Integer()), title: Type.Optional(Type.String()) })),
  ),
});
const checkNotice = Compile(
  Type.Object({
    entry: Type.Array(
      Type.Object({
        changes: Type.Array(
          Type.Object({
            value: Type.Object({ statuses: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 1_000 })) }),
          }),
          { maxItems: 1_000 },
        ),
      }),
      { maxItems: 1_000 },
    ),
  }),
);
const checkStatus = Compile(Status);
const MOST_ERROR_CHARACTERS = 300;

/** Meta asks once whether this address is ours; the answer is its challenge, as it came. */
export function answerHandshake(
  deps: Pick<WebhookDeps, 'whatsapp'>,
  asked: { mode: string; token: string; challenge: string },
): string {
  const { verifyToken } = deps.whatsapp;
  const isOurs = verifyToken !== null && asked.mode === 'subscribe' && isSame(asked.token, verifyToken);
  if (!isOurs) throw refuse('notifications.webhook-forged');
  return asked.challenge;
}

/**
 * Records what became of messages. The signature is over the bytes as they came; statuses may come twice, out of order,
 * and before we know the message. Everything else that Meta tells (answers of people) is passed over.
 */
export async function receiveWhatsApp(deps: WebhookDeps, rawBody: Buffer, signature: string): Promise<void> {
  const expected = `sha256=${createHmac('sha256', deps.whatsapp.appSecret).update(rawBody).digest('hex')}`;
  if (!isSame(signature, expected)) throw refuse('notifications.webhook-forged');
  const statuses = readStatuses(rawBody);
  if (statuses.length === 0) return;
  await deps.database.batch([noteStatuses(statuses), ...settleMessages(statuses.map((status) => status.messageId))]);
  if (statuses.some((status) => status.status === 'failed')) deps.wake();
}

function readStatuses(rawBody: Buffer): MessageStatus[] {
  let body: unknown;
  try {
    body = JSON.parse(rawBody.toString('utf8'));
  } catch {
    throw refuse('notifications.webhook-unreadable');
  }
  if (!checkNotice.Check(body)) throw refuse('notifications.webhook-unreadable');
  const said = body.entry.flatMap(({ changes }) => changes.flatMap(({ value }) => value.statuses ?? []));
  // A statement may name each message once; of several words in one notice the furthest counts.
  const latest = new Map<string, MessageStatus>();
  for (const one of said) {
    const status = statusOf(one);
    if (!status) continue;
    const known = latest.get(status.messageId);
    if (!known || ORDER.indexOf(status.status) > ORDER.indexOf(known.status)) latest.set(status.messageId, status);
  }
  return [...latest.values()];
}

const ORDER = ['sent', 'failed', 'delivered', 'read'] as const satisfies readonly MessageStatus['status'][];

/** Null for a status that Meta has added since. */
function statusOf(said: unknown): MessageStatus | null {
  if (!checkStatus.Check(said)) return null;
  const status = ORDER.find((known) => known === said.status);
  if (!status) return null;
  const [error] = said.errors ?? [];
  const text = error ? `WhatsApp ${error.code ?? ''} ${error.title ?? ''}`.replaceAll('\0', '').trim() : null;
  return {
    messageId: said.id,
    status,
    saidAt: momentOf(said.timestamp),
    error: text?.slice(0, MOST_ERROR_CHARACTERS) ?? null,
  };
}

/** Seconds since 1970, as text; anything else counts as now. */
function momentOf(timestamp: string | number | undefined): Date {
  const seconds = Number(timestamp);
  const isPlausible = Number.isInteger(seconds) && seconds > 1_500_000_000 && seconds < 4_000_000_000;
  return isPlausible ? new Date(seconds * 1_000) : new Date();
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
