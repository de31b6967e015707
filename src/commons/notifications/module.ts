import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import type { NewId } from '#platform/ids';
import type { Live } from '#platform/live';
import type { Log } from '#platform/log';
import { type Loop, startLoop } from '#platform/loop';
import { defineModule } from '#platform/module';
import type { Carriers } from './carriers.ts';
import { type NotificationsApi, notificationsContract } from './contract.ts';
import { deliverDue } from './deliver.ts';
import { pruneDeliveries, pruneStatuses } from './delivery-queries.ts';
import { notify, notifyMany, sendCode } from './notify.ts';
import { reactions } from './reactions.ts';
import { getPreferences, listNotices, markAllRead, markRead, setPreferences } from './read-notices.ts';
import { notificationRoutes } from './routes.ts';
import type { WebhookDeps } from './whatsapp-webhook.ts';

export type NotificationsDeps = {
  database: Database;
  cipher: FieldCipher;
  carriers: Carriers;
  whatsapp: WebhookDeps['whatsapp'];
  clock: Clock;
  newId: NewId;
  live: Pick<Live, 'publish' | 'stream'>;
  log: Log;
  /** For links in mails; known once the server listens. */
  publicUrl: () => string;
};

const POLL_MS = 1_000;

export function createNotifications(given: NotificationsDeps) {
  let loop: Loop | undefined;
  const deps = { ...given, wake: () => loop?.wake() };
  const api: NotificationsApi = {
    sendCode: async (call, input) => {
      await sendCode(deps, call, input);
      return {};
    },
    notify: async (call, input) => {
      await notify(deps, call, input);
      return {};
    },
    listNotices: (call, input) => listNotices(deps, call, input),
    markRead: (call, { noticeId }) => markRead(deps, call, noticeId),
    markAllRead: (call) => markAllRead(deps, call),
    getPreferences: (call) => getPreferences(deps, call),
    setPreferences: (call, input) => setPreferences(deps, call, input),
  };
  return defineModule({
    contract: notificationsContract,
    api,
    routes: notificationRoutes(api, deps.live, deps),
    reactions: reactions({
      ...deps,
      tell: (call, notice) => notify(deps, call, notice),
      tellMany: (wishes) => notifyMany(deps, wishes),
    }),
    jobs: [
      {
        name: 'notifications.prune',
        schedule: { cron: '31 3 * * *' },
        run: async () => void (await deps.database.batch([pruneDeliveries(), ...pruneStatuses()])),
      },
    ],
    start: async () => {
      const step = async () => ((await deliverDue(deps)) > 0 ? ('more' as const) : ('nothing' as const));
      loop = startLoop(step, { pollMs: POLL_MS, gatherMs: 0 }, (error) =>
        deps.log.warn({ err: error }, 'sending will be tried again'),
      );
    },
    stop: async () => {
      await loop?.stop();
      deps.carriers.close();
    },
  });
}
