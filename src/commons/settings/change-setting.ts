import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { auditInsert } from '#platform/audit';
import { type Call, userIdOf } from '#platform/call';
import { type Database, isConflict } from '#platform/database';
import { eventInsert } from '#platform/events';
import { refuse } from '#platform/refusal';
import { type SettingChange, type SettingView, settingsContract } from './contract.ts';
import type { SettingDefinition } from './definition.ts';
import { listSettings } from './list-settings.ts';
import { insertChange } from './settings-queries.ts';

/** Puts a new value in force, on top of the version that the person saw. */
export async function changeSetting(
  deps: { database: Database; definitions: readonly SettingDefinition[] },
  call: Call,
  input: Static<typeof SettingChange> & { key: string },
): Promise<SettingView> {
  const { key, value, reason, expectedVersion } = input;
  const definition = deps.definitions.find((candidate) => candidate.key === key);
  if (!definition) throw refuse('settings.unknown', { key });
  const [problem] = Compile(definition.schema).Errors(value);
  if (problem) throw refuse('settings.invalid', { key, problem: problem.message });

  const before = (await listSettings({ ...deps, definitions: [definition] })).items[0];
  if (before?.version !== expectedVersion) throw refuse('settings.changed-meanwhile', { key });

  const version = expectedVersion + 1;
  try {
    await deps.database.batch([
      insertChange({ key, version, value, reason, changedBy: userIdOf(call) }),
      eventInsert(settingsContract, 'setting.changed', { call, aggregateId: key, payload: { key, value, version } }),
      auditInsert('settings', call, {
        stream: `setting:${key}`,
        action: 'settings.changed',
        before: before.value,
        after: { value, reason },
      }),
    ]);
  } catch (error) {
    if (isConflict(error, 'changes_pkey')) throw refuse('settings.changed-meanwhile', { key });
    throw error;
  }
  const after = (await listSettings({ ...deps, definitions: [definition] })).items[0];
  if (!after) throw refuse('settings.unknown', { key });
  return after;
}
