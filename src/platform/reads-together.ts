import type { Sql } from './sql.ts';

type Rows = unknown[][];
type Waiting = { statements: readonly Sql[]; resolve: (rows: Rows) => void; reject: (error: unknown) => void };

/** Few share one connection, which serves them one after another while others stand idle; a crowd shares more evenly. */
const FEW_TOGETHER = 4;
const MOST_TOGETHER = 12;
const CONNECTIONS_SHARED = 4;

/**
 * Reads that are asked for side by side (`Promise.all` over neighbours, each with its own statement) go to the server in
 * one round trip instead of one each: a round trip costs about 0.1 ms of CPU on both sides, as much as most of these
 * statements. Gathered until the running turn of the event loop is through, which is a fraction of a millisecond; so the
 * looks of an idle house, which all fall into one turn, travel together as well. Long statements (`with …`) go alone.
 *
 * One that fails takes the others of its round trip along; each is then asked for by itself, which reads may be.
 */
export function createReadsTogether(send: (statements: readonly Sql[]) => Promise<Rows>): {
  ask(statements: readonly Sql[]): Promise<Rows>;
} {
  let waiting: Waiting[] = [];

  function ask(statements: readonly Sql[]): Promise<Rows> {
    const { promise, resolve, reject } = Promise.withResolvers<Rows>();
    waiting.push({ statements, resolve, reject });
    if (waiting.length === 1) setImmediate(flush);
    return promise;
  }

  function flush(): void {
    const all = waiting;
    waiting = [];
    const share = Math.min(Math.max(Math.ceil(all.length / CONNECTIONS_SHARED), FEW_TOGETHER), MOST_TOGETHER);
    for (let from = 0; from < all.length; from += share) void sendAll(all.slice(from, from + share));
  }

  async function sendAll(group: readonly Waiting[]): Promise<void> {
    const [first] = group;
    if (group.length === 1 && first) return sendOne(first);
    try {
      const rows = await send(group.flatMap((one) => one.statements));
      let at = 0;
      for (const { statements, resolve } of group) {
        resolve(rows.slice(at, at + statements.length));
        at += statements.length;
      }
    } catch {
      for (const one of group) void sendOne(one);
    }
  }

  function sendOne({ statements, resolve, reject }: Waiting): void {
    send(statements).then(resolve, reject);
  }

  return { ask };
}

const reads = new Map<string, boolean>();
const MAX_KNOWN = 5_000;

/** A prepared `select` that locks nothing and calls no function of ours (which might write). */
export function isPlainRead({ name, text, outbox }: Sql): boolean {
  if (name === '' || outbox) return false;
  const known = reads.get(name);
  if (known !== undefined) return known;
  const isRead =
    /^\s*select\b/i.test(text) &&
    !/\bfor\s+(no\s+key\s+)?(update|share|key)\b/i.test(text) &&
    !/\b(set_config|pg_notify|nextval|setval|pg_sleep|\w*advisory\w*)\s*\(/i.test(text) &&
    !/\b[a-z_]+\.[a-z_]+\s*\(/i.test(text);
  if (reads.size >= MAX_KNOWN) reads.clear();
  reads.set(name, isRead);
  return isRead;
}
