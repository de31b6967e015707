import { Client } from 'undici';
import { openGetConnection } from './get-connection.ts';

export type Answer = { status: number; text: string; headers: Record<string, string | string[] | undefined> };
export type Ask = (wish: {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}) => Promise<Answer>;

/** One kept-alive connection; requests go one after the other. */
export function openConnection(url: string): { ask: Ask; close(): Promise<void> } {
  const client = new Client(url, { pipelining: 1, keepAliveTimeout: 60_000 });
  return {
    ask: async ({ method, path, headers, body }) => {
      const answer = await client.request({
        method,
        path,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        body: body === undefined ? null : JSON.stringify(body),
      });
      return { status: answer.statusCode, text: await answer.body.text(), headers: answer.headers };
    },
    close: () => client.close(),
  };
}

/** The answer's JSON, or an error that shows what was said instead. */
export function jsonOf<T>(answer: Answer, what: string): T {
  if (answer.status >= 400) throw new Error(`${what} answered ${answer.status}: ${answer.text.slice(0, 500)}`);
  return JSON.parse(answer.text) as T;
}

/** Times in ms, with their percentiles. */
export class Times {
  private readonly values: number[] = [];

  add(ms: number): void {
    this.values.push(ms);
  }

  get count(): number {
    return this.values.length;
  }

  /** `share` between 0 and 1; 0 when there are none. */
  at(share: number): number {
    const sorted = this.values.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  }
}

/** Runs `work` again and again on each of `connections` workers until the time is up. Seconds it took, to the end of the last. */
export async function repeat(
  options: { connections: number; seconds: number },
  work: (worker: number, round: number) => Promise<void>,
): Promise<number> {
  const start = performance.now();
  const end = start + options.seconds * 1_000;
  await Promise.all(
    Array.from({ length: options.connections }, async (_, worker) => {
      for (let round = 0; performance.now() < end; round++) await work(worker, round);
    }),
  );
  return (performance.now() - start) / 1_000;
}

/** A closed loop of one GET on each connection. Every answer must be a 200 that `check` finds nothing wrong with. */
export async function measureGet(
  url: string,
  options: { connections: number; seconds: number; check?: ((body: Buffer) => boolean) | undefined },
  pathOf: (worker: number, round: number) => string,
): Promise<{ perSecond: number; count: number; times: Times; loadCpuMs: number }> {
  const connections = await Promise.all(Array.from({ length: options.connections }, () => openGetConnection(url)));
  const times = new Times();
  const once = async (worker: number, round: number): Promise<void> => {
    const path = pathOf(worker, round);
    const start = performance.now();
    const answer = await connections[worker]?.get(path);
    times.add(performance.now() - start);
    if (answer?.status !== 200 || options.check?.(answer.body) === false)
      throw new Error(`${path} answered ${answer?.status}: ${answer?.body.toString().slice(0, 300)}`);
  };
  const cpu = process.cpuUsage();
  const seconds = await repeat(options, once);
  const { user, system } = process.cpuUsage(cpu);
  for (const connection of connections) connection.close();
  const count = times.count;
  return { perSecond: count / seconds, count, times, loadCpuMs: (user + system) / 1_000 / count };
}
