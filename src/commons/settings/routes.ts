import { Type } from 'typebox';
import { type Route, route } from '#platform/route';
import { SettingChange, type SettingsApi, SettingView, settingsContract } from './contract.ts';

export function settingsRoutes(api: SettingsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/settings',
      summary: 'All settings with the values in force',
      scope: 'settings:read',
      answers: { 200: settingsContract.operations.listSettings.output },
      handle: ({ call }) => api.listSettings(call, {}),
    }),
    route({
      method: 'PUT',
      path: '/settings/:key',
      summary: 'Change a setting',
      scope: 'settings:write',
      params: Type.Object({ key: Type.String({ maxLength: 100 }) }, { additionalProperties: false }),
      body: SettingChange,
      examples: { body: { value: 200, expectedVersion: 1, reason: 'Komisi diturunkan' } },
      answers: { 200: SettingView },
      refusals: settingsContract.operations.changeSetting.refusals,
      handle: ({ call, params, body }) => api.changeSetting(call, { key: params.key, ...body }),
    }),
  ];
}
