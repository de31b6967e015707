import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/**
 * A package that most runs of the house need late or never (pictures, PDF, mail, outside HTTP), loaded when it is first
 * called for: together they are half of all files, and a good part of the memory, of a server that has just started.
 */
export function lazyPackage<T>(name: string): () => T {
  let loaded: T | undefined;
  return () => {
    loaded ??= load(name) as T;
    return loaded;
  };
}

/** Made at the first call; undefined to `made` before. */
export function lazily<T>(make: () => T): { get(): T; made(): T | undefined } {
  let value: T | undefined;
  return {
    get: () => {
      value ??= make();
      return value;
    },
    made: () => value,
  };
}
