import pg from 'pg';
import utils from 'pg/lib/utils.js';
import type { Sql } from './sql.ts';

/**
 * Several statements in one round trip: Parse/Bind/Execute for each and a single Sync at the end, written in one
 * buffer. Outside a transaction PostgreSQL treats all of it as one implicit transaction; an error skips the rest.
 * Statements are parsed and described once per connection.
 *
 * Written on the `submit(connection)` interface of `pg` (the one pg-cursor uses) because `pg` sends a Sync, and so
 * pays a round trip or a server-side flush, for every statement.
 */
type Field = { name: string; dataTypeID: number; format: string };
type RowReader = {
  names: string[];
  parsers: ((text: string) => unknown)[];
  /** All columns as null: rows copied from it share one shape, which is quicker to fill and to read than growing each. */
  empty: Row;
};

/** What we know of a prepared statement on one connection. `uncertain`: its Parse may or may not have happened. */
type Prepared = { reader: RowReader | null; state: 'parsed' | 'uncertain' };

type Connection = {
  stream: { cork(): void; uncork(): void };
  parse(query: { text: string; name: string; types: undefined }): void;
  bind(config: {
    portal: string;
    statement: string;
    values: unknown[];
    binary: boolean;
    valueMapper: (value: unknown) => unknown;
  }): void;
  describe(message: { type: 'S' | 'P'; name: string }): void;
  execute(config: { portal: string; rows: number }): void;
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
};

const preparedOf = new WeakMap<Connection, Map<string, Prepared>>();

function preparedOn(connection: Connection): Map<string, Prepared> {
  let prepared = preparedOf.get(connection);
  if (!prepared) {
    prepared = new Map();
    preparedOf.set(connection, prepared);
  }
  return prepared;
}

function readerOf(fields: Field[]): RowReader {
  return {
    names: fields.map((field) => field.name),
    parsers: fields.map((field) => pg.types.getTypeParser(field.dataTypeID, 'text') as (text: string) => unknown),
    empty: Object.fromEntries(fields.map((field) => [field.name, null])),
  };
}

type Row = Record<string, unknown>;

class Batch {
  /** Read by `pg` when a Parse completes; ours are tracked here instead. */
  readonly name = undefined;
  callback: ((error: Error | null) => void) | undefined;
  readonly results: Row[][];
  /** Rows touched per statement, from the command tags. */
  readonly counts: number[];
  private readonly statements: readonly Sql[];
  private readonly readers: (RowReader | null)[] = [];
  private readonly settle: (error: Error | null) => void;
  private index = 0;
  private failure: Error | null = null;
  private settled = false;

  constructor(statements: readonly Sql[], settle: (error: Error | null) => void) {
    this.statements = statements;
    this.settle = settle;
    this.results = statements.map(() => []);
    this.counts = statements.map(() => 0);
  }

  submit(connection: Connection): Error | null {
    const prepared = preparedOn(connection);
    connection.stream.cork();
    try {
      for (const statement of this.statements) this.send(connection, prepared, statement);
    } catch (error) {
      // A value that cannot be sent. What was written so far is not executed further: a wrong name makes it fail whole.
      connection.bind({
        portal: '',
        statement: 'lumbung_never_prepared',
        values: [],
        binary: false,
        valueMapper: (value) => value,
      });
      this.failure = error instanceof Error ? error : new Error(String(error));
    } finally {
      connection.sync();
      connection.stream.uncork();
    }
    return null;
  }

  private send(connection: Connection, prepared: Map<string, Prepared>, statement: Sql): void {
    const known = statement.name ? prepared.get(statement.name) : undefined;
    if (known?.state !== 'parsed') {
      if (known) connection.close({ type: 'S', name: statement.name });
      connection.parse({ text: statement.text, name: statement.name, types: undefined });
      connection.describe({ type: 'S', name: statement.name });
      if (statement.name) prepared.set(statement.name, { reader: null, state: 'uncertain' });
      this.readers.push(null);
    } else this.readers.push(known.reader);
    connection.bind({
      portal: '',
      statement: statement.name,
      values: statement.values as unknown[],
      binary: false,
      valueMapper: utils.prepareValue,
    });
    connection.execute({ portal: '', rows: 0 });
  }

  handleRowDescription(message: { fields: Field[] }): void {
    this.readers[this.index] = readerOf(message.fields);
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const reader = this.readers[this.index];
    if (!reader || this.failure) return;
    const row: Row = { ...reader.empty };
    try {
      for (let column = 0; column < reader.names.length; column++) {
        const text = message.fields[column];
        if (text === null || text === undefined) continue;
        row[reader.names[column] as string] = reader.parsers[column]?.(text);
      }
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      return;
    }
    this.results[this.index]?.push(row);
  }

  handleCommandComplete(message: { text: string }, connection: Connection): void {
    const statement = this.statements[this.index];
    if (statement?.name)
      preparedOn(connection).set(statement.name, { reader: this.readers[this.index] ?? null, state: 'parsed' });
    this.counts[this.index] = Number(/ (\d+)$/.exec(message.text)?.[1] ?? 0);
    this.index++;
  }

  handleEmptyQuery(): void {
    this.index++;
  }

  handlePortalSuspended(): void {}

  /** The server skips to Sync after an error; `pg` calls this instead of `handleReadyForQuery`. */
  handleError(error: Error): void {
    this.finish(this.failure ?? error);
  }

  handleReadyForQuery(): void {
    this.finish(this.failure);
  }

  private finish(error: Error | null): void {
    if (this.settled) return;
    this.settled = true;
    this.callback?.(error);
    this.settle(error);
  }
}

export type BatchResult = { rows: Row[][]; counts: number[] };

/** Sends the statements over one connection; rejects with the first error, of which the server has undone everything. */
export function sendBatch(client: pg.PoolClient | pg.Client, statements: readonly Sql[]): Promise<BatchResult> {
  const { promise, resolve, reject } = Promise.withResolvers<BatchResult>();
  const batch = new Batch(statements, (error) => {
    if (error) {
      Error.captureStackTrace(error, sendBatch);
      reject(error);
    } else resolve({ rows: batch.results, counts: batch.counts });
  });
  client.query(batch as unknown as pg.Submittable);
  return promise;
}
