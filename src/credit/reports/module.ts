import type { IdentityApi } from '#commons/identity';
import { closeOfBusinessContract } from '#credit/close-of-business';
import { type FundingApi, fundingContract } from '#credit/funding';
import type { LoansApi } from '#credit/loans';
import type { TenantsApi } from '#credit/tenants';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { on, type Reaction } from '#platform/events';
import type { Log } from '#platform/log';
import { defineModule, type Enqueue, type Job } from '#platform/module';
import { captureDay, drawRegistry } from './capture-day.ts';
import { type ReportsApi, reportsContract } from './contract.ts';
import {
  ageing,
  cashFlow,
  publication,
  quality,
  qualityHistory,
  registryMonths,
  taxSlips,
  vintages,
} from './read-reports.ts';
import { insertFunderIncome, listOpenRegistries } from './report-queries.ts';
import { reportRoutes } from './routes.ts';

export type ReportsDeps = {
  database: Database;
  clock: Clock;
  loans: Pick<LoansApi, 'portfolio' | 'cashFlow' | 'listLoans' | 'countBorrowers'>;
  funding: Pick<FundingApi, 'fundersByIds' | 'countFunders'>;
  tenants: Pick<TenantsApi, 'tenantOfCall' | 'tenantsByIds'>;
  /** Debtors of the registry. */
  identity: Pick<IdentityApi, 'accountsByIds'>;
  /** Asks that the registry of a month is drawn up. */
  wakeRegistry: (of: { tenantId: string; monthEnd: string }) => Promise<void>;
};

const REGISTRY = 'reports.draw-registry';

export function createReports(
  given: Omit<ReportsDeps, 'wakeRegistry'> & {
    enqueue: Enqueue;
    log: Log;
  },
) {
  const deps: ReportsDeps = { ...given, wakeRegistry: waker(given) };
  const api: ReportsApi = {
    quality: (call, input) => quality(deps, call, input),
    qualityHistory: (call, input) => qualityHistory(deps, call, input),
    ageing: (call, input) => ageing(deps, call, input),
    publication: (call, input) => publication(deps, call, input),
    vintages: (call, input) => vintages(deps, call, input),
    cashFlow: (call, input) => cashFlow(deps, call, input),
    registryMonths: (call, input) => registryMonths(deps, call, input),
    taxSlips: (call, input) => taxSlips(deps, call, input),
    drawRegistry: (call, input) => drawRegistry(deps, call, input),
  };
  return defineModule({
    contract: reportsContract,
    api,
    routes: reportRoutes(api, deps),
    reactions: reactionsOf(deps),
    jobs: jobsOf(deps),
  });
}

/** What was not asked for is found by the sweep. */
function waker({ enqueue, log }: { enqueue: Enqueue; log: Log }): ReportsDeps['wakeRegistry'] {
  return async (of) => {
    try {
      await enqueue(REGISTRY, of);
    } catch (error) {
      log.warn({ err: error, ...of }, 'the registry waits for the next sweep');
    }
  };
}

function reactionsOf(deps: ReportsDeps): Reaction[] {
  return [
    on(closeOfBusinessContract, 'business-day.closed', {
      run: (call, { payload }) => captureDay(deps, call, payload),
    }),
    on(fundingContract, 'loan-funding.distributed', {
      inTx: (tx, { payload: { distributionId, tenantId, loanId, distributedOn, parts } }) =>
        tx.write(
          ...insertFunderIncome(
            parts.map(({ funderId, interestMinor, taxMinor, taxArticle }) => ({
              distributionId,
              funderId,
              tenantId,
              loanId,
              onDate: distributedOn,
              interestMinor,
              taxMinor,
              taxArticle,
            })),
          ),
        ),
    }),
  ];
}

function jobsOf(deps: ReportsDeps): Job[] {
  return [
    {
      // By the queue right after a month was closed; by the clock for what was left behind.
      name: REGISTRY,
      schedule: { cron: '20 3 * * *' },
      run: async (call, data) => {
        const one = wishOf(data);
        const open = await listOpenRegistries(deps.database);
        const wanted = one ? [one] : open.map((row) => ({ tenantId: row.tenant_id, monthEnd: row.month_end }));
        for (const month of wanted) await drawRegistry(deps, call, month);
      },
    },
  ];
}

function wishOf(data: unknown): { tenantId: string; monthEnd: string } | null {
  if (typeof data !== 'object' || data === null || !('tenantId' in data) || !('monthEnd' in data)) return null;
  const { tenantId, monthEnd } = data;
  return typeof tenantId === 'string' && typeof monthEnd === 'string' ? { tenantId, monthEnd } : null;
}
