import { type BenchHouse, openHouse } from './house.ts';
import { measureGet } from './load.ts';
import { describeMachine, load1 } from './processes.ts';
import { type Metrics, type Options, report } from './report.ts';

export type Read = { name: string; pathOf: (worker: number, round: number) => string };

/** Closed loops of GET requests on a market, one after the other: per second, percentiles, CPU of server and database per request. */
export async function measureReads(
  market: { products: number },
  options: Options,
  readsOf: (house: BenchHouse) => Promise<Read[]>,
): Promise<void> {
  const house = await openHouse({ ...market, buyers: 1, stock: 1_000 }, { profile: options.profile });
  try {
    const metrics: Metrics = {};
    for (const { name, pathOf } of await readsOf(house)) {
      await measureGet(house.url, { ...options, seconds: 2 }, (worker, round) => pathOf(worker, round + 100_000));
      const [before, databaseBefore] = [await house.usage(), house.database.cpuMs()];
      const { perSecond, count, times } = await measureGet(house.url, options, pathOf);
      const [after, databaseAfter] = [await house.usage(), house.database.cpuMs()];
      metrics[`${name}.perSecond`] = perSecond;
      metrics[`${name}.p50Ms`] = times.at(0.5);
      metrics[`${name}.p99Ms`] = times.at(0.99);
      metrics[`${name}.serverCpuMs`] = (after.cpuMs - before.cpuMs) / count;
      metrics[`${name}.databaseCpuMs`] = (databaseAfter - databaseBefore) / count;
    }
    console.log(`${describeMachine()}; load average ${load1()}; ${options.connections} connections`);
    report(metrics, options);
  } finally {
    await house.stop();
  }
}
