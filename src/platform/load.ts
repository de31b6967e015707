import { monitorEventLoopDelay } from 'node:perf_hooks';
import { refuse } from './refusal.ts';

/** When a process has had enough. Beyond these it says "busy" at once instead of making everybody wait. */
export type LoadLimits = {
  /** Requests being answered at the same time; writes are turned away at 80 % of it. */
  maxInFlight: number;
  /** Mean delay of the event loop over the last half second, beyond which writes are turned away; reads at the double. */
  maxDelayMs: number;
};

export const DEFAULT_LOAD_LIMITS: LoadLimits = { maxInFlight: 1_000, maxDelayMs: 250 };

export type Load = {
  /** Refuses with `server.busy`, or lets the request in; then `leave` must follow once. */
  enter(kind: 'read' | 'write'): void;
  leave(): void;
  readonly inFlight: number;
  readonly delayMs: number;
  stop(): void;
};

const SAMPLE_MS = 500;
const RESOLUTION_MS = 10;
const WRITE_SHARE = 0.8;

/** `measureDelayMs` stands in for the real event loop in tests. */
export function createLoad(limits: LoadLimits, measureDelayMs?: () => number): Load {
  let inFlight = 0;
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
    enter: (kind) => {
      const delay = measureDelayMs ? measureDelayMs() : delayMs;
      const isFull = inFlight >= (kind === 'write' ? limits.maxInFlight * WRITE_SHARE : limits.maxInFlight);
      const isSlow = delay > (kind === 'write' ? limits.maxDelayMs : limits.maxDelayMs * 2);
      if (isFull || isSlow) throw refuse('server.busy', {}, { retryAfterSeconds: kind === 'write' ? 2 : 1 });
      inFlight++;
    },
    leave: () => {
      inFlight--;
    },
    get inFlight() {
      return inFlight;
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
