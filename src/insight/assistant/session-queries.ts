import { type Runner, type Sql, sql, type Tx } from '#platform/database';
import type { Message, Proposal, Source } from './contract.ts';

export type SessionRow = {
  id: string;
  store_id: string;
  user_id: string;
  title: string;
  message_count: number;
  created_at: Date;
  updated_at: Date;
};
export type MessageRow = {
  id: string;
  session_id: string;
  store_id: string;
  place: number;
  role: Message['role'];
  body: string;
  sources: Source[];
  outcome: Message['outcome'];
  written_by: Message['writtenBy'];
  notices: Message['notices'];
  suggestions: string[];
  proposal: Proposal | null;
  created_at: Date;
};

const sessionColumns = sql`id, store_id, user_id, title, message_count, created_at, updated_at`;
const messageColumns = sql`id, session_id, store_id, place, role, body, sources, outcome, written_by, notices, suggestions,
  proposal, created_at`;

export function insertSession(row: SessionRow): Sql {
  return sql`insert into assistant.sessions (id, store_id, user_id, title, message_count, created_at, updated_at)
    values (${row.id}, ${row.store_id}, ${row.user_id}, ${row.title}, 0, ${row.created_at}, ${row.updated_at})`;
}

export async function countSessions(runner: Runner, storeId: string, userId: string): Promise<number> {
  const [row] = await runner.run<{ many: number }>(sql`
    select count(*)::int as many from assistant.sessions where store_id = ${storeId} and user_id = ${userId}`);
  return row?.many ?? 0;
}

/** Of this person only. */
export async function findSession(runner: Runner, sessionId: string, userId: string): Promise<SessionRow | undefined> {
  const [row] = await runner.run<SessionRow>(sql`
    select ${sessionColumns} from assistant.sessions where id = ${sessionId} and user_id = ${userId}`);
  return row;
}

export async function listSessionsOf(
  runner: Runner,
  of: { storeId: string; userId: string },
  after: { at: string; id: string } | null,
  limit: number,
): Promise<SessionRow[]> {
  const from = after ? sql`(updated_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
  return runner.run<SessionRow>(sql`
    select ${sessionColumns} from assistant.sessions
    where store_id = ${of.storeId} and user_id = ${of.userId} and ${from}
    order by updated_at desc, id desc limit ${limit}`);
}

export async function deleteSession(runner: Runner, sessionId: string, userId: string): Promise<boolean> {
  const rows = await runner.run(sql`
    delete from assistant.sessions where id = ${sessionId} and user_id = ${userId} returning id`);
  return rows.length > 0;
}

export type SaidRow = {
  sessionId: string;
  storeId: string;
  title: string;
  role: string;
  text: string;
  createdAt: string;
};

/** All that a person has said and been told, newest first. */
export async function listSaidOf(runner: Runner, userId: string, limit: number): Promise<SaidRow[]> {
  const rows = await runner.run<Omit<SaidRow, 'createdAt'> & { at: Date }>(sql`
    select s.id as "sessionId", s.store_id as "storeId", s.title, m.role, m.body as text, m.created_at as at
    from assistant.sessions s join assistant.messages m on m.session_id = s.id
    where s.user_id = ${userId} order by m.created_at desc, m.place desc limit ${limit}`);
  return rows.map(({ at, ...row }) => ({ ...row, createdAt: at.toISOString() }));
}

/** Everything that a person has said and been told. */
export function deleteSessionsOf(userId: string): Sql {
  return sql`delete from assistant.sessions where user_id = ${userId}`;
}

/** True for the one who may answer now. A mark that a dead process left behind gives way after two minutes. */
export async function takeTurn(runner: Runner, sessionId: string, now: Date): Promise<boolean> {
  const rows = await runner.run(sql`
    update assistant.sessions set answering_since = ${now}
    where id = ${sessionId} and (answering_since is null or answering_since < ${now}::timestamptz - interval '2 minutes')
    returning id`);
  return rows.length > 0;
}

export function endTurn(sessionId: string): Sql {
  return sql`update assistant.sessions set answering_since = null where id = ${sessionId}`;
}

export type NewMessage = Omit<MessageRow, 'place'>;

/** Its place is the next one of the session, which is counted on together with it. */
export function insertMessage(message: NewMessage): Sql {
  return sql`with session as (
      update assistant.sessions set message_count = message_count + 1, updated_at = ${message.created_at}
      where id = ${message.session_id} returning message_count)
    insert into assistant.messages (id, session_id, store_id, place, role, body, sources, outcome, written_by, notices,
      suggestions, proposal, created_at)
    select ${message.id}, ${message.session_id}, ${message.store_id}, session.message_count, ${message.role}, ${message.body},
      ${sql.json(message.sources)}, ${message.outcome}, ${message.written_by}, ${message.notices}, ${message.suggestions},
      ${message.proposal ? sql.json(message.proposal) : null}, ${message.created_at}
    from session`;
}

export async function listMessagesOf(
  runner: Runner,
  sessionId: string,
  afterPlace: number,
  limit: number,
): Promise<MessageRow[]> {
  return runner.run<MessageRow>(sql`
    select ${messageColumns} from assistant.messages where session_id = ${sessionId} and place > ${afterPlace}
    order by place limit ${limit}`);
}

/** The last ones, oldest first: what a model is told of the conversation. */
export async function listLastMessages(runner: Runner, sessionId: string, limit: number): Promise<MessageRow[]> {
  const rows = await runner.run<MessageRow>(sql`
    select ${messageColumns} from assistant.messages where session_id = ${sessionId} order by place desc limit ${limit}`);
  return rows.reverse();
}

/** Held until its proposal is decided, so that two yeses do not make two of it. */
export async function lockMessage(tx: Tx, sessionId: string, messageId: string): Promise<MessageRow | undefined> {
  const [row] = await tx.run<MessageRow>(sql`
    select ${messageColumns} from assistant.messages where id = ${messageId} and session_id = ${sessionId} for update`);
  return row;
}

export function updateProposal(messageId: string, proposal: Proposal): Sql {
  return sql`update assistant.messages set proposal = ${sql.json(proposal)} where id = ${messageId}`;
}
