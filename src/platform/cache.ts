import { LRUCache } from 'lru-cache';

/**
 * A place for what may be lost: answers kept for seconds, revocations, counters. Memory in one process, Redis across
 * many (another maker of the same type).
 */
export type Cache = {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** Adds one and returns the count; the first one starts the time to live. */
  increment(key: string, ttlMs: number): Promise<number>;
  /** The kept value, or the loader's, asked once for all who wait (no stampede). */
  remember<T>(key: string, ttlMs: number, load: () => Promise<T>): Promise<T>;
};

export function createMemoryCache(options: { maxEntries?: number } = {}): Cache {
  const entries = new LRUCache<string, { value: unknown }>({ max: options.maxEntries ?? 20_000 });
  const loading = new Map<string, Promise<unknown>>();
  const cache: Cache = {
    get: async <T>(key: string) => entries.get(key)?.value as T | undefined,
    set: async (key, value, ttlMs) => {
      entries.set(key, { value }, { ttl: ttlMs });
    },
    delete: async (key) => {
      entries.delete(key);
    },
    increment: async (key, ttlMs) => {
      const entry = entries.get(key);
      if (!entry) {
        entries.set(key, { value: 1 }, { ttl: ttlMs });
        return 1;
      }
      entry.value = (entry.value as number) + 1;
      return entry.value as number;
    },
    remember: async <T>(key: string, ttlMs: number, load: () => Promise<T>) => {
      const entry = entries.get(key);
      if (entry) return entry.value as T;
      const waiting = loading.get(key);
      if (waiting) return waiting as Promise<T>;
      const started = load()
        .then((value) => {
          entries.set(key, { value }, { ttl: ttlMs });
          return value;
        })
        .finally(() => loading.delete(key));
      loading.set(key, started);
      return started;
    },
  };
  return cache;
}
