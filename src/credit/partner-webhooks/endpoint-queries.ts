import { type Runner, type Sql, sql } from '#platform/database';

export type EndpointRow = {
  id: string;
  tenant_id: string;
  url: string;
  description: string;
  event_types: string[];
  is_active: boolean;
  stopped_because: 'failing' | 'gone' | null;
  failing_since: Date | null;
  created_at: Date;
};
const COLUMNS = sql.raw(
  'id, tenant_id, url, description, event_types, is_active, stopped_because, failing_since, created_at',
);

export type NewEndpointRow = {
  id: string;
  tenantId: string;
  url: string;
  description: string;
  eventTypes: readonly string[];
  secretSealed: string;
  createdAt: Date;
};

/** Inserts unless the tenant has `most` already; then no row comes back. */
export function insertEndpoint(row: NewEndpointRow, most: number): Sql {
  return sql`
    insert into partner_webhooks.endpoints (id, tenant_id, url, description, event_types, secret_sealed, created_at)
    select ${row.id}::uuid, ${row.tenantId}::uuid, ${row.url}::text, ${row.description}::text,
      ${row.eventTypes}::text[], ${row.secretSealed}::text, ${row.createdAt}::timestamptz
    where (select count(*) from partner_webhooks.endpoints where tenant_id = ${row.tenantId}::uuid) < ${most}::int
    returning ${COLUMNS}`;
}

export async function listEndpoints(runner: Runner, tenantId: string): Promise<EndpointRow[]> {
  return runner.run(sql`
    select ${COLUMNS} from partner_webhooks.endpoints where tenant_id = ${tenantId} order by created_at, id limit 100`);
}

/** Locks the row, so that two changes of one endpoint queue up. */
export async function lockEndpoint(
  runner: Runner,
  wanted: { tenantId: string; endpointId: string },
): Promise<(EndpointRow & { secret_sealed: string }) | undefined> {
  const [row] = await runner.run<EndpointRow & { secret_sealed: string }>(sql`
    select ${COLUMNS}, secret_sealed from partner_webhooks.endpoints
    where id = ${wanted.endpointId} and tenant_id = ${wanted.tenantId} for update`);
  return row;
}

export async function findEndpoint(
  runner: Runner,
  wanted: { tenantId: string; endpointId: string },
): Promise<EndpointRow | undefined> {
  const [row] = await runner.run<EndpointRow>(sql`
    select ${COLUMNS} from partner_webhooks.endpoints
    where id = ${wanted.endpointId} and tenant_id = ${wanted.tenantId}`);
  return row;
}

export function updateEndpoint(row: EndpointRow): Sql {
  return sql`
    update partner_webhooks.endpoints set url = ${row.url}, description = ${row.description},
      event_types = ${row.event_types}, is_active = ${row.is_active}, stopped_because = ${row.stopped_because},
      failing_since = ${row.failing_since}
    where id = ${row.id} and tenant_id = ${row.tenant_id}`;
}

export function updateSecret(change: {
  endpointId: string;
  tenantId: string;
  secretSealed: string;
  previousSealed: string;
  previousUntil: Date;
}): Sql {
  return sql`
    update partner_webhooks.endpoints set secret_sealed = ${change.secretSealed},
      older_secret_sealed = previous_secret_sealed, older_secret_until = previous_secret_until,
      previous_secret_sealed = ${change.previousSealed}, previous_secret_until = ${change.previousUntil}
    where id = ${change.endpointId} and tenant_id = ${change.tenantId}`;
}

export function deleteEndpoint(wanted: { tenantId: string; endpointId: string }): Sql {
  return sql`
    delete from partner_webhooks.endpoints where id = ${wanted.endpointId} and tenant_id = ${wanted.tenantId}`;
}

/** Switches an endpoint off, and gives up what still waits for it. A row comes back where it was on. */
export function stopEndpoint(endpointId: string, because: 'failing' | 'gone'): Sql {
  return sql`
    with stopped as (
      update partner_webhooks.endpoints set is_active = false, stopped_because = ${because}
      where id = ${endpointId} and is_active returning id
    ), dropped as (
      update partner_webhooks.deliveries set status = 'failed', next_attempt_at = null, leased_until = null
      where endpoint_id = ${endpointId} and status = 'pending'
    )
    select id from stopped`;
}

/** What of a tenant's waiting deliveries an endpoint no longer takes when it is switched off by hand. */
export function dropWaiting(endpointId: string): Sql {
  return sql`
    update partner_webhooks.deliveries set status = 'dropped', next_attempt_at = null, leased_until = null
    where endpoint_id = ${endpointId} and status = 'pending'`;
}
