import type { Journal, JournalRecord } from './journal.ts';

/**
 * Records of one kind, found by id or by any of their keys, oldest forgotten first when there are too many. Records are
 * replaced, never changed in place: `put({ ...record, status })`.
 */
export type Collection<T extends { id: string }> = {
  get(id: string): T | undefined;
  find(key: string): T | undefined;
  put(record: T): T;
  /** Newest first. */
  newest(limit: number, matches?: (record: T) => boolean): T[];
  size(): number;
};

export type Store = {
  collection<T extends { id: string }>(
    kind: string,
    limits: { limit: number; keys?: (record: T) => string[] },
  ): Collection<T>;
  /** Forgets everything, in memory and on disk. */
  clear(): void;
  close(): void;
};

/** @param onChange called after every change; must be cheap */
export function createStore(journal: Journal, onChange: () => void): Store {
  const shelves: { clear(): void; records(): Iterable<JournalRecord> }[] = [];
  journal.compactFrom(function* () {
    for (const shelf of shelves) yield* shelf.records();
  });
  return {
    collection<T extends { id: string }>(kind: string, limits: { limit: number; keys?: (record: T) => string[] }) {
      const shelf = createShelf<T>({ kind, limit: limits.limit, keys: limits.keys ?? (() => []), journal, onChange });
      shelves.push(shelf);
      return shelf.collection;
    },
    clear() {
      for (const shelf of shelves) shelf.clear();
      onChange();
    },
    close: () => journal.close(),
  };
}

type ShelfOptions<T> = {
  kind: string;
  limit: number;
  keys: (record: T) => string[];
  journal: Journal;
  onChange: () => void;
};

function createShelf<T extends { id: string }>({ kind, limit, keys, journal, onChange }: ShelfOptions<T>) {
  const records = new Map<string, T>();
  const idsByKey = new Map<string, string>();

  function forget(record: T): void {
    records.delete(record.id);
    for (const key of keys(record)) if (idsByKey.get(key) === record.id) idsByKey.delete(key);
    journal.write({ kind, id: record.id, value: null });
  }

  function keep(record: T): void {
    records.set(record.id, record);
    for (const key of keys(record)) idsByKey.set(key, record.id);
    if (records.size <= limit) return;
    for (const oldest of records.values()) {
      forget(oldest);
      break;
    }
  }

  for (const record of journal.restored) if (record.kind === kind) keep(writtenByUs<T>(record.value));

  const collection: Collection<T> = {
    get: (id) => records.get(id),
    find: (key) => {
      const id = idsByKey.get(key);
      return id === undefined ? undefined : records.get(id);
    },
    put(record) {
      keep(record);
      journal.write({ kind, id: record.id, value: record });
      onChange();
      return record;
    },
    newest: (count, matches = () => true) => newestOf(records, count, matches),
    size: () => records.size,
  };
  return {
    collection,
    clear: () => [...records.values()].forEach(forget),
    *records(): Iterable<JournalRecord> {
      for (const record of records.values()) yield { kind, id: record.id, value: record };
    },
  };
}

function newestOf<T>(records: Map<string, T>, count: number, matches: (record: T) => boolean): T[] {
  const found: T[] = [];
  for (const record of [...records.values()].reverse()) {
    if (found.length === count) break;
    if (matches(record)) found.push(record);
  }
  return found;
}

/** The journal's version line vouches for it: what comes back was written by `put` of this very kind. */
function writtenByUs<T>(value: unknown): T {
  return value as T;
}
