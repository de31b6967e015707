import type { Static } from 'typebox';
import { assert } from '#platform/assert';
import { type Call, userIdOf } from '#platform/call';
import type { Database } from '#platform/database';
import { decodeCursor, page } from '#platform/lists';
import { refuse } from '#platform/refusal';
import type { Notice, NoticeFilter, Preferences } from './contract.ts';
import {
  countUnread,
  findSwitches,
  markAllRead as markAll,
  markRead as markOne,
  type NoticeRow,
  listNotices as queryNotices,
  saveSwitches,
} from './notice-queries.ts';
import { DEFAULT_PREFERENCES } from './templates.ts';

type Deps = { database: Database };

function person(call: Call): string {
  const userId = userIdOf(call);
  assert(userId, 'Only signed-in people have an inbox');
  return userId;
}

export async function listNotices(deps: Deps, call: Call, input: Static<typeof NoticeFilter>) {
  const limit = input.limit ?? 20;
  const cursor = decodeCursor(input.cursor, 2);
  const before = cursor ? { createdAt: String(cursor[0]), id: String(cursor[1]) } : null;
  const [rows, unreadCount] = await Promise.all([
    queryNotices(deps.database, person(call), { isUnread: input.unread ?? false, before, limit: limit + 1 }),
    countUnread(deps.database, person(call)),
  ]);
  const { items, nextCursor } = page(rows, limit, (row) => [row.created_at.toISOString(), row.id]);
  return { items: items.map(toNotice), nextCursor, unreadCount };
}

export async function markRead(deps: Deps, call: Call, noticeId: string): Promise<Record<string, never>> {
  if (!(await markOne(deps.database, person(call), noticeId))) throw refuse('notifications.not-found');
  return {};
}

export async function markAllRead(deps: Deps, call: Call): Promise<{ marked: number }> {
  return { marked: await markAll(deps.database, person(call)) };
}

export async function getPreferences(deps: Deps, call: Call): Promise<Preferences> {
  return (await findSwitches(deps.database, person(call))) ?? DEFAULT_PREFERENCES;
}

export async function setPreferences(deps: Deps, call: Call, preferences: Preferences): Promise<Preferences> {
  await deps.database.batch([saveSwitches(person(call), preferences)]);
  return preferences;
}

function toNotice(row: NoticeRow): Notice {
  return {
    id: row.id,
    type: row.type,
    group: row.group_name,
    title: row.title,
    body: row.body,
    link: row.link,
    isRead: row.read_at !== null,
    createdAt: row.created_at.toISOString(),
  };
}
