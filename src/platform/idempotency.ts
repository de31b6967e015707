import { hash } from 'node:crypto';
import type { Database } from './database.ts';
import { deleteKey, deleteOldKeys, findKey, type IdempotencyRow, insertKey, updateKey } from './idempotency-queries.ts';
import { refuse } from './refusal.ts';

/** A crashed attempt may be repeated after this long. */
export const LEASE_SECONDS = 30;
const MAX_KEPT_BYTES = 256 * 1_024;
const PURGE_ROWS = 5_000;

/** One request under a key. */
export type IdempotentRequest = {
  /** Whose schema holds the key: the module of the route. */
  module: string;
  /** Who asks (user, guest's cart, address): nobody gets another caller's answer. */
  caller: string;
  /** Method and pattern, e.g. `POST /api/v1/orders/:id/cancel`. */
  route: string;
  key: string;
  /** Address and body as they came; together they decide whether it is the same request. */
  url: string;
  body: string | Buffer | null;
};

export type KeptAnswer = { status: number; headers: Record<string, string | string[]>; body: string | null };

export type Begun =
  /** Run it, then `keep` or `release`. */
  | { kind: 'begun'; ticket: IdempotencyTicket }
  /** It ran before; this was the answer. */
  | { kind: 'kept'; answer: KeptAnswer };

export type IdempotencyTicket = { module: string; id: string; attempt: number };

export type IdempotencyStore = {
  /** Refuses with `request.idempotency-key-reused` (other request) or `request.in-progress` (still under way). */
  begin(request: IdempotentRequest): Promise<Begun>;
  keep(ticket: IdempotencyTicket, answer: KeptAnswer): Promise<void>;
  release(ticket: IdempotencyTicket): Promise<void>;
};

/**
 * First answers, kept in the schema of the module that gave them. One statement before and one after on the usual
 * way; a repeat costs a second look.
 */
export function createIdempotencyStore(databaseOf: (module: string) => Database): IdempotencyStore {
  return {
    begin: (request) => begin(databaseOf(request.module), request),
    keep: async (ticket, answer) => {
      await databaseOf(ticket.module).run(
        updateKey(ticket.module, {
          ...ticket,
          status: answer.status,
          headers: JSON.stringify(answer.headers),
          body: answer.body,
        }),
      );
    },
    release: async (ticket) => {
      await databaseOf(ticket.module).run(deleteKey(ticket.module, ticket.id, ticket.attempt));
    },
  };
}

/**
 * The identity of a key: caller, route and key together. Also what a verb sees as `call.idempotencyKey`, so that two
 * people who choose the same key never meet in ids derived from it.
 */
export function scopedKey(request: Pick<IdempotentRequest, 'caller' | 'route' | 'key'>): string {
  return hash('sha256', `${request.caller}\n${request.route}\n${request.key}`, 'hex').slice(0, 32);
}

/** Not kept: faults and "too many" (the next try may fare better), and answers that are too large or not text. */
export function isKeepable(answer: { status: number; payload: unknown }): boolean {
  if (answer.status >= 500 || answer.status === 429 || answer.status === 425) return false;
  if (answer.payload === null) return true;
  return (
    typeof answer.payload === 'string' &&
    answer.payload.length <= MAX_KEPT_BYTES &&
    Buffer.byteLength(answer.payload) <= MAX_KEPT_BYTES
  );
}

/** Deletes keys older than 24 hours; the number of rows tells whether to call again. For an hourly job per module. */
export async function purgeIdempotencyKeys(database: Database, limit = PURGE_ROWS): Promise<number> {
  const [row] = await database.run<{ count: number }>(deleteOldKeys(database.module, limit));
  return row?.count ?? 0;
}

async function begin(database: Database, request: IdempotentRequest): Promise<Begun> {
  const id = scopedKey(request);
  const requestHash = requestHashOf(request);
  const [begun] = await database.run<{ attempt: number }>(
    insertKey(request.module, { id, requestHash, route: request.route, leaseSeconds: LEASE_SECONDS }),
  );
  if (begun) return { kind: 'begun', ticket: { module: request.module, id, attempt: begun.attempt } };

  const [row] = await database.run<IdempotencyRow>(findKey(request.module, id, requestHash));
  // Gone between the two looks: the first attempt has just given the key back.
  if (!row) throw refuse('request.in-progress', {}, { retryAfterSeconds: 1 });
  if (!row.isSameRequest) throw refuse('request.idempotency-key-reused');
  if (row.status === null)
    throw refuse('request.in-progress', {}, { retryAfterSeconds: Math.min(row.leasedSeconds, 2) });
  return { kind: 'kept', answer: { status: row.status, headers: row.headers ?? {}, body: row.body } };
}

function requestHashOf(request: IdempotentRequest): string {
  const body = request.body ?? '';
  const text =
    typeof body === 'string' ? `${request.url}\n${body}` : Buffer.concat([Buffer.from(`${request.url}\n`), body]);
  return hash('sha256', text, 'hex').slice(0, 32);
}
