import { type IdentityApi, identityContract } from '#commons/identity';
import type { LedgerApi } from '#commons/ledger';
import type { SettingsApi } from '#commons/settings';
import { systemCall } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { on } from '#platform/events';
import type { NewId } from '#platform/ids';
import { defineModule } from '#platform/module';
import { applyAsSeller } from './apply-as-seller.ts';
import { changeOwnSeller } from './change-own-seller.ts';
import { type SellersApi, sellersContract } from './contract.ts';
import { decideAboutSeller } from './decide-about-seller.ts';
import { ensureSeller } from './ensure-seller.ts';
import { createKnownSellers } from './known-sellers.ts';
import { getOwnSeller, getPublicSeller, listSellers, revealBankAccount } from './read-sellers.ts';
import { sellersRoutes } from './routes.ts';
import type { DetailsDeps } from './seller-details.ts';
import { anonymiseOwner, findByUser } from './seller-queries.ts';
import { toSeller } from './seller-views.ts';
import { COMMISSION_SETTING } from './settings.ts';

export type SellersDeps = DetailsDeps & {
  database: Database;
  clock: Clock;
  newId: NewId;
  identity: Pick<IdentityApi, 'grantRole'>;
  ledger: Pick<LedgerApi, 'balance' | 'statement'>;
  settings: Pick<SettingsApi, 'readSettings'>;
};

export function createSellers(deps: SellersDeps) {
  const defaultCommissionBps = async (): Promise<number> => {
    const { values } = await deps.settings.readSettings(systemCall('sellers', deps.newId()), {
      keys: [COMMISSION_SETTING.key],
    });
    return Number(values[COMMISSION_SETTING.key]);
  };
  const known = createKnownSellers(deps.database);
  const changing = <T>(work: Promise<T>): Promise<T> => work.finally(known.forget);
  const api: SellersApi = {
    sellersByIds: async (call, { sellerIds }) => ({ sellers: await known.byIds(call, sellerIds) }),
    sellerOfUser: async (_call, { userId }) => {
      const row = await findByUser(deps.database, userId);
      return { seller: row ? toSeller(row) : null };
    },
    ensureSeller: (call, input) => changing(ensureSeller(deps, call, input)),
    revealBankAccount: (call, { sellerId }) => revealBankAccount(deps, call, sellerId),
    applyAsSeller: (call, input) => changing(applyAsSeller({ ...deps, defaultCommissionBps }, call, input)),
    getOwnSeller: (call) => getOwnSeller(deps, call),
    changeOwnSeller: (call, input) => changing(changeOwnSeller(deps, call, input)),
    getPublicSeller: (_call, { idOrSlug }) => getPublicSeller(deps, idOrSlug),
    listSellers: (_call, input) => listSellers(deps, input),
    approveSeller: (call, { sellerId }) =>
      changing(decideAboutSeller(deps, call, { sellerId, decision: 'approve', reason: null })),
    rejectSeller: (call, { sellerId, reason }) =>
      changing(decideAboutSeller(deps, call, { sellerId, decision: 'reject', reason })),
    suspendSeller: (call, { sellerId, reason }) =>
      changing(decideAboutSeller(deps, call, { sellerId, decision: 'suspend', reason })),
    reinstateSeller: (call, { sellerId, reason }) =>
      changing(decideAboutSeller(deps, call, { sellerId, decision: 'reinstate', reason })),
  };
  return defineModule({
    contract: sellersContract,
    api,
    routes: sellersRoutes(api, deps.ledger),
    reactions: [
      on(identityContract, 'user.erased', { inTx: (tx, event) => tx.write(anonymiseOwner(event.payload.userId)) }),
    ],
  });
}
