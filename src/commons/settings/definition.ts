import type { TSchema } from 'typebox';

/** A setting as its owner declares it; the composition root hands all of them to this module. */
export type SettingDefinition = {
  key: string;
  schema: TSchema;
  default: unknown;
  description: { id: string; en: string };
};
