import type { Store } from '#insight/stores';
import { type Call, userIdOf } from '#platform/call';
import { decodeCursor, decodeMomentCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import type { AssistantDeps } from './assistant-deps.ts';
import { type Message, MOST_SESSIONS, type Session } from './contract.ts';
import {
  countSessions,
  deleteSession,
  findSession,
  insertSession,
  listMessagesOf,
  listSessionsOf,
  type MessageRow,
  type SessionRow,
} from './session-queries.ts';

type Page = { limit?: number | undefined; cursor?: string | undefined };
export type Opened = { session: SessionRow; store: Store; userId: string };

export async function createSession(
  deps: AssistantDeps,
  call: Call,
  { storeId, title }: { storeId: string; title?: string | undefined },
): Promise<Session> {
  await deps.stores.storeOfCall(call, { storeId });
  const userId = personOf(call);
  if ((await countSessions(deps.database, storeId, userId)) >= MOST_SESSIONS)
    throw refuse('assistant.too-many', { most: MOST_SESSIONS });
  const now = deps.clock.now();
  const untitled = call.language === 'id' ? 'Percakapan baru' : 'New conversation';
  const row: SessionRow = {
    id: deps.newId(),
    store_id: storeId,
    user_id: userId,
    title: title?.trim() ?? untitled,
    message_count: 0,
    created_at: now,
    updated_at: now,
  };
  await deps.database.run(insertSession(row));
  return toSession(row);
}

/** The session, if it is the caller's and he still may look at its store. */
export async function openSession(deps: AssistantDeps, call: Call, sessionId: string): Promise<Opened> {
  const userId = userIdOf(call);
  const session = userId ? await findSession(deps.database, sessionId, userId) : undefined;
  if (!session || !userId) throw refuse('assistant.session-not-found');
  const store = await deps.stores.storeOfCall(call, { storeId: session.store_id });
  return { session, store, userId };
}

export async function listSessions(
  deps: AssistantDeps,
  call: Call,
  { storeId, limit = 20, cursor }: Page & { storeId: string },
): Promise<{ items: Session[]; nextCursor: string | null }> {
  await deps.stores.storeOfCall(call, { storeId });
  const after = decodeMomentCursor(cursor);
  const rows = await listSessionsOf(deps.database, { storeId, userId: personOf(call) }, after, limit + 1);
  const { items, nextCursor } = page(rows, limit, (row) => [row.updated_at.toISOString(), row.id]);
  return { items: items.map(toSession), nextCursor };
}

export async function removeSession(
  deps: AssistantDeps,
  call: Call,
  sessionId: string,
): Promise<Record<string, never>> {
  const { userId } = await openSession(deps, call, sessionId);
  await deleteSession(deps.database, sessionId, userId);
  return {};
}

export async function listMessages(
  deps: AssistantDeps,
  call: Call,
  { sessionId, limit = 20, cursor }: Page & { sessionId: string },
): Promise<{ items: Message[]; nextCursor: string | null }> {
  await openSession(deps, call, sessionId);
  const [place] = decodeCursor(cursor, 1) ?? [0];
  if (typeof place !== 'number' || !Number.isInteger(place) || Math.abs(place) > 1_000_000)
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  const rows = await listMessagesOf(deps.database, sessionId, place, limit + 1);
  const { items, nextCursor } = page(rows, limit, (row) => [row.place]);
  return { items: items.map(toMessage), nextCursor };
}

function personOf(call: Call): string {
  const userId = userIdOf(call);
  // The house has stores but no conversations.
  if (!userId) throw refuse('stores.not-found');
  return userId;
}

export function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    storeId: row.store_id,
    title: row.title,
    messages: row.message_count,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function toMessage(row: Omit<MessageRow, 'place'>): Message {
  return {
    id: row.id,
    sessionId: row.session_id,
    role: row.role,
    text: row.body,
    sources: row.sources,
    outcome: row.outcome,
    writtenBy: row.written_by,
    notices: row.notices,
    suggestions: row.suggestions,
    proposal: row.proposal,
    createdAt: row.created_at.toISOString(),
  };
}
