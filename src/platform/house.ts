import { AUDIT_RECORDED } from './audit.ts';
import { systemCall } from './call.ts';
import type { ApiOf, Contract } from './contract.ts';
import { bindDatabase, type Database, openPool, type Pool } from './database.ts';
import { housekeepingJob } from './housekeeping.ts';
import { newUuid } from './ids.ts';
import { createInbox, type Inbox } from './inbox.ts';
import type { Jobs } from './jobs.ts';
import type { Log } from './log.ts';
import { type Loop, startLoop } from './loop.ts';
import type { Module } from './module.ts';
import { POSTING_REQUESTED } from './posting.ts';
import { proxyRoutes } from './proxy.ts';
import { registerRefusals } from './refusal.ts';
import { type Relay, type Subscriber, startRelay } from './relay.ts';
import { connectNeighbour, deliverRemotely, internalRoutes, type Neighbour, remoteApi } from './remote.ts';
import type { Route } from './route.ts';
import { createSagaRunner } from './saga-runner.ts';

export type HouseOptions = {
  /** Address of a module's database. */
  databaseUrlOf: (module: string) => string;
  hasRoles: boolean;
  poolSize: number;
  /** Null: all modules run in this process. */
  runsHere: (module: string) => boolean;
  /** Process of a module that does not run here. */
  neighbourUrlOf: (module: string) => string | null;
  internalSecret: string;
  jobs: Jobs;
  log: Log;
  onDeadLetter?: (module: string, eventType: string) => void;
};

/** Facts of the platform itself, which any module's outbox may carry. */
const PLATFORM_EVENTS = [AUDIT_RECORDED, POSTING_REQUESTED];
const INBOX_RETRY_MS = 500;

export type House = ReturnType<typeof createHouse>;

/**
 * Puts modules together: gives each its database and saga runner, decides between the module itself and its remote twin,
 * and runs relays, inboxes, sweeps and jobs of those that live here.
 */
