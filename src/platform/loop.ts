/** `more`: there may be more, go on; `soon`: look again in a moment; `nothing`: wait to be woken. */
export type Step = 'more' | 'soon' | 'nothing';

export type Loop = {
  /** Runs soon; many calls become one run. */
  wake(): void;
  /** Runs until nothing is left, and waits for it. */
  runNow(): Promise<void>;
  /** Lets a running step finish and ends. */
  stop(): Promise<void>;
};

const SOON_MS = 10;

/**
 * Work that is woken, and polls as a second net. Never two runs at once. `gatherMs` is the least time between two runs:
 * the first wake-up after a pause is served at once, a stream of them in batches. A failing step is tried again with
 * growing pauses.
 */
export function startLoop(
  step: () => Promise<Step>,
  times: { pollMs: number; gatherMs: number },
  onError: (error: unknown) => void,
): Loop {
  let running: Promise<void> | null = null;
  let isStopped = false;
  let failures = 0;
  let endedAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Number.POSITIVE_INFINITY;

  async function run(): Promise<void> {
    let outcome: Step = 'nothing';
    try {
      do outcome = await step();
      while (outcome === 'more' && !isStopped);
      failures = 0;
    } catch (error) {
      failures++;
      onError(error);
    }
    endedAt = performance.now();
    plan(outcome === 'soon' ? SOON_MS : untilPoll());
  }

  /** Loops of one rhythm poll in the same moment, so that their looks at the database share a round trip. */
  function untilPoll(): number {
    const { pollMs } = times;
    return failures > 0 ? pollMs * Math.min(2 ** failures, 32) : pollMs - (performance.now() % pollMs);
  }

  function start(): Promise<void> {
    clearTimeout(timer);
    timerAt = Number.POSITIVE_INFINITY;
    running ??= run().finally(() => {
      running = null;
      if (isWanted) wake();
    });
    return running;
  }

  function plan(delayMs: number): void {
    const at = performance.now() + delayMs;
    if (isStopped || at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(start, delayMs);
    timer.unref();
  }

  let isWanted = false;
  function wake(): void {
    if (running) {
      isWanted = true;
      return;
    }
    isWanted = false;
    plan(Math.max(0, endedAt + times.gatherMs - performance.now()));
  }

  plan(untilPoll());
  return {
    wake,
    runNow: async () => {
      while (running) await running;
      await start();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      while (running) await running;
    },
  };
}
