import { Type } from 'typebox';
import { COOKIES } from '#platform/call-headers';
import { answer, type CookieChange, type Route, route } from '#platform/route';
import { Uuid } from '#platform/schema-parts';
import { type UsersApi, usersContract } from './contract.ts';
import {
  Address,
  AddressChange,
  AddressInput,
  Me,
  PersonalDataExport,
  SearchRegionsInput,
  UpdateMeInput,
} from './shapes.ts';

const strict = { additionalProperties: false } as const;
const { operations } = usersContract;
const ById = Type.Object({ id: Uuid }, strict);

export function usersRoutes(api: UsersApi): Route[] {
  return [
    ...meRoutes(api),
    ...addressRoutes(api),
    route({
      method: 'GET',
      path: '/regions',
      summary: 'Provinces, regencies, districts and villages by name, or what lies in one',
      scope: 'public',
      query: SearchRegionsInput,
      answers: { 200: operations.searchRegions.output },
      cacheControl: 'public, max-age=300',
      handle: ({ call, query }) => api.searchRegions(call, query),
    }),
  ];
}

function meRoutes(api: UsersApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/users/me',
      summary: 'The signed-in person',
      scope: 'signed-in',
      answers: { 200: Me },
      handle: ({ call }) => api.getMe(call, {}),
    }),
    route({
      method: 'PATCH',
      path: '/users/me',
      summary: 'Change name, language or time zone',
      scope: 'signed-in',
      body: UpdateMeInput,
      examples: { body: { name: 'Siti Aminah', language: 'id', timeZone: 'Asia/Jakarta' } },
      answers: { 200: Me },
      handle: ({ call, body }) => api.updateMe(call, body),
    }),
    route({
      method: 'GET',
      path: '/users/me/export',
      summary: 'Everything that is kept about the signed-in person',
      scope: 'signed-in',
      answers: { 200: PersonalDataExport },
      rateLimits: [{ perMinute: 5, by: 'user', name: 'export' }],
      handle: async ({ call }) =>
        answer(200, await api.exportMe(call, {}), {
          headers: { 'content-disposition': 'attachment; filename="lumbung-data.json"' },
        }),
    }),
    route({
      method: 'DELETE',
      path: '/users/me',
      summary: 'Erase the own account for good',
      scope: 'signed-in',
      body: operations.eraseMe.input,
      examples: { body: { password: 'kopi susu gula aren' } },
      answers: { 204: null },
      // The last two are identity's, which asks for the password.
      refusals: [
        ...operations.eraseMe.refusals,
        'identity.password-wrong',
        'identity.too-many-tries',
        'identity.last-super-admin',
      ],
      rateLimits: [{ perMinute: 5, by: 'user', name: 'erase' }],
      handle: async ({ call, body }) => {
        await api.eraseMe(call, body);
        return answer(204, null, { cookies: signedOut() });
      },
    }),
  ];
}

function signedOut(): CookieChange[] {
  return [COOKIES.access, COOKIES.refresh].map((name) => ({ name, value: null, maxAgeSeconds: 0, path: '/' }));
}

function addressRoutes(api: UsersApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/users/me/addresses',
      summary: 'The own addresses, the default first',
      scope: 'signed-in',
      answers: { 200: operations.listAddresses.output },
      handle: ({ call }) => api.listAddresses(call, {}),
    }),
    route({
      method: 'POST',
      path: '/users/me/addresses',
      summary: 'Add an address; the first one becomes the default',
      scope: 'signed-in',
      body: AddressInput,
      answers: { 201: Address },
      refusals: operations.addAddress.refusals,
      examples: {
        body: {
          label: 'Rumah',
          recipientName: 'Siti Aminah',
          phone: '0812-3456-7890',
          street: 'Jl. Kenanga No. 17, RT 03/RW 05',
          villageCode: '32.73.25.1002',
          postalCode: '40614',
        },
      },
      handle: ({ call, body }) => api.addAddress(call, body),
    }),
    route({
      method: 'PATCH',
      path: '/users/me/addresses/:id',
      summary: 'Change an address, or make it the default',
      scope: 'signed-in',
      params: ById,
      body: AddressChange,
      examples: { body: { label: 'Kantor', isDefault: true } },
      answers: { 200: Address },
      refusals: operations.changeAddress.refusals,
      handle: ({ call, params, body }) => api.changeAddress(call, { addressId: params.id, change: body }),
    }),
    route({
      method: 'DELETE',
      path: '/users/me/addresses/:id',
      summary: 'Delete an address',
      scope: 'signed-in',
      params: ById,
      answers: { 204: null },
      refusals: operations.removeAddress.refusals,
      handle: async ({ call, params }) => {
        await api.removeAddress(call, { addressId: params.id });
      },
    }),
  ];
}
