import type { TenantsApi } from '#credit/tenants';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import type { NewId } from '#platform/ids';
import type { Log } from '#platform/log';
import { defineModule, type Enqueue, type Job } from '#platform/module';
import { type PartnerWebhooksApi, partnerWebhooksContract } from './contract.ts';
import { pruneMessages } from './delivery-queries.ts';
import { addEndpoint, changeEndpoint, listEndpoints, removeEndpoint, rotateSecret } from './keep-endpoints.ts';
import { reactionsOf } from './on-partner-event.ts';
import { getDelivery, listDeliveries, pingEndpoint, replayDelivery, replayFailed } from './read-deliveries.ts';
import { partnerWebhookRoutes } from './routes.ts';
import { sendDue } from './send-deliveries.ts';

export type PartnerWebhooksDeps = {
  database: Database;
  cipher: FieldCipher;
  clock: Clock;
  newId: NewId;
  /** 0 to 1, for spreading tries. */
  jitter: () => number;
  /** Outside production partners may stand on this machine and speak plain http. */
  isPrivateAllowed: boolean;
  /** Asks for a round of sending, now or later. */
  wake: (startAfter: Date | null) => Promise<void>;
};

const SEND = 'partner_webhooks.send';
const KEPT_MS = 30 * 24 * 3_600_000;

export function createPartnerWebhooks(
  given: Omit<PartnerWebhooksDeps, 'wake'> & {
    enqueue: Enqueue;
    log: Log;
    tenants: Pick<TenantsApi, 'tenantOfCall'>;
  },
) {
  const deps: PartnerWebhooksDeps = { ...given, wake: waker(given) };
  const api: PartnerWebhooksApi = {
    addEndpoint: (call, input) => addEndpoint(deps, call, input),
    listEndpoints: (call, input) => listEndpoints(deps, call, input),
    changeEndpoint: (call, input) => changeEndpoint(deps, call, input),
    rotateSecret: (call, input) => rotateSecret(deps, call, input),
    removeEndpoint: (call, input) => removeEndpoint(deps, call, input),
    pingEndpoint: (call, input) => pingEndpoint(deps, call, input),
    listDeliveries: (call, input) => listDeliveries(deps, call, input),
    getDelivery: (call, input) => getDelivery(deps, call, input),
    replayDelivery: (call, input) => replayDelivery(deps, call, input),
    replayFailed: (call, input) => replayFailed(deps, call, input),
  };
  return defineModule({
    contract: partnerWebhooksContract,
    api,
    routes: partnerWebhookRoutes(api, given.tenants),
    reactions: reactionsOf(deps),
    jobs: jobsOf(deps),
  });
}

/** Whatever was not asked for (a crash in between, a queue that was away) is found by the sweep. */
function waker({ enqueue, log }: { enqueue: Enqueue; log: Log }): PartnerWebhooksDeps['wake'] {
  return async (startAfter) => {
    try {
      await enqueue(SEND, {}, startAfter ? { startAfter } : {});
    } catch (error) {
      log.warn({ err: error }, 'webhooks wait for the next sweep');
    }
  };
}

function jobsOf(deps: PartnerWebhooksDeps): Job[] {
  return [
    {
      name: SEND,
      schedule: { cron: '*/5 * * * *' },
      run: async (call) => void (await sendDue(deps, call)),
    },
    {
      name: 'partner_webhooks.prune',
      schedule: { cron: '47 3 * * *' },
      run: async () => void (await deps.database.run(pruneMessages(new Date(deps.clock.now().getTime() - KEPT_MS)))),
    },
  ];
}
