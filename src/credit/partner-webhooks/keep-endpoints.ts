import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Tx } from '#platform/database';
import { isPrivateAddress } from '#platform/inner-addresses';
import { refuse } from '#platform/refusal';
import type { Endpoint, EndpointChange, NewEndpoint } from './contract.ts';
import { isUsableUrl, secretText } from './delivery-rules.ts';
import {
  deleteEndpoint,
  dropWaiting,
  type EndpointRow,
  insertEndpoint,
  listEndpoints as listRows,
  lockEndpoint,
  updateEndpoint,
  updateSecret,
} from './endpoint-queries.ts';
import type { PartnerWebhooksDeps } from './module.ts';

const MODULE = 'partner_webhooks';
const MOST = 10;
const SECRET_BYTES = 32;
const BOTH_SECRETS_MS = 24 * 3_600_000;

export async function addEndpoint(
  deps: PartnerWebhooksDeps,
  call: Call,
  { tenantId, endpoint }: { tenantId: string; endpoint: NewEndpoint },
): Promise<{ endpoint: Endpoint; secret: string }> {
  checkUrl(deps, endpoint.url);
  const id = deps.newId();
  const secret = secretText(randomBytes(SECRET_BYTES));

  const row = await deps.database.inTx(async (tx) => {
    const [made] = await tx.run<EndpointRow>(
      insertEndpoint(
        {
          id,
          tenantId,
          url: endpoint.url,
          description: endpoint.description ?? '',
          eventTypes: endpoint.eventTypes,
          secretSealed: deps.cipher.encrypt(secret, sealContext(id)),
          createdAt: deps.clock.now(),
        },
        MOST,
      ),
    );
    if (!made) throw refuse('partner-webhooks.too-many', { most: MOST });
    const after = { url: endpoint.url, eventTypes: endpoint.eventTypes };
    tx.write(auditInsert(MODULE, call, { stream: `tenant:${tenantId}`, action: 'partner-webhooks.added', after }));
    return made;
  });
  return { endpoint: shown(row), secret };
}

export async function listEndpoints(
  deps: PartnerWebhooksDeps,
  _call: Call,
  { tenantId }: { tenantId: string },
): Promise<{ endpoints: Endpoint[] }> {
  return { endpoints: (await listRows(deps.database, tenantId)).map(shown) };
}

type Wanted = { tenantId: string; endpointId: string };

export async function changeEndpoint(
  deps: PartnerWebhooksDeps,
  call: Call,
  { change, ...wanted }: Wanted & { change: EndpointChange },
): Promise<Endpoint> {
  if (change.url !== undefined) checkUrl(deps, change.url);
  return deps.database.inTx(async (tx) => {
    const before = await lockOrRefuse(tx, wanted);
    const after: EndpointRow = {
      ...before,
      url: change.url ?? before.url,
      description: change.description ?? before.description,
      event_types: change.eventTypes ?? before.event_types,
      is_active: change.isActive ?? before.is_active,
      ...(change.isActive === undefined ? {} : { stopped_because: null, failing_since: null }),
    };
    tx.write(
      updateEndpoint(after),
      ...(change.isActive === false ? [dropWaiting(before.id)] : []),
      auditInsert(MODULE, call, {
        stream: `tenant:${wanted.tenantId}`,
        action: 'partner-webhooks.changed',
        before: shown(before),
        after: shown(after),
      }),
    );
    return shown(after);
  });
}

export async function rotateSecret(
  deps: PartnerWebhooksDeps,
  call: Call,
  wanted: Wanted,
): Promise<{ endpoint: Endpoint; secret: string }> {
  const secret = secretText(randomBytes(SECRET_BYTES));
  return deps.database.inTx(async (tx) => {
    const before = await lockOrRefuse(tx, wanted);
    tx.write(
      updateSecret({
        ...wanted,
        secretSealed: deps.cipher.encrypt(secret, sealContext(before.id)),
        previousSealed: before.secret_sealed,
        previousUntil: new Date(deps.clock.now().getTime() + BOTH_SECRETS_MS),
      }),
      auditInsert(MODULE, call, { stream: `tenant:${wanted.tenantId}`, action: 'partner-webhooks.secret-rotated' }),
    );
    return { endpoint: shown(before), secret };
  });
}

export async function removeEndpoint(deps: PartnerWebhooksDeps, call: Call, wanted: Wanted): Promise<object> {
  return deps.database.inTx(async (tx) => {
    const before = await lockOrRefuse(tx, wanted);
    tx.write(
      deleteEndpoint(wanted),
      auditInsert(MODULE, call, {
        stream: `tenant:${wanted.tenantId}`,
        action: 'partner-webhooks.removed',
        before: shown(before),
      }),
    );
    return {};
  });
}

/** To what a sealed secret belongs, so that one row's secret opens in no other. */
export function sealContext(endpointId: string): string {
  return `partner_webhooks.endpoints.secret:${endpointId}`;
}

export function shown(row: EndpointRow): Endpoint {
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    eventTypes: row.event_types,
    isActive: row.is_active,
    stoppedBecause: row.stopped_because,
    failingSince: row.failing_since?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

async function lockOrRefuse(tx: Tx, wanted: Wanted): Promise<EndpointRow & { secret_sealed: string }> {
  const row = await lockEndpoint(tx, wanted);
  if (!row) throw refuse('partner-webhooks.not-found');
  return row;
}

/** What can be seen now. Names are looked up when something is sent: what they mean may change any time. */
function checkUrl({ isPrivateAllowed }: PartnerWebhooksDeps, url: string): void {
  if (!isUsableUrl(url, isPrivateAllowed)) throw refuse('partner-webhooks.url-not-allowed');
  if (isPrivateAllowed) return;
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const isInner = isIP(host) !== 0 ? isPrivateAddress(host) : /(^|\.)(localhost|local|internal|lan)\.?$/.test(host);
  if (isInner) throw refuse('partner-webhooks.url-not-allowed');
}