export function createHouse(options: HouseOptions) {
  const { log } = options;
  const owner = newUuid();
  const pools = new Map<string, Pool>();
  const databases = new Map<string, Database>();
  const runners = new Map<string, ReturnType<typeof createSagaRunner>>();
  const neighbours = new Map<string, Neighbour>();
  const modules: Module[] = [];
  const relays = new Map<string, Relay>();
  const inboxes: Inbox[] = [];
  const loops: Loop[] = [];

  function databaseOf(module: string): Database {
    let database = databases.get(module);
    if (!database) {
      database = bindDatabase(poolOf(module), module, (name) => relays.get(name)?.wake());
      databases.set(module, database);
    }
    return database;
  }

  function poolOf(module: string): Pool {
    const url = options.databaseUrlOf(module);
    const key = options.hasRoles ? `${url}#${module}` : url;
    let pool = pools.get(key);
    if (!pool) {
      const max = options.hasRoles ? Math.max(3, Math.ceil(options.poolSize / 2)) : options.poolSize;
      pool = openPool(url, {
        max,
        ...(options.hasRoles ? { role: `lumbung_${module}` } : {}),
        onError: (error) => log.warn({ err: error }, 'an idle database connection broke'),
      });
      pools.set(key, pool);
    }
    return pool;
  }

  function sagasOf(module: string): ReturnType<typeof createSagaRunner> {
    let runner = runners.get(module);
    if (!runner) {
      runner = createSagaRunner({ database: databaseOf(module), owner, log: log.child({ module }) });
      runners.set(module, runner);
    }
    return runner;
  }

  function neighbourOf(module: string): Neighbour {
    const url = options.neighbourUrlOf(module);
    if (!url) throw new Error(`${module} does not run here and ${module.toUpperCase()}_URL does not say where it does`);
    let neighbour = neighbours.get(url);
    if (!neighbour) {
      neighbour = connectNeighbour(url, options.internalSecret);
      neighbours.set(url, neighbour);
    }
    return neighbour;
  }

  /** Takes a module in; answers its door: the module itself, or the way to it. */
  function add<const C extends Contract>(module: Module<C>): ApiOf<C> {
    const erased = module as unknown as Module;
    modules.push(erased);
    registerRefusals(erased.contract);
    return options.runsHere(module.contract.module)
      ? module.api
      : remoteApi(module.contract, neighbourOf(module.contract.module));
  }

  const isHere = (module: Module): boolean => options.runsHere(module.contract.module);

  function subscribersOf(publisher: Module): Subscriber[] {
    const said = new Set([...Object.keys(publisher.contract.events), ...PLATFORM_EVENTS]);
    return modules.flatMap((module) => {
      const heard = (module.reactions ?? []).map((reaction) => reaction.eventType).filter((type) => said.has(type));
      if (heard.length === 0) return [];
      const name = module.contract.module;
      return [{ name, eventTypes: new Set(heard), deliver: deliveryTo(module) }];
    });
  }

  function deliveryTo(module: Module): Subscriber['deliver'] {
    const name = module.contract.module;
    if (!isHere(module))
      return (events) => deliverRemotely(neighbourOf(name), name, systemCall('relay', newUuid()), events);
    return (events) => inboxOf(module).receive(events);
  }

  function inboxOf(module: Module): Inbox {
    const name = module.contract.module;
    let inbox = inboxes.find((candidate) => candidate.module === name);
    if (!inbox) {
      inbox = createInbox({
        database: databaseOf(name),
        reactions: module.reactions ?? [],
        log: log.child({ module: name }),
        onDead: (event) => options.onDeadLetter?.(name, event.eventType),
      });
      inboxes.push(inbox);
    }
    return inbox;
  }

  async function start(): Promise<void> {
    const here = modules.filter(isHere);
    for (const module of here) {
      if (module.reactions?.length) inboxOf(module);
      if (module.sagas?.length) {
        const runner = sagasOf(module.contract.module);
        runner.register(module.sagas);
        runner.startSweep();
      }
    }
    await Promise.all(here.map((module) => module.start?.()));
    await Promise.all(
      here.map(async (module) => {
        const subscribers = subscribersOf(module);
        if (subscribers.length === 0) return;
        relays.set(
          module.contract.module,
          await startRelay({ database: databaseOf(module.contract.module), subscribers, owner, log }),
        );
      }),
    );
    for (const relay of relays.values()) relay.wake();
    for (const inbox of inboxes) {
      const warn = (error: unknown): void =>
        log.warn({ err: error, module: inbox.module }, 'waiting events will be tried again');
      loops.push(
        startLoop(
          async () => ((await inbox.retryDue()) > 0 ? 'more' : 'nothing'),
          { pollMs: INBOX_RETRY_MS, gatherMs: 0 },
          warn,
        ),
      );
    }
    const jobs = here.flatMap((module) => module.jobs ?? []);
    await options.jobs.start([...jobs, housekeepingJob(here.map((module) => databaseOf(module.contract.module)))]);
  }

  async function stop(): Promise<void> {
    await options.jobs.stop();
    await Promise.all(loops.map((loop) => loop.stop()));
    await Promise.all([...runners.values()].map((runner) => runner.stop()));
    await Promise.all([...relays.values()].map((relay) => relay.stop()));
    await Promise.all(modules.filter(isHere).map((module) => module.stop?.()));
    await Promise.all([...pools.values()].map((pool) => pool.close()));
  }

  /** Routes of the modules here, of those elsewhere (passed on), and the doors for neighbours. */
  function routes(): Route[] {
    const own = modules.filter(isHere).flatMap((module) => module.routes ?? []);
    const passed = modules
      .filter((module) => !isHere(module))
      .flatMap((module) => proxyRoutes(module.routes ?? [], neighbourOf(module.contract.module).url));
    return [...own, ...passed, ...internalRoutes(modules.filter(isHere), inboxes, options.internalSecret)];
  }

  /** Waits until every event that is there has been carried and handled, as far as it can be (tests, `lumbung verify`). */
  async function drainEvents(): Promise<void> {
    for (let round = 0; round < 5; round++) {
      await Promise.all([...relays.values()].map((relay) => relay.drain()));
      for (const inbox of inboxes) await inbox.retryDue();
    }
  }

  return {
    databaseOf,
    sagasOf,
    add,
    start,
    stop,
    routes,
    drainEvents,
    modules: modules as readonly Module[],
    inboxes: inboxes as readonly Inbox[],
    isHere,
    pools: pools as ReadonlyMap<string, Pool>,
  };
}
