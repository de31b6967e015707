import pg from 'pg';
import { decideEntry } from '../../src/commons/ledger/entry-rules.ts';
import { postEntry } from '../../src/commons/ledger/ledger-queries.ts';
import { createLedger } from '../../src/commons/ledger/module.ts';
import { sendBatch } from '../../src/platform/batch.ts';
import { systemCall } from '../../src/platform/call.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { bindDatabase, openPool } from '../../src/platform/database.ts';
import { newUuid } from '../../src/platform/ids.ts';
import { silentLog } from '../../src/platform/log.ts';
import { repeat } from '../house/load.ts';

const CONNECTIONS = 8;

/** A repayment: four lines on accounts of an institution that all its entries touch. */
function anEntry(tenantId: string) {
  const line = (role: string, side: 'debit' | 'credit', amountMinor: number) => ({
    accountCode: `credit:${tenantId}:${role}`,
    side,
    amountMinor,
  });
  return {
    entryId: newUuid(),
    kind: 'loan.repayment',
    currency: 'IDR',
    description: 'Angsuran',
    reference: 'loan:bench',
    lines: [
      line('clearing', 'debit', 118_000),
      line('loans-receivable', 'credit', 100_000),
      line('interest-receivable', 'credit', 17_000),
      line('penalty-receivable', 'credit', 1_000),
    ],
  };
}

/** Entries a second through the ledger's door, and the same statements over the bare driver: one commit each, all to disk. */
export async function measureLedger(
  url: string,
  seconds: number,
): Promise<{ perSecond: number; floorPerSecond: number }> {
  const tenantId = newUuid();
  const call = systemCall('bench', newUuid());
  const pool = openPool(url, { max: CONNECTIONS });
  const { api } = createLedger({ database: bindDatabase(pool, 'ledger'), clock: systemClock, log: silentLog });
  const clients = Array.from({ length: CONNECTIONS }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  const throughDoor = async (): Promise<void> => {
    await api.post(call, { entries: [anEntry(tenantId)] });
  };
  const bare = async (worker: number): Promise<void> => {
    const decision = decideEntry(anEntry(tenantId), null);
    const client = clients[worker];
    if (decision.accepted && client) await sendBatch(client, [postEntry(decision.draft, systemClock.now())]);
  };
  const found = { perSecond: 0, floorPerSecond: 0 };
  // Turn by turn, so that both meet the same machine.
  for (const share of [0.2, 1]) {
    found.perSecond = await rateOf(throughDoor, seconds * share);
    found.floorPerSecond = await rateOf(bare, seconds * share);
  }
  await Promise.all(clients.map((client) => client.end()));
  await pool.close();
  return found;
}

async function rateOf(work: (worker: number) => Promise<void>, seconds: number): Promise<number> {
  let done = 0;
  const took = await repeat({ connections: CONNECTIONS, seconds }, async (worker) => {
    await work(worker);
    done += 1;
  });
  return done / took;
}
