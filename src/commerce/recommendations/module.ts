import { ordersContract } from '#commerce/orders';
import { identityContract } from '#commons/identity';
import type { Clock } from '#platform/clock';
import { on } from '#platform/events';
import type { NewId } from '#platform/ids';
import { defineModule } from '#platform/module';
import { type RecommendationsApi, recommendationsContract } from './contract.ts';
import { type RecommendDeps, recommend } from './recommend.ts';
import {
  deletePerson,
  deletePurchasesOfOrder,
  insertPurchases,
  listPurchasesOfPerson,
} from './recommendation-queries.ts';
import { recompute } from './recompute.ts';
import { recommendationsRoutes } from './routes.ts';

export type RecommendationsModuleDeps = RecommendDeps & { newId: NewId; clock: Clock };

export function createRecommendations(deps: RecommendationsModuleDeps) {
  const closing = new AbortController();
  const api: RecommendationsApi = {
    recommend: (call, query) => recommend(deps, call, query),
    recompute: (_call, { isForced }) => recompute({ ...deps, signal: closing.signal }, isForced ?? false),
    personalData: async (_call, { userId }) => ({ purchases: await listPurchasesOfPerson(deps.database, userId) }),
  };
  return defineModule({
    contract: recommendationsContract,
    api,
    routes: recommendationsRoutes(api),
    reactions: reactions(),
    jobs: [
      {
        name: 'recommendations.recompute',
        schedule: { cron: '27 */3 * * *' },
        run: async (call) => {
          // A house that closes while it computes begins anew at the next time.
          await api.recompute(call, {}).catch((error: unknown) => {
            if (!closing.signal.aborted) throw error;
          });
        },
      },
    ],
    stop: async () => closing.abort(),
  });
}

/** Paid orders count; an order that is taken back, and a person who leaves, are forgotten. */
function reactions() {
  return [
    on(ordersContract, 'order.confirmed', {
      inTx: (tx, { payload }) => tx.write(insertPurchases([payload])),
      allInTx: (tx, heard) => tx.write(insertPurchases(heard.map(({ event }) => event.payload))),
    }),
    on(ordersContract, 'order.cancelled', {
      inTx: (tx, event) => tx.write(deletePurchasesOfOrder(event.payload.orderId)),
    }),
    on(identityContract, 'user.erased', { inTx: (tx, event) => tx.write(...deletePerson(event.payload.userId)) }),
  ];
}
