/**
 * The close of a business day over many loans, from income to report, with payments coming in meanwhile: seconds, memory of this
 * process and processor time, for each number of loans. `--loans 100000,1000000` says how many (100,000 unless told).
 * Afterwards: entries a second through the ledger's door, against the same statements over the bare driver.
 *
 * The loans are of three products, of all ages; one in nine has not paid its last instalment, so its late charge grows. Some
 * hundred are made through the door of `loans` and then copied, streams and all.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createCloseOfBusiness } from '../src/credit/close-of-business/module.ts';
import { addDays } from '../src/credit/engine/calendar/days.ts';
import { createReports } from '../src/credit/reports/module.ts';
import { systemCall } from '../src/platform/call.ts';
import { bindDatabase, openPool } from '../src/platform/database.ts';
import type { EventEnvelope } from '../src/platform/events.ts';
import { newUuid } from '../src/platform/ids.ts';
import { silentLog } from '../src/platform/log.ts';
import { migrate } from '../src/platform/migrate.ts';
import type { Module } from '../src/platform/module.ts';
import { listModuleFolders } from '../src/platform/modules-on-disk.ts';
import { startPostgres } from '../src/platform/postgres-server.ts';
import { cpuMsOfFamily } from './house/processes.ts';
import { type Metrics, report, round } from './house/report.ts';
import { measureLedger } from './lending/ledger-floor.ts';
import { type LendingWorld, lendingWorld, multiplyLoans } from './lending/portfolio.ts';

const { values } = parseArgs({
  options: { loans: { type: 'string' }, metrics: { type: 'string' }, seconds: { type: 'string' } },
});
const SIZES = (values.loans ?? '100000').split(',').map(Number);
const PATTERNS = 510;
const DAY = '2026-11-20';
const MODULES = ['loans', 'close_of_business', 'reports', 'ledger'];
const PAYMENTS_EVERY_MS = 200;
const MEGABYTE = 1024 * 1024;

type Line = {
  loans: number;
  seconds: number;
  'µs a loan': number;
  replayed: number;
  'report s': number;
  'memory MB': number;
  'process CPU s': number;
  'database CPU s': number;
  payments: number;
  'slowest payment ms': number;
};

const dataDir = resolve(import.meta.dirname, '../.data/bench-lending');
const server = await startPostgres({ dataDir, port: 15_742, database: 'postgres', log: () => {} });
const pid = Number(readFileSync(join(server.cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
const metrics: Metrics = {};
const lines: Line[] = [];
try {
  for (const size of SIZES) {
    const line = await measure(size);
    lines.push(line);
    metrics[`closeOfBusiness.${size}.seconds`] = line.seconds;
    metrics[`closeOfBusiness.${size}.memoryMb`] = line['memory MB'];
  }
  await inDatabase('bench_ledger', async (url) => {
    const ledger = await measureLedger(url, Number(values.seconds ?? 5));
    metrics['ledger.postingsPerSecond'] = ledger.perSecond;
    metrics['ledger.floorPerSecond'] = ledger.floorPerSecond;
  });
} finally {
  await server.stop();
}
console.table(lines);
report(metrics, { metricsFile: values.metrics ?? null });

async function measure(size: number): Promise<Line> {
  return inDatabase(`bench_${size}`, async (url) => {
    const pool = openPool(url, { max: 6 });
    const database = (module: string) => bindDatabase(pool, module);
    const world = lendingWorld(database('loans'), DAY);
    const began = performance.now();
    await world.makeLoans(Math.min(PATTERNS, size));
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await multiplyLoans(client, size, (done) => process.stdout.write(`\r${done} loans made `));
    console.log(`in ${round((performance.now() - began) / 1_000, 0)} s`);
    const payable = await payableLoans(client);
    await client.end();
    const line = await closeDay({ size, database, world, payable });
    await pool.close();
    return line;
  });
}

type Payable = { loan_id: string; open_due_minor: number };

async function payableLoans(client: pg.Client): Promise<Payable[]> {
  const { rows } = await client.query<Payable>(
    'select loan_id, open_due_minor from loans.positions tablesample system (1) where open_due_minor > 0 order by random() limit 2000',
  );
  return rows;
}

type Setting = {
  size: number;
  database: (module: string) => ReturnType<typeof bindDatabase>;
  world: LendingWorld;
  payable: readonly Payable[];
};

async function closeDay({ size, database, world, payable }: Setting): Promise<Line> {
  const { loans, tenantId, clock } = world;
  // Ten past midnight of the next day.
  clock.set(`${addDays(DAY, 1)}T17:10:00Z`);
  const call = systemCall('bench', newUuid());
  const tenants = { tenantOfCall: () => Promise.reject(new Error('only routes ask')) };
  const ground = { clock, newId: newUuid, log: silentLog, tenants, loans, enqueue: async () => {} };
  const closing = createCloseOfBusiness({ ...ground, database: database('close_of_business') });
  const reports = createReports({
    ...ground,
    database: database('reports'),
    tenants: { ...tenants, tenantsByIds: async () => ({ tenants: [] }) },
    funding: { countFunders: async () => ({ funders: 0 }), fundersByIds: async () => ({ funders: [] }) },
    identity: { accountsByIds: async () => ({ accounts: [] }) },
  });
  const capture = (reports as unknown as Module).reactions?.find(
    ({ eventType }) => eventType === 'business-day.closed',
  );

  const payer = payMeanwhile(world, payable);
  const memory = watchMemory();
  const cpu = process.cpuUsage();
  const databaseCpu = cpuMsOfFamily(pid);
  const started = performance.now();
  const { runId, businessDate } = await closing.api.startRun(call, { tenantId });
  await closing.jobs?.[0]?.run(call, { runId });
  const closed = performance.now();
  const payload = { tenantId, businessDate, isMonthEnd: false };
  await capture?.run?.(call, { payload } as unknown as EventEnvelope<never>);
  const ended = performance.now();
  const used = process.cpuUsage(cpu);
  const peakMb = memory.stop() / MEGABYTE;
  const payments = await payer.stop();

  const run = await closing.api.getRun(call, { tenantId, runId });
  if (run.status === 'closing' || run.loans.closed < size * 0.99)
    throw new Error(`The day is not closed: ${JSON.stringify(run)}`);
  return {
    loans: run.loans.closed,
    seconds: round((ended - started) / 1_000, 1),
    'µs a loan': round((1_000 * (ended - started)) / size, 0),
    replayed: run.loans.replayed,
    'report s': round((ended - closed) / 1_000, 2),
    'memory MB': round(peakMb, 0),
    'process CPU s': round((used.user + used.system) / 1e6, 1),
    'database CPU s': round((cpuMsOfFamily(pid) - databaseCpu) / 1_000, 1),
    payments: payments.count,
    'slowest payment ms': round(payments.slowestMs, 0),
  };
}

/** Peak of what the process holds. */
function watchMemory(): { stop(): number } {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 50);
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return peak;
    },
  };
}

