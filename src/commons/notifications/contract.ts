import { type Static, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { PageQuery } from '#platform/lists';
import { Uuid } from '#platform/schema-parts';

const Language = Type.Union([Type.Literal('id'), Type.Literal('en')]);
const Nothing = Type.Object({}, { additionalProperties: false });

export const Notice = Type.Object(
  {
    id: Uuid,
    type: Type.String(),
    group: Type.String(),
    title: Type.String(),
    body: Type.String(),
    /** Path within the shop or the desk. */
    link: Type.Union([Type.String(), Type.Null()]),
    isRead: Type.Boolean(),
    createdAt: Type.String({ format: 'date-time' }),
  },
  { additionalProperties: false },
);
export type Notice = Static<typeof Notice>;
const Notices = Type.Object(
  { items: Type.Array(Notice), nextCursor: Type.Union([Type.String(), Type.Null()]), unreadCount: Type.Integer() },
  { additionalProperties: false },
);
export const NoticeFilter = Type.Object(
  { ...PageQuery, unread: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);

/** `transaction` and `account` always reach the inbox; mail and WhatsApp can be switched off for everything but security. */
const Switches = Type.Object(
  { email: Type.Boolean(), whatsapp: Type.Boolean(), live: Type.Boolean() },
  { additionalProperties: false },
);
export const Preferences = Type.Object(
  { transaction: Switches, account: Switches, shop: Switches, promo: Switches },
  { additionalProperties: false },
);
export type Preferences = Static<typeof Preferences>;

/** Tells people: mail, WhatsApp, the inbox in the app, live pushes to open pages. */
export const notificationsContract = defineContract({
  module: 'notifications',
  operations: {
    /** Sends a one-time code at once, to an address that need not belong to an account. Never stored in the inbox, never logged. */
    sendCode: {
      input: Type.Object(
        {
          to: Type.Object(
            {
              email: Type.Union([Type.String({ maxLength: 254 }), Type.Null()]),
              phone: Type.Union([Type.String({ maxLength: 20 }), Type.Null()]),
            },
            { additionalProperties: false },
          ),
          language: Language,
          purpose: Type.Union([
            Type.Literal('login'),
            Type.Literal('verify'),
            Type.Literal('reset'),
            Type.Literal('sign'),
            /** Letter and code to somebody who may not have an account yet. */
            Type.Literal('invite'),
          ]),
          code: Type.String({ minLength: 4, maxLength: 12 }),
          expiresAt: Type.String({ format: 'date-time' }),
        },
        { additionalProperties: false },
      ),
      output: Nothing,
      refusals: [],
    },
    /** The person's inbox, newest first. */
    listNotices: { input: NoticeFilter, output: Notices, refusals: [] },
    markRead: {
      input: Type.Object({ noticeId: Uuid }, { additionalProperties: false }),
      output: Nothing,
      refusals: ['notifications.not-found'],
    },
    markAllRead: {
      input: Nothing,
      output: Type.Object({ marked: Type.Integer() }, { additionalProperties: false }),
      refusals: [],
    },
    getPreferences: { input: Nothing, output: Preferences, refusals: [] },
    setPreferences: { input: Preferences, output: Preferences, refusals: [] },
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
  events: {
    /** Left the house towards the person; `channel` says how. */
    'notification.sent': {
      version: 1,
      aggregate: 'delivery',
      payload: Type.Object({
        deliveryId: Uuid,
        userId: Type.Union([Uuid, Type.Null()]),
        type: Type.String(),
        channel: Type.String(),
      }),
    },
  },
  refusals: {
    'notifications.not-found': { status: 404, id: 'Pemberitahuan ini tidak ada.', en: 'There is no such notice.' },
    'notifications.webhook-forged': {
      status: 403,
      id: 'Pesan ini bukan dari WhatsApp.',
      en: 'This message is not from WhatsApp.',
    },
    'notifications.webhook-unreadable': {
      status: 400,
      id: 'Pesan ini tidak terbaca.',
      en: 'This message cannot be read.',
    },
    'notifications.type-unknown': {
      status: 422,
      id: 'Jenis pemberitahuan ini tidak dikenal.',
      en: 'This kind of notice is unknown.',
    },
  },
});
export type NotificationsApi = ApiOf<typeof notificationsContract>;
