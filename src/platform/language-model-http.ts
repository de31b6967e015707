import { lazily, lazyPackage } from './lazy-package.ts';
import { ModelFault } from './model-fault.ts';

const cockatiel = lazyPackage<typeof import('cockatiel')>('cockatiel');

export type ModelEndpoint = {
  /** With its version: `https://api.groq.com/openai/v1`, `http://localhost:11434/v1`. */
  url: string;
  key: string | null;
  model: string;
  /** For one whole answer. */
  timeoutMs?: number;
  /** Pauses between tries grow from this, with jitter. */
  retryMs?: number;
};

/** Posts, and reads the answer while the time limit runs; `stop` says when it is over. Throws `ModelFault`. */
export type Ask = <T>(
  path: string,
  body: object,
  signal: AbortSignal | undefined,
  read: (response: Response, stop: AbortSignal) => Promise<T>,
) => Promise<T>;

const TIMEOUT_MS = 60_000;
const RETRY_MS = 400;
const TRIES = 3;
/** Who asks for a longer pause than this is not waited for. */
const LONGEST_PAUSE_MS = 4_000;
const FAULTS_TO_OPEN = 5;
const OPEN_MS = 30_000;

/**
 * A 429, a 5xx and a lost connection are tried again (three times in all, with jitter, after `retry-after` where it is
 * short); an answer that has begun is not. Five faults in a row open the breaker for half a minute.
 */
export function createAsk(endpoint: ModelEndpoint): Ask {
  const breaker = lazily(() => createBreaker());
  return async (path, body, signal, read) => {
    const stop = AbortSignal.any([AbortSignal.timeout(endpoint.timeoutMs ?? TIMEOUT_MS), ...(signal ? [signal] : [])]);
    try {
      return await breaker.get().execute(async () => {
        try {
          return await read(await postPatiently(endpoint, path, body, stop), stop);
        } catch (error) {
          throw faultOf(error, stop, signal);
        }
      });
    } catch (error) {
      if (cockatiel().isBrokenCircuitError(error))
        throw new ModelFault('unavailable', 'left alone after a row of faults');
      throw error;
    }
  };
}

function createBreaker() {
  const { circuitBreaker, ConsecutiveBreaker, handleWhen } = cockatiel();
  const isFault = handleWhen((error) => error instanceof ModelFault && !['refused', 'over-quota'].includes(error.kind));
  return circuitBreaker(isFault, { halfOpenAfter: OPEN_MS, breaker: new ConsecutiveBreaker(FAULTS_TO_OPEN) });
}

async function postPatiently(
  endpoint: ModelEndpoint,
  path: string,
  body: object,
  stop: AbortSignal,
): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await post(endpoint, path, body, stop);
    } catch (error) {
      const fault = faultOf(error, stop, undefined);
      const pauseMs = pauseOf(fault, attempt, endpoint.retryMs ?? RETRY_MS);
      if (pauseMs === null || stop.aborted) throw fault;
      await pause(pauseMs, stop);
    }
  }
}

async function post({ url, key }: ModelEndpoint, path: string, body: object, stop: AbortSignal): Promise<Response> {
  const response = await fetch(url.replace(/\/+$/, '') + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
    body: JSON.stringify(body),
    signal: stop,
    redirect: 'error',
  });
  if (response.ok) return response;
  await response.body?.cancel();
  if (response.status === 429) throw new ModelFault('over-quota', 'over quota (429)', retryAfterOf(response));
  const kind = response.status >= 500 || response.status === 408 ? 'unavailable' : 'refused';
  throw new ModelFault(kind, `answered ${response.status}`, retryAfterOf(response));
}

function retryAfterOf(response: Response): number | null {
  const text = response.headers.get('retry-after') ?? '';
  const seconds = Number(text);
  if (text !== '' && Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

/** Full jitter; null where another try makes no sense. */
function pauseOf(fault: ModelFault, attempt: number, baseMs: number): number | null {
  if (attempt >= TRIES || (fault.kind !== 'unavailable' && fault.kind !== 'over-quota')) return null;
  if (fault.retryAfterMs !== null) return fault.retryAfterMs > LONGEST_PAUSE_MS ? null : fault.retryAfterMs;
  return baseMs * 2 ** (attempt - 1) * (0.5 + Math.random() / 2);
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(end, ms);
    function end(): void {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      done();
    }
    stop.addEventListener('abort', end, { once: true });
  });
}

/** A person who has gone away is no fault of the model: that error is passed on as it is. */
function faultOf(error: unknown, stop: AbortSignal, signal: AbortSignal | undefined): ModelFault {
  if (signal?.aborted) return new ModelFault('refused', 'nobody waits for the answer any more');
  if (error instanceof ModelFault) return error;
  if (stop.aborted) return new ModelFault('slow', 'took longer than allowed');
  return new ModelFault('unavailable', error instanceof Error ? error.message : 'no connection');
}
