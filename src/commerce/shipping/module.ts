import { defineModule } from '#platform/module';
import { bookShipment, cancelShipment } from './book-shipment.ts';
import { type ShippingApi, shippingContract } from './contract.ts';
import { quoteMany } from './quote-many.ts';
import { handleWebhooks, receiveWebhook } from './receive-webhook.ts';
import { shippingRoutes } from './routes.ts';
import { callersShop, listTariffs, setTariffs } from './seller-tariffs.ts';
import type { ShippingDeps } from './shipping-deps.ts';
import { pruneWebhooks } from './shipping-queries.ts';
import { checkShipments, getTracking } from './track-shipment.ts';

export type ShippingModuleDeps = ShippingDeps & {
  /** Name of the header that carries the secret, as set in Biteship's dashboard. */
  webhookHeader?: string;
};

export function createShipping(deps: ShippingModuleDeps) {
  const api: ShippingApi = {
    quoteMany: (_call, input) => quoteMany(deps, input),
    bookShipment: (call, input) => bookShipment(deps, call, input),
    cancelShipment: (call, { orderId }) => cancelShipment(deps, call, orderId),
    getTracking: (_call, { orderId }) => getTracking(deps, orderId),
    receiveWebhook: (call, input) => receiveWebhook(deps, call, input),
    setTariffs: (call, input) => setTariffs(deps, call, input),
    listTariffs: (_call, { sellerId }) => listTariffs(deps, sellerId),
    setMyTariffs: async (call, input) => setTariffs(deps, call, { ...input, sellerId: await callersShop(deps, call) }),
    listMyTariffs: async (call) => listTariffs(deps, await callersShop(deps, call)),
  };
  return defineModule({
    contract: shippingContract,
    api,
    routes: shippingRoutes(api, (deps.webhookHeader ?? 'x-biteship-signature').toLowerCase()),
    jobs: [
      { name: 'shipping.handle-webhooks', schedule: { everySeconds: 5 }, run: (call) => handleWebhooks(deps, call) },
      {
        name: 'shipping.check-shipments',
        schedule: { cron: '*/10 * * * *' },
        run: (call) => checkShipments(deps, call),
      },
      {
        name: 'shipping.prune-webhooks',
        schedule: { cron: '41 3 * * *' },
        run: async () => void (await deps.database.batch([pruneWebhooks()])),
      },
    ],
  });
}
