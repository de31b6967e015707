import { Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';

const Uuid = Type.String({ format: 'uuid' });
const Language = Type.Union([Type.Literal('id'), Type.Literal('en')]);
const Nothing = Type.Object({}, { additionalProperties: false });

/** Tells people: mail, WhatsApp, the inbox in the app, live pushes to open pages. */
export const notificationsContract = defineContract({
  module: 'notifications',
  operations: {
    /** Sends a one-time code at once, to an address that need not belong to an account. Never stored in the inbox, never logged. */
    sendCode: {
      input: Type.Object(
        {
          to: Type.Object({ email: Type.Union([Type.String({ maxLength: 254 }), Type.Null()]), phone: Type.Union([Type.String({ maxLength: 20 }), Type.Null()]) }, { additionalProperties: false }),
          language: Language,
          purpose: Type.Union([Type.Literal('login'), Type.Literal('verify'), Type.Literal('reset'), Type.Literal('sign')]),
          code: Type.String({ minLength: 4, maxLength: 12 }),
          expiresAt: Type.String({ format: 'date-time' }),
        },
        { additionalProperties: false },
      ),
      output: Nothing,
      refusals: [],
    },
    /** A notice to a person by type; template, channels and preferences decide what goes out. Idempotent by `call.idempotencyKey` when given. */
    notify: {
      input: Type.Object(
        { userId: Uuid, type: Type.String({ maxLength: 100 }), data: Type.Record(Type.String(), Type.Unknown()) },
        { additionalProperties: false },
      ),
      output: Nothing,
      refusals: ['notifications.type-unknown'],
    },
  },
  events: {},
  refusals: {
    'notifications.type-unknown': { status: 422, id: 'Jenis pemberitahuan ini tidak dikenal.', en: 'This kind of notice is unknown.' },
  },
});
export type NotificationsApi = ApiOf<typeof notificationsContract>;
