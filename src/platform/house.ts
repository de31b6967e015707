import { AUDIT_RECORDED } from './audit.ts';
import { systemCall } from './call.ts';
import type { ServedRoute } from './compiled-route.ts';
import type { ApiOf, Contract } from './contract.ts';
import { bindDatabase, type Database, openPool, type Pool } from './database.ts';
import { housekeepingJob } from './housekeeping.ts';
import { newUuid } from './ids.ts';
import { Inbox } from './inbox.ts';
import { internalRoutes } from './internal-routes.ts';
import type { Jobs } from './jobs.ts';
import type { Log } from './log.ts';
import { type Loop, startLoop } from './loop.ts';
import type { Enqueue, Module } from './module.ts';
import { POSTING_REQUESTED } from './posting.ts';
import { proxyRoutes } from './proxy.ts';
import { registerRefusals } from './refusal.ts';
import { type Relay, type Subscriber, startRelay } from './relay.ts';
import { connectNeighbour, deliverRemotely, type Neighbour, remoteApi } from './remote.ts';
import { ModuleSagas } from './saga-runner.ts';
import type { Fact } from './sql.ts';

export type HouseOptions = {
  /** Address of a module's database. */
  databaseUrlOf: (module: string) => string;
  /** Every module under its own role, with rights on its own schema only. */
  hasRoles: boolean;
  poolSize: number;
  runsHere: (module: string) => boolean;
  /** Process of a module that does not run here. */
  neighbourUrlOf: (module: string) => string | null;
  internalSecret: string;
  jobs: Jobs;
  log: Log;
  onDeadLetter?: (module: string, eventType: string) => void;
  /** Called with what a commit of this process has said; for figures. */
  onFacts?: (facts: readonly Fact[]) => void;
  /** Called when a step of a saga is refused, so that the saga turns round; for figures. */
  onSagaRefused?: (kind: string, code: string) => void;
};

/** Facts of the platform itself, which any module's outbox may carry. */
const PLATFORM_EVENTS = [AUDIT_RECORDED, POSTING_REQUESTED];
const INBOX_RETRY_MS = 500;
const DRAIN_ROUNDS = 5;

/**
 * Puts modules together: gives each its database and saga runner, decides between the module itself and its remote twin,
 * and runs relays, inboxes, sweeps and jobs of those that live in this process.
 */
export class House {
  readonly modules: Module[] = [];
  readonly inboxes: Inbox[] = [];
  /** By address of the database (and role). */
  readonly pools = new Map<string, Pool>();
  private readonly options: HouseOptions;
  private readonly owner = newUuid();
  private readonly databases = new Map<string, Database>();
  private readonly sagas = new Map<string, ModuleSagas>();
  private readonly neighbours = new Map<string, Neighbour>();
  private readonly relays = new Map<string, Relay>();
  private readonly loops: Loop[] = [];
  private sharing: { modules: number; isShared: boolean } | undefined;

  constructor(options: HouseOptions) {
    this.options = options;
  }

  /** The database as a module sees it. Connections are opened when first used. */
  databaseOf(module: string): Database {
    let database = this.databases.get(module);
    if (!database) {
      database = bindDatabase(this.poolOf(module), module, {
        onOutbox: (name, types, facts) => {
          this.relays.get(name)?.wake(types);
          this.options.onFacts?.(facts);
        },
        isShared: () => this.isOneDatabase(),
      });
      this.databases.set(module, database);
    }
    return database;
  }

  /** Puts work into the queue of a job of any module. */
  get enqueue(): Enqueue {
    return this.options.jobs.enqueue;
  }

  sagasOf(module: string): ModuleSagas {
    let sagas = this.sagas.get(module);
    if (!sagas) {
      const { log, onSagaRefused: onRefused } = this.options;
      const told = onRefused ? { onRefused } : {};
      sagas = new ModuleSagas({ database: this.databaseOf(module), owner: this.owner, log, ...told });
      this.sagas.set(module, sagas);
    }
    return sagas;
  }

  /** Takes a module in; answers its door: the module itself, or the way to it. */
  add<const C extends Contract>(module: Module<C>): ApiOf<C> {
    const erased = module as unknown as Module;
    this.modules.push(erased);
    registerRefusals(erased.contract);
    return this.isHere(erased) ? module.api : remoteApi(module.contract, this.neighbourOf(module.contract.module));
  }

  isHere(module: Module): boolean {
    return this.options.runsHere(module.contract.module);
  }

  get modulesHere(): Module[] {
    return this.modules.filter((module) => this.isHere(module));
  }

  /** Routes of the modules here, of those elsewhere (passed on), and the doors for neighbours. */
  routes(): ServedRoute[] {
    const served = this.modules.flatMap((module) => {
      const name = module.contract.module;
      const own = module.routes ?? [];
      const routes = this.isHere(module)
        ? own
        : proxyRoutes(own, this.neighbourOf(name).url, this.options.internalSecret);
      return routes.map((route) => ({ ...route, module: name }));
    });
    const internal = internalRoutes(this.modulesHere, this.inboxes, this.options.internalSecret);
    return [...served, ...internal.map((route) => ({ ...route, module: 'platform' }))];
  }

