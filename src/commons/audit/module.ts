import type { Database } from '#platform/database';
import { defineModule } from '#platform/module';
import { listUnsealed } from './audit-queries.ts';
import { type AuditApi, auditContract } from './contract.ts';
import { listEntries } from './list-entries.ts';
import { onAuditRecorded } from './on-audit-recorded.ts';
import { auditRoutes } from './routes.ts';
import { verifyChains } from './verify-chains.ts';

export type AuditDeps = { database: Database };

export function createAudit(deps: AuditDeps) {
  const api: AuditApi = {
    listEntries: (_call, input) => listEntries(deps, input),
    verifyChains: () => verifyChains(deps),
    listUnsealed: async (_call, { eventIds }) => ({ eventIds: await listUnsealed(deps.database, eventIds) }),
  };
  return defineModule({ contract: auditContract, api, routes: auditRoutes(api), reactions: [onAuditRecorded] });
}
