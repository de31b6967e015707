import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { BenchHouse } from './house.ts';

const TIMEOUT_MS = 120_000;
const LOOK_MS = 200;

/** Waits until all of these orders are paid, every event has been taken over by all who hear it, and every letter is sent. */
export async function settle(house: BenchHouse, paidOrders: number): Promise<void> {
  await house.database.adminOf(house.databaseUrl, async (client) => {
    const statement = await unfinishedStatement(client);
    const until = performance.now() + TIMEOUT_MS;
    for (;;) {
      // Under a name it is planned once: the look must not weigh on what it looks at.
      const { rows } = await client.query<{ what: string; n: number }>({ text: statement, name: 'bench_settle' });
      const unfinished = rows.filter((row) => (row.what === 'paid' ? row.n < paidOrders : row.n > 0));
      if (unfinished.length === 0) return;
      if (performance.now() > until)
        throw new Error(`Not settled after ${TIMEOUT_MS} ms: ${JSON.stringify(rows)} of ${paidOrders} paid`);
      await pause(LOOK_MS);
    }
  });
}

/** One row per thing that may lag behind. */
async function unfinishedStatement(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ schema: string }>(
    "select schemaname as schema from pg_tables where tablename = 'outbox_checkpoints' order by 1",
  );
  const lags = rows.map(
    ({ schema }) => `
      select '${schema} events' as what, count(*)::int as n from (
        select from ${schema}.outbox_checkpoints c join ${schema}.outbox o
          on o.xid >= c.window_from and (o.xid >= c.window_to or (o.id > c.last_id and not c.is_done)) limit 1) lag
      union all select '${schema} parked', count(*)::int from (select from ${schema}.inbox_waiting where not is_dead limit 1) parked`,
  );
  return [
    "select 'paid' as what, count(*)::int as n from orders.orders where status = 'paid'",
    "select 'letters', count(*)::int from (select from notifications.deliveries where status = 'waiting' and next_attempt_at <= now() + interval '2 minutes' limit 1) letters",
    ...lags,
  ].join(' union all ');
}