  /** After migrations: inboxes, sweeps, relays and (unless told otherwise) jobs begin. Commands do without jobs: they are over too soon. */
  async start(options: { hasJobs?: boolean } = {}): Promise<void> {
    const here = this.modulesHere;
    for (const module of here) this.openInbox(module);
    await Promise.all(here.map((module) => module.start?.()));
    for (const module of here) this.startSagas(module);
    await Promise.all(here.map((module) => this.startRelayOf(module)));
    for (const relay of this.relays.values()) relay.wake();
    for (const inbox of this.inboxes) this.loops.push(this.retryLoop(inbox));
    const databases = here.map((module) => this.databaseOf(module.contract.module));
    if (options.hasJobs === false) return;
    await this.options.jobs.start([...here.flatMap((module) => module.jobs ?? []), housekeepingJob(databases)]);
  }

  /** Lets running work finish and closes everything. */
  async stop(): Promise<void> {
    await this.options.jobs.stop();
    await Promise.all(this.loops.map((loop) => loop.stop()));
    await Promise.all([...this.sagas.values()].map((sagas) => sagas.stop()));
    await Promise.all([...this.relays.values()].map((relay) => relay.stop()));
    await Promise.all(this.modulesHere.map((module) => module.stop?.()));
    await Promise.all([...this.pools.values()].map((pool) => pool.close()));
  }

  /** Waits until every event that is there has been carried and handled, as far as it can be (tests, `lumbung verify`). */
  async drainEvents(): Promise<void> {
    for (let round = 0; round < DRAIN_ROUNDS; round++) {
      await Promise.all([...this.relays.values()].map((relay) => relay.drain()));
      for (const inbox of this.inboxes) await inbox.retryDue();
    }
  }

  /** Whether all modules run here and write to one database: then one write-ahead log holds all of them in order. */
  private isOneDatabase(): boolean {
    if (this.sharing === undefined || this.sharing.modules !== this.modules.length) {
      const urls = new Set(this.modules.map((module) => this.options.databaseUrlOf(module.contract.module)));
      const isShared = urls.size === 1 && this.modules.every((module) => this.isHere(module));
      this.sharing = { modules: this.modules.length, isShared };
    }
    return this.sharing.isShared;
  }

  private poolOf(module: string): Pool {
    const { hasRoles, poolSize, log } = this.options;
    const url = this.options.databaseUrlOf(module);
    const key = hasRoles ? `${url}#${module}` : url;
    let pool = this.pools.get(key);
    if (!pool) {
      const max = hasRoles ? Math.max(3, Math.ceil(poolSize / 2)) : poolSize;
      const onError = (error: Error): void => log.warn({ err: error }, 'an idle database connection broke');
      pool = openPool(url, { max, ...(hasRoles ? { role: `lumbung_${module}` } : {}), onError });
      this.pools.set(key, pool);
    }
    return pool;
  }

  private neighbourOf(module: string): Neighbour {
    const url = this.options.neighbourUrlOf(module);
    if (!url)
      throw new Error(`${module} does not run here, and ${module.toUpperCase()}_URL does not say where it does`);
    let neighbour = this.neighbours.get(url);
    if (!neighbour) {
      neighbour = connectNeighbour(url, this.options.internalSecret);
      this.neighbours.set(url, neighbour);
    }
    return neighbour;
  }

  private openInbox(module: Module): void {
    const name = module.contract.module;
    if (!module.reactions?.length) return;
    const { log, onDeadLetter } = this.options;
    const onDead = (event: { eventType: string }): void => onDeadLetter?.(name, event.eventType);
    this.inboxes.push(new Inbox({ database: this.databaseOf(name), reactions: module.reactions, log, onDead }));
  }

  private startSagas(module: Module): void {
    if (!module.sagas?.length) return;
    const sagas = this.sagasOf(module.contract.module);
    sagas.register(module.sagas);
    sagas.startSweep();
  }

  private async startRelayOf(publisher: Module): Promise<void> {
    const subscribers = this.subscribersOf(publisher);
    if (subscribers.length === 0) return;
    const database = this.databaseOf(publisher.contract.module);
    const relay = await startRelay({ database, subscribers, owner: this.owner, log: this.options.log });
    this.relays.set(publisher.contract.module, relay);
  }

  private subscribersOf(publisher: Module): Subscriber[] {
    const said = new Set([...Object.keys(publisher.contract.events), ...PLATFORM_EVENTS]);
    return this.modules.flatMap((module) => {
      const heard = (module.reactions ?? []).map((reaction) => reaction.eventType).filter((type) => said.has(type));
      if (heard.length === 0) return [];
      const name = module.contract.module;
      return [{ name, eventTypes: new Set(heard), deliver: this.deliveryTo(module) }];
    });
  }

  private deliveryTo(module: Module): Subscriber['deliver'] {
    const name = module.contract.module;
    if (!this.isHere(module)) {
      return (events) => deliverRemotely(this.neighbourOf(name), name, systemCall('relay', newUuid()), events);
    }
    const inbox = this.inboxes.find((candidate) => candidate.module === name);
    return async (events) => inbox?.receive(events);
  }

  private retryLoop(inbox: Inbox): Loop {
    const step = async () => ((await inbox.retryDue()) > 0 ? ('more' as const) : ('nothing' as const));
    const warn = (error: unknown): void =>
      this.options.log.warn({ err: error, module: inbox.module }, 'waiting events will be tried again');
    return startLoop(step, { pollMs: INBOX_RETRY_MS, gatherMs: 0 }, warn);
  }
}
