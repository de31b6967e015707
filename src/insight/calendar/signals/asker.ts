import {
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleAll,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { SourceUnavailable } from './sources.ts';

const MOST_BYTES = 1_000_000;

/** The answer's status and JSON; `null` for a body that is empty. */
export type Asked = { status: number; body: unknown };
export type Ask = (
  path: string,
  init?: { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string },
) => Promise<Asked>;

/**
 * Asks a source over HTTP: four seconds, one repetition, and after five failures in a row nobody asks for a minute. Statuses
 * of 5xx and 429, answers above a megabyte and answers that are not JSON count as failures.
 */
export function createAsker(source: string, baseUrl: string): Ask {
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: 60_000, breaker: new ConsecutiveBreaker(5) });
  const backoff = new ExponentialBackoff({ initialDelay: 100, maxDelay: 1_000 });
  const policy = wrap(
    retry(handleAll, { maxAttempts: 1, backoff }),
    breaker,
    timeout(4_000, TimeoutStrategy.Aggressive),
  );
  return async (path, init = {}) => {
    try {
      return await policy.execute(async ({ signal }) => {
        const response = await fetch(`${baseUrl.replace(/\/$/, '')}${path}`, { ...init, signal });
        const text = await response.text();
        if (response.status >= 500 || response.status === 429) throw new Error(`Status ${response.status}`);
        if (text.length > MOST_BYTES) throw new Error('The answer is too long');
        return { status: response.status, body: response.ok ? (JSON.parse(text) as unknown) : null };
      });
    } catch (error) {
      throw new SourceUnavailable(source, error);
    }
  };
}
