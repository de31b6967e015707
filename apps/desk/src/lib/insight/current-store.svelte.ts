import type { Store } from '@lumbung/kit/api-insight.ts';
import { createContext } from 'svelte';

/** The store whose pages are open; set by their layout once it has been read. */
export const [currentStore, setCurrentStore] = createContext<() => Store>();

/** Puts a changed store in its place. */
export const [keepStore, setKeepStore] = createContext<(changed: Store) => void>();

export function mayChange(store: Store): boolean {
  return store.role === 'owner' || store.role === 'manager';
}
