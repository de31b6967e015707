import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { lendingWorld, multiplyLoans } from '../../bench/lending/portfolio.ts';
import { systemCall } from '../../src/platform/call.ts';
import { bindDatabase, openPool } from '../../src/platform/database.ts';
import { newUuid } from '../../src/platform/ids.ts';
import { type Clone, cloneTemplate } from '../../src/platform/testing/template.ts';
import { closingWorld } from './closing-worker.ts';

const DAY = '2026-11-20';
const CLOSED = '2026-11-21';
const LOANS = 2_500;
const PATTERNS = 34;
/** After so many slices of its own each process dies. */
const DEATHS = [3, 8, 14];
/** Leases last a minute: each process comes two after the one before. */
const nowOf = (minutes: number): string =>
  new Date(Date.parse('2026-11-21T17:10:00Z') + minutes * 60_000).toISOString();

describe('kill -9 in the middle of a close of business', { timeout: 90_000 }, () => {
  const call = systemCall('test', newUuid());
  let clone: Clone;
  let client: pg.Client;
  let tenantId: string;

  before(async () => {
    clone = await cloneTemplate(['loans', 'close_of_business']);
    const pool = openPool(clone.url, { max: 4 });
    const world = lendingWorld(bindDatabase(pool, 'loans'), DAY);
    tenantId = world.tenantId;
    await world.makeLoans(PATTERNS);
    client = new pg.Client({ connectionString: clone.url });
    await client.connect();
    await multiplyLoans(client, LOANS, () => {});
    await pool.close();
  });
  after(async () => {
    await client?.end();
    await clone?.drop();
  });

  const recognised = async (): Promise<number> => {
    const { rows } = await client.query<{ sum: string }>(
      'select sum(recognised_interest_minor + recognised_fee_minor + recognised_penalty_minor) as sum from loans.positions',
    );
    return Number(rows[0]?.sum);
  };
  /** Dies with the given slice: whatever comes after it in the same breath is not done, or half. */
  const workAndDie = (runId: string, now: string, slices: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const worker: ChildProcess = spawn(
        process.execPath,
        [join(import.meta.dirname, 'closing-worker.ts'), clone.url, runId, now],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let seen = 0;
      worker.stdout?.on('data', (chunk: Buffer) => {
        seen += chunk.toString('utf8').split('\n').length - 1;
        if (seen >= slices) worker.kill('SIGKILL');
      });
      worker.on('error', reject);
      worker.on('exit', (_code, signal) =>
        signal === 'SIGKILL' ? resolve(seen) : reject(new Error('The worker was over before it could be killed')),
      );
    });

  it('should close every loan once, to the rupiah, when one process after the other is killed', async () => {
    const before = await recognised();
    const first = closingWorld(clone.url, nowOf(0));
    const { runId, parts } = await first.api.startRun(call, { tenantId });
    await first.close();
    assert.ok(parts.total >= 4);
    for (const [nth, slices] of DEATHS.entries()) await workAndDie(runId, nowOf(2 + 2 * nth), slices);

    const last = closingWorld(clone.url, nowOf(20));
    const dead = await last.api.getRun(call, { tenantId, runId });
    assert.equal(dead.status, 'closing');
    await last.work(runId);
    const run = await last.api.getRun(call, { tenantId, runId });
    await last.close();
    assert.deepEqual([run.status, run.progress, run.loans.setAside], ['reporting', 100, 0]);

    const { rows: behind } = await client.query(
      "select from loans.positions where status = 'active' and closed_until is distinct from $1",
      [CLOSED],
    );
    assert.equal(behind.length, 0);
    const { rows } = await client.query<{ booked: string; posted: string; said: string }>(
      `select (select sum(interest_minor + fee_minor + penalty_minor) from loans.accruals where business_date = $1) as booked,
        (select sum((line ->> 'amountMinor')::bigint) from loans.outbox, jsonb_array_elements(payload -> 'lines') line
          where event_type = 'posting.requested' and payload ->> 'kind' = 'loan.income' and payload ->> 'reference' like '%' || $1::text
            and line ->> 'side' = 'debit') as posted,
        (select count(*) from close_of_business.outbox where event_type = 'business-day.closed') as said`,
      [CLOSED],
    );
    const added = (await recognised()) - before;
    assert.ok(added > 0);
    assert.deepEqual([Number(rows[0]?.booked), Number(rows[0]?.posted), Number(rows[0]?.said)], [added, added, 1]);
  });
});
