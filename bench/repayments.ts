/**
 * Repayments posted through HTTP by an officer: CPU of the server and of PostgreSQL each, counted until every event has arrived,
 * every entry lies in the books and every audit entry is sealed; beside it the floor of the same number of round trips,
 * statements and commits.
 *
 *   node bench/repayments.ts [--seconds 10] [--connections 16] [--statements]
 */
import { randomUUID } from 'node:crypto';
import { EXAMPLE_TERMS } from '../src/credit/loan-products/example-terms.ts';
import { systemCall } from '../src/platform/call.ts';
import { newUuid } from '../src/platform/ids.ts';
import { signIn } from './house/buyers.ts';
import { measureEmptyRequest, measureFloor } from './house/floor.ts';
import { openHouse } from './house/house.ts';
import { openConnection, repeat, Times } from './house/load.ts';
import { buyerEmail, openGround, PASSWORD } from './house/market.ts';
import { describeMachine, load1 } from './house/processes.ts';
import { readOptions, report } from './house/report.ts';
import { settle } from './house/settle.ts';
import { countCommits, listStatements, trackStatements } from './house/statements.ts';

const MARKET = { products: 1_000, buyers: 48, stock: 10_000_000 };
const LOANS = 800;
const WARM_UP_SECONDS = 4;
const TRACKED_SECONDS = 3;
const DAY_MS = 86_400_000;

const options = readOptions();
const house = await openHouse(MARKET);
try {
  await main();
} finally {
  await house.stop();
}

async function main(): Promise<void> {
  await house.stopServer();
  await lend();
  await house.restart();
  const loanIds = await house.database.adminOf(house.databaseUrl, async (client) => {
    const { rows } = await client.query<{ loan_id: string }>('select loan_id from loans.positions');
    return rows.map((row) => row.loan_id);
  });
  const lanes = Array.from({ length: options.connections }, () => openConnection(house.url));
  const [lane] = lanes;
  if (!lane) throw new Error('There is no connection');
  const authorization = await signIn(lane.ask, 0);
  await trackStatements(house, false);
  let turn = 0;
  const run = async (seconds: number) => {
    const times = new Times();
    const start = performance.now();
    const from = turn;
    await repeat({ connections: lanes.length, seconds }, async (worker) => {
      const loanId = loanIds[turn++ % loanIds.length];
      const began = performance.now();
      const answer = await lanes[worker]?.ask({
        method: 'POST',
        path: `/api/v1/credit/loans/${loanId}/repayments`,
        headers: { authorization, 'idempotency-key': randomUUID() },
        body: { amountMinor: 50_000 + (turn % 1_000), valueDate: dayAgo(0), reference: `VA ${turn}` },
      });
      if (answer?.status !== 201)
        throw new Error(`A repayment answered ${answer?.status}: ${answer?.text.slice(0, 300)}`);
      times.add(performance.now() - began);
    });
    await settle(house, 0);
    return { repayments: turn - from, seconds: (performance.now() - start) / 1_000, times };
  };
  await run(WARM_UP_SECONDS);
  const before = await standing();
  const figures = await run(options.seconds);
  const after = await standing();
  const load = load1();
  const per = (key: keyof typeof before): number => (after[key] - before[key]) / figures.repayments;
  if (options.hasStatements) {
    await trackStatements(house, true);
    const { repayments } = await run(TRACKED_SECONDS);
    const dearest = (await listStatements(house)).slice(0, 30);
    console.table(
      dearest.map(({ query, calls, ms }) => ({
        'µs a repayment': Math.round((ms / repayments) * 1_000),
        calls: Math.round((calls / repayments) * 100) / 100,
        statement: query.trim().slice(0, 100),
      })),
    );
    await trackStatements(house, false);
  }
  const shape = { roundTrips: per('roundTrips'), statements: per('statements'), writes: per('commits') };
  const floor = await measureFloor(house, shape, { seconds: 4 });
  const emptyMs = await measureEmptyRequest(house, { connections: options.connections, seconds: 3 });
  await Promise.all(lanes.map((lane) => lane.close()));
  console.log(`\n${describeMachine()}; load average ${load}; ${figures.repayments} repayments`);
  report(
    {
      'repayments.serverCpuMs': per('serverMs'),
      'repayments.databaseCpuMs': per('databaseMs'),
      'repayments.perSecond': figures.repayments / figures.seconds,
      'repayments.p50Ms': figures.times.at(0.5),
      'repayments.p99Ms': figures.times.at(0.99),
      'repayments.roundTrips': per('roundTrips'),
      'repayments.statements': per('statements'),
      'repayments.commits': per('commits'),
      'repayments.floorServerCpuMs': floor.clientCpuMs + emptyMs,
      'repayments.floorDatabaseCpuMs': floor.databaseCpuMs,
      'repayments.loadAverage': load,
    },
    options,
  );
}

/** An institution with an officer, a product and loans of all ages. */
async function lend(): Promise<void> {
  const ground = await openGround(house.databaseUrl, house.dataDir);
  const { apis } = ground.app;
  const call = systemCall('bench', 'bench');
  const { userId } = await apis.identity.ensureAccount(call, {
    ...{ email: buyerEmail(0), name: 'Pembeli 0', password: PASSWORD },
    roles: ['CUSTOMER', 'CREDIT_OFFICER'],
  });
  await apis.identity.grantRole(call, { userId, role: 'CREDIT_OFFICER' });
  const { tenantId } = await apis.tenants.createTenant(call, { name: 'Dana Ukur', kind: 'online-lender' });
  await apis.tenants.addMember(call, { tenantId, userId, role: 'CREDIT_OFFICER' });
  const product = { tenantId, name: 'Dana Ukur', terms: EXAMPLE_TERMS };
  const { productId } = await apis.loanProducts.createProduct(call, product);
  await apis.loanProducts.releaseVersion(call, { tenantId, productId, version: 1 });
  for (let nth = 0; nth < LOANS; nth += 1) {
    const agreedOn = dayAgo(nth % 60);
    const amountMinor = 10_000_000 + 100_000 * (nth % 60);
    const wish = { tenantId, productId, productVersion: 1, borrowerId: newUuid(), amountMinor, periods: 3, agreedOn };
    const { loanId } = await apis.loans.createLoan(call, wish);
    const payout = { tenantId, loanId, transactionId: newUuid(), paidOutOn: agreedOn, amountMinor };
    await apis.loans.activateLoan(call, payout);
  }
  await ground.close();
}

function dayAgo(days: number): string {
  const WIB_MS = 7 * 3_600_000;
  return new Date(Date.now() + WIB_MS - days * DAY_MS).toISOString().slice(0, 10);
}

async function standing() {
  const { cpuMs, roundTrips, statements } = await house.usage();
  const { commits } = await countCommits(house);
  return { serverMs: cpuMs, databaseMs: house.database.cpuMs(), roundTrips, statements, commits };
}
