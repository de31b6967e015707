import type { Database } from '#platform/database';
import { defineModule } from '#platform/module';
import { changeSetting } from './change-setting.ts';
import { type SettingsApi, settingsContract } from './contract.ts';
import type { SettingDefinition } from './definition.ts';
import { listSettings, readSettings } from './list-settings.ts';
import { settingsRoutes } from './routes.ts';

export type SettingsDeps = { database: Database; definitions: readonly SettingDefinition[] };

export function createSettings(deps: SettingsDeps) {
  const api: SettingsApi = {
    readSettings: (_call, { keys }) => readSettings(deps, keys),
    listSettings: () => listSettings(deps),
    changeSetting: (call, input) => changeSetting(deps, call, input),
  };
  return defineModule({ contract: settingsContract, api, routes: settingsRoutes(api) });
}
