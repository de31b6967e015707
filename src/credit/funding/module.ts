import { defineModule } from '#platform/module';
import { type FundingApi, fundingContract } from './contract.ts';
import { fundLoan, sweepReserving } from './fund-loan.ts';
import type { FundingDeps } from './funding-deps.ts';
import { addFunder, funderAccount, funderPayments, getFunder, houseFunds, listFunders } from './keep-funders.ts';
import { funderLots, funderMovements } from './look-at-funder.ts';
import { fundingReactions } from './reactions.ts';
import { loanFunding, payoutSource } from './read-funding.ts';
import { fundingRoutes } from './routes.ts';
import { listWithdrawals, setPayoutAccount, withdraw, withdrawalSaga } from './withdraw.ts';
import { countFunders, listFundersByIds } from './withdrawal-queries.ts';

export function createFunding(deps: FundingDeps) {
  const saga = withdrawalSaga(deps);
  const api: FundingApi = {
    addFunder: (call, input) => addFunder(deps, call, input),
    listFunders: (call, input) => listFunders(deps, call, input),
    getFunder: (call, input) => getFunder(deps, call, input),
    funderLots: (call, input) => funderLots(deps, call, input),
    funderMovements: (call, input) => funderMovements(deps, call, input),
    setPayoutAccount: (call, input) => setPayoutAccount(deps, call, input),
    withdraw: (call, input) => withdraw(deps, saga, call, input),
    listWithdrawals: (call, input) => listWithdrawals(deps, call, input),
    funderAccount: (call, input) => funderAccount(deps, call, input),
    funderPayments: (call, input) => funderPayments(deps, call, input),
    houseFunds: (call, input) => houseFunds(deps, call, input),
    fundLoan: (call, input) => fundLoan(deps, call, input),
    loanFunding: (call, input) => loanFunding(deps, call, input),
    fundersByIds: async (_call, { funderIds }) => ({ funders: await listFundersByIds(deps.database, funderIds) }),
    countFunders: async (_call, { tenantId }) => ({ funders: await countFunders(deps.database, tenantId) }),
    payoutSource: (call, input) => payoutSource(deps, call, input),
  };
  return defineModule({
    contract: fundingContract,
    api,
    routes: fundingRoutes(api),
    reactions: fundingReactions(deps),
    sagas: [saga],
    jobs: [
      {
        name: 'funding.sweep',
        schedule: { everySeconds: 60 },
        run: (call) => sweepReserving(deps, call),
      },
    ],
  });
}
