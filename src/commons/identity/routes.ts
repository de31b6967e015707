import type { Route } from '#platform/route';
import { accountRoutes, staffRoutes } from './account-routes.ts';
import type { IdentityApi } from './contract.ts';
import { signInRoutes } from './sign-in-routes.ts';

export function identityRoutes(api: IdentityApi): Route[] {
  return [...signInRoutes(api), ...accountRoutes(api), ...staffRoutes(api)];
}
