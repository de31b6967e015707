import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Requests take from under a millisecond (a cached read) to seconds (an export). */
const HTTP_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const MAX_BUSINESS_NAMES = 200;

export type BusinessLabels = { channel?: string; outcome?: string };

/** What is measured. One object per process, handed to whoever measures; `text` is what /metrics answers. */
export type Metrics = {
  registry: Registry;
  httpSeconds: Histogram<'method' | 'route' | 'status'>;
  httpInFlight: Gauge;
  /** Requests turned away because the process was full, by kind (`write`, `read`). */
  httpShed: Counter<'kind'>;
  /** Values that no schema caught and the database refused: gaps to close. */
  dataExceptions: Counter<'route'>;
  /** Seconds between an event's birth and its handling, by subscriber. */
  eventLagSeconds: Gauge<'subscriber'>;
  outboxSize: Gauge<'module'>;
  deadLetters: Gauge<'subscriber'>;
  sagas: Gauge<'kind' | 'status'>;
  poolConnections: Gauge<'pool' | 'state'>;
  operationSeconds: Histogram<'module' | 'operation' | 'outcome'>;
  /** Events that this process has said, by type. */
  events: Counter<'type'>;
  /** Counts a business fact, e.g. `orders_placed`. Names and labels are few and fixed in code; never ids. */
  countBusiness(name: string, amount?: number, labels?: BusinessLabels): void;
  /** Called before each scrape, to read sizes that are too dear to keep up to date all the time. */
  onScrape(read: () => void | Promise<void>): void;
  text(): Promise<string>;
  contentType: string;
};

export function createMetrics(options: { processMetrics?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.processMetrics ?? true) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const business = new Counter({
    name: 'lumbung_business_total',
    help: 'Business facts by name',
    labelNames: ['name', 'channel', 'outcome'],
    registers,
  });
  const names = new Set<string>();
  const readers: (() => void | Promise<void>)[] = [];

  return {
    registry,
    ...httpMeters(registers),
    ...groundMeters(registers),
    countBusiness: (name, amount = 1, labels = {}) => {
      // A name made of an id would fill the memory of everybody who scrapes.
      const series = `${name} ${labels.channel} ${labels.outcome}`;
      if (names.size >= MAX_BUSINESS_NAMES && !names.has(series)) return;
      names.add(series);
      business.inc({ name, ...labels }, amount);
    },
    onScrape: (read) => {
      readers.push(read);
    },
    text: async () => {
      // A reader that fails must not hide the other figures.
      await Promise.allSettled(readers.map(async (read) => read()));
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

function httpMeters(registers: Registry[]) {
  return {
    httpSeconds: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time to answer, by route pattern',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: HTTP_BUCKETS,
      registers,
    }),
    httpInFlight: new Gauge({ name: 'http_requests_in_flight', help: 'Requests being answered now', registers }),
    httpShed: new Counter({
      name: 'http_requests_shed_total',
      help: 'Requests turned away because the process was full',
      labelNames: ['kind'] as const,
      registers,
    }),
    dataExceptions: new Counter({
      name: 'http_data_exceptions_total',
      help: 'Bad values that reached the database',
      labelNames: ['route'] as const,
      registers,
    }),
  };
}

function groundMeters(registers: Registry[]) {
  return {
    eventLagSeconds: new Gauge({
      name: 'lumbung_event_lag_seconds',
      help: 'Age of the oldest event not yet handled',
      labelNames: ['subscriber'] as const,
      registers,
    }),
    outboxSize: new Gauge({
      name: 'lumbung_outbox_rows',
      help: 'Rows in the outbox',
      labelNames: ['module'] as const,
      registers,
    }),
    deadLetters: new Gauge({
      name: 'lumbung_dead_letters',
      help: 'Events given up on until somebody replays them',
      labelNames: ['subscriber'] as const,
      registers,
    }),
    events: new Counter({
      name: 'lumbung_events_total',
      help: 'Events said by this process, by type',
      labelNames: ['type'] as const,
      registers,
    }),
    sagas: new Gauge({
      name: 'lumbung_sagas',
      help: 'Sagas by kind and status',
      labelNames: ['kind', 'status'] as const,
      registers,
    }),
    poolConnections: new Gauge({
      name: 'lumbung_pool_connections',
      help: 'Database connections: total, idle, waiting',
      labelNames: ['pool', 'state'] as const,
      registers,
    }),
    operationSeconds: new Histogram({
      name: 'lumbung_operation_duration_seconds',
      help: 'Calls between modules that leave the process',
      labelNames: ['module', 'operation', 'outcome'] as const,
      buckets: HTTP_BUCKETS,
      registers,
    }),
  };
}
