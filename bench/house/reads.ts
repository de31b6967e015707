import type { App } from '../../src/app.ts';
import { measureEmptyRequest } from './floor.ts';
import { type BenchHouse, openHouse } from './house.ts';
import { measureGet, repeat } from './load.ts';
import { openGround } from './market.ts';
import { describeMachine, load1 } from './processes.ts';
import { type Metrics, type Options, report } from './report.ts';

export type Read = {
  name: string;
  pathOf: (worker: number, round: number) => string;
  /** The same read asked of its module in this process: the same SQL, without HTTP. */
  direct: (apis: App['apis'], worker: number, round: number) => Promise<unknown>;
  /** Whether an answer is what was asked for: a read of an empty page would be a cheap one. */
  check?: (body: Buffer) => boolean;
};

const WARM_ROUND = 100_000;
const DIRECT_SECONDS = 3;

/**
 * Closed loops of GET requests on a market, one after the other: per second, percentiles, CPU of server and database per
 * request; and the same reads without HTTP, as the floor of the run.
 */
export async function measureReads(
  market: { products: number },
  options: Options,
  readsOf: (house: BenchHouse) => Promise<Read[]>,
): Promise<void> {
  const house = await openHouse({ ...market, buyers: 1, stock: 1_000 }, { profile: options.profile });
  try {
    const metrics: Metrics = {};
    for (const read of await readsOf(house)) Object.assign(metrics, await measureRead(house, read, options));
    metrics['reads.emptyRequestCpuMs'] = await measureEmptyRequest(house, {
      connections: options.connections,
      seconds: 2,
    });
    console.log(`${describeMachine()}; load average ${load1()}; ${options.connections} connections`);
    report(metrics, options);
  } finally {
    await house.stop();
  }
}

async function measureRead(house: BenchHouse, read: Read, options: Options): Promise<Metrics> {
  const { name, pathOf, check } = read;
  const warming = { ...options, seconds: 3, check };
  await measureGet(house.url, warming, (worker, round) => pathOf(worker, round + WARM_ROUND));
  const [before, databaseBefore] = [await house.usage(), house.database.cpuMs()];
  const { perSecond, count, times, loadCpuMs } = await measureGet(house.url, options, pathOf);
  const [after, databaseAfter] = [await house.usage(), house.database.cpuMs()];
  const direct = await measureDirect(house, read, options);
  // `list` gives `list.perSecond`, its second way `list.cached` gives `list.cachedPerSecond`.
  const key = (metric: string): string =>
    name.includes('.') ? `${name}${metric.charAt(0).toUpperCase()}${metric.slice(1)}` : `${name}.${metric}`;
  return {
    [key('perSecond')]: perSecond,
    [key('p50Ms')]: times.at(0.5),
    [key('p99Ms')]: times.at(0.99),
    [key('serverCpuMs')]: (after.cpuMs - before.cpuMs) / count,
    [key('databaseCpuMs')]: (databaseAfter - databaseBefore) / count,
    [key('loadCpuMs')]: loadCpuMs,
    [key('withoutHttpPerSecond')]: direct.perSecond,
    [key('withoutHttpCpuMs')]: direct.cpuMs,
    [key('toWithoutHttp')]: perSecond / direct.perSecond,
  };
}

async function measureDirect(
  house: BenchHouse,
  { direct }: Read,
  { connections }: Options,
): Promise<{ perSecond: number; cpuMs: number }> {
  const ground = await openGround(house.databaseUrl, house.dataDir);
  let count = 0;
  const work = async (worker: number, round: number): Promise<void> => {
    await direct(ground.app.apis, worker, round);
    count++;
  };
  await repeat({ connections, seconds: 2 }, (worker, round) => work(worker, round + WARM_ROUND));
  count = 0;
  const cpu = process.cpuUsage();
  const seconds = await repeat({ connections, seconds: DIRECT_SECONDS }, work);
  const { user, system } = process.cpuUsage(cpu);
  await ground.close();
  return { perSecond: count / seconds, cpuMs: (user + system) / 1_000 / count };
}
