import type { Route } from '#platform/route';
import type { LoansApi } from './contract.ts';

export function loansRoutes(_api: LoansApi): Route[] {
  return [];
}
