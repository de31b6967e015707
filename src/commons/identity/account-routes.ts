import { Type } from 'typebox';
import { type Route, route } from '#platform/route';
import { Uuid } from '#platform/schema-parts';
import { type IdentityApi, identityContract } from './contract.ts';
import {
  ApiKey,
  ChangePasswordInput,
  CreateApiKeyInput,
  CreatedApiKey,
  Device,
  RoleSchema,
  SecondFactorCode,
  SixDigits,
  TotpConfirmed,
  TotpSetup,
  TotpState,
} from './shapes.ts';

const strict = { additionalProperties: false } as const;
const { operations } = identityContract;
const ById = Type.Object({ id: Uuid }, strict);

/** What a signed-in person does with their own account. */
export function accountRoutes(api: IdentityApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/auth/devices',
      summary: 'Devices that are signed in, newest first',
      scope: 'signed-in',
      answers: { 200: Type.Object({ items: Type.Array(Device) }, strict) },
      handle: ({ call }) => api.listDevices(call, {}),
    }),
    route({
      method: 'DELETE',
      path: '/auth/devices/:id',
      summary: 'Sign a device out',
      scope: 'signed-in',
      params: ById,
      answers: { 204: null },
      refusals: operations.revokeDevice.refusals,
      handle: async ({ call, params }) => {
        await api.revokeDevice(call, { deviceId: params.id });
      },
    }),
    route({
      method: 'POST',
      path: '/auth/password',
      summary: 'Change the own password; other devices are signed out',
      scope: 'signed-in',
      body: ChangePasswordInput,
      examples: { body: { currentPassword: 'kopi susu gula aren', newPassword: 'teh poci gula batu' } },
      answers: { 204: null },
      refusals: operations.changePassword.refusals,
      idempotency: 'none',
      rateLimits: [{ perMinute: 5, by: 'user', name: 'password' }],
      handle: async ({ call, body }) => {
        await api.changePassword(call, body);
      },
    }),
    ...totpRoutes(api),
    ...apiKeyRoutes(api),
  ];
}

function totpRoutes(api: IdentityApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/auth/totp',
      summary: 'Whether the authenticator is on, and how many recovery codes are left',
      scope: 'signed-in',
      answers: { 200: TotpState },
      handle: ({ call }) => api.totpState(call, {}),
    }),
    route({
      method: 'POST',
      path: '/auth/totp/setup',
      summary: 'Begin with an authenticator app',
      scope: 'signed-in',
      answers: { 200: TotpSetup },
      refusals: operations.setUpTotp.refusals,
      idempotency: 'none',
      handle: ({ call }) => api.setUpTotp(call, {}),
    }),
    route({
      method: 'POST',
      path: '/auth/totp/confirm',
      summary: 'Turn the authenticator on; shows the recovery codes once',
      scope: 'signed-in',
      body: Type.Object({ code: SixDigits }, strict),
      examples: { body: { code: '123456' } },
      answers: { 200: TotpConfirmed },
      refusals: operations.confirmTotp.refusals,
      idempotency: 'none',
      rateLimits: [{ perMinute: 10, by: 'user', name: 'totp' }],
      handle: ({ call, body }) => api.confirmTotp(call, body),
    }),
    route({
      method: 'POST',
      path: '/auth/totp/disable',
      summary: 'Turn the authenticator off, with a code of it or a recovery code',
      scope: 'signed-in',
      body: Type.Object({ code: SecondFactorCode }, strict),
      examples: { body: { code: '123456' } },
      answers: { 204: null },
      refusals: operations.disableTotp.refusals,
      idempotency: 'none',
      rateLimits: [{ perMinute: 10, by: 'user', name: 'totp' }],
      handle: async ({ call, body }) => {
        await api.disableTotp(call, body);
      },
    }),
  ];
}

function apiKeyRoutes(api: IdentityApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/auth/api-keys',
      summary: 'Make an API key; it is shown this once',
      scope: 'api-keys:write',
      body: CreateApiKeyInput,
      examples: { body: { name: 'Aplikasi kasir', scopes: ['orders:read'] } },
      answers: { 201: CreatedApiKey },
      refusals: operations.createApiKey.refusals,
      idempotency: 'none',
      handle: ({ call, body }) => api.createApiKey(call, body),
    }),
    route({
      method: 'GET',
      path: '/auth/api-keys',
      summary: 'The own API keys, by their beginnings',
      scope: 'api-keys:read',
      answers: { 200: Type.Object({ items: Type.Array(ApiKey) }, strict) },
      handle: ({ call }) => api.listApiKeys(call, {}),
    }),
    route({
      method: 'DELETE',
      path: '/auth/api-keys/:id',
      summary: 'Revoke an API key',
      scope: 'api-keys:write',
      params: ById,
      answers: { 204: null },
      refusals: operations.revokeApiKey.refusals,
      handle: async ({ call, params }) => {
        await api.revokeApiKey(call, { keyId: params.id });
      },
    }),
  ];
}

/** What staff do with the accounts of others. */
export function staffRoutes(api: IdentityApi): Route[] {
  const UserRole = Type.Object({ id: Uuid, role: RoleSchema }, strict);
  return [
    route({
      method: 'GET',
      path: '/users',
      summary: 'All accounts, contacts masked (staff)',
      scope: 'users:read',
      query: operations.listUsers.input,
      answers: { 200: operations.listUsers.output },
      handle: ({ call, query }) => api.listUsers(call, query),
    }),
    route({
      method: 'PUT',
      path: '/users/:id/roles/:role',
      summary: 'Give a role (staff)',
      scope: 'users:administer',
      params: UserRole,
      answers: { 204: null },
      refusals: operations.grantRole.refusals,
      handle: async ({ call, params }) => {
        await api.grantRole(call, { userId: params.id, role: params.role });
      },
    }),
    route({
      method: 'DELETE',
      path: '/users/:id/roles/:role',
      summary: 'Take a role; signs the person out (staff)',
      scope: 'users:administer',
      params: UserRole,
      answers: { 204: null },
      refusals: operations.revokeRole.refusals,
      handle: async ({ call, params }) => {
        await api.revokeRole(call, { userId: params.id, role: params.role });
      },
    }),
  ];
}
