import pg from 'pg';
import { sendBatch } from './batch.ts';
import { createReadsTogether, isPlainRead } from './reads-together.ts';
import type { Fact, Sql } from './sql.ts';
import { traced } from './telemetry.ts';

export { type Sql, sql } from './sql.ts';

// Money and counters are bigint columns: numbers here, guarded, because contracts carry safe integers (decision: money).
pg.types.setTypeParser(20, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`The database sent ${text}, which is not a safe integer`);
  return value;
});
// Calendar days stay text ('2026-11-21'): a Date would drag a zone in.
pg.types.setTypeParser(1082, (text) => text);

/** What runs statements: a database or an open transaction. Queries take this, so they serve in both. */
export type Runner = {
  /** Rows of one statement. */
  run<Row>(statement: Sql): Promise<Row[]>;
};

/** An open transaction of one module. */
export type Tx = Runner & {
  /**
   * Queues a write whose rows nobody needs now: it travels with the next `run` or with the commit, in order, so it
   * costs no round trip of its own. Its error surfaces there.
   */
  write(...statements: Sql[]): void;
  /** Several statements in one round trip, rows of each. */
  batch<Rows extends unknown[][] = unknown[][]>(statements: Sql[]): Promise<Rows>;
};

/**
 * When a commit need not wait for the disk. `true`: a later, synchronous commit of the same database follows, before which
 * nothing outside has happened. `where-shared`: what it rests on and what will rest on it lie in the same write-ahead log,
 * so a crash takes either the end of all of it or nothing; with a database of its own for some module it waits.
 */
export type Lazy = boolean | 'where-shared';

/** The database as one module sees it: its own schema (in tests, under a role that can touch nothing else). */
export type Database = Runner & {
  /** The module, which is also the name of its schema. */
  readonly module: string;
  /**
   * All statements in one round trip and one transaction (all or nothing), rows of each. No branching on results
   * inside: put the condition into SQL.
   */
  batch<Rows extends unknown[][] = unknown[][]>(statements: Sql[], options?: { lazy?: Lazy }): Promise<Rows>;
  /** A transaction with decisions inside. A throw rolls back; serialization failures and deadlocks are tried again (3 times). */
  inTx<T>(work: (tx: Tx) => Promise<T>, options?: { lazy?: Lazy }): Promise<T>;
};

const BEGIN: Sql = { text: 'begin', values: [], name: 'lumbung_begin' };
const COMMIT: Sql = { text: 'commit', values: [], name: 'lumbung_commit' };
const RETRIED = new Set(['40001', '40P01']);
const TRIES = 3;

/**
 * Connections of one database server, shared by all modules that live there. Lazy commits have connections of their own,
 * which say so once when they are opened: saying it in every transaction was a statement in seven.
 */
export type Pool = {
  pg: pg.Pool;
  lazy: pg.Pool;
  close(): Promise<void>;
  reads: ReturnType<typeof createReadsTogether>;
};

type PoolOptions = { max: number; role?: string; applicationName?: string; onError?: (error: Error) => void };

/** `max`: connections for each of the two kinds of commits. */
export function openPool(url: string, options: PoolOptions): Pool {
  const pool = openConnections(url, options, '');
  const lazy = openConnections(url, options, ' -c synchronous_commit=off');
  const reads = createReadsTogether((statements) => sendOver(pool, statements));
  return { pg: pool, lazy, close: async () => void (await Promise.all([pool.end(), lazy.end()])), reads };
}

function openConnections(url: string, options: PoolOptions, extra: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    application_name: options.applicationName ?? 'lumbung',
    options: `-c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000 -c timezone=UTC${options.role ? ` -c role=${options.role}` : ''}${extra}`,
  });
  // A connection that breaks while idle must not take the process down; the next query opens a new one.
  pool.on('error', (error) => {
    // An embedded server that stops right behind us breaks connections that are closing anyway.
    if (pool.ending) return;
    // pg hangs the whole connection on its error; a log line wants the sentence.
    options.onError?.(new Error(error.message));
  });
  // Between two statements of a transaction nobody else listens; the next statement then fails and says why.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** All in one round trip; serialization failures and deadlocks are tried again. */
async function sendOver(pool: pg.Pool, statements: readonly Sql[]): Promise<unknown[][]> {
  const { rows } = await retried(() => withClient(pool, (client) => sendBatch(client, statements)));
  return rows;
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    // A statement that failed leaves a usable connection; anything else (socket, protocol) does not.
    client.release(isServerError(error) ? undefined : true);
    throw error;
  }
}

/** What a transaction has appended to the outbox: types of events, `*` where the statement did not say. */
export type Appended = ReadonlySet<string>;

function noteAppended(types: Set<string>, statements: readonly Sql[]): void {
  for (const { outbox } of statements) {
    if (outbox === true) types.add('*');
    else if (outbox) for (const type of outbox) types.add(type);
  }
}