/** Borrowers do not wait for the night to be over. */
function payMeanwhile({ loans, tenantId }: LendingWorld, payable: readonly Payable[]) {
  const call = systemCall('bench-payer', newUuid());
  const found = { count: 0, slowestMs: 0 };
  let isOver = false;
  const pay = async (): Promise<void> => {
    for (const { loan_id: loanId, open_due_minor: amount } of payable) {
      if (isOver) return;
      const started = performance.now();
      const step = { kind: 'repayment' as const, amountMinor: Number(amount) };
      await loans.recordTransaction(call, {
        tenantId,
        loanId,
        transactionId: newUuid(),
        valueDate: addDays(DAY, 2),
        step,
      });
      found.count += 1;
      found.slowestMs = Math.max(found.slowestMs, performance.now() - started);
      await new Promise((resolvePause) => setTimeout(resolvePause, PAYMENTS_EVERY_MS));
    }
  };
  const paying = pay();
  return {
    stop: async () => {
      isOver = true;
      await paying;
      return found;
    },
  };
}

/** A fresh database with the modules of lending, gone afterwards. */
async function inDatabase<T>(name: string, work: (url: string) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: server.socketUrl });
  await admin.connect();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name}`);
  try {
    const url = new URL(server.socketUrl);
    url.pathname = `/${name}`;
    const folders = (await listModuleFolders()).filter(({ module }) => MODULES.includes(module));
    await migrate(url.toString(), folders);
    return await work(url.toString());
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}
