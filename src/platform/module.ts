import type { Call } from './call.ts';
import type { ApiOf, Contract } from './contract.ts';
import type { Reaction } from './events.ts';
import type { Route } from './route.ts';
import type { SagaDefinition } from './saga.ts';

/** Work on a schedule or from a queue; carried by pg-boss, one run at a time per name across all processes. */
export type Job = {
  /** `module.verb`, e.g. `inventory.release-expired`. */
  name: string;
  /** Five-field cron in Asia/Jakarta; or every so many seconds (not through pg-boss: a local timer with a lease). */
  schedule?: { cron: string } | { everySeconds: number };
  /** Called by the schedule with `null`, by the queue with its data. May run twice. */
  run: (call: Call, data: unknown) => Promise<void>;
};

/** Puts work into the queue of a job; handed to modules that need it. `singletonKey` keeps one waiting per key. */
export type Enqueue = (
  jobName: string,
  data: object,
  options?: { singletonKey?: string; startAfter?: Date },
) => Promise<void>;

/** What a module gives to the composition root. */
export type Module<C extends Contract = Contract> = {
  contract: C;
  api: ApiOf<C>;
  routes?: Route[];
  reactions?: Reaction[];
  jobs?: Job[];
  // biome-ignore lint/suspicious/noExplicitAny: sagas of different states stand in one list.
  sagas?: SagaDefinition<any>[];
  /** After migrations, before traffic. */
  start?: () => Promise<void>;
  /** After traffic has drained. */
  stop?: () => Promise<void>;
};

/** Typed end of a `create…` function. */
export function defineModule<const C extends Contract>(module: Module<C>): Module<C> {
  return module;
}