function noteFacts(facts: Fact[], statements: readonly Sql[], rows: readonly unknown[][]): void {
  for (const [index, statement] of statements.entries()) {
    if (!statement.facts || (statement.mayWriteNothing && rows[index]?.length === 0)) continue;
    facts.push(...statement.facts);
  }
}

export type BindOptions = {
  /**
   * Called after each commit that appended events, so that the relay wakes without polling, and with the facts
   * themselves, so that they are counted.
   */
  onOutbox?: (module: string, types: Appended, facts: readonly Fact[]) => void;
  /** Whether all modules of the house write to this one database, so that `where-shared` may be lazy. */
  isShared?: () => boolean;
};

/** Binds a pool to a module. */
export function bindDatabase(pool: Pool, module: string, options: BindOptions = {}): Database {
  const { onOutbox, isShared } = options;
  const labels = { 'db.system.name': 'postgresql', 'lumbung.module': module };
  const poolFor = (lazy: Lazy = false): pg.Pool =>
    (lazy === 'where-shared' ? isShared?.() : lazy) ? pool.lazy : pool.pg;

  async function batch<Rows extends unknown[][]>(statements: Sql[], how: { lazy?: Lazy } = {}): Promise<Rows> {
    if (statements.length === 0) return [] as unknown[][] as Rows;
    if (!how.lazy && statements.every(isPlainRead)) {
      return (await traced('database.batch', labels, () => pool.reads.ask(statements))) as Rows;
    }
    const rows = await traced('database.batch', labels, () => sendOver(poolFor(how.lazy), statements));
    const appended = new Set<string>();
    noteAppended(appended, statements);
    if (appended.size > 0) {
      const facts: Fact[] = [];
      noteFacts(facts, statements, rows);
      onOutbox?.(module, appended, facts);
    }
    return rows as Rows;
  }

  return {
    module,
    run: async <Row>(statement: Sql) => ((await batch<Row[][]>([statement]))[0] ?? []) as Row[],
    batch,
    inTx: async (work, how = {}) => {
      const outcome = await traced('database.transaction', labels, () =>
        retried(() => withClient(poolFor(how.lazy), (client) => transact(client, work))),
      );
      if (outcome.appended.size > 0) onOutbox?.(module, outcome.appended, outcome.facts);
      return outcome.result;
    },
  };
}

async function transact<T>(
  client: pg.PoolClient,
  work: (tx: Tx) => Promise<T>,
): Promise<{ result: T; appended: Appended; facts: readonly Fact[] }> {
  let pending: Sql[] = [];
  const appended = new Set<string>();
  const facts: Fact[] = [];
  let hasBegun = false;

  async function send(statements: Sql[]): Promise<unknown[][]> {
    const before = hasBegun ? pending : [BEGIN, ...pending];
    pending = [];
    hasBegun = true;
    noteAppended(appended, statements);
    const sent = [...before, ...statements];
    const { rows } = await sendBatch(client, sent);
    noteFacts(facts, sent, rows);
    return rows.slice(before.length);
  }
  const tx: Tx = {
    run: async <Row>(statement: Sql) => ((await send([statement]))[0] ?? []) as Row[],
    batch: async <Rows extends unknown[][]>(statements: Sql[]) => (await send(statements)) as Rows,
    write: (...statements) => {
      noteAppended(appended, statements);
      pending.push(...statements);
    },
  };

  try {
    const result = await work(tx);
    if (hasBegun) await send([COMMIT]);
    // What only writes is one batch, and a batch is a transaction by itself.
    else if (pending.length > 0) noteFacts(facts, pending, (await sendBatch(client, pending)).rows);
    return { result, appended, facts };
  } catch (error) {
    if (hasBegun) await client.query('rollback').catch(() => {});
    throw error;
  }
}

function isServerError(error: unknown): boolean {
  return typeof error === 'object' &&
    error !== null &&
    'severity' in error &&
    (error as { severity: string }).severity !== 'FATAL'
    ? true
    : !isConnectionError(error);
}

function isConnectionError(error: unknown): boolean {
  return (
    error instanceof Error &&
    ('code' in error
      ? /^(E[A-Z]+|57P0[123]|08\d{3})$/.test(String(error.code))
      : /connection|socket|terminated/i.test(error.message))
  );
}

async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
      if (!RETRIED.has(code) || attempt >= TRIES) throw error;
    }
  }
}

/** True for a broken unique or exclusion constraint, of the given name when one is given. */
export function isConflict(error: unknown, constraint?: string): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  if (error.code !== '23505' && error.code !== '23P01') return false;
  return constraint === undefined || ('constraint' in error && error.constraint === constraint);
}

/** True for a broken check constraint, of the given name when one is given. */
export function isCheckViolation(error: unknown, constraint?: string): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== '23514') return false;
  return constraint === undefined || ('constraint' in error && error.constraint === constraint);
}
