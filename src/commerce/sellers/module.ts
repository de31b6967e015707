import { Value } from 'typebox/value';
import { type IdentityApi, identityContract } from '#commons/identity';
import type { LedgerApi } from '#commons/ledger';
import { type PaymentsApi, payoutOverHttp } from '#commons/payments';
import type { SettingsApi } from '#commons/settings';
import { systemCall } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { on } from '#platform/events';
import type { NewId } from '#platform/ids';
import type { Log } from '#platform/log';
import { defineModule } from '#platform/module';
import { rupiah } from '#platform/money';
import type { SagaRunner } from '#platform/saga';
import { applyAsSeller } from './apply-as-seller.ts';
import { changeOwnSeller } from './change-own-seller.ts';
import { type SellersApi, sellersContract } from './contract.ts';
import { decideAboutSeller } from './decide-about-seller.ts';
import { ensureSeller } from './ensure-seller.ts';
import { createKnownSellers } from './known-sellers.ts';
import type { PayoutSchedule } from './payouts/payout-rules.ts';
import { payoutSaga } from './payouts/payout-saga.ts';
import { payOutOnSchedule, runPayouts } from './payouts/run-payouts.ts';
import { getOwnSeller, getPublicSeller, listSellers, revealBankAccount } from './read-sellers.ts';
import { sellersRoutes } from './routes.ts';
import type { DetailsDeps } from './seller-details.ts';
import { anonymiseOwner, findByUser } from './seller-queries.ts';
import { toSeller } from './seller-views.ts';
import { COMMISSION_SETTING, PAYOUT_SETTING } from './settings.ts';

export type SellersDeps = DetailsDeps & {
  database: Database;
  clock: Clock;
  newId: NewId;
  identity: Pick<IdentityApi, 'grantRole'>;
  payments: Pick<PaymentsApi, 'inquireBankAccount' | 'payout' | 'listPayouts'>;
  ledger: Pick<LedgerApi, 'balance' | 'balancesByCodes' | 'statement'>;
  sagas: SagaRunner;
  log: Log;
  settings: Pick<SettingsApi, 'readSettings'>;
};

export function createSellers(deps: SellersDeps) {
  const defaultCommissionBps = async (): Promise<number> => {
    const { values } = await deps.settings.readSettings(systemCall('sellers', deps.newId()), {
      keys: [COMMISSION_SETTING.key],
    });
    return Number(values[COMMISSION_SETTING.key]);
  };
  const saga = payoutSaga(deps);
  const payouts = { ...deps, saga, schedule: () => readSchedule(deps) };
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
    runPayouts: (call, input) => runPayouts(payouts, call, { ...input, key: call.idempotencyKey ?? deps.newId() }),
    listOwnPayouts: async (call, input) => {
      const { id: sellerId } = await getOwnSeller(deps, call);
      const { items, nextCursor } = await deps.payments.listPayouts(call, { sellerId, ...input });
      return { items: items.map(payoutOverHttp), nextCursor };
    },
    payoutTerms: async () => {
      const { schedule, minimumMinor } = await payouts.schedule();
      return { schedule, minimum: rupiah(minimumMinor) };
    },
  };
  return defineModule({
    contract: sellersContract,
    api,
    routes: sellersRoutes(api, deps.ledger),
    sagas: [saga],
    jobs: [
      { name: 'sellers.pay-out', schedule: { cron: '0 5 * * *' }, run: (call) => payOutOnSchedule(payouts, call) },
    ],
    reactions: [
      on(identityContract, 'user.erased', { inTx: (tx, event) => tx.write(anonymiseOwner(event.payload.userId)) }),
    ],
  });
}

async function readSchedule(deps: Pick<SellersDeps, 'settings' | 'newId'>): Promise<PayoutSchedule> {
  const { key, schema, default: otherwise } = PAYOUT_SETTING;
  const { values } = await deps.settings.readSettings(systemCall('sellers', deps.newId()), { keys: [key] });
  return Value.Check(schema, values[key]) ? values[key] : otherwise;
}
