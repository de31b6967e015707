import { defineModule } from '#platform/module';
import { type FundingApi, fundingContract } from './contract.ts';
import { fundLoan, sweepReserving } from './fund-loan.ts';
import type { FundingDeps } from './funding-deps.ts';
import { addFunder, funderAccount, funderPayments, getFunder, houseFunds, listFunders } from './keep-funders.ts';
import { fundingReactions } from './reactions.ts';
import { loanFunding, payoutSource } from './read-funding.ts';
import { fundingRoutes } from './routes.ts';

export function createFunding(deps: FundingDeps) {
  const api: FundingApi = {
    addFunder: (call, input) => addFunder(deps, call, input),
    listFunders: (call, input) => listFunders(deps, call, input),
    getFunder: (call, input) => getFunder(deps, call, input),
    funderAccount: (call, input) => funderAccount(deps, call, input),
    funderPayments: (call, input) => funderPayments(deps, call, input),
    houseFunds: (call, input) => houseFunds(deps, call, input),
    fundLoan: (call, input) => fundLoan(deps, call, input),
    loanFunding: (call, input) => loanFunding(deps, call, input),
    payoutSource: (call, input) => payoutSource(deps, call, input),
  };
  return defineModule({
    contract: fundingContract,
    api,
    routes: fundingRoutes(api),
    reactions: fundingReactions(deps),
    jobs: [
      {
        name: 'funding.sweep',
        schedule: { everySeconds: 60 },
        run: (call) => sweepReserving(deps, call),
      },
    ],
  });
}
