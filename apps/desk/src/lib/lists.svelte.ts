import type { List } from '@lumbung/kit/api.ts';

/** A list that is read by cursor: the first page, then more at a press. What is shown stays while it is asked for again. */
export class PagedList<T> {
  items: T[] = $state.raw([]);
  next: string | null = $state(null);
  isLoading = $state(false);
  /** Nothing has been shown yet. */
  isFirst = $state(true);
  error: unknown = $state(null);
  #load: (cursor: string | undefined) => Promise<List<T>>;
  #run = 0;

  constructor(load: (cursor: string | undefined) => Promise<List<T>>) {
    this.#load = load;
  }

  /** Another question: forgets what is shown. */
  restart(): Promise<void> {
    this.items = [];
    this.next = null;
    this.isFirst = true;
    return this.reload();
  }

  reload(): Promise<void> {
    return this.#ask(undefined, (page) => page.items);
  }

  more(): Promise<void> {
    if (this.next === null || this.isLoading) return Promise.resolve();
    return this.#ask(this.next, (page) => [...this.items, ...page.items]);
  }

  /** Puts a changed item in the place of the old one. */
  replace(isSame: (item: T) => boolean, changed: T): void {
    this.items = this.items.map((item) => (isSame(item) ? changed : item));
  }

  /** Answers that come after a newer question are dropped. */
  async #ask(cursor: string | undefined, merge: (page: List<T>) => T[]): Promise<void> {
    const run = ++this.#run;
    this.isLoading = true;
    this.error = null;
    try {
      const page = await this.#load(cursor);
      if (run !== this.#run) return;
      this.items = merge(page);
      this.next = page.nextCursor;
      this.isFirst = false;
    } catch (error) {
      if (run === this.#run) this.error = error;
    } finally {
      if (run === this.#run) this.isLoading = false;
    }
  }
}

/** One thing that is asked for. */
export class Resource<T> {
  value: T | null = $state.raw(null);
  error: unknown = $state(null);
  isLoading = $state(false);
  #load: () => Promise<T>;
  #run = 0;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  set(value: T): void {
    this.#run++;
    this.value = value;
    this.isLoading = false;
  }

  async reload(): Promise<void> {
    const run = ++this.#run;
    this.isLoading = true;
    this.error = null;
    try {
      const value = await this.#load();
      if (run === this.#run) this.value = value;
    } catch (error) {
      if (run === this.#run) this.error = error;
    } finally {
      if (run === this.#run) this.isLoading = false;
    }
  }
}
