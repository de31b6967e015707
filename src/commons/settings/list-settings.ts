import type { Database } from '#platform/database';
import { refuse } from '#platform/refusal';
import type { SettingView } from './contract.ts';
import type { SettingDefinition } from './definition.ts';
import { listInForce } from './settings-queries.ts';

type Deps = { database: Database; definitions: readonly SettingDefinition[] };

export async function listSettings(deps: Deps): Promise<{ items: SettingView[] }> {
  const changes = await listInForce(
    deps.database,
    deps.definitions.map((definition) => definition.key),
  );
  const byKey = new Map(changes.map((change) => [change.key, change]));
  return {
    items: deps.definitions.map((definition) => {
      const change = byKey.get(definition.key);
      return {
        key: definition.key,
        value: change ? change.value : definition.default,
        isDefault: !change,
        version: change?.version ?? 0,
        description: definition.description,
        schema: definition.schema,
        changedAt: change?.changed_at.toISOString() ?? null,
        changedBy: change?.changed_by ?? null,
        reason: change?.reason ?? null,
      };
    }),
  };
}

/** Values by key; a key nobody declared is the caller's mistake. */
export async function readSettings(deps: Deps, keys: string[]): Promise<{ values: Record<string, unknown> }> {
  const wanted = keys.map((key) => {
    const definition = deps.definitions.find((candidate) => candidate.key === key);
    if (!definition) throw refuse('settings.unknown', { key });
    return definition;
  });
  const { items } = await listSettings({ ...deps, definitions: wanted });
  return { values: Object.fromEntries(items.map((item) => [item.key, item.value])) };
}
