/** Starting the server on an existing database: ms to the first ready answer (median of five), then what an idle house takes. */
import { setTimeout as pause } from 'node:timers/promises';
import { openHouse } from './house/house.ts';
import { describeMachine, load1 } from './house/processes.ts';
import { readOptions, report } from './house/report.ts';

const TIMES = 5;
const SETTLE_MS = 5_000;

const options = readOptions({ seconds: 10 });
const house = await openHouse({ products: 1_000, buyers: 48, stock: 10_000_000 });
try {
  const times: number[] = [];
  const cpu: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    times.push(await house.restart());
    cpu.push((await house.usage()).cpuMs);
  }
  cpu.sort((a, b) => a - b);
  times.sort((a, b) => a - b);
  await pause(SETTLE_MS);
  const [before, databaseBefore] = [await house.usage(), house.database.cpuMs()];
  await pause(options.seconds * 1_000);
  const [after, databaseAfter] = [await house.usage(), house.database.cpuMs()];
  console.log(`${describeMachine()}; load average ${load1()}`);
  report(
    {
      'start.ms': times[Math.floor(TIMES / 2)] ?? 0,
      'start.bestMs': times[0] ?? 0,
      'start.cpuMs': cpu[Math.floor(TIMES / 2)] ?? 0,
      'idle.rssMb': after.rssMb,
      'idle.serverCpuMsPerSecond': (after.cpuMs - before.cpuMs) / options.seconds,
      'idle.databaseCpuMsPerSecond': (databaseAfter - databaseBefore) / options.seconds,
      'idle.roundTripsPerSecond': (after.roundTrips - before.roundTrips) / options.seconds,
    },
    options,
  );
} finally {
  await house.stop();
}
