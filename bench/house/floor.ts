import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { sendBatch } from '../../src/platform/batch.ts';
import { sql } from '../../src/platform/sql.ts';
import type { BenchHouse } from './house.ts';
import { measureGet, repeat } from './load.ts';

export type Shape = { roundTrips: number; statements: number; writes: number };
export type Floor = { clientCpuMs: number; databaseCpuMs: number; perSecond: number };

const POOL = 10;

/**
 * The same number of round trips, statements and writing commits as plain SQL, with nothing around it: point reads of a
 * narrow table and inserts of rows of 300 bytes. What the hardware, PostgreSQL and the driver take by themselves.
 */
export async function measureFloor(house: BenchHouse, shape: Shape, options: { seconds: number }): Promise<Floor> {
  await house.database.adminOf(house.databaseUrl, async (client) => {
    await client.query('create schema if not exists bench_floor');
    await client.query('create table if not exists bench_floor.rows (id uuid primary key, body text not null)');
    await client.query('create table if not exists bench_floor.known (id int primary key, body text not null)');
    await client.query(
      "insert into bench_floor.known select i, repeat('x', 100) from generate_series(1, 1000) i on conflict do nothing",
    );
  });
  const clients = Array.from({ length: POOL }, () => new pg.Client({ connectionString: house.databaseUrl }));
  await Promise.all(clients.map((client) => client.connect()));
  const body = 'x'.repeat(300);
  const trips = tripsOf(shape);
  let done = 0;
  const work = async (worker: number): Promise<void> => {
    for (const { reads, isWriting } of trips) {
      const statements = Array.from(
        { length: reads },
        (_, i) => sql`select body from bench_floor.known where id = ${1 + ((done + i) % 1_000)}`,
      );
      if (isWriting) statements.push(sql`insert into bench_floor.rows (id, body) values (${randomUUID()}, ${body})`);
      await sendBatch(clients[worker] as pg.Client, statements);
    }
    done++;
  };
  await repeat({ connections: POOL, seconds: 1 }, work);
  done = 0;
  const [cpu, databaseCpu] = [process.cpuUsage(), house.database.cpuMs()];
  const seconds = await repeat({ connections: POOL, seconds: options.seconds }, work);
  const used = process.cpuUsage(cpu);
  await Promise.all(clients.map((client) => client.end()));
  return {
    clientCpuMs: (used.user + used.system) / 1_000 / done,
    databaseCpuMs: (house.database.cpuMs() - databaseCpu) / done,
    perSecond: done / seconds,
  };
}

/** Deals statements and writes out to the round trips. */
function tripsOf({ roundTrips, statements, writes }: Shape): { reads: number; isWriting: boolean }[] {
  const trips = Math.max(1, Math.round(roundTrips));
  return Array.from({ length: trips }, (_, i) => {
    const isWriting = Math.floor(((i + 1) * writes) / trips) > Math.floor((i * writes) / trips);
    const share = Math.floor(((i + 1) * statements) / trips) - Math.floor((i * statements) / trips);
    return { reads: Math.max(isWriting ? 0 : 1, share - (isWriting ? 1 : 0)), isWriting };
  });
}

/** Server CPU of a request that does nothing: /health, in ms. */
export async function measureEmptyRequest(
  house: BenchHouse,
  options: { connections: number; seconds: number },
): Promise<number> {
  await measureGet(house.url, { ...options, seconds: 1 }, () => '/health');
  const before = await house.usage();
  const { count } = await measureGet(house.url, options, () => '/health');
  const after = await house.usage();
  return (after.cpuMs - before.cpuMs) / count;
}
