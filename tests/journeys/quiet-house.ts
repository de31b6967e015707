import pg from 'pg';
import { waitFor } from '../../src/platform/testing/template.ts';

const PATIENCE_MS = 40_000;

/**
 * Waits until nothing is on its way any more in the database of a running house: every event handed to everybody who
 * hears it, no event waiting for another try, no saga under way, no provider's notice due. Answers what never arrived:
 * events that were given up. Retries planned for later do not count as on their way.
 */
export async function untilQuiet(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ schema: string }>(
      `select schemaname as schema from pg_tables where tablename = 'outbox_checkpoints' order by 1`,
    );
    const schemas = rows.map(({ schema }) => schema);
    const text = [...schemas.map(underWay), NOTICES].join(' union all ');
    let left: { what: string; count: number }[] = [];
    const isQuiet = async () => {
      ({ rows: left } = await client.query<{ what: string; count: number }>({ text, name: 'what_is_under_way' }));
      return left.length === 0;
    };
    await waitFor('nothing is on its way any more', isQuiet, PATIENCE_MS).catch((error: unknown) => {
      throw new Error(`${error}: ${left.map(({ what, count }) => `${count} ${what}`).join(', ')}`);
    });
    return await givenUp(client, schemas);
  } finally {
    await client.end();
  }
}

function underWay(schema: string): string {
  return `
    select '${schema}: events not handed to ' || c.subscriber as what, count(*)::int as count
    from ${schema}.outbox_checkpoints c
    join ${schema}.outbox o on o.xid >= c.window_from and (o.xid >= c.window_to or (o.id > c.last_id and not c.is_done))
    group by c.subscriber
    union all
    select '${schema}: events to be tried again', count(*)::int from ${schema}.inbox_waiting where not is_dead having count(*) > 0
    union all
    select '${schema}: sagas', count(*)::int from ${schema}.sagas where status in ('running', 'undoing') having count(*) > 0`;
}

const NOTICES = `
  select 'notices of providers', count(*)::int from payments.notices
  where handled_at is null and (tries = 0 or due_at <= now()) having count(*) > 0`;

async function givenUp(client: pg.Client, schemas: readonly string[]): Promise<string[]> {
  const text = schemas
    .map(
      (schema) =>
        `select '${schema} gave up on: ' || to_jsonb(w)::text as what from ${schema}.inbox_waiting w where is_dead`,
    )
    .join(' union all ');
  const { rows } = await client.query<{ what: string }>(`${text} limit 20`);
  return rows.map(({ what }) => what);
}
