import { type Static, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';

const Key = Type.String({
  pattern: '^[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*$',
  maxLength: 100,
  description: 'module.name',
});

export const SettingView = Type.Object(
  {
    key: Key,
    value: Type.Unknown(),
    isDefault: Type.Boolean(),
    /** 0 while it has never been changed. */
    version: Type.Integer(),
    description: Type.Object({ id: Type.String(), en: Type.String() }, { additionalProperties: false }),
    /** JSON Schema of the value. */
    schema: Type.Unknown(),
    changedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
    /** Id of the person who changed it last; null for the default and for what the house set itself. */
    changedBy: Type.Union([Type.String(), Type.Null()]),
    reason: Type.Union([Type.String(), Type.Null()]),
  },
  { additionalProperties: false },
);
export type SettingView = Static<typeof SettingView>;

export const SettingChange = Type.Object(
  {
    value: Type.Unknown(),
    /** The version the change is based on. */
    expectedVersion: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    reason: Type.String({ minLength: 3, maxLength: 500 }),
  },
  { additionalProperties: false },
);

/** What operators may change while the house runs: typed by its owner, versioned, audited. */
export const settingsContract = defineContract({
  module: 'settings',
  operations: {
    /** Values by key, the default where nothing was set. */
    readSettings: {
      input: Type.Object({ keys: Type.Array(Key, { maxItems: 100 }) }, { additionalProperties: false }),
      output: Type.Object({ values: Type.Record(Type.String(), Type.Unknown()) }, { additionalProperties: false }),
      refusals: ['settings.unknown'],
    },
    listSettings: {
      input: Type.Object({}, { additionalProperties: false }),
      output: Type.Object({ items: Type.Array(SettingView) }, { additionalProperties: false }),
      refusals: [],
    },
    changeSetting: {
      input: Type.Object({ key: Key, ...SettingChange.properties }, { additionalProperties: false }),
      output: SettingView,
      refusals: ['settings.unknown', 'settings.invalid', 'settings.changed-meanwhile'],
    },
  },
  events: {
    'setting.changed': {
      version: 1,
      aggregate: 'setting',
      payload: Type.Object({ key: Type.String(), value: Type.Unknown(), version: Type.Integer() }),
    },
  },
  refusals: {
    'settings.unknown': { status: 404, id: 'Pengaturan {key} tidak ada.', en: 'There is no setting {key}.' },
    'settings.invalid': {
      status: 422,
      id: 'Nilai ini tidak cocok untuk {key}: {problem}',
      en: 'This value does not fit {key}: {problem}',
    },
    'settings.changed-meanwhile': {
      status: 412,
      id: 'Pengaturan ini sudah diubah orang lain. Muat ulang dulu.',
      en: 'Someone else has changed this setting. Reload first.',
    },
  },
});
export type SettingsApi = ApiOf<typeof settingsContract>;
