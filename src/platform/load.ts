import { monitorEventLoopDelay } from 'node:perf_hooks';
import { refuse } from './refusal.ts';

/**
 * `write`: somebody wants to change something. `read`: somebody looks. `owed`: what was begun elsewhere and should come to
 * its end: webhooks of providers (money), calls of neighbour processes.
 */
export type LoadKind = 'read' | 'write' | 'owed';

/** When a process has had enough. Beyond these it says "busy" at once instead of making everybody wait. */
export type LoadLimits = {
  /**
   * Writes being answered at the same time, working or waiting for a connection. What comes on top would only wait longer
   * than it takes to come again: at 10 ms of database work each, a hundred are a second.
   */
  maxWrites: number;
  /** Reads at the same time: a budget of their own, so that a rush on the till does not close the shop window. */
  maxReads: number;
  maxOwed: number;
  /** Mean delay of the event loop over the last half second, beyond which writes are turned away; the others at the double. */
  maxDelayMs: number;
};

export const DEFAULT_LOAD_LIMITS: LoadLimits = { maxWrites: 100, maxReads: 400, maxOwed: 200, maxDelayMs: 250 };

export type Load = {
  /** Refuses with `server.busy`, or lets the request in; what it answers must be called once when the request is over. */
  enter(kind: LoadKind): () => void;
  readonly inFlight: number;
  readonly delayMs: number;
  stop(): void;
};

const SAMPLE_MS = 500;
const RESOLUTION_MS = 10;

/** Two comparisons and a count per request, whatever the load. `measureDelayMs` stands in for the real event loop in tests. */
export function createLoad(limits: LoadLimits, measureDelayMs?: () => number): Load {
  const classes = {
    write: classOf(limits.maxWrites, limits.maxDelayMs, 2),
    read: classOf(limits.maxReads, limits.maxDelayMs * 2, 1),
    owed: classOf(limits.maxOwed, limits.maxDelayMs * 2, 1),
  };
  let delayMs = 0;
  const histogram = measureDelayMs ? null : monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram?.enable();
  const timer = setInterval(() => {
    if (!histogram) return;
    // The histogram counts the timer's own period in; with no sample at all its mean is NaN.
    delayMs = Math.max(0, (histogram.mean || 0) / 1e6 - RESOLUTION_MS);
    histogram.reset();
  }, SAMPLE_MS);
  timer.unref();

  return {
    enter: (kind) => classes[kind].enter(measureDelayMs ? measureDelayMs() : delayMs),
    get inFlight() {
      return classes.write.inFlight() + classes.read.inFlight() + classes.owed.inFlight();
    },
    get delayMs() {
      return delayMs;
    },
    stop: () => {
      clearInterval(timer);
      histogram?.disable();
    },
  };
}

function classOf(most: number, maxDelayMs: number, retryAfterSeconds: number) {
  let inFlight = 0;
  const leave = (): void => {
    inFlight--;
  };
  return {
    enter: (delayMs: number): (() => void) => {
      if (inFlight >= most || delayMs > maxDelayMs) throw refuse('server.busy', {}, { retryAfterSeconds });
      inFlight++;
      return leave;
    },
    inFlight: () => inFlight,
  };
}
