import type { Clock } from './clock.ts';

/** One condition for taking traffic: resolves when it holds, throws when it does not. */
export type ReadinessCheck = { name: string; check: () => Promise<void> };

export type Readiness = {
  isReady: boolean;
  checks: Record<string, 'ok' | 'failing' | 'too slow'>;
  isDraining: boolean;
};

export type Health = {
  /** May this process take traffic now? Asked at most once a second, whoever asks. */
  readiness(): Promise<Readiness>;
  /** From now on not ready: the balancer turns elsewhere while requests under way finish. */
  drain(): void;
  readonly isDraining: boolean;
};

const TIMEOUT_MS = 2_000;
const KEPT_MS = 1_000;

export function createHealth(options: { checks: readonly ReadinessCheck[]; clock: Clock; timeoutMs?: number }): Health {
  let isDraining = false;
  let kept: { atMs: number; readiness: Promise<Readiness> } | null = null;

  async function look(): Promise<Readiness> {
    const results = await Promise.all(
      options.checks.map(
        async ({ name, check }) => [name, await outcomeOf(check, options.timeoutMs ?? TIMEOUT_MS)] as const,
      ),
    );
    return {
      isReady: results.every(([, outcome]) => outcome === 'ok'),
      checks: Object.fromEntries(results),
      isDraining: false,
    };
  }

  return {
    readiness: async () => {
      if (isDraining) return { isReady: false, checks: {}, isDraining: true };
      const nowMs = options.clock.now().getTime();
      if (!kept || nowMs - kept.atMs >= KEPT_MS || nowMs < kept.atMs) kept = { atMs: nowMs, readiness: look() };
      return kept.readiness;
    },
    drain: () => {
      isDraining = true;
    },
    get isDraining() {
      return isDraining;
    },
  };
}

async function outcomeOf(check: () => Promise<void>, timeoutMs: number): Promise<'ok' | 'failing' | 'too slow'> {
  const { promise: late, resolve } = Promise.withResolvers<'too slow'>();
  const timer = setTimeout(() => resolve('too slow'), timeoutMs);
  try {
    return await Promise.race([check().then(() => 'ok' as const), late]);
  } catch {
    return 'failing';
  } finally {
    clearTimeout(timer);
  }
}
