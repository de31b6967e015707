import { ListOf } from '#platform/lists';
import { type Route, route } from '#platform/route';
import { type AuditApi, AuditEntryView, AuditFilter } from './contract.ts';

export function auditRoutes(api: AuditApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/audit/entries',
      summary: 'Who did what, newest first',
      scope: 'audit:read',
      query: AuditFilter,
      answers: { 200: ListOf(AuditEntryView) },
      handle: ({ call, query }) => api.listEntries(call, query),
    }),
  ];
}
