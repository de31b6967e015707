import { type TSchema, Type } from 'typebox';

/** The small parts that contracts and routes of all modules are made of. */

/** Options of an object that takes no other fields than those it names. */
export const Strict = { additionalProperties: false } as const;
export const Uuid = Type.String({ format: 'uuid' });
/** A moment, ISO 8601. */
export const Moment = Type.String({ format: 'date-time' });
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
